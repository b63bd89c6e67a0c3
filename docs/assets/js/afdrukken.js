// Shows the print buttons: without this script the browser's own menu prints the same.
for (const button of document.querySelectorAll('[data-doe="afdrukken"]')) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
