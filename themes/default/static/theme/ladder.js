// The ladder: skills and areas that open and fold, a filter, arrow keys, addresses of cells. The
// table is whole without it. A classic script, because modules do not load from file://.
(function () {
  "use strict";
  var table = document.getElementById("wp-ladder");
  if (!table) return;
  var form = document.querySelector("[data-ladder]");
  var isLarge = table.classList.contains("is-large");
  function list(things) { return Array.prototype.slice.call(things); }
  function all(selector, from) { return list((from || document).querySelectorAll(selector)); }
  function word(name, values) {
    return (table.getAttribute("data-" + name) || "").replace(/\{(\w+)\}/g, function (place, name) {
      return values && name in values ? values[name] : place;
    });
  }
  function titleOf(row) { return row.querySelector("th > a").textContent.trim(); }
  function button(kind, isOpen) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = kind;
    made.setAttribute("aria-expanded", String(isOpen));
    return made;
  }

  // A part is an area, or a hundred skills of one; it folds as a whole.
  var rows = [];
  var parts = list(table.tBodies).map(function (body) {
    var part = { body: body, rows: list(body.rows), area: +body.dataset.area, head: null, isOpen: !isLarge };
    body.ladderPart = part;
    if (part.rows[0].classList.contains("area")) {
      part.head = part.rows.shift();
      part.toggle = button("fold-area", part.isOpen);
      part.toggle.append.apply(part.toggle, list(part.head.cells[0].childNodes));
      part.head.cells[0].appendChild(part.toggle);
      part.tally = part.toggle.querySelector(".say") || part.toggle.appendChild(document.createElement("span"));
      part.tally.className = "say";
      part.whole = part.tally.textContent;
    }
    rows = rows.concat(part.rows);
    return part;
  });
  function fold(part, isOpen) {
    if (part.toggle) part.toggle.setAttribute("aria-expanded", String(isOpen));
    part.body.classList.toggle("is-folded", !isOpen);
  }

  // Rows open.
  var isAll = false;
  rows.forEach(function (row) {
    row.toggle = button("fold-row", false);
    row.toggle.setAttribute("aria-label", word("row", { skill: titleOf(row) }));
    row.cells[0].insertBefore(row.toggle, row.cells[0].firstChild);
  });
  function isOpen(row) { return row.classList.contains("open"); }
  function open(row, now) {
    if (isOpen(row) === now) return;
    // A thousand rows at once get their buttons when somebody comes near.
    if (now && !(isAll && isLarge)) offerInherited(row);
    row.classList.toggle("open", now);
    row.toggle.setAttribute("aria-expanded", String(now));
  }

  // What a cell inherits stands in the cells that it names: it is brought here when asked for.
  function offerInherited(row) {
    if (row.isOffered) return;
    row.isOffered = true;
    all(".on[data-of]", row).forEach(function (line) {
      var ask = button("", false);
      ask.textContent = line.textContent;
      line.textContent = "";
      line.appendChild(ask);
      // What stands nowhere else in the row is here already.
      var rest = line.nextElementSibling;
      if (rest && rest.classList.contains("old")) {
        line.rest = rest;
        rest.hidden = true;
      }
    });
  }
  function showInherited(ask) {
    var line = ask.parentNode, row = line.closest("tr"), now = ask.getAttribute("aria-expanded") !== "true";
    if (!line.list) {
      var first = line.rest ? line.rest.firstChild : null;
      line.list = line.rest || document.createElement("ul");
      line.list.className = "old";
      line.dataset.of.split(" ").forEach(function (place) {
        all(":scope > ul:not(.old) > li", row.cells[place]).forEach(function (item) {
          var copy = line.list.insertBefore(item.cloneNode(true), first);
          all("[id]", copy).forEach(function (one) { one.removeAttribute("id"); });
        });
      });
      if (!line.rest) line.parentNode.insertBefore(line.list, line.nextSibling);
    }
    ask.setAttribute("aria-expanded", String(now));
    line.list.hidden = !now;
  }

  // The filter. It answers at once; a little later it opens the first rows in which the words stand
  // beneath the title. Those close again with it. Of a large ladder it unfolds as many parts as hold
  // a screen of rows, and says of the others how many there are.
  var texts = new Map(), found = [], later = 0, SCREEN = 40, OPENED = 12;
  function text(row) {
    if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
    return texts.get(row);
  }
  function prepare(deadline) {
    var place = texts.size;
    while (place < rows.length && deadline.timeRemaining() > 2) {
      text(rows[place]);
      place += 1;
    }
    if (place < rows.length) requestIdleCallback(prepare);
  }
  if (window.requestIdleCallback) requestIdleCallback(prepare);

  function value(name) {
    var field = form.querySelector("[name=" + name + "]");
    return field ? field.value : "";
  }
  function apply() {
    var words = value("words").trim().toLowerCase().split(/\s+/).filter(Boolean);
    var area = value("area"), level = value("new"), shown = [], isNarrowed = Boolean(area || level || words.length);
    function fits(row) {
      return (!level || /\b(up|has)\b/.test(row.cells[level].className)) &&
        words.every(function (one) { return text(row).indexOf(one) >= 0; });
    }
    parts.forEach(function (part) {
      var here = area && +area !== part.area ? [] : isNarrowed ? part.rows.filter(fits) : part.rows;
      var isShort = here.length < part.rows.length;
      // Rows of a part that is left out as a whole stay as they are.
      if (here.length) part.rows.forEach(function (row) {
        var isLeftOut = isShort && here.indexOf(row) < 0;
        if (row.hidden !== isLeftOut) row.hidden = isLeftOut;
      });
      if (part.body.hidden === Boolean(here.length)) part.body.hidden = !here.length;
      if (part.head) part.tally.textContent = isShort ? " " + word("count", { shown: here.length, all: part.rows.length }) : part.whole;
      shown = shown.concat(here);
      fold(part, isNarrowed ? !isLarge || shown.length <= SCREEN : part.isOpen);
    });
    var says = form.querySelector("output");
    says.textContent = says.dataset.says.replace("{shown}", shown.length).replace("{all}", rows.length).replace("{hidden}", rows.length - shown.length);
    clearTimeout(later);
    if (words.length || found.length) later = setTimeout(show, 250, shown.slice(0, SCREEN), words);
  }
  function show(shown, words) {
    var toOpen = shown.filter(function (row) {
      var title = titleOf(row).toLowerCase();
      return words.some(function (one) { return title.indexOf(one) < 0; });
    }).slice(0, OPENED);
    found.forEach(function (row) { if (toOpen.indexOf(row) < 0) open(row, false); });
    found = toOpen.filter(function (row) { return !isOpen(row) || found.indexOf(row) >= 0; });
    found.forEach(function (row) { open(row, true); });
    mark(toOpen, words);
  }
  function mark(within, words) {
    if (!window.Highlight || !window.CSS || !CSS.highlights) return;
    var marks = new Highlight();
    within.forEach(function (row) {
      var walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT), node;
      while ((node = walker.nextNode())) {
        words.forEach(function (one) {
          // Where lower case has another length, a mark would be off: rare, and left out.
          var data = node.data.toLowerCase();
          for (var at = data.length === node.length ? data.indexOf(one) : -1; at >= 0; at = data.indexOf(one, at + one.length)) {
            var range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + one.length);
            marks.add(range);
          }
        });
      }
    });
    CSS.highlights.set("wp-found", marks);
  }
  function clear() {
    all("input, select", form).forEach(function (field) { field.value = ""; });
    apply();
  }
  form.addEventListener("input", apply);
  form.querySelector("[data-clear]").addEventListener("click", clear);
  form.querySelector("[data-open]").addEventListener("click", function (event) {
    isAll = event.target.getAttribute("aria-pressed") !== "true";
    event.target.setAttribute("aria-pressed", String(isAll));
    rows.forEach(function (row) { open(row, isAll); });
    found = [];
  });
  // A reload keeps what was typed.
  apply();

  // A click anywhere in a row opens it, unless it is on something, or the end of a selection.
  table.addEventListener("click", function (event) {
    var on = event.target.closest("a, button"), row = event.target.closest("tr");
    if (on && on.classList.contains("fold-area")) {
      var part = row.parentNode.ladderPart, now = on.getAttribute("aria-expanded") !== "true";
      fold(part, now);
      part.isOpen = now;
    } else if (on && on.parentNode.classList.contains("on")) {
      showInherited(on);
    } else if (row && row.toggle && (on === row.toggle || (!on && String(getSelection()) === ""))) {
      open(row, !isOpen(row));
    }
  });

  // The link of a cell is made when somebody comes near.
  function near(event) {
    var cell = event.target.closest("td"), row = cell && cell.parentNode;
    if (!cell || !cell.id || cell.hasLink || !row.toggle) return;
    cell.hasLink = true;
    var level = table.tHead.rows[0].cells[cell.cellIndex].querySelector("a").textContent.trim();
    var link = document.createElement("a");
    link.className = "anchor";
    link.href = "#" + cell.id;
    link.textContent = "#";
    link.setAttribute("aria-label", word("link", { skill: titleOf(row), level: level }));
    cell.appendChild(link);
    cell.classList.add("anchored");
    if (isOpen(row)) offerInherited(row);
  }
  table.addEventListener("pointerover", near);
  table.addEventListener("focusin", near);

  // Arrow keys go from cell to cell. It stays a table to be read: Tab reaches one cell, and every
  // link and button.
  var here = null, column = 1;
  function stay(cell) {
    if (here) here.removeAttribute("tabindex");
    here = cell;
    here.tabIndex = 0;
  }
  function go(row, place) {
    var cell = row.cells[Math.min(place, row.cells.length - 1)];
    var stop = cell.localName === "td" ? cell : cell.querySelector("a, button");
    if (stop === cell) stay(cell);
    if (stop) stop.focus();
  }
  /** The next row that is there, down or up; from nothing, the first or the last one of cells. */
  function rowFrom(row, step) {
    var those = [table.tHead.rows[0]];
    parts.forEach(function (part) {
      if (part.body.hidden) return;
      if (part.head) those.push(part.head);
      if (!part.body.classList.contains("is-folded")) those = those.concat(part.rows);
    });
    those = those.filter(function (one) { return !one.hidden; });
    if (!row) {
      those = those.filter(function (one) { return one.toggle; });
      return those[step > 0 ? 0 : those.length - 1];
    }
    return those[those.indexOf(row) + step];
  }
  /** The next cell of a row that is shown, or the same. */
  function cellFrom(row, place, step) {
    for (var at = place + step; at >= 0 && at < row.cells.length; at += step) {
      if (getComputedStyle(row.cells[at]).display !== "none") return at;
    }
    return place;
  }
  table.addEventListener("keydown", function (event) {
    var cell = event.target.closest("td, th"), row = cell && cell.parentNode, key = event.key;
    if (!cell || event.altKey || event.metaKey || event.shiftKey) return;
    var isForward = key === (getComputedStyle(table).direction === "rtl" ? "ArrowLeft" : "ArrowRight");
    if (key === "ArrowLeft" || key === "ArrowRight") {
      if (row.cells.length === 1) return;
      column = cellFrom(row, cell.cellIndex, isForward ? 1 : -1);
      go(row, column);
    } else if (key === "ArrowUp" || key === "ArrowDown") {
      if (row.cells.length > 1) column = cell.cellIndex;
      row = rowFrom(row, key === "ArrowUp" ? -1 : 1);
      if (row) go(row, column);
    } else if (key === "Home" || key === "End") {
      if (event.ctrlKey) row = rowFrom(null, key === "Home" ? 1 : -1) || row;
      column = key === "Home" ? cellFrom(row, -1, 1) : cellFrom(row, row.cells.length, -1);
      go(row, column);
    } else if ((key === "Enter" || key === " ") && event.target === cell && row.toggle) {
      open(row, !isOpen(row));
    } else {
      return;
    }
    event.preventDefault();
  });
  if (rows.length) stay(rows[0].cells[1]);
  var keys = document.createElement("p");
  keys.className = "vh";
  keys.id = "wp-keys";
  keys.textContent = word("keys");
  table.parentNode.insertBefore(keys, table);
  table.setAttribute("aria-describedby", "wp-keys");

  // Which tracks stand side by side is kept in the address: ?tracks=ic,management
  var tracks = all(".tracks input"), chosen = new URLSearchParams(location.search).get("tracks");
  function chooseTracks(ids) {
    tracks.forEach(function (one) { one.checked = !ids || ids.indexOf(one.name) >= 0; });
    tracksChanged();
  }
  function tracksChanged() {
    // Of the levels that are left one is picked, and the keyboard finds a cell.
    var picks = all(".pick input"), heads = table.tHead.rows[0].cells;
    function isThere(place) { return !tracks.some(function (one, number) { return !one.checked && heads[place + 1].classList.contains("t" + (number + 1)); }); }
    if (picks.length && !picks.some(function (one, place) { return one.checked && isThere(place); })) {
      picks.some(function (one, place) { return isThere(place) && (one.checked = true); });
    }
    if (here && getComputedStyle(here).display === "none") stay(here.parentNode.cells[cellFrom(here.parentNode, 0, 1)]);
  }
  tracks.forEach(function (one) {
    one.addEventListener("change", function () {
      var ids = tracks.filter(function (one) { return one.checked; }).map(function (one) { return one.name; });
      history.replaceState(null, "", location.pathname + (ids.length < tracks.length ? "?tracks=" + ids.join(",") : "") + location.hash);
      tracksChanged();
    });
  });
  if (chosen && tracks.some(function (one) { return chosen.split(",").indexOf(one.name) >= 0; })) chooseTracks(chosen.split(","));

  // An address within the table is shown, whatever is folded or left out.
  function arrive() {
    var target = document.getElementById(location.hash.slice(1));
    var row = target && table.contains(target) && target.closest("tr"), part = row && row.parentNode.ladderPart;
    if (!part) return;
    if (row.hidden || part.body.hidden) clear();
    part.isOpen = true;
    fold(part, true);
    if (row.toggle) open(row, true);
    if (getComputedStyle(target).display === "none") chooseTracks(null);
    var pick = target.localName === "td" && all(".pick input")[target.cellIndex - 1];
    if (pick) pick.checked = true;
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  addEventListener("hashchange", arrive);
  arrive();
})();
