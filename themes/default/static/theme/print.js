// The button that prints. Without JavaScript the browser's own menu does it.
document.documentElement.classList.add("js");
document.querySelectorAll("[data-print]").forEach(function (button) {
  button.addEventListener("click", function () { window.print(); });
});
