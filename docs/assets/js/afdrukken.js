// Shows the print buttons: without this script the browser's own menu prints the same, but for days that are empty.
for (const button of document.querySelectorAll('[data-doe="afdrukken"]')) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
addEventListener("beforeprint", () => {
  for (const day of document.querySelectorAll('input[type="date"]')) day.classList.toggle("leeg", !day.value);
});
