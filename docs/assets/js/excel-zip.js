// The ZIP that an Excel file is, with what a browser has itself. Knows nothing of Excel.
/** @typedef {Record<string, string>} Parts the text of each part, by its name */
const Zip = (() => {
  const LARGEST = 100e6; // bytes of all parts together: no list of work has so many
  const [ENTRY, FILE, END, OLD_OFFICE] = [0x02014b50, 0x04034b50, 0x06054b50, 0xe011cfd0];
  const DEFLATED = 8, UTF8 = 0x800;
  const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
    for (let bit = 0; bit < 8; bit += 1) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
    return byte;
  });

  /** @param {Uint8Array} data */
  const crc = (data) => ~data.reduce((sum, byte) => (sum >>> 8) ^ CRC[(sum ^ byte) & 255], -1) >>> 0;

  /** @returns {boolean} whether this browser can open a ZIP */
  function isAble() {
    try { return Boolean(new DecompressionStream("deflate-raw")); } catch { return false; }
  }

  /**
   * The texts in an Excel file; pictures and the like are left out.
   * @param {Blob} file
   * @returns {Promise<Parts>}
   * @throws {Error} "oud" for a browser that cannot, "geen-excel", "oud-excel" for one of another kind or with a password, "te-groot"
   */
  async function unpack(file) {
    if (!isAble()) throw new Error("oud");
    const data = new DataView(await file.arrayBuffer());
    if (data.byteLength > 4 && data.getUint32(0, true) === OLD_OFFICE) throw new Error("oud-excel");
    try {
      const entries = list(data).filter(({ name }) => /\.(xml|rels)$/i.test(name));
      if (entries.reduce((sum, { size }) => sum + size, 0) > LARGEST) throw new Error("te-groot");
      const texts = await Promise.all(entries.map((entry) => read(data, entry)));
      return Object.fromEntries(entries.map(({ name }, at) => [name, texts[at]]));
    } catch (error) {
      throw new Error(error instanceof Error && error.message === "te-groot" ? "te-groot" : "geen-excel", { cause: error });
    }
  }

  /**
   * @typedef {{ name: string, method: number, packed: number, size: number, at: number }} Entry
   * @param {DataView} data
   * @returns {Entry[]}
   */
  function list(data) {
    let end = data.byteLength - 22;
    while (data.getUint32(end, true) !== END) end -= 1;
    /** @type {Entry[]} */
    const entries = [];
    let at = data.getUint32(end + 16, true);
    for (let left = data.getUint16(end + 10, true); left; left -= 1) {
      if (data.getUint32(at, true) !== ENTRY) throw new Error("geen-excel");
      const [name, extra, comment] = [28, 30, 32].map((place) => data.getUint16(at + place, true));
      entries.push({
        name: new TextDecoder().decode(new Uint8Array(data.buffer, at + 46, name)), method: data.getUint16(at + 10, true),
        packed: data.getUint32(at + 20, true), size: data.getUint32(at + 24, true), at: data.getUint32(at + 42, true),
      });
      at += 46 + name + extra + comment;
    }
    return entries;
  }

  /**
   * @param {DataView} data
   * @param {Entry} entry
   */
  async function read(data, { method, packed, size, at }) {
    if (data.getUint32(at, true) !== FILE) throw new Error("geen-excel");
    const begin = at + 30 + data.getUint16(at + 26, true) + data.getUint16(at + 28, true);
    const raw = new Blob([new Uint8Array(/** @type {ArrayBuffer} */ (data.buffer), begin, packed)]);
    if (method && method !== DEFLATED) throw new Error("geen-excel");
    const stream = method ? raw.stream().pipeThrough(new DecompressionStream("deflate-raw")) : raw.stream();
    const reader = stream.getReader(), decoder = new TextDecoder();
    let text = "", length = 0;
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      length += piece.value.length;
      if (length > size) throw new Error("te-groot"); // more than it said
      text += decoder.decode(piece.value, { stream: true });
    }
    return text + decoder.decode();
  }

  /**
   * A ZIP of these parts.
   * @param {Record<string, string | Uint8Array<ArrayBuffer>>} parts
   * @returns {Promise<Blob>}
   */
  async function pack(parts) {
    const entries = [];
    const directory = [];
    let at = 0;
    for (const [name, text] of Object.entries(parts)) {
      const data = typeof text === "string" ? new TextEncoder().encode(text) : text, method = isAble() && "CompressionStream" in globalThis ? DEFLATED : 0;
      const packed = method ? await deflate(data) : data;
      const title = new TextEncoder().encode(name);
      const about = [20, UTF8, method, 0, 0x21, crc(data), packed.length, data.length, title.length, 0]; // the first day of 1980
      const sizes = [2, 2, 2, 2, 2, 4, 4, 4, 2, 2];
      const local = bytes([FILE, ...about], [4, ...sizes]);
      entries.push(local, title, packed);
      directory.push(bytes([ENTRY, 20, ...about, 0, 0, 0, 0, at], [4, 2, ...sizes, 2, 2, 2, 4, 4]), title);
      at += local.length + title.length + packed.length;
    }
    const length = directory.reduce((sum, piece) => sum + piece.length, 0), count = directory.length / 2;
    return new Blob([...entries, ...directory, bytes([END, 0, 0, count, count, length, at, 0], [4, 2, 2, 2, 2, 4, 4, 2])]);
  }

  /** @param {Uint8Array<ArrayBuffer>} data */
  async function deflate(data) {
    const stream = new Blob([data]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  /**
   * @param {number[]} values
   * @param {number[]} sizes of each, in bytes
   */
  function bytes(values, sizes) {
    const data = new DataView(new ArrayBuffer(sizes.reduce((sum, size) => sum + size, 0)));
    let at = 0;
    values.forEach((value, index) => {
      if (sizes[index] === 4) data.setUint32(at, value, true);
      else data.setUint16(at, value, true);
      at += sizes[index];
    });
    return new Uint8Array(data.buffer);
  }

  return { isAble, pack, unpack };
})();
