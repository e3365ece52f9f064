// A path with dates: when each phase begins and ends, how long its reading takes at one's own pace, and what is to spare.
// The reckoning knows of no page, so that tests can look at it by itself; beneath it stands what the page does with it.
(function (make) {
  const plan = make();
  if (typeof module === "object" && module.exports) module.exports = plan;
  else plan.start(plan);
})(function () {
  "use strict";
  const DAY = 864e5;
  // Days are counted in UTC: no hour of summer time comes between.
  const time = (day) => Date.parse(day + "T00:00:00Z");
  const text = (at) => new Date(at).toISOString().slice(0, 10);
  const plus = (day, days) => text(time(day) + days * DAY);
  const between = (from, to) => Math.round((time(to) - time(from)) / DAY);

  // So many months later: on the same day, or on the last of a shorter month. What isn't a whole month is days of 30.44.
  function months(day, count) {
    const whole = Math.floor(count + 1e-9), rest = Math.round((count - whole) * 30.44);
    const from = new Date(time(day)), target = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + whole, 1));
    const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
    target.setUTCDate(Math.min(from.getUTCDate(), last));
    return plus(text(target.getTime()), rest);
  }
  // Days that so many hours take; a begun day counts.
  const days = (hours, weekly) => (hours > 0 && weekly > 0 ? Math.ceil((hours * 7) / weekly - 1e-9) : 0);

  // Phases one after the other. Each takes the middle of what its author says, or as long as its reading, whichever is longer,
  // and the reading with its longer estimates; so its dates stay where they are while one ticks. What is to spare is what lies
  // between the end of the reading that is left, begun today or with the phase, and the end of the phase.
  function schedule({ start, weekly, today, phases }) {
    const counted = new Set();
    let begins = start;
    return phases.map((phase) => {
      const own = phase.resources.filter((one) => !counted.has(one.key));
      for (const one of own) counted.add(one.key);
      const sum = (done) => own.filter((one) => one.done === done).reduce((sum, one) => [sum[0] + one.from, sum[1] + one.to], [0, 0]);
      const done = sum(true), left = sum(false);
      const length = phase.least === null ? 0 : phase.most === null ? phase.least : (phase.least + phase.most) / 2;
      const byWords = months(begins, length), byReading = plus(begins, days(done[1] + left[1], weekly));
      const ends = byReading > byWords ? byReading : byWords;
      const from = today > begins ? today : begins;
      const found = { begins, ends, done, left, reading: days(left[1], weekly), spare: weekly > 0 ? between(from, ends) - days(left[1], weekly) : null, own: own.map((one) => one.key) };
      begins = ends;
      return found;
    });
  }

  // ── iCalendar, RFC 5545 ──────────────────────────────────────────────────────────────────────
  const escaped = (value) => value.replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, (c) => (c === "\t" ? " " : "")).replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");
  // Lines of at most 75 bytes, broken between letters; what goes on begins with a blank.
  function folded(line) {
    const out = [];
    let part = "", size = 0;
    for (const letter of line) {
      const code = letter.codePointAt(0), bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      if (size + bytes > 75) { out.push(part); part = " "; size = 1; }
      part += letter;
      size += bytes;
    }
    return [...out, part].join("\r\n");
  }
  // Events of whole days; the day on which one ends is the first that isn't part of it.
  function calendar(events, stamp) {
    const day = (value) => value.replace(/-/g, "");
    const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Waypost//Plan//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"];
    for (const { uid, begins, ends, title, about, url } of events) {
      if (begins >= ends) continue;
      lines.push("BEGIN:VEVENT", "UID:" + uid, "DTSTAMP:" + stamp.replace(/[-:]|\.\d+/g, ""), "DTSTART;VALUE=DATE:" + day(begins), "DTEND;VALUE=DATE:" + day(ends), "SUMMARY:" + escaped(title));
      if (about) lines.push("DESCRIPTION:" + escaped(about));
      if (url) lines.push("URL:" + url);
      lines.push("TRANSP:TRANSPARENT", "END:VEVENT");
    }
    return [...lines, "END:VCALENDAR", ""].map(folded).join("\r\n");
  }

  // ── The page ─────────────────────────────────────────────────────────────────────────────────
  function start(plan) {
    const mine = window.waypostMine, copies = window.waypostCopy;
    const form = document.getElementById("wp-pace");
    if (!mine || !form) return;
    const { el, words } = mine;
    const t = (key, values) => mine.t("plan." + key, values);
    const path = form.dataset.path.split(" ");
    const rows = [...document.querySelectorAll("tr[data-phase]")].map((tr) => ({
      tr, ids: tr.dataset.phase.split(" "), title: words(tr.querySelector("th a")), link: tr.querySelector("th a").href,
      least: tr.dataset.least ? Number(tr.dataset.least) : null, most: tr.dataset.most ? Number(tr.dataset.most) : null,
      resources: [...tr.querySelectorAll("[data-resource]")].map((li) => {
        const [from, to] = (li.dataset.hours || "0 0").split(" ").map(Number);
        return { li, keys: li.dataset.resource.split(" ").map((id) => "resource:" + id), from, to, title: words(li.querySelector("a")) };
      }),
    }));
    const begins = form.elements.start, weekly = form.elements.weekly;

    function read() {
      const { copy } = mine.current(), entry = copies.find(copy, "plans", path) || {};
      if (document.activeElement !== begins) begins.value = entry.start || "";
      if (document.activeElement !== weekly) weekly.value = entry.hours ? String(entry.hours) : "";
      return { copy, entry };
    }
    const told = ([from, to]) => (from === to ? mine.many(to, "hour") : mine.number(from) + "–" + mine.many(to, "hour"));
    const span = (count) => (Math.abs(count) < 14 ? [mine.many(count, "day")] : [mine.many(Math.floor(count / 7), "week"), count % 7 ? mine.many(count % 7, "day") : ""]).filter(Boolean).join(mine.t("comma"));
    let found = null;
    function draw() {
      const { copy, entry } = read();
      const phases = rows.map((row) => ({ ...row, resources: row.resources.map((one) => ({ key: one.keys[0], from: one.from, to: one.to, done: Boolean((copies.find(copy, "ticks", one.keys) || {}).done) })) }));
      const isPlanned = Boolean(entry.start);
      found = plan.schedule({ start: entry.start || mine.today(), weekly: entry.hours || 0, today: mine.today(), phases });
      rows.forEach((row, n) => {
        const one = found[n], cells = Object.fromEntries([...row.tr.querySelectorAll("[data-cell]")].map((cell) => [cell.dataset.cell, cell]));
        const ticked = copies.entries(copy, "ticks").filter(([, tick]) => tick.kind !== "resource" && row.ids.includes(tick.where)).length;
        cells.begins.textContent = isPlanned ? mine.day(one.begins) : "";
        cells.ends.textContent = isPlanned && one.ends > one.begins ? mine.day(plus(one.ends, -1)) : "";
        cells.hours.replaceChildren(...[one.done[1] ? t("done", { hours: told(one.done) }) : "", one.left[1] ? t("left", { hours: told(one.left) }) : "", ticked ? t("ticked", { n: ticked }) : ""].filter(Boolean).map((word) => el("div", {}, word)));
        cells.spare.textContent = !isPlanned || one.spare === null ? "" : !one.left[1] ? t("read") : one.spare >= 0 ? t("spare", { time: span(one.spare) }) : t("short", { time: span(-one.spare) });
        row.tr.classList.toggle("is-here", isPlanned && one.begins <= mine.today() && mine.today() < one.ends);
      });
      for (const button of form.querySelectorAll("button")) button.disabled = !isPlanned;
      const last = found[found.length - 1];
      document.getElementById("wp-plan-says").textContent = !isPlanned ? t("begin") : t("until", { start: mine.day(entry.start), end: mine.day(plus(last.ends, -1)) }) + (entry.hours ? " " + t("pace", { hours: mine.many(entry.hours, "hour") }) : "");
    }
    function keep() {
      const before = mine.find("plans", path) || {};
      const start = begins.validity.valid ? begins.value : before.start || "", hours = weekly.validity.valid ? Number(weekly.value) || 0 : before.hours || 0;
      if (start === (before.start || "") && hours === (before.hours || 0)) return;
      mine.announce(mine.say("plans", path, { title: form.dataset.title, start, hours }) ? "kept" : "not-kept");
    }
    begins.addEventListener("change", keep);
    weekly.addEventListener("change", keep);
    form.addEventListener("submit", (event) => { event.preventDefault(); keep(); });
    document.getElementById("wp-ics").addEventListener("click", () => {
      const entry = mine.find("plans", path);
      const events = rows.map((row, n) => ({
        // The first id that it had: the same event when it is renamed.
        uid: "waypost-" + copies.hash(row.ids[row.ids.length - 1] + " " + mine.home), begins: found[n].begins, ends: found[n].ends,
        title: row.title, about: row.resources.filter((one) => found[n].own.includes(one.keys[0])).map((one) => one.title).join("\n"),
        url: /^https?:/.test(row.link) ? row.link : "",
      }));
      mine.saveFile("plan-" + path[0] + ".ics", "text/calendar", plan.calendar(events, entry.at));
    });
    mine.watch(draw);
    draw();
  }

  return { schedule, calendar, months, days, plus, between, folded, escaped, start };
});
