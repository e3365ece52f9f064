// Search: a box over the page, or in the page for search itself. What is found comes from find.js; here it is shown.
// Everything that an author wrote is put into the page as text. Fetched when search is first opened.
(function () {
  "use strict";
  var search = window.waypostSearch, MOST = 24, OF_KIND = 6;
  // A site in another language than its own lies in a folder of it.
  var base = document.currentScript.src.replace(/theme\/[^/]*$/, document.documentElement.getAttribute("data-at") || "");

  function element(name, attributes, children) {
    var one = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { if (attributes[key] !== null) one.setAttribute(key, attributes[key]); });
    [].concat(children || []).forEach(function (child) { one.append(child); });
    return one;
  }

  function fetched(path, failed) {
    var script = element("script", { src: base + "search/" + path });
    script.onerror = failed;
    document.head.append(script);
  }

  // A word of the theme with its values; one that depends on a number has its forms.
  function t(key, values) {
    var word = search.said.words[key];
    if (typeof word === "object") {
      var form;
      try { form = new Intl.PluralRules(search.said.language).select(values.n); } catch (_) { form = "other"; }
      word = word[form] || word.other;
    }
    return word.replace(/\{([^{}]*)\}/g, function (place, name) { return values && name in values ? values[name] : place; });
  }

  // The text with the words that were found in it marked; of a long one the part with the first of them.
  function marked(text, hit) {
    var parts = text.split(/([\p{Alphabetic}\p{N}\p{M}]+)/u), nodes = [], first = -1;
    parts.forEach(function (part, i) {
      var there = i % 2 && search.words(part), isFound = there && there.length && there.every(function (word) { return hit.match.hasOwnProperty(word); });
      // Where a script sets no blanks, a part of the run may be it.
      if (there && !isFound && search.isDense(there[0])) return run(part);
      if (isFound && first < 0) first = nodes.length;
      nodes.push(isFound ? element("mark", {}, part) : part);
    });
    function run(part) {
      var letters = Array.from(part), open = null;
      letters.forEach(function (letter, i) {
        var isIn = [letters[i - 1] + letter, letter + letters[i + 1], letter].some(function (word) { return hit.match.hasOwnProperty(search.fold(word)); });
        if (isIn && first < 0) first = nodes.length;
        if (isIn && open) open.append(letter);
        else if (isIn) nodes.push(open = element("mark", {}, letter));
        else { open = null; nodes.push(letter); }
      });
    }
    // What stands far before the first of them is left out.
    for (var at = 0, before = 0; at < first; at += 1) before += nodes[at].length;
    if (before > 90) {
      while (before > 40) before -= nodes.shift().length;
      nodes.unshift("… ");
    }
    return nodes;
  }

  // ── The panel ──────────────────────────────────────────────────────────────────────────────

  function panel(host, done) {
    var turn = 0, input, says, found, hint, rest = document.getElementById("wp-everything");
    input = element("input", {
      type: "search", dir: "auto", id: "wp-find", name: "q", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go", "aria-describedby": "wp-find-keys",
    });
    says = element("p", { "class": "finder__says", role: "status" });
    found = element("div", { "class": "finder__found" });
    hint = element("p", { "class": "finder__keys", id: "wp-find-keys" }, t("keys"));
    var form = element("form", { role: "search", "class": "finder__form", "aria-label": t("title") }, [element("label", { "for": "wp-find" }, t("words")), input]);
    if (done) {
      var close = element("button", { type: "button" }, t("close"));
      close.addEventListener("click", done);
      form.append(close);
    }
    host.append(form, says, found, hint);

    function links() { return Array.prototype.slice.call(found.querySelectorAll("a")); }
    function address(page) {
      return base + page.url + (/^https?:$/.test(location.protocol) ? "" : page.url && page.url.slice(-1) !== "/" ? "" : "index.html");
    }

    function line(hit, node, link) {
      search.place(hit, function (place) {
        var text = place.text || (place.heading ? "" : place.summary), parts = [];
        if (place.anchor) link.href = address(hit.page) + "#" + encodeURIComponent(place.anchor);
        if (place.heading && search.fold(place.heading) !== hit.page.folded) {
          parts.push(element("span", { "class": "finder__heading" }, marked(place.heading, hit)));
          if (text) parts.push(": ");
        }
        node.replaceChildren.apply(node, parts.concat(marked(text, hit)));
      });
    }

    function result(hit) {
      var node = element("span", { "class": "finder__line" });
      var link = element("a", { href: address(hit.page) }, [element("span", { "class": "finder__title" }, marked(hit.page.title, hit)), node]);
      line(hit, node, link);
      return element("li", {}, link);
    }

    // In groups by kind, in the order of their best; of one kind so many that others can be seen.
    function groups(answer) {
      var kinds = {}, order = [], shown = 0;
      // First some of each kind; then the best of what is left, as far as there is room.
      [OF_KIND, MOST].forEach(function (most) {
        answer.hits.forEach(function (hit) {
          var kind = hit.page.kind;
          if (!kinds[kind]) { kinds[kind] = []; order.push(kind); }
          if (shown >= MOST || kinds[kind].length >= most || kinds[kind].indexOf(hit) >= 0) return;
          kinds[kind].push(hit);
          shown += 1;
        });
      });
      order.forEach(function (kind) { kinds[kind].sort(function (a, b) { return b.score - a.score; }); });
      order = order.filter(function (kind) { return kinds[kind].length; });
      found.replaceChildren.apply(found, order.map(function (kind) {
        var id = "wp-find-" + search.said.kinds[kind][0];
        return element("section", { "aria-labelledby": id }, [
          element("h2", { id: id }, search.said.kinds[kind][1]),
          element("ul", {}, kinds[kind].map(result)),
        ]);
      }));
      return shown;
    }

    function browse() {
      var kinds = search.said.kinds.filter(function (kind, i, all) { return kind[2] && (!i || all[i - 1][2] !== kind[2]); });
      return element("ul", { "class": "inline" }, kinds.map(function (kind) {
        return element("li", {}, element("a", { href: base + kind[2] }, kind[1]));
      }));
    }

    function nothing(answer, query) {
      var parts = [];
      if (answer.near.length) {
        parts.push(element("p", {}, t("meant")), element("ul", { "class": "finder__meant" }, answer.near.map(function (page) {
          return element("li", {}, element("a", { href: address(page) }, page.title));
        })));
      }
      parts.push(element("p", {}, t("browse")), browse());
      found.replaceChildren.apply(found, parts);
      return t("nothing", { words: query });
    }

    function show(answer, query) {
      if (answer === null) {
        found.replaceChildren(element("p", {}, element("a", { href: base + "search/index.html" }, t("browse"))));
        says.textContent = t("broken");
        return;
      }
      if (answer.how === "empty") {
        found.replaceChildren();
        if (done) found.append(element("p", {}, t("browse")), browse());
        says.textContent = "";
        return;
      }
      if (!answer.hits.length) {
        if (answer.isWhole) says.textContent = nothing(answer, query);
        return;
      }
      var shown = groups(answer), all = answer.hits.length;
      var words = shown < all ? t("best", { n: all, shown: shown }) : t("found", { n: all });
      says.textContent = (answer.how === "near" ? t("instead", { meant: answer.meant }) + " " : answer.how === "some" ? t("near") + " " : "") + words;
    }

    function ask() {
      var query = input.value.trim(), mine = ++turn, wait = setTimeout(function () {
        if (mine === turn && query) says.textContent = t("loading");
      }, 250);
      if (rest) rest.hidden = query !== "";
      search.find(query, function (answer) {
        clearTimeout(wait);
        if (mine === turn) show(answer, query);
      });
    }

    input.addEventListener("input", ask);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var first = links()[0];
      if (first && input.value.trim()) first.click();
    });
    host.addEventListener("keydown", function (event) {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      var all = links(), at = all.indexOf(document.activeElement);
      if (event.key === "Escape" && done) done();
      else if (event.key === "Escape" && at >= 0) input.focus();
      else if (event.key === "ArrowDown" && at + 1 < all.length && (at >= 0 || document.activeElement === input)) all[at + 1].focus();
      else if (event.key === "ArrowUp" && at >= 0) (all[at - 1] || input).focus();
      else if (event.key === "Home" && at >= 0) all[0].focus();
      else if (event.key === "End" && at >= 0) all[all.length - 1].focus();
      else {
        // Whoever goes on typing means the box.
        if (at >= 0 && (event.key.length === 1 && event.key !== " " || event.key === "Backspace")) input.focus();
        return;
      }
      event.preventDefault();
    });
    if (done) found.addEventListener("click", function (event) {
      if (event.target.closest("a") && !event.ctrlKey && !event.metaKey && !event.shiftKey) done();
    });
    return {
      ask: function (words, isQuiet) {
        if (words) input.value = words;
        if (!isQuiet) {
          input.focus();
          if (!words) input.select();
        }
        ask();
      },
    };
  }

  // ── Where it stands ────────────────────────────────────────────────────────────────────────

  var here = document.querySelector("[data-find]"), dialog, shown;
  function made() {
    if (here) return panel(here, null);
    dialog = element("dialog", { "class": "finder", "aria-label": t("title") });
    document.body.append(dialog);
    var inner = element("div", { "class": "finder__inner" });
    dialog.append(inner);
    // Beside it: back to the page.
    dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
    return panel(inner, function () { dialog.close(); });
  }

  // Takes what was typed until now. A page for search that has just been opened leaves the focus where it is.
  window.waypostFinder = function (take, isQuiet) {
    search.start(fetched, function (missed) {
      var words = take();
      if (missed) return here || (location.href = base + "search/index.html");
      if (!shown) shown = made();
      if (dialog && !dialog.open) dialog.showModal();
      shown.ask(words, isQuiet);
    });
  };
})();
