// The reader's own copy as a document: what it may hold, how two become one, how an older one becomes a newer one.
// Nothing here knows of pages or of a browser; tests/browser/copy.test.mjs runs it by itself. copy.schema.json says the same.
(function (make) {
  if (typeof module === "object" && module.exports) module.exports = make();
  else window.waypostCopy = make();
})(function () {
  "use strict";
  const VERSION = 1;
  // Characters of a text, entries of a part, characters of a file: far beyond what a person writes in ten years.
  const LONGEST = 20000, MOST = 20000, LARGEST = 4e6;

  // The parts, and what an entry of each may say: a text, a list of texts, a day, a number, yes or no. Each has `at` as well.
  const PARTS = {
    skills: { title: "text", step: "text", stepTitle: "text", note: "text", mark: "text", words: "text" },
    ticks: { title: "text", kind: "text", done: "flag", where: "text", under: "text" },
    evidence: { date: "day", text: "text", link: "text", skills: "list", places: "list", gone: "flag" },
    plans: { title: "text", start: "day", hours: "number" },
    packets: { title: "text", text: "text" },
  };
  const NAMES = Object.keys(PARTS);
  // UPWARD[n] makes a document of version n + 1 out of one of version n.
  const UPWARD = [];

  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const isText = (value) => typeof value === "string" && value.length <= LONGEST;
  const isDay = (value) => value === "" || (typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && !isNaN(Date.parse(value)) && new Date(value).toISOString().slice(0, 10) === value);
  const FITS = {
    text: isText,
    flag: (value) => typeof value === "boolean",
    day: isDay,
    number: (value) => typeof value === "number" && value >= 0 && value <= 1e6,
    list: (value) => Array.isArray(value) && value.length <= 200 && value.every(isText),
  };
  // As `toISOString` writes it, so that the order of texts is that of time.
  const isMoment = (value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && !isNaN(Date.parse(value));

  // Names of entries come from files of others: without a prototype none of them means anything.
  const bare = () => Object.create(null);

  function blank(id, name) {
    const copy = { waypost: VERSION, id, name: name || "" };
    for (const part of NAMES) copy[part] = bare();
    return copy;
  }

  // The same text for the same content, whatever the order of its names.
  function stable(value) {
    if (Array.isArray(value)) return "[" + value.map(stable).join() + "]";
    if (isObject(value)) return "{" + Object.keys(value).sort().map((key) => JSON.stringify(key) + ":" + stable(value[key])).join() + "}";
    return JSON.stringify(value);
  }

  // An entry with what is known of it, and what a later version may have added to it; null for what is none.
  function entry(shape, value) {
    if (!isObject(value) || !isMoment(value.at)) return null;
    const out = bare();
    for (const key of Object.keys(value)) {
      const one = value[key];
      const fits = key === "at" || (Object.prototype.hasOwnProperty.call(shape, key) ? FITS[shape[key]](one) : isText(one) || typeof one === "boolean" || (typeof one === "number" && isFinite(one)));
      if (!fits) return null;
      out[key] = Array.isArray(one) ? one.slice() : one;
    }
    return out;
  }

  // What any value comes to: { copy, left } with the number of entries that can't be read, or { problem }: `foreign`, `newer`.
  function read(value, upward, version) {
    upward = upward || UPWARD;
    version = version || VERSION;
    if (!isObject(value) || !Number.isInteger(value.waypost) || value.waypost < 1) return { problem: "foreign" };
    if (value.waypost > version) return { problem: "newer" };
    for (let at = value.waypost; at < version; at += 1) value = upward[at](value);
    const known = typeof value.id === "string" && /^[a-z0-9-]{1,40}$/.test(value.id);
    const copy = blank(known ? value.id : "c" + hash(stable(value)), isText(value.name) ? value.name.slice(0, 200) : "");
    let left = 0;
    for (const part of NAMES) {
      if (value[part] === undefined) continue;
      if (!isObject(value[part])) { left += 1; continue; }
      let count = 0;
      for (const key of Object.keys(value[part])) {
        const one = count < MOST && key.length <= 400 ? entry(PARTS[part], value[part][key]) : null;
        if (one) { copy[part][key] = one; count += 1; } else left += 1;
      }
    }
    for (const key of Object.keys(value)) if (!(key in copy)) left += 1;
    return { copy, left };
  }

  // The same for a text: also `large` and `broken`.
  function parse(text) {
    if (text.length > LARGEST) return { problem: "large" };
    try {
      return read(JSON.parse(text.replace(/^\uFEFF/, "")));
    } catch (_) {
      return { problem: "broken" };
    }
  }

  const written = (copy) => JSON.stringify(JSON.parse(stable(copy)), null, 1) + "\n";

  // The later of two entries; of two from the same moment always the same one, whichever comes first.
  function newer(a, b) {
    if (!a || !b) return a || b;
    if (a.at !== b.at) return a.at > b.at ? a : b;
    return stable(a) >= stable(b) ? a : b;
  }

  // All entries of both; of two for the same thing the newer one. Name and id are those of `mine`.
  function merge(mine, other) {
    const out = blank(mine.id, mine.name);
    for (const part of NAMES) {
      for (const from of [mine, other]) {
        for (const key of Object.keys(from[part])) out[part][key] = newer(out[part][key], from[part][key]);
      }
    }
    return out;
  }

  // What is said of a thing, by its id or by one that it had before.
  function find(copy, part, ids) {
    let found;
    for (const id of ids) found = newer(found, copy[part][id]);
    return found;
  }

  const after = (moment) => { const next = new Date(Date.parse(moment) + 1); return next.getUTCFullYear() > 9999 ? moment : next.toISOString(); };
  // Says something of a thing. The moment is later than all that was said of it, also by a clock that was wrong.
  function say(copy, part, ids, fields, now) {
    const before = find(copy, part, ids);
    const next = Object.assign(bare(), before, fields);
    next.at = before && before.at >= now ? after(before.at) : now;
    copy[part][ids[0]] = next;
    return next;
  }

  // Whether an entry still says anything, and what one is that no longer does. It stays, so that merging doesn't bring it back.
  const HOLDS = {
    skills: (one) => Boolean(one.step || one.note),
    ticks: (one) => one.done === true,
    evidence: (one) => !one.gone,
    plans: (one) => Boolean(one.start || one.hours),
    packets: (one) => Boolean(one.text),
  };
  const holds = (part, one) => Boolean(one) && HOLDS[part](one);
  const entries = (copy, part) => Object.keys(copy[part]).filter((key) => holds(part, copy[part][key])).map((key) => [key, copy[part][key]]);
  function forget(copy, part, key, now) {
    const before = copy[part][key];
    delete copy[part][key];
    const next = say(copy, part, [key], part === "evidence" ? { gone: true } : part === "ticks" ? { done: false } : {}, now);
    if (before && before.at >= next.at) next.at = after(before.at);
  }

  // Two copies skill by skill: [id, of the one, of the other, whether they say the same step].
  function compare(a, b) {
    const keys = new Set(entries(a, "skills").concat(entries(b, "skills")).map(([key]) => key));
    const rows = [...keys].map((key) => [key, a.skills[key], b.skills[key], Boolean(a.skills[key] && b.skills[key] && a.skills[key].step === b.skills[key].step)]);
    return rows.sort((x, y) => x[3] - y[3] || (x[0] < y[0] ? -1 : 1));
  }

  // ── Words ────────────────────────────────────────────────────────────────────────────────────
  // The letters and numbers of a text, whatever its case, its blanks and how accents are encoded.
  function plain(text) {
    const words = text.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{M}\p{N}+#]+/gu, " ").trim();
    return words || text.trim();
  }
  // FNV-1a, twice, from two beginnings: 64 bits.
  function hash(text) {
    let a = 0x811c9dc5, b = 0x1b873593;
    for (let i = 0; i < text.length; i += 1) {
      a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
      b = Math.imul(b ^ (text.charCodeAt(i) + i), 0x01000193);
    }
    return [a, b].map((n) => (n >>> 0).toString(16).padStart(8, "0")).join("");
  }
  // A statement is the same where its words are.
  const identity = (text) => hash(plain(text));
  // How much of its words two texts share, from 0 to 1.
  function likeness(a, b) {
    const words = (text) => new Set(/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(text) ? [...plain(text)] : plain(text).split(" "));
    const one = words(a), other = words(b);
    let shared = 0;
    for (const word of one) if (other.has(word)) shared += 1;
    return (2 * shared) / (one.size + other.size);
  }

  return { VERSION, LARGEST, NAMES, blank, read, parse, written, merge, newer, find, say, holds, entries, forget, compare, stable, hash, identity, likeness };
});
