// Where one stands, on the matrix of a path. What a path aims at shows beside a skill only once that is answered, so that
// it doesn't draw the answer to itself; and what lies between the two is a list of things to talk about, not a sum.
(function () {
  "use strict";
  const mine = window.waypostMine, copies = window.waypostCopy;
  if (!mine) return;
  const { el, words } = mine;
  const t = (key, values) => mine.t("matrix." + key, values);
  const all = (selector, from) => [...(from || document).querySelectorAll(selector)];

  const rows = all(".steps tbody tr[data-ids]").map((tr) => {
    const cells = all("td", tr).map((td) => ({ td, radio: td.querySelector("input"), mark: td.dataset.mark, title: words(td.querySelector("label")), body: all(":scope > :not(label, b)", td) }));
    return { tr, ids: tr.dataset.ids.split(" "), link: tr.querySelector("th > a"), title: words(tr.querySelector("th > a")), cells, aim: cells.findIndex((one) => one.td.classList.contains("is-target")) };
  });
  const text = (cell) => cell.body.map(words).join("\n").slice(0, 8000);
  const answer = (cell) => ({ step: cell.radio.value, stepTitle: cell.title, mark: cell.mark, words: text(cell) });
  const toldOf = (kept) => mine.announce(kept ? "kept" : "not-kept");

  // ── What is asked of each skill ──────────────────────────────────────────────────────────────
  for (const row of rows) {
    row.note = el("textarea", { rows: 2, dir: "auto", id: row.tr.id + "-note", "aria-label": t("note-of", { skill: row.title }), maxlength: 4000 });
    row.clear = el("button", { type: "button", "aria-label": t("clear-of", { skill: row.title }), hidden: true }, t("clear"));
    row.changed = el("div", { class: "mine__changed", hidden: true });
    row.tr.querySelector("th").append(el("div", { class: "mine__answer no-print" }, el("label", { for: row.note.id, class: "s soft" }, t("note")), row.note, row.clear), row.changed);
    for (const cell of row.cells) {
      cell.radio.addEventListener("change", (event) => {
        const before = mine.find("skills", row.ids);
        // The preview gives its page back what was answered: that is no new answer.
        if (!event.isTrusted || !cell.radio.checked || (before && before.step === cell.radio.value && before.mark === cell.mark)) return;
        toldOf(mine.say("skills", row.ids, { title: row.title, ...answer(cell) }));
      });
    }
    let waiting = 0;
    const write = () => {
      clearTimeout(waiting);
      const before = mine.find("skills", row.ids), note = row.note.value.trim();
      if (note !== ((before && before.note) || "")) toldOf(mine.say("skills", row.ids, { title: row.title, note }));
    };
    row.note.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(write, 600); });
    row.note.addEventListener("change", write);
    addEventListener("pagehide", write);
    row.clear.addEventListener("click", () => {
      toldOf(mine.say("skills", row.ids, { title: row.title, step: "", stepTitle: "", mark: "", words: "" }));
      row.cells[0].radio.focus();
    });
  }

  // ── What was answered ────────────────────────────────────────────────────────────────────────
  const at = (row, entry) => (entry && entry.step ? row.cells.findIndex((cell) => cell.radio.value === entry.step) : -1);
  function draw() {
    const { copy } = mine.current();
    for (const row of rows) {
      const entry = copies.find(copy, "skills", row.ids), place = at(row, entry);
      row.entry = entry;
      row.place = place;
      row.cells.forEach((cell, n) => { cell.radio.checked = n === place; });
      row.tr.classList.toggle("is-answered", place >= 0);
      row.clear.hidden = !(entry && entry.step);
      const note = (entry && entry.note) || "";
      if (document.activeElement !== row.note) row.note.value = note;
      showChange(row, entry, place);
    }
    drawGaps();
  }
  // The words that the answer was given to, beside those that stand there now.
  function showChange(row, entry, place) {
    const isGone = Boolean(entry && entry.step && place < 0);
    const cell = row.cells[place];
    const differs = Boolean(cell && entry.mark && entry.mark !== cell.mark);
    row.changed.hidden = !isGone && !differs;
    if (row.changed.hidden) return row.changed.replaceChildren();
    const then = [el("dt", {}, t("then")), el("dd", {}, entry.words || entry.stepTitle || "")];
    const now = differs ? [el("dt", {}, t("now")), el("dd", {}, text(cell))] : [];
    const still = differs ? el("button", { type: "button", "data-key": "still", click: () => {
      toldOf(mine.say("skills", row.ids, answer(cell)));
      cell.radio.focus();
    } }, t("still")) : null;
    mine.redraw(row.changed, el("p", {}, el("b", {}, t(differs ? "changed" : "gone", { step: entry.stepTitle || entry.step, date: mine.day(entry.at) }))), el("dl", {}, ...then, ...now), still);
  }

  // ── What to talk about ───────────────────────────────────────────────────────────────────────
  function drawGaps() {
    const list = document.getElementById("wp-gap-list");
    const answered = rows.filter((row) => row.place >= 0);
    const gaps = answered.filter((row) => row.place < row.aim);
    const open = rows.filter((row) => row.place < 0);
    const link = (row) => el("a", { href: "#" + row.tr.id }, row.title);
    const items = gaps.map((row) => {
      const next = row.cells[row.place + 1], leads = document.querySelector('[data-leads="' + row.ids[0] + '"] ul');
      return el("li", {}, el("h3", {}, link(row)), el("p", {}, t("from-to", { from: row.cells[row.place].title, to: row.cells[row.aim].title })),
        row.entry.note ? el("p", { class: "soft mine__text", dir: "auto" }, row.entry.note) : null,
        el("p", { class: "s soft" }, t("next", { step: next.title })), ...next.body.map((one) => copyOf(one)),
        leads ? el("div", { class: "s" }, copyOf(leads)) : null);
    });
    mine.redraw(list, ...(answered.length ? [] : [el("p", { class: "soft" }, t("none-yet"))]),
      ...(answered.length && !gaps.length ? [el("p", {}, t("no-gaps"))] : []),
      ...(items.length ? [el("ul", { class: "mine__gaps" }, ...items)] : []),
      ...(answered.length && open.length ? [el("p", {}, t("not-answered") + " ", ...open.flatMap((row, n) => [n ? mine.t("comma") : "", link(row)]))] : []));
  }
  // A part of this page once more, without the ids that may stand there but once.
  function copyOf(node) {
    const copy = node.cloneNode(true);
    for (const one of [copy, ...all("[id]", copy)]) one.removeAttribute("id");
    return copy;
  }

  const show = document.getElementById("wp-show");
  const reveal = () => { for (const table of all(".steps--asks")) table.classList.toggle("shows-targets", show.checked); };
  show.addEventListener("change", reveal);
  reveal();
  mine.watch(draw);
  draw();
})();
