// The page “Your copy”: what the browser keeps for its reader, as one sees, saves, brings back, compares and deletes it.
(function () {
  "use strict";
  const mine = window.waypostMine, copies = window.waypostCopy;
  if (!mine) return;
  const { t, el } = mine;
  const byId = (id) => document.getElementById(id);
  const named = (copy) => copy.name || t("unnamed");
  const chosen = { a: "", b: "" }; // of the comparison
  // Ids come from files of others: an address is made of nothing but what ids are made of.
  const isId = (id) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id);
  const page = (folder, id, title) => (isId(id) ? el("a", { href: mine.page(folder + "/" + id + "/index.html") }, title || id) : document.createTextNode(title || id));
  const button = (key, does, says, word, attributes) => el("button", { type: "button", "data-key": key, click: does, "aria-label": says, ...attributes }, t(word));

  // ── Asking before something goes ─────────────────────────────────────────────────────────────
  const sure = byId("wp-sure");
  let meant = null;
  function ask(text, act) {
    byId("wp-sure-text").textContent = text;
    meant = act;
    sure.showModal();
    sure.querySelector("[data-no]").focus();
  }
  sure.querySelector("[data-yes]").addEventListener("click", () => { sure.close(); meant(); mine.announce("deleted"); });
  sure.querySelector("[data-no]").addEventListener("click", () => sure.close());

  // ── Copies, one beside the other ─────────────────────────────────────────────────────────────
  function drawShelf() {
    const all = mine.list(), now = mine.current();
    const rows = all.map((one) => (one.copy ? known(one, now) : unknown(one)));
    mine.redraw(byId("wp-shelf"), rows.length ? el("ul", { class: "mine__shelf" }, ...rows) : el("p", { class: "soft" }, t("not-yet")));
  }
  function known({ id, copy }, now) {
    const inUse = el("input", { type: "radio", name: "wp-in-use", "data-key": "use " + id, checked: id === now.id, change: () => mine.use(id) });
    const name = el("input", { type: "text", dir: "auto", maxlength: 200, "data-key": "name " + id, value: copy.name, placeholder: t("unnamed"), change: (event) => mine.rename(id, event.target.value.trim()) });
    return el("li", {},
      el("label", { class: "mine__use" }, inUse, " ", t("in-use"), el("span", { class: "vh" }, ": " + named(copy))),
      el("label", {}, t("name"), " ", name),
      el("span", { class: "actions" },
        button("save " + id, () => mine.save(copies.written(copy)), t("save-named", { name: named(copy) }), "save-raw"),
        id !== now.id && now.id ? button("merge " + id, () => mergeInto(copy), t("merge-named", { name: named(copy) }), "merge") : null,
        button("delete " + id, () => ask(t("sure", { name: named(copy) }), () => mine.remove(id)), t("delete-named", { name: named(copy) }), "delete")));
  }
  function unknown({ id, text, problem }) {
    const word = problem === "newer" || problem === "aside" ? "found-" + problem : "found-broken";
    return el("li", {}, el("span", {}, t(word)), el("span", { class: "actions" },
      button("save " + id, () => mine.save(text), t("save-named", { name: t(word) }), "save-raw"),
      button("delete " + id, () => ask(t("sure", { name: t(word) }), () => mine.remove(id)), t("delete-named", { name: t(word) }), "delete")));
  }
  function mergeInto(other) {
    const kept = mine.change((copy) => Object.assign(copy, copies.merge(copy, other)));
    mine.announce(kept ? "merged" : "not-kept");
    return kept;
  }

  // ── Bringing a file ──────────────────────────────────────────────────────────────────────────
  function say(...children) {
    mine.redraw(byId("wp-brought"), ...children);
    byId("wp-brought").focus();
  }
  byId("wp-bring").addEventListener("change", (event) => {
    const field = event.target, file = field.files[0];
    if (!file) return;
    const unread = () => say(el("p", { class: "mine__fault" }, t("bad-unread")));
    const reader = new FileReader();
    reader.onerror = unread;
    reader.onload = () => {
      field.value = "";
      bring(String(reader.result));
    };
    // A character has at most four bytes; what is larger is no copy, and needn't be read.
    if (file.size > copies.LARGEST * 4) say(el("p", { class: "mine__fault" }, t("bad-large")));
    else reader.readAsText(file);
  });
  function bring(text) {
    const { copy, left, problem } = copies.parse(text);
    if (problem) return say(el("p", { class: "mine__fault" }, t("bad-" + problem)));
    const told = left ? el("p", { class: "mine__fault" }, t("brought-left", { n: left })) : null;
    const now = mine.current();
    const isHere = mine.list().some((one) => one.id === copy.id);
    // A new browser, or an older state of a copy that is here: there is nothing to ask.
    if (isHere || !copies.NAMES.some((part) => copies.entries(now.copy, part).length)) {
      const kept = mine.take(copy) && (isHere || mine.use(copy.id));
      return say(el("p", {}, t(!kept ? "not-kept" : isHere ? "merged-into" : "brought", { name: named(copy) })), told);
    }
    return say(el("p", {}, t("brought-other", { name: named(copy) })), told, el("p", { class: "actions" },
      button("beside", () => say(el("p", {}, t(mine.take(copy) ? "brought" : "not-kept", { name: named(copy) }))), undefined, "beside"),
      button("into", () => say(el("p", {}, t(mergeInto(copy) ? "merged" : "not-kept", { name: named(copy) }))), undefined, "merge")));
  }

  // ── Comparing ────────────────────────────────────────────────────────────────────────────────
  // Skills by the ids that they have now, so that answers from before and after a renaming meet.
  const now = new Map([...document.querySelectorAll('#wp-log-form [name="skills[]"]')].flatMap((box) => box.value.split(" ").map((id, _, ids) => [id, ids[0]])));
  function settled(copy) {
    const skills = Object.create(null);
    for (const [id, one] of Object.entries(copy.skills)) skills[now.get(id) || id] = copies.newer(skills[now.get(id) || id], one);
    return { ...copy, skills };
  }
  function drawComparison() {
    const all = mine.list().filter((one) => one.copy);
    byId("wp-compared").hidden = all.length < 2;
    if (all.length < 2) return;
    const find = (id, otherwise) => all.find((one) => one.id === id) || otherwise;
    const a = find(chosen.a, find(mine.current().id, all[0])), b = find(chosen.b, all.find((one) => one !== a));
    const choice = (side, one, word) => el("label", {}, t(word), " ", el("select", { "data-key": "side " + side, change: (event) => { chosen[side] = event.target.value; drawComparison(); } },
      ...all.map((each) => el("option", { value: each.id, selected: each === one }, named(each.copy)))));
    const rows = copies.compare(settled(a.copy), settled(b.copy));
    const says = (entry) => (entry && copies.holds("skills", entry)
      ? el("td", {}, entry.stepTitle || entry.step || t("no-answer"), entry.note ? el("p", { class: "s soft" }, entry.note) : null) : el("td", { class: "soft" }, t("no-answer")));
    const row = ([id, one, other, same]) => el("tr", {}, el("th", { scope: "row" }, page("skills", id, (one || other).title)), says(one), says(other), el("td", {}, same ? el("span", { class: "soft" }, t("same")) : el("b", {}, t("differs"))));
    mine.redraw(byId("wp-comparison"),
      el("p", { class: "actions" }, choice("a", a, "first"), choice("b", b, "second")),
      rows.length ? el("div", { class: "scroll", tabindex: 0, role: "group", "aria-labelledby": "wp-compare" }, el("table", { class: "mine__table" },
        el("thead", {}, el("tr", {}, ...[t("kind.skill"), named(a.copy), named(b.copy), t("step")].map((word) => el("th", { scope: "col" }, word)))),
        el("tbody", {}, ...rows.map(row)))) : el("p", { class: "soft" }, t("no-skills")));
  }

  // ── What it holds ────────────────────────────────────────────────────────────────────────────
  const SAYS = {
    skills: (id, one) => [page("skills", id, one.title), one.stepTitle || one.step ? ": " + (one.stepTitle || one.step) : "", one.note ? el("p", { class: "s soft", dir: "auto" }, one.note) : null],
    ticks: (id, one) => [id.startsWith("resource:") ? page("resources", id.slice(9), one.title) : one.title || id],
    plans: (id, one) => [page("paths", id, one.title), one.start ? mine.t("comma") + t("begins", { date: mine.day(one.start) }) : ""],
    packets: (id, one) => [one.title || id, el("p", { class: "s soft mine__text", dir: "auto" }, one.text)],
  };
  function drawHeld() {
    const { copy, problem } = mine.current();
    // The evidence stands above, in the log.
    const parts = copies.NAMES.filter((part) => part !== "evidence").map((part) => [part, copies.entries(copy, part)]).filter(([, entries]) => entries.length);
    const item = (part) => ([id, one]) => el("li", {}, el("div", {}, ...SAYS[part](id, one)), el("span", { class: "s soft" }, t("changed-on", { date: mine.day(one.at) })),
      problem ? null : button(part + " " + id, () => ask(t("sure", { name: one.title || one.text || id }), () => mine.forget(part, id)), t("delete-named", { name: one.title || one.text || id }), "delete"));
    mine.redraw(byId("wp-held"), ...(parts.length ? parts.map(([part, entries]) => el("section", {}, el("h3", {}, t(part)),
      el("ul", { class: "mine__held" }, ...entries.sort((x, y) => (x[1].at < y[1].at ? 1 : -1)).map(item(part))))) : [el("p", { class: "soft" }, t("nothing"))]));
  }

  function draw() {
    drawShelf();
    drawComparison();
    drawHeld();
  }
  byId("wp-save").addEventListener("click", () => { mine.save(); mine.announce("saved"); });
  byId("wp-clear").addEventListener("click", () => ask(t("sure-all"), () => mine.clear()));
  mine.watch(draw);
  draw();
})();
