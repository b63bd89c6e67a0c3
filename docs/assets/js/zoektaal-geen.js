// A language of which the search knows nothing: each word stands for itself. Its door is `Rules` in zoektaal.js.
globalThis.zoekregels = {
  root: (word) => word,
  verb: () => undefined,
  sound: (word) => word,
  links: [""],
  shortest: 4,
  productive: false,
  particles: false,
  between: "",
  light: "",
};
