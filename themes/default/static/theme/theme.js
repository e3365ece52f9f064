// Runs before the first paint: says that there is JavaScript, and keeps the reader's choice of light or dark.
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var shade = localStorage.getItem("waypost-shade");
    if (shade === "light" || shade === "dark") root.dataset.theme = shade;
  } catch (_) { /* storage may be denied: the system's choice holds */ }
  // The face is asked for before the sheet that names it has come. Not by markup: from a folder, a
  // preload of a font is a fault.
  var font = document.currentScript.dataset.font;
  if (font && /^https?:$/.test(location.protocol)) {
    var link = document.createElement("link");
    link.rel = "preload";
    link.as = "font";
    link.type = "font/woff2";
    link.crossOrigin = "";
    link.href = font;
    document.head.appendChild(link);
  }
})();
