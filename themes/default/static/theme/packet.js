// A promotion packet, filled in: what the template asks for as fields, what was collected under what is to be collected, and
// both together as Markdown and on paper, with the gaps shown. The reading of the template knows of no page.
(function (make) {
  const packet = make();
  if (typeof module === "object" && module.exports) module.exports = packet;
  else packet.start(packet);
})(function () {
  "use strict";
  const bare = (text) => text.replace(/\\([\\`*_{}[\]()#+.!|<>~-])/g, "$1").replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/(\*\*|__|`)/g, "").replace(/(^|\s)[*_](\S)/g, "$1$2").replace(/(\S)[*_](?=\s|[.,;:!?)]|$)/g, "$1").trim();
  const cells = (line) => line.trim().replace(/^\|/, "").replace(/\|$/, "").split(/(?<!\\)\|/);
  const isRow = (line) => /^\s*\|.*\|\s*$/.test(line);
  const isRule = (line) => isRow(line) && cells(line).every((cell) => /^\s*:?-+:?\s*$/.test(cell));

  // The template line by line: headings, words, and places to write. A place is a label that ends with a colon, a cell of a
  // table that is empty or ends so, or the end of a section whose last words have none after them. It goes by the words round it, so that it stays
  // the same when the template is put in another order.
  function read(markdown) {
    const lines = markdown.replace(/\r\n?/g, "\n").split("\n"), blocks = [], seen = new Map();
    let section = "", open = null, fence = "";
    function place(label, where) {
      const name = section + " / " + label, count = (seen.get(name) || 0) + 1;
      seen.set(name, count);
      if (open) open.placed = true;
      return { kind: "place", name: count > 1 ? name + " " + count : name, label, section, ...where };
    }
    function close(line, rank) {
      if (open && open.says && !open.placed && !(rank > open.rank)) blocks.push(place("", { line, after: true }));
      open = null;
    }
    let table = null;
    lines.forEach((line, n) => {
      const mark = /^\s*(```+|~~~+)/.exec(line);
      if (mark && (!fence || line.trim().startsWith(fence))) fence = fence ? "" : mark[1];
      if (mark || fence) { table = null; return; } // code is as it is
      const heading = /^(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line), label = /^\s*\*\*(.+?):\*\*\s*$/.exec(line);
      if (!isRow(line)) table = null;
      if (heading) {
        close(n, heading[1].length);
        section = bare(heading[2]);
        open = heading[1].length > 1 ? { says: false, placed: false, rank: heading[1].length } : null;
        if (open) blocks.push({ kind: "heading", rank: heading[1].length, text: section });
      } else if (label) {
        blocks.push(place(bare(label[1]), { line: n }));
      } else if (isRow(line)) {
        if (isRule(line)) return;
        const row = cells(line);
        if (!table) {
          table = { kind: "table", head: row.map(bare), rows: [] };
          blocks.push(table);
          return;
        }
        const number = table.rows.length + 1;
        table.rows.push(row.map((cell, column) => {
          const text = bare(cell);
          if (column === 0 && text && !text.endsWith(":")) return { text };
          if (text && !text.endsWith(":")) return { text };
          const named = [bare(row[0]) && column > 0 ? bare(row[0]) : String(number), table.head[column], text].filter(Boolean).join(", ");
          return { text, place: place(named, { line: n, column }) };
        }));
      } else if (line.trim()) {
        const before = blocks[blocks.length - 1], text = bare(line);
        // Words after the last place ask for one of their own.
        if (open) { open.says = true; open.placed = false; }
        if (before && before.kind === "text" && lines[n - 1].trim()) before.text += " " + text;
        else if (open) blocks.push({ kind: "text", text });
      }
    });
    close(lines.length, 0);
    return { lines, blocks };
  }
  const places = (blocks) => blocks.flatMap((block) => (block.kind === "place" ? [block] : block.kind === "table" ? block.rows.flat().map((cell) => cell.place).filter(Boolean) : []));

  // The template with what was written in its places; `gap` stands where nothing was.
  function filled({ lines, blocks }, written, gap) {
    const out = lines.slice(), added = new Map();
    for (const one of places(blocks)) {
      const text = (written(one) || "").trim();
      if (one.column !== undefined) {
        const row = cells(out[one.line]), before = row[one.column].trim();
        row[one.column] = " " + [before, (text || "_" + gap + "_").replace(/\s*\n\s*/g, "; ").replace(/(?<!\\)\|/g, "\\|")].filter(Boolean).join(" ") + " ";
        out[one.line] = "|" + row.join("|") + "|";
      } else if (one.after) {
        added.set(one.line - 1, (added.get(one.line - 1) || "") + "\n" + (text || "_" + gap + "_") + "\n");
      } else out[one.line] = out[one.line].trimEnd() + (text.includes("\n") ? "\n\n" + text : " " + (text || "_" + gap + "_"));
    }
    return out.map((line, n) => (added.has(n) ? line + "\n" + added.get(n) : line)).join("\n").replace(/\n{3,}/g, "\n\n").trimEnd() + "\n";
  }

  // ── The page ─────────────────────────────────────────────────────────────────────────────────
  function start(packet) {
    const mine = window.waypostMine, copies = window.waypostCopy, home = document.getElementById("wp-filled");
    if (!mine || !home) return;
    const { el } = mine;
    const t = (key, values) => mine.t("packet." + key, values);
    const ids = home.dataset.packet.split(" ");
    const source = document.querySelector("#wp-template-text");
    const template = read(source ? source.textContent : ""), all = places(template.blocks);
    // What is filled in is kept by the words of the site's own language, where this is a translation of them.
    const said = source && source.dataset.as ? places(read(source.dataset.as).blocks) : [];
    if (said.length === all.length) all.forEach((place, n) => { place.says = said[n].name; });
    const keys = (place) => ids.map((id) => id + "/" + copies.identity(place.says || place.name));
    const titleOf = (place) => [place.section, place.label].filter(Boolean).join(": ");
    const toldOf = (kept) => mine.announce(kept ? "kept" : "not-kept");

    for (const place of all) {
      place.id = "wp-place-" + copies.identity(place.name);
      place.field = el(place.column === undefined ? "textarea" : "input", { id: place.id, "aria-label": titleOf(place), dir: "auto", maxlength: 10000, ...(place.column === undefined ? { rows: 3 } : { type: "text" }) });
      place.paper = el("div", { class: "print-only mine__value", dir: "auto" });
      let waiting = 0;
      const write = () => {
        clearTimeout(waiting);
        const before = mine.find("packets", keys(place)), text = place.field.value;
        if (text.trim() !== ((before && before.text) || "").trim()) toldOf(mine.say("packets", keys(place), { title: titleOf(place), text }));
      };
      place.field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(write, 600); });
      place.field.addEventListener("change", write);
      addEventListener("pagehide", write);
    }
    const shown = (block) => {
      if (block.kind === "heading") return el(block.rank > 2 ? "h4" : "h3", {}, block.text);
      if (block.kind === "text") return el("p", { class: "soft" }, block.text);
      if (block.kind === "place") return el("div", { class: "mine__place" }, block.label ? el("label", { for: block.id }, el("b", {}, block.label)) : null, block.field, block.paper);
      const cell = (one, column) => el(column === 0 && one.text ? "th" : "td", column === 0 && one.text ? { scope: "row" } : {}, one.text, one.place ? one.place.field : null, one.place ? one.place.paper : null);
      const head = block.head.some(Boolean) ? el("thead", {}, el("tr", {}, ...block.head.map((word) => el("th", { scope: "col" }, word)))) : null;
      return el("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": t("table") }, el("table", { class: "mine__table" }, head, el("tbody", {}, ...block.rows.map((row) => el("tr", {}, ...row.map(cell))))));
    };
    const open = el("div", { class: "no-print", id: "wp-open" });
    const lost = el("div", { id: "wp-lost" });
    home.append(el("p", { class: "actions no-print" }, el("button", { type: "button", click: save }, t("save")), el("button", { type: "button", click: () => window.print() }, mine.t("packet.print"))),
      open, el("div", { class: "flow mine__form" }, ...template.blocks.map(shown)), lost);

    // What was collected, under what is to be collected.
    const groups = [...document.querySelectorAll("[data-group]")].map((part) => ({ part, id: part.dataset.group, title: mine.words(part.querySelector("h3")).replace(/\s*#$/, ""), list: part.appendChild(el("div", { class: "mine__collected" })) }));
    const of = (copy, group) => copies.entries(copy, "evidence").map(([, one]) => one)
      .filter((one) => (one.places || []).some((place) => ids.some((id) => place === id + "#" + group.id))).sort((a, b) => ((a.date || "") < (b.date || "") ? -1 : 1));

    function save() {
      const { copy } = mine.current();
      const written = (place) => (copies.find(copy, "packets", keys(place)) || {}).text;
      const parts = groups.map((group) => "### " + group.title + "\n\n" + (of(copy, group).map((one) => "- " + [one.date, (one.text || "").replace(/\s*\n\s*/g, " "), one.link ? "<" + one.link + ">" : ""].filter(Boolean).join(" ")).join("\n") || "_" + t("nothing") + "_"));
      const head = document.querySelector("[data-evidence] h2");
      mine.saveFile("packet-" + ids[0] + ".md", "text/markdown", packet.filled(template, written, t("gap")) + (parts.length ? "\n## " + (head ? mine.words(head).replace(/\s*#$/, "") : mine.t("evidence")) + "\n\n" + parts.join("\n\n") + "\n" : ""));
      mine.announce("saved");
    }

    function draw() {
      const { copy } = mine.current();
      let some = false;
      const gaps = [];
      for (const place of all) {
        const text = (copies.find(copy, "packets", keys(place)) || {}).text || "";
        if (document.activeElement !== place.field) place.field.value = text;
        place.paper.textContent = text;
        if (text.trim()) some = true; else gaps.push(el("li", {}, el("a", { href: "#" + place.id }, titleOf(place))));
      }
      for (const group of groups) {
        const entries = of(copy, group);
        if (entries.length) some = true; else gaps.push(el("li", {}, el("a", { href: "#" + group.part.querySelector("h3").id }, group.title)));
        group.list.replaceChildren(entries.length ? el("ul", {}, ...entries.map((one) => el("li", {}, one.date ? el("span", { class: "soft" }, mine.day(one.date) + ": ") : null, el("bdi", {}, one.text || ""), one.link ? el("div", { class: "s" }, mine.link(one.link)) : null))) : el("p", { class: "s soft" }, t("nothing")));
      }
      mine.redraw(open, gaps.length ? el("details", { class: "fold" }, el("summary", {}, t("open", { n: gaps.length })), el("ul", {}, ...gaps)) : el("p", {}, t("whole")));
      // On paper the empty form gives way to what was written.
      for (const form of document.querySelectorAll(".form.print-only")) form.classList.toggle("no-print", some);
      home.closest("section").classList.toggle("no-print", !some);
      const known = new Set(all.flatMap(keys));
      const rest = copies.entries(copy, "packets").filter(([key]) => ids.some((id) => key.startsWith(id + "/")) && !known.has(key));
      mine.redraw(lost, ...(rest.length ? [el("h3", {}, t("lost")), el("p", {}, t("lost-lead")), el("dl", {}, ...rest.flatMap(([, one]) => [el("dt", {}, one.title || ""), el("dd", { class: "mine__text", dir: "auto" }, one.text)]))] : []));
    }
    mine.watch(draw);
    draw();
  }

  return { read, places, filled, start };
});
