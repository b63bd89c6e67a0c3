// Shows the print buttons, and gets the fields of a page ready for paper. Without this script the browser's own menu
// prints the page too; a day that is empty then shows what a browser puts there, and long words are cut off.
(() => {
  for (const button of document.querySelectorAll('[data-doe="afdrukken"]')) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  addEventListener("beforeprint", () => {
    for (const day of document.querySelectorAll('input[type="date"]')) day.classList.toggle("leeg", !day.value);
    document.querySelectorAll('article :is(input[type="text"], textarea)').forEach(writeOut);
  });

  // A field would cut off what is longer: on paper its words stand in its place.
  function writeOut(field) {
    const words = field.nextElementSibling?.matches(".geschreven") ? field.nextElementSibling : document.createElement("span");
    words.className = "geschreven op-papier";
    words.ariaHidden = "true";
    words.textContent = field.value;
    field.after(words);
  }
})();
