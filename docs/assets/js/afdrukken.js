// Shows the print buttons: without this script the browser's own menu prints the same, but for days that are empty.
for (const button of document.querySelectorAll('[data-doe="afdrukken"]')) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
addEventListener("beforeprint", () => {
  for (const day of document.querySelectorAll('input[type="date"]')) day.classList.toggle("leeg", !day.value);
});

// A field of one line would cut off what is longer: on paper its words stand in its place.
addEventListener("beforeprint", () => {
  for (const field of document.querySelectorAll('article :is(input[type="text"], textarea)')) {
    const words = field.nextElementSibling?.matches(".geschreven") ? field.nextElementSibling : document.createElement("span");
    words.className = "geschreven op-papier";
    words.ariaHidden = "true";
    words.textContent = field.value;
    field.after(words);
  }
});
