// Runs before the first paint: says that there is JavaScript, and keeps the reader's choice of light or dark.
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var shade = localStorage.getItem("waypost-shade");
    if (shade === "light" || shade === "dark") root.dataset.theme = shade;
  } catch (_) { /* storage may be denied: the system's choice holds */ }
})();
