// Small comforts. Every page is whole without them. A classic script, because modules do not load from file://.
(function () {
  "use strict";
  var root = document.documentElement;
  function all(selector, from) { return Array.prototype.slice.call((from || document).querySelectorAll(selector)); }
  function word(name, otherwise) { return root.getAttribute("data-t-" + name) || otherwise; }

  // Links name index.html so that they work from a folder; on a web server the address is shorter without it.
  if (/^https?:$/.test(location.protocol) && /\/index\.html$/.test(location.pathname)) {
    history.replaceState(null, "", location.pathname.slice(0, -10) + location.search + location.hash);
  }

  // Search: its programs are fetched when it is first asked for. Without them, the link leads to its page.
  var theme = document.currentScript.src.replace(/[^/]*$/, ""), place = theme.replace(/theme\/$/, (root.getAttribute("data-at") || "") + "search/");
  var typed = null;
  function bring(name, attributes, then) {
    var one = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { one[key] = attributes[key]; });
    one.onload = then || null;
    one.onerror = function () { take(); if (!document.querySelector("[data-find]")) location.href = place + "index.html"; };
    document.head.appendChild(one);
  }
  function take() {
    var words = typed;
    typed = null;
    return words;
  }
  function find(words, isQuiet) {
    if (typed !== null) return;
    typed = words;
    if (window.waypostFinder) return window.waypostFinder(take);
    bring("link", { rel: "stylesheet", href: theme + "search.css" });
    // In this order, and not one after the other.
    ["minisearch/minisearch.js", "find.js", "search.js"].forEach(function (file, i) {
      bring("script", { src: theme + file, async: false }, i === 2 && function () { window.waypostFinder(take, isQuiet); });
    });
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest && event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
    if (typed !== null && event.key.length === 1) typed += event.key;
    else if (event.key === "/") find("");
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.href.replace(/index\.html$/, "") !== place || link.closest("dialog")) return;
    event.preventDefault();
    find("");
  });
  if (document.querySelector("[data-find]")) find(new URLSearchParams(location.search).get("q") || "", true);

  // Light, dark, or as the system has it.
  var shades = all("[data-shade]");
  function showShade() {
    var now = root.dataset.theme || "auto";
    shades.forEach(function (b) { b.setAttribute("aria-pressed", String(b.dataset.shade === now)); });
  }
  shades.forEach(function (button) {
    button.addEventListener("click", function () {
      var shade = button.dataset.shade;
      if (shade === "auto") delete root.dataset.theme; else root.dataset.theme = shade;
      try { localStorage.setItem("waypost-shade", shade); } catch (_) { /* kept for this page only */ }
      showShade();
    });
  });
  showShade();

  // Copy: a code block, or what a button names.
  function copy(text, button) {
    var before = button.textContent;
    function said(what) {
      button.textContent = what;
      setTimeout(function () { button.textContent = before; }, 2000);
    }
    function byHand() {
      var area = document.createElement("textarea");
      area.value = text;
      document.body.appendChild(area);
      area.select();
      var done = false;
      try { done = document.execCommand("copy"); } catch (_) { /* said below */ }
      area.remove();
      button.focus();
      said(done ? word("copied", "Copied") : word("not-copied", "Not copied"));
    }
    if (!navigator.clipboard) return byHand();
    navigator.clipboard.writeText(text).then(function () { said(word("copied", "Copied")); }, byHand);
  }
  all(".code > pre").forEach(function (pre) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.setAttribute("aria-live", "polite");
    button.textContent = word("copy", "Copy");
    button.addEventListener("click", function () { copy(pre.textContent, button); });
    pre.parentNode.appendChild(button);
    pre.parentNode.classList.add("has-copy");
  });
  all("[data-copy]").forEach(function (button) {
    button.addEventListener("click", function () {
      var from = document.getElementById(button.dataset.copy);
      if (from) copy(from.textContent, button);
    });
  });
  all("[data-print]").forEach(function (button) {
    button.addEventListener("click", function () { window.print(); });
  });

  // Folds: open or close all of a part; paper has them all open.
  all("[data-unfold]").forEach(function (button) {
    button.addEventListener("click", function () {
      var open = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(open));
      all("details", document.getElementById(button.dataset.unfold)).forEach(function (d) { d.open = open; });
    });
  });
  var opened = [];
  addEventListener("beforeprint", function () {
    opened = all("main details:not([open])");
    opened.forEach(function (d) { d.open = true; });
  });
  addEventListener("afterprint", function () {
    opened.forEach(function (d) { d.open = false; });
    opened = [];
  });

  // Filters: a group of fields names a list; its items carry data-NAME with space-separated ids, or a number.
  all("[data-filter]").forEach(function (form) {
    var list = document.getElementById(form.dataset.filter);
    if (!list) return;
    var items = all("[data-item]", list), says = form.querySelector("output");
    function fits(item, field) {
      var want = field.value.trim().toLowerCase();
      if (!want) return true;
      if (field.type === "search") {
        var text = item.textContent.toLowerCase();
        return want.split(/\s+/).every(function (part) { return text.indexOf(part) >= 0; });
      }
      var has = item.getAttribute("data-" + field.name) || "";
      var range = /^(\d*)-(\d*)$/.exec(want);
      if (range) return has !== "" && +has >= +(range[1] || 0) && +has <= +(range[2] || Infinity);
      return has.split(" ").indexOf(want) >= 0;
    }
    function apply() {
      var fields = all("select, input", form), shown = 0;
      items.forEach(function (item) {
        item.hidden = !fields.every(function (field) { return fits(item, field); });
        if (!item.hidden) shown += 1;
      });
      all("[data-group]", list).forEach(function (group) {
        group.hidden = all("[data-item]", group).every(function (item) { return item.hidden; });
      });
      if (says) {
        says.textContent = says.dataset.says.replace("{shown}", shown).replace("{all}", items.length).replace("{hidden}", items.length - shown);
      }
    }
    form.addEventListener("input", apply);
    // An address may bring the words along: search/?q=design
    var query = form.dataset.query && new URLSearchParams(location.search).get(form.dataset.query);
    if (query) form.querySelector("input").value = query;
    all("[data-all]", form).forEach(function (button) {
      button.addEventListener("click", function () {
        all("select, input", form).forEach(function (field) { field.value = ""; });
        apply();
      });
    });
    apply();
  });

  // "I am a … and want to …": the list becomes a sentence with two choices.
  all("form[data-choose]").forEach(function (form) {
    var rows = all("div", document.getElementById(form.dataset.choose));
    var selects = all("select", form);
    rows.forEach(function (row, i) { selects[0].add(new Option(row.querySelector("dt").textContent.trim(), i)); });
    function wants() {
      selects[1].textContent = "";
      all("a", rows[selects[0].value]).forEach(function (a) { selects[1].add(new Option(a.textContent.trim(), a.href)); });
    }
    selects[0].addEventListener("change", wants);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      location.href = selects[1].value;
    });
    if (rows.length) wants();
  });

  // On this page: the part being read is marked.
  var links = all(".toc--page a[href^='#']");
  if (links.length && "IntersectionObserver" in window) {
    var heads = links.map(function (a) { return document.getElementById(decodeURIComponent(a.hash.slice(1))); });
    var mark = function () {
      var at = 0;
      heads.forEach(function (h, i) { if (h && h.getBoundingClientRect().top < innerHeight / 3) at = i; });
      links.forEach(function (a, i) { if (i === at) a.setAttribute("aria-current", "true"); else a.removeAttribute("aria-current"); });
    };
    var watch = new IntersectionObserver(mark, { rootMargin: "0px 0px -66% 0px" });
    heads.forEach(function (h) { if (h) watch.observe(h); });
  }
})();
