// The evidence log: what one did, when, where it can be seen, which skills it shows, and where in a packet it belongs.
(function () {
  "use strict";
  const mine = window.waypostMine, copies = window.waypostCopy, form = document.getElementById("wp-log-form");
  if (!mine || !form) return;
  const { el, words } = mine;
  const t = (key, values) => mine.t("mine.log-" + key, values);
  const list = document.getElementById("wp-log-list"), { date, text, link, place } = form.elements;
  const boxes = [...form.querySelectorAll('[name="skills[]"]')], cancel = form.querySelector("[data-cancel]");
  // A skill goes by each id that it had; each packet has places of its own.
  const skills = boxes.map((box) => ({ box, ids: box.value.split(" "), title: words(box.parentNode) }));
  const packet = place ? form.dataset.packet.split(" ") : [];
  const placeOf = (one) => (one.places || []).map((name) => name.split("#")).filter(([id]) => packet.includes(id)).map(([, group]) => group)[0] || "";
  let editing = "";

  function clear() {
    form.reset();
    editing = "";
    cancel.hidden = true;
    date.value = mine.today();
  }
  function edit(key, one) {
    editing = key;
    date.value = one.date || "";
    text.value = one.text || "";
    link.value = one.link || "";
    for (const skill of skills) skill.box.checked = (one.skills || []).some((id) => skill.ids.includes(id));
    if (place) place.value = placeOf(one);
    cancel.hidden = false;
    text.focus();
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const before = editing ? mine.find("evidence", [editing]) || {} : {};
    // What this page doesn't show stays: skills that it doesn't know, places in other packets.
    const others = (before.skills || []).filter((id) => !skills.some((skill) => skill.ids.includes(id)));
    const elsewhere = (before.places || []).filter((name) => !packet.includes(name.split("#")[0]));
    const kept = mine.say("evidence", [editing || "e" + copies.hash(new Date().toISOString() + Math.random())], {
      date: date.value, text: text.value.trim(), link: link.value.trim(), gone: false,
      skills: skills.filter((skill) => skill.box.checked).map((skill) => skill.ids[0]).concat(others),
      places: elsewhere.concat(place && place.value ? [packet[0] + "#" + place.value] : []),
    });
    mine.announce(kept ? "kept" : "not-kept");
    clear();
    text.focus();
  });
  cancel.addEventListener("click", () => { clear(); text.focus(); });

  let taken = null; // what was deleted last, to have it back
  function draw() {
    const entries = copies.entries(mine.current().copy, "evidence").sort(([, a], [, b]) => ((a.date || "") < (b.date || "") ? 1 : -1));
    const nameOf = (id) => { const known = skills.find((skill) => skill.ids.includes(id)); return known ? known.title : id; };
    const item = ([key, one]) => {
      const group = place && [...place.options].find((option) => option.value && option.value === placeOf(one));
      return el("li", {}, el("div", {}, one.date ? el("span", { class: "soft" }, mine.day(one.date) + ": ") : null, el("bdi", { class: "mine__text" }, one.text || ""), one.link ? el("p", { class: "s" }, mine.link(one.link)) : null,
        (one.skills || []).length || group ? el("p", { class: "s soft" }, [group ? group.textContent : "", (one.skills || []).map(nameOf).join(mine.t("comma"))].filter(Boolean).join(" · ")) : null,
        place && !group ? el("p", { class: "s" }, t("unplaced")) : null),
      el("button", { type: "button", "data-key": "edit " + key, "aria-label": t("edit-named", { name: one.text || "" }), click: () => edit(key, one) }, t("edit")),
      el("button", { type: "button", "data-key": "delete " + key, "aria-label": mine.t("delete-named", { name: one.text || "" }), click: () => { taken = [key, one]; mine.forget("evidence", key); mine.announce("deleted"); const back = list.querySelector("[data-key=back]"); if (back) back.focus(); } }, mine.t("delete")));
    };
    const back = taken && !copies.holds("evidence", mine.find("evidence", [taken[0]])) ? el("p", {}, mine.t("deleted") + " ", el("button", { type: "button", "data-key": "back", click: () => {
      const [key, one] = taken;
      taken = null;
      mine.say("evidence", [key], { ...one, gone: false });
    } }, t("undo"))) : null;
    mine.redraw(list, ...[back, entries.length ? el("ul", { class: "mine__held" }, ...entries.map(item)) : el("p", { class: "soft" }, t("none"))].filter(Boolean));
  }
  clear();
  mine.watch(draw);
  draw();
})();
