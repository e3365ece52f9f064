// The difference between any two levels of a track. levels.js, beside the page, holds what the levels say and what the
// build found when it compared them; here that is put together, as difference.html does it. Nothing is compared here.
(function () {
  "use strict";
  var data = window.waypostLevels, form = document.getElementById("wp-compare");
  if (!data || !form) return;
  var levels = data.levels, skills = data.skills, statements = data.statements;

  function byId(id) { return document.getElementById(id); }
  function esc(text) {
    return String(text).replace(/[&<>"]/g, function (c) { return { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }[c]; });
  }
  var category;
  try { category = new Intl.PluralRules(data.language); } catch (_) { category = new Intl.PluralRules("en"); }
  // A word with a value in each of its places.
  function t(key, values) {
    var word = data.words[key];
    if (typeof word === "object") word = word[category.select(values.n)] || word.other;
    return word.replace(/\{([^{}]*)\}/g, function (place, name) { return values && name in values ? values[name] : place; });
  }
  function say(key, values) { return esc(t(key, values)); }
  function link(url, text) { return '<a href="' + esc(url) + '">' + esc(text) + "</a>"; }

  // A statement is a text, or [words, what stands beneath them, the first that says the same].
  function html(s) { return typeof statements[s] === "string" ? statements[s] : statements[s][0]; }
  function full(s) { return typeof statements[s] === "string" ? statements[s] : statements[s][0] + statements[s][1]; }
  function first(s) { return typeof statements[s] === "string" || statements[s].length < 3 ? s : statements[s][2]; }

  // By skill: [skill, place of the step, whether it is required, step, statements].
  function cells(level) {
    var cells = {};
    level[3].forEach(function (cell) { cells[cell[0]] = cell; });
    return cells;
  }

  // What differs, skill by skill: step, rows and same.
  function difference(a, b) {
    var turned = b < a, found = data.found[turned ? b * levels.length + a : a * levels.length + b] || [];
    var before = {}, after = {}, left = {};
    found.forEach(function (number) {
      var pair = data.pairs[number], old = pair[turned ? 1 : 0], now = pair[turned ? 0 : 1];
      before[old] = true;
      after[now] = { old: old, parts: pair[2] };
    });
    var from = cells(levels[a]), to = cells(levels[b]);
    Object.keys(from).forEach(function (skill) { from[skill][4].forEach(function (s) { left[s] = +skill; }); });
    return skills.map(function (_, skill) {
      var was = from[skill], is = to[skill], rows = [], same = [], stays = {};
      if (!was && !is) return null;
      (was ? was[4] : []).forEach(function (s) { if (!before[s]) stays[first(s)] = s; });
      (is ? is[4] : []).forEach(function (s) {
        var pair = after[s];
        if (pair) rows.push({ what: left[pair.old] === skill ? "reworded" : "moved", old: pair.old, now: s, parts: pair.parts, turned: turned, from: left[pair.old] });
        else if (first(s) in stays) { same.push(s); delete stays[first(s)]; } else rows.push({ what: "new", now: s });
      });
      (was ? was[4] : []).forEach(function (s) { if (stays[first(s)] === s) rows.push({ what: "gone", old: s }); });
      var height = function (cell) { return cell ? cell[1] * 2 + cell[2] : 0; };
      was = was && was[1] ? was : null;
      is = is && is[1] ? is : null;
      var rise = height(is) - height(was);
      return { skill: skill, was: was, is: is, rise: rise, rows: rows, same: same, differs: rise !== 0 || rows.length > 0 };
    }).filter(Boolean);
  }

  // The words of one side, those marked that the other lacks. Parts are of both, of the one, of the other, and so on.
  function marked(parts, side, tag) {
    return parts.map(function (text, i) {
      if (!text || (i % 3 !== 0 && i % 3 !== side)) return "";
      return i % 3 === 0 ? esc(text) : "<" + tag + ">" + esc(text) + "</" + tag + ">";
    }).join("");
  }

  function row(row, a, b) {
    var out = "<li" + (row.what === "new" ? ' class="is-new"' : "") + '><span class="what">' + say("difference." + row.what) + "</span>";
    if (row.old === undefined) out += '<div class="diff__none"></div>';
    else {
      out += '<div class="diff__old"><span class="diff__label">' + esc(levels[a][1]) + ": </span>" +
        (row.parts ? marked(row.parts, row.turned ? 2 : 1, "del") : row.what === "gone" ? "<del>" + html(row.old) + "</del>" : html(row.old)) +
        (row.what === "moved" ? ' <span class="s soft">' + say("difference.moved-from", { skill: skills[row.from][1] }) + "</span>" : "") + "</div>";
    }
    if (row.now === undefined) return out + '<div class="diff__none">' + say("difference.not-asked", { level: levels[b][1] }) + "</div></li>";
    return out + '<div><span class="diff__label">' + esc(levels[b][1]) + ": </span>" +
      (row.parts ? marked(row.parts, row.turned ? 1 : 2, "ins") : full(row.now)) + "</div></li>";
  }

  function steps(part) {
    var arrow = ' <span class="to" aria-hidden="true">→</span><span class="vh"> ' + say("to") + " </span> ";
    var was = part.was, is = part.is;
    if (was && is && was[1] !== is[1]) return data.steps[was[3]] + arrow + data.steps[is[3]];
    if (is) {
      var note = !was ? "new" : was[2] === is[2] ? "" : is[2] ? "required" : "optional";
      return data.steps[is[3]] + (note && ' <span class="s soft">' + say("difference.step-" + note) + "</span>");
    }
    return was ? data.steps[was[3]] + arrow + say("difference.step-gone") : "";
  }

  function section(part, a, b) {
    var skill = skills[part.skill], id = esc(skill[0]);
    var out = '<section class="section section--diff" aria-labelledby="wp-' + id + '"><div class="section__head"><h2 id="wp-' + id + '"><bdi>' + esc(skill[1]) + "</bdi>" +
      (part.rows.length ? ": " + say("count.changes", { n: part.rows.length }) : "") + '</h2><p class="raise">' + steps(part) + "</p></div>";
    if (part.rows.length) out += '<ul class="diff">' + part.rows.map(function (one) { return row(one, a, b); }).join("") + "</ul>";
    if (part.same.length) {
      out += '<details class="fold"><summary>' + say("difference.stay", { n: part.same.length }) + '<span class="vh">, ' + esc(skill[1]) + "</span></summary><ul>" +
        part.same.map(function (s) { return "<li>" + full(s) + "</li>"; }).join("") + "</ul></details>";
    }
    return out + "</section>";
  }

  function tally(parts) {
    var counts = { "new": 0, raised: 0, lowered: 0, reworded: 0, moved: 0, gone: 0, same: 0 };
    parts.forEach(function (part) {
      part.rows.forEach(function (row) { counts[row.what] += 1; });
      if (part.rise) counts[part.rise > 0 ? "raised" : "lowered"] += 1;
      counts.same += part.same.length;
    });
    return '<ul class="tally">' + Object.keys(counts).filter(function (key) { return counts[key]; }).map(function (key) {
      return "<li" + (key === "same" ? ' class="soft"' : "") + "><strong>" + counts[key] + "</strong> " + say("difference.tally-" + key, { n: counts[key] }) + "</li>";
    }).join("") + "</ul>";
  }

  function way(numbers, parts) {
    if (!numbers) return "";
    var differs = {};
    parts.forEach(function (part) { if (part.differs) differs[part.skill] = true; });
    return '<section class="section" aria-labelledby="wp-way"><h2 id="wp-way">' + say("difference.way") + "</h2>" + numbers.map(function (number) {
      var path = data.paths[number], time = function (words) { return words ? ' <span class="s soft">' + esc(words) + "</span>" : ""; };
      return "<h3>" + link(path[1], path[0]) + time(path[2]) + '</h3><ul class="index">' + path[3].map(function (phase) {
        var develops = phase[3].filter(function (skill) { return differs[skill]; }).map(function (skill) { return skills[skill][1]; });
        var said = [develops.length ? say("difference.develops", { skills: develops.join(t("comma")) }) : "", phase[4] ? say("count.resources", { n: phase[4] }) : ""];
        return '<li><a href="' + esc(phase[1]) + '">' + esc(phase[0]) + time(phase[2]) + "</a><div>" + said.filter(Boolean).join(" · ") + "</div></li>";
      }).join("") + "</ul>";
    }).join("") + "</section>";
  }

  function show(a, b) {
    var from = levels[a], to = levels[b], parts = difference(a, b);
    var differing = parts.filter(function (part) { return part.differs; });
    var unchanged = parts.filter(function (part) { return !part.differs; });
    var names = { from: from[1], to: to[1] };
    byId("wp-title").textContent = t("difference.title", names);
    byId("wp-lead").textContent = t(differing.length ? "difference.lead" : "difference.none", names);
    document.title = document.title.replace(/^.*(?= · )/, function () { return t("difference.title", names); });
    var out = tally(parts);
    if (differing.length) {
      out += '<div class="diff-head" aria-hidden="true"><span></span><span>' + esc(from[1]) + "</span><span>" + esc(to[1]) + "</span></div>" +
        differing.map(function (part) { return section(part, a, b); }).join("");
    }
    if (unchanged.length) {
      out += '<section class="section" aria-labelledby="wp-unchanged"><h2 id="wp-unchanged">' + say("difference.unchanged") + '</h2><ul class="inline">' +
        unchanged.map(function (part) { return "<li>" + link(skills[part.skill][2], skills[part.skill][1]) + "</li>"; }).join("") + "</ul></section>";
    }
    byId("wp-difference").innerHTML = out + way(data.ways[a * levels.length + b], parts);
    // On paper stands what was asked for, and nothing beside it.
    var even = byId("wp-evenness");
    if (even) even.classList.add("no-print");
    byId("wp-side").innerHTML = '<nav aria-labelledby="wp-between"><h2 id="wp-between">' + say("difference.between") + '</h2><ol class="trail trail--small"><li class="stop">' +
      link(from[2], from[1]) + '</li><li class="here"><span class="name" aria-current="page">' + say("difference.short") + '</span><span class="say">' + say("here") +
      '</span></li><li class="stop">' + link(to[2], to[1]) + "</li></ol></nav>" +
      (differing.length ? '<nav class="toc toc--page" aria-labelledby="wp-toc"><h2 id="wp-toc">' + say("nav.page") + "</h2><ol>" + differing.map(function (part) {
        return "<li>" + link("#wp-" + skills[part.skill][0], skills[part.skill][1]) + "</li>";
      }).join("") + "</ol></nav>" : "") +
      (b < data.own ? '<ul class="bare spaced"><li>' + link("?from=" + to[0] + "&to=" + from[0], t("difference.reverse")) + "</li></ul>" : "");
  }

  // The choice stands in the address, so that it can be kept and sent.
  function place(id, most) {
    for (var i = 0; i < most; i++) if (levels[i][0] === id) return i;
    return -1;
  }
  var asked = new URLSearchParams(location.search);
  var a = place(asked.get("from"), data.own), b = place(asked.get("to"), levels.length);
  if (a >= 0) form.elements.from.value = levels[a][0];
  else a = place(form.elements.from.value, data.own);
  if (b >= 0) form.elements.to.value = levels[b][0];
  else if (levels.length > 1) form.elements.to.value = levels[a + 1 < data.own ? a + 1 : a ? a - 1 : 1][0];
  if (asked.get("from") === levels[a][0] && b >= 0) show(a, b);
})();
