// Boxes to tick: resources wherever they stand, and on the page of a phase what there is to learn and to try. What is
// ticked in one place is ticked in all. A learning item goes by its words, a resource by its id and those that it had.
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
  function add(keys, kind, title, box, place, under) {
    box.addEventListener("change", () => {
      const before = mine.find("ticks", keys);
      if (Boolean(before && before.done) === box.checked) return;
      toldOf(mine.say("ticks", keys, { title, kind, done: box.checked, ...(phase.length && kind !== "resource" ? { where: phase[0], under: under || "" } : {}) }));
    });
    things.push({ keys, kind, title, box, place, under });
  }
  const boxFor = (title) => el("input", { type: "checkbox", "aria-label": t("done", { title }) });

  for (const place of all("[data-resource]")) {
    const keys = place.dataset.resource.split(" ").map((id) => "resource:" + id);
    const title = place.dataset.title || words(place.querySelector(".bib__title, a") || place);
    const box = boxFor(title);
    const what = place.querySelector(".bib__what");
    if (what || place.matches("li")) (what || place).prepend(el("span", { class: "mine__tick no-print" }, box));
    else place.prepend(el("label", { class: "mine__use" }, box, " ", t("done-label"), " "));
    add(keys, "resource", title, box, place);
  }
  // The words of an item without what is nested in it.
  function own(item) {
    const copy = item.cloneNode(true);
    for (const one of all("ul, ol, input, .anchor, .mine__tick, .mine__changed", copy)) one.remove();
    return words(copy);
  }
  if (phase.length) {
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
      add(["item:" + copies.identity(title)], "item", title, box, item, head ? words(head) : "");
    }
    for (const place of all("[data-project]")) {
      const head = place.querySelector("h3");
      if (!head) continue;
      const title = own(head).slice(0, 8000), box = boxFor(title);
      head.after(el("label", { class: "mine__use s no-print" }, box, " ", t("done-label")));
      add(["project:" + copies.identity(title)], "project", title, box, place, "");
    }
  }

  // ── What is ticked ───────────────────────────────────────────────────────────────────────────
  const moved = document.getElementById("wp-moved");
  function draw() {
    const { copy } = mine.current();
    for (const thing of things) {
      const entry = copies.find(copy, "ticks", thing.keys);
      thing.box.checked = Boolean(entry && entry.done);
      thing.place.classList.toggle("is-done", thing.box.checked);
    }
    if (phase.length) {
      drawChanges(copy);
      drawPhase();
    }
  }

  // What was ticked on this page, and stands here in other words now, or no longer.
  function drawChanges(copy) {
    for (const one of all(".mine__changed")) one.remove();
    const known = new Set(things.flatMap((thing) => thing.keys));
    const lost = copies.entries(copy, "ticks").filter(([key, one]) => one.kind !== "resource" && phase.includes(one.where) && !known.has(key));
    const open = things.filter((thing) => thing.kind !== "resource" && !copies.find(copy, "ticks", thing.keys));
    const pairs = lost.flatMap(([key, one]) => open.filter((thing) => thing.kind === one.kind).map((thing) => ({ key, one, thing, like: copies.likeness(one.title || "", thing.title) + (thing.under === one.under ? 0.1 : 0) })));
    const paired = new Set();
    for (const { key, one, thing, like } of pairs.sort((a, b) => b.like - a.like)) {
      if (like < 0.5 || paired.has(key) || paired.has(thing)) continue;
      paired.add(key).add(thing);
      const decide = (done) => () => {
        const kept = mine.change((copy, at) => {
          copies.say(copy, "ticks", thing.keys, { title: thing.title, kind: thing.kind, done, where: phase[0], under: thing.under || "" }, at);
          copies.forget(copy, "ticks", key, at);
        });
        toldOf(kept);
        thing.box.focus();
      };
      thing.place.append(el("div", { class: "mine__changed no-print" }, el("p", {}, el("b", {}, t("changed", { date: mine.day(one.at) }))),
        el("dl", {}, el("dt", {}, t("then")), el("dd", {}, one.title || ""), el("dt", {}, t("now")), el("dd", {}, thing.title)),
        el("p", { class: "actions" }, el("button", { type: "button", click: decide(true) }, t("still")), el("button", { type: "button", click: decide(false) }, t("again")))));
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
