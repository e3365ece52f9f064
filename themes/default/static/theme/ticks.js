// Boxes to tick: resources wherever they stand, and on the page of a phase what there is to learn and to try. What is
// ticked in one place is ticked in all. A learning item goes by its words, or by the id that is pinned to it, which lets it
// change its words; a resource by its id and those that it had.
(function () {
  "use strict";
  const mine = window.waypostMine, copies = window.waypostCopy;
  if (!mine) return;
  const { el, words } = mine;
  const t = (key, values) => mine.t("ticks." + key, values);
  const all = (selector, from) => [...(from || document).querySelectorAll(selector)];
  const toldOf = (kept) => mine.announce(kept ? "kept" : "not-kept");

  const phaseLine = document.querySelector("p[data-phase]");
  const phase = phaseLine ? phaseLine.dataset.phase.split(" ") : [];

  // ── What can be ticked: { keys, title, kind, box, place } ────────────────────────────────────
  const things = [];
  function add(keys, kind, title, box, place, under, pin) {
    const thing = { keys, kind, title, box, place, under, pin };
    box.addEventListener("change", () => {
      const before = entryOf(mine.current().copy, thing);
      if (Boolean(before && before.done) === box.checked) return;
      toldOf(mine.change((copy, at) => keep(copy, thing, box.checked, at)));
    });
    things.push(thing);
  }
  // A pinned item that came here from another phase, in the same words.
  const movedHere = (copy, { keys, pin, title }) => (pin ? copies.entries(copy, "ticks").filter(([key, one]) => key.endsWith("#" + pin) && !keys.includes(key) && copies.identity(one.title || "") === copies.identity(title)) : []);
  const entryOf = (copy, thing) => copies.find(copy, "ticks", thing.keys) || (movedHere(copy, thing)[0] || [])[1];
  // What was kept by the words, before an id was pinned, gives way to what is kept by the id.
  function keep(copy, thing, done, at) {
    const { keys, kind, title, under } = thing;
    for (const [key] of movedHere(copy, thing)) copies.forget(copy, "ticks", key, at);
    for (const key of keys.slice(1)) {
      const before = copy.ticks[key];
      if (before && before.done && phase.includes(before.where)) copies.forget(copy, "ticks", key, at);
    }
    copies.say(copy, "ticks", keys, { title, kind, done, ...(phase.length && kind !== "resource" ? { where: phase[0], under: under || "" } : {}) }, at);
  }
  const boxFor = (title) => el("input", { type: "checkbox", "aria-label": t("done", { title }) });

  for (const place of all("[data-resource]")) {
    const keys = place.dataset.resource.split(" ").map((id) => "resource:" + id);
    const title = place.dataset.title || words(place.querySelector(".bib__title, a") || place);
    const box = boxFor(title);
    const what = place.querySelector(".bib__what");
    if (what || place.matches("li")) {
      (what || place).prepend(el("span", { class: "mine__tick no-print" }, box));
      if (what) what.classList.add("is-hung");
    }
    else place.prepend(el("label", { class: "mine__use" }, box, " ", t("done-label"), " "));
    add(keys, "resource", title, box, place);
  }
  // The words of an item without what is nested in it.
  function own(item) {
    const copy = item.cloneNode(true);
    for (const one of all("ul, ol, input, .anchor, .mine__tick, .mine__changed", copy)) one.remove();
    return words(copy);
  }
  // By the id that is pinned to it, in this phase and under the names that this had, and by its words.
  const keysOf = (kind, pin, title) => [...(pin ? phase.map((id) => kind + ":" + id + "#" + pin) : []), kind + ":" + copies.identity(title)];
  if (phase.length) {
    const pins = new Map();
    for (const part of all(".body [data-pins]")) {
      const names = part.dataset.pins.split(" ");
      all(":scope > ul > li", part).forEach((item, n) => { if (names[n] && names[n] !== "-") pins.set(item, names[n]); });
    }
    for (const item of all(".body .ticks > ul > li")) {
      const title = own(item).slice(0, 8000);
      if (!title) continue;
      let box = item.querySelector(":scope > input[type=checkbox], :scope > p > input[type=checkbox]");
      if (box) {
        box.disabled = false;
        box.setAttribute("aria-label", t("done", { title }));
      } else {
        box = boxFor(title);
        item.classList.add("is-tickable");
        item.prepend(el("span", { class: "mine__tick no-print" }, box));
      }
      const head = item.closest(".ticks").querySelector("h2, h3");
      add(keysOf("item", pins.get(item), item.dataset.as || title), "item", title, box, item, head ? words(head) : "", pins.get(item));
    }
    for (const place of all("[data-project]")) {
      const head = place.querySelector("h3");
      if (!head) continue;
      const title = own(head).slice(0, 8000), box = boxFor(title);
      head.after(el("label", { class: "mine__use s no-print" }, box, " ", t("done-label")));
      add(keysOf("project", place.dataset.project, head.dataset.as || title), "project", title, box, place, "", place.dataset.project);
    }
  }

  // ── What is ticked ───────────────────────────────────────────────────────────────────────────
  const moved = document.getElementById("wp-moved");
  function draw() {
    const { copy } = mine.current();
    for (const thing of things) {
      const entry = entryOf(copy, thing);
      thing.box.checked = Boolean(entry && entry.done);
      thing.place.classList.toggle("is-done", thing.box.checked);
    }
    if (phase.length) {
      drawChanges(copy);
      drawPhase();
    }
  }

  // Both texts, and the question whether it still holds.
  function offer(thing, one, besides) {
    const decide = (done) => () => {
      toldOf(mine.change((copy, at) => {
        besides(copy, at);
        keep(copy, thing, done, at);
      }));
      thing.box.focus();
    };
    thing.place.append(el("div", { class: "mine__changed no-print" }, el("p", {}, el("b", {}, t("changed", { date: mine.day(one.at) }))),
      el("dl", {}, el("dt", {}, t("then")), el("dd", {}, one.title || ""), el("dt", {}, t("now")), el("dd", {}, thing.title)),
      el("p", { class: "actions" }, el("button", { type: "button", click: decide(true) }, t("still")), el("button", { type: "button", click: decide(false) }, t("again")))));
  }

  // What was ticked on this page, and stands here in other words now, or no longer.
  function drawChanges(copy) {
    for (const one of all(".mine__changed")) one.remove();
    const known = new Set(things.flatMap((thing) => thing.keys));
    const lost = copies.entries(copy, "ticks").filter(([key, one]) => one.kind !== "resource" && phase.includes(one.where) && !known.has(key));
    const open = things.filter((thing) => thing.kind !== "resource" && !entryOf(copy, thing));
    const pairs = lost.flatMap(([key, one]) => open.filter((thing) => thing.kind === one.kind).map((thing) => ({ key, one, thing, like: copies.likeness(one.title || "", thing.title) + (thing.under === one.under ? 0.1 : 0) })));
    const paired = new Set();
    // Under the same id, and in other words: it is ticked still, until the reader says otherwise.
    for (const thing of things.filter((one) => one.kind !== "resource")) {
      const one = entryOf(copy, thing);
      if (one && one.done && copies.identity(one.title || "") !== copies.identity(thing.title)) offer(thing, one, () => undefined);
    }
    for (const { key, one, thing, like } of pairs.sort((a, b) => b.like - a.like)) {
      if (like < 0.5 || paired.has(key) || paired.has(thing)) continue;
      paired.add(key).add(thing);
      offer(thing, one, (copy, at) => copies.forget(copy, "ticks", key, at));
    }
    if (!moved) return;
    const gone = lost.filter(([key]) => !paired.has(key));
    mine.redraw(moved, ...(gone.length ? [el("details", { class: "fold" }, el("summary", {}, t("gone", { n: gone.length })),
      el("p", {}, t("gone-lead")), el("ul", {}, ...gone.map(([, one]) => el("li", {}, one.title || "", el("span", { class: "s" }, " " + mine.day(one.at))))))] : []));
  }

  // Hours of what is left to read, as a range.
  const hours = (list) => list.reduce((sum, one) => [sum[0] + one[0], sum[1] + one[1]], [0, 0]);
  function drawPhase() {
    const read = things.filter((thing) => thing.kind === "resource" && thing.place.dataset.hours);
    const range = (thing) => thing.place.dataset.hours.split(" ").map(Number);
    const left = hours(read.filter((thing) => !thing.box.checked).map(range)), done = hours(read.filter((thing) => thing.box.checked).map(range));
    const rest = things.filter((thing) => !thing.box.checked && thing.kind !== "resource").length;
    const told = ([from, to]) => (from === to ? mine.many(to, "hour") : mine.number(from) + "–" + mine.many(to, "hour"));
    const parts = [done[1] ? t("hours-done", { hours: told(done) }) : "", left[1] ? t("hours-left", { hours: told(left) }) : "", t("open", { n: rest })].filter(Boolean);
    phaseLine.replaceChildren(parts.join(" · ") + " ", phaseLine.dataset.plan ? el("a", { href: phaseLine.dataset.plan }, mine.t("plan.open")) : "");
  }

  mine.watch(draw);
  draw();
})();
