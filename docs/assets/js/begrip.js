// An explanation that floats over the page goes with Escape, and comes back for who points at the word again.
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  for (const term of document.querySelectorAll("a.begrip:hover, a.begrip:focus-visible")) {
    const again = () => term.removeAttribute("data-gesloten");
    term.setAttribute("data-gesloten", "");
    for (const leaving of ["pointerleave", "blur"]) term.addEventListener(leaving, again, { once: true });
  }
});
