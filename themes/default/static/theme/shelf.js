// Where copies are kept: in the browser's storage, one beside the other, for this site alone. Nothing is ever sent.
//
// Each change reads what is kept, changes that and writes it back, so that two windows don't undo each other. What can't be
// written stays in this page, is told, and can be saved as a file. What can't be read is never written over.
(function (make) {
  if (typeof module === "object" && module.exports) module.exports = make;
  else make.start(make);
})(Object.assign(function shelf(copies, storage, place, now, random) {
  "use strict";
  // `storage` gives the storage, or throws where there is none. Sites of one host lie in different folders.
  const prefix = "waypost-copy " + place + " ", OPEN = "open", ASIDE = "aside-";
  let held = null; // what couldn't be kept
  let trouble = ""; // `full`, `blocked`, or what is wrong with the copy in use
  const listeners = [];

  function get(key) {
    try { return storage().getItem(prefix + key); } catch (_) { trouble = "blocked"; return null; }
  }
  function put(key, text) {
    try {
      storage().setItem(prefix + key, text);
      return true;
    } catch (_) {
      // A storage that takes nothing at all isn't full, but closed.
      try { storage().setItem(prefix + "probe", ""); storage().removeItem(prefix + "probe"); trouble = "full"; } catch (_) { trouble = "blocked"; }
      return false;
    }
  }
  function drop(key) {
    try { storage().removeItem(prefix + key); } catch (_) { /* then there is nothing */ }
  }
  function names() {
    const found = [];
    try {
      const all = storage();
      for (let i = 0; i < all.length; i += 1) {
        const key = all.key(i);
        if (key.startsWith(prefix) && key !== prefix + OPEN) found.push(key.slice(prefix.length));
      }
    } catch (_) { trouble = "blocked"; }
    return found.sort();
  }

  // All that is kept: { id, text, copy } of what can be read, { id, text, problem } of what can't.
  function list() {
    return names().map((id) => {
      const text = get(id) || "";
      if (id.startsWith(ASIDE)) return { id, text, problem: "aside" };
      const { copy, left, problem } = copies.parse(text);
      return problem ? { id, text, problem } : { id, text, copy, left };
    });
  }

  // The one in use: that which was chosen, else the first that can be read, else a new one, which isn't kept until it says something.
  function current() {
    trouble = "";
    const all = list();
    const chosen = all.find((one) => one.id === get(OPEN));
    if (chosen && chosen.problem === "newer") { trouble = "newer"; return { id: chosen.id, copy: copies.blank(chosen.id, ""), problem: "newer" }; }
    const found = chosen && chosen.copy ? chosen : all.find((one) => one.copy);
    const broken = all.some((one) => one.problem && one.problem !== "newer" && one.problem !== "aside");
    if (!trouble && broken) trouble = "broken";
    if (!trouble && found && found.left) trouble = "partly";
    if (held) return { id: held.id, copy: found && found.id === held.id ? copies.merge(held, found.copy) : held };
    return found || { id: "", copy: copies.blank(random(), "") };
  }

  function keep(copy) {
    const text = copies.written(copy);
    const before = trouble;
    if (text.length > copies.LARGEST) trouble = "full";
    else if (put(copy.id, text) && (get(OPEN) === copy.id || put(OPEN, copy.id))) {
      held = null;
      trouble = before === "broken" ? before : "";
      return true;
    }
    held = copy;
    return false;
  }

  // Lets `act` change the copy in use, which it is given with the moment; whether that is kept.
  function change(act) {
    const found = current();
    if (found.problem) { tell(); return false; }
    // What of it can't be read would be lost by writing: it is set aside first.
    if (found.left && get(ASIDE + found.id) === null && !put(ASIDE + found.id, found.text)) { tell(); return false; }
    act(found.copy, now());
    const kept = keep(found.copy);
    tell();
    return kept;
  }

  function tell() { for (const one of listeners) one(); }

  return {
    list, current, change, tell,
    trouble: () => trouble,
    holding: () => Boolean(held),
    say: (part, ids, fields) => change((copy, at) => copies.say(copy, part, ids, fields, at)),
    find: (part, ids) => copies.find(current().copy, part, ids),
    forget: (part, key) => change((copy, at) => copies.forget(copy, part, key, at)),
    rename: (id, name) => {
      const one = list().find((each) => each.id === id && each.copy);
      const kept = Boolean(one) && put(id, copies.written(Object.assign(one.copy, { name: name.slice(0, 200) })));
      tell();
      return kept;
    },
    use: (id) => { const kept = put(OPEN, id); held = null; tell(); return kept; },
    // Takes a copy in beside the others; one that is here already gets what is newer. Whether it is kept.
    take: (copy) => {
      const here = list().find((one) => one.id === copy.id);
      if (here && here.problem) { tell(); return false; }
      const kept = put(copy.id, copies.written(here ? copies.merge(here.copy, copy) : copy));
      tell();
      return kept;
    },
    remove: (id) => { drop(id); if (held && held.id === id) held = null; if (get(OPEN) === id) drop(OPEN); tell(); },
    clear: () => { for (const id of names()) drop(id); drop(OPEN); held = null; trouble = ""; tell(); },
    watch: (listener) => { listeners.push(listener); },
    touched: (key) => key === null || key.startsWith(prefix),
  };
}, {
  // In a page: finds the site's place, says what is wrong, and gives its other scripts what they share as `waypostMine`.
  start(make) {
    "use strict";
    const copies = window.waypostCopy, said = window.waypostWords;
    if (!copies || !said || !document.currentScript) return;
    const home = new URL("../", document.currentScript.src); // of this file in theme/
    const place = decodeURI(home.pathname);
    const random = () => [...crypto.getRandomValues(new Uint8Array(12))].map((n) => (n % 36).toString(36)).join("");
    const mine = make(copies, () => window.localStorage, place, () => new Date().toISOString(), random);

    // All languages of a site share one copy; a page of it lies in the folder of the reader's.
    mine.home = home.href;
    mine.page = (path) => new URL((document.documentElement.dataset.at || "") + path, home).href;

    // The words of the theme; one that depends on a number, `n`, has forms.
    const language = document.documentElement.lang;
    const inLanguage = (make) => { try { return make(language); } catch (_) { return make("en"); } };
    const forms = inLanguage((tag) => new Intl.PluralRules(tag));
    mine.t = (name, values) => {
      const key = name.includes(".") || name in said ? name : "mine." + name;
      const form = values && typeof values.n === "number" ? said[key + "." + forms.select(values.n)] : undefined;
      return (form || said[key] || said[key + ".other"] || key).replace(/\{(\w+)\}/g, (hole, name) => (values && name in values ? values[name] : hole));
    };
    // An element with attributes and what stands in it; a text is always text.
    mine.el = (tag, attributes, ...within) => {
      const made = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes || {})) {
        if (typeof value === "function") made.addEventListener(name, value);
        else if (value === true) made.setAttribute(name, "");
        else if (value !== false && value !== undefined && value !== null) made.setAttribute(name, value);
      }
      made.append(...within.filter((one) => one !== null && one !== undefined && one !== false));
      return made;
    };
    // An address that somebody wrote, as a link where it leads to the web or to a mailbox, else as text.
    mine.link = (address) => (/^(https?:\/\/|mailto:)/i.test(address) ? mine.el("a", { href: address, rel: "noopener noreferrer" }, address) : document.createTextNode(address));
    // A day as the theme writes it: the first of a month is an ordinal in some languages.
    mine.day = (text) => {
      const [year, month, day] = (text || "").slice(0, 10).split("-");
      return day ? mine.t("date.form", { n: Number(day), day: String(Number(day)), month: said["month." + month] || month, year }) : "";
    };
    // With the digits that the pages have, also where the language has others.
    const DIGITS = { numberingSystem: "latn", maximumFractionDigits: 1 };
    const numbers = inLanguage((tag) => new Intl.NumberFormat(tag, DIGITS));
    mine.number = (n) => numbers.format(n);
    // A number of weeks, days or hours in words.
    mine.many = (n, unit) => inLanguage((tag) => new Intl.NumberFormat(tag, { style: "unit", unit, unitDisplay: "long", ...DIGITS })).format(n);
    mine.today = () => { const now = new Date(); return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())).toISOString().slice(0, 10); };
    mine.saveFile = (name, type, text) => {
      const address = URL.createObjectURL(new Blob([text], { type }));
      const link = mine.el("a", { href: address, download: name, hidden: true });
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(address), 10000);
    };
    mine.save = (text) => mine.saveFile("career-copy-" + mine.today() + ".json", "application/json", text || copies.written(mine.current().copy));
    mine.words = (element) => element.textContent.replace(/\s+/g, " ").trim();

    // Where it is kept, what is wrong with that, and what was just done.
    let box = document.getElementById("wp-mine");
    if (!box) {
      box = mine.el("div", { class: "mine no-print", id: "wp-mine" });
      (document.querySelector("main .body") || document.body).prepend(box);
    }
    const says = mine.el("p", { class: "s", role: "status", "data-says": true });
    const alarm = mine.el("div", { class: "alert alert--caution", "data-trouble": true, hidden: true }, mine.el("p"), mine.el("p", {}, mine.el("button", { type: "button", "data-save": true }, mine.t("save"))));
    // The matrix leads there itself, so that there is a way without scripts.
    const isHere = /\/your-copy\/(index\.html)?$/.test(location.pathname) || document.querySelector('main a[href$="your-copy/index.html"]');
    box.append(mine.el("p", { class: "s soft" }, mine.t("where") + " ", isHere ? null : mine.el("a", { href: mine.page("your-copy/index.html") }, mine.t("title"))), alarm, says);
    mine.announce = (key, values) => { says.textContent = ""; says.textContent = mine.t(key, values); };
    function trouble() {
      mine.current();
      const now = mine.holding() && !mine.trouble() ? "full" : mine.trouble();
      alarm.hidden = !now;
      const word = now ? mine.t("trouble-" + now) : "";
      const text = alarm.querySelector("p");
      if (text.textContent !== word) text.textContent = word;
    }
    box.querySelector("[data-save]").addEventListener("click", () => {
      const { id, problem } = mine.current();
      mine.save(problem && mine.list().find((one) => one.id === id).text);
    });
    // Puts other children into an element; whoever had the focus has it again, by `data-key`.
    mine.redraw = (element, ...children) => {
      const active = element.contains(document.activeElement) && document.activeElement.dataset.key;
      element.replaceChildren(...children);
      const again = active && [...element.querySelectorAll("[data-key]")].find((one) => one.dataset.key === active);
      if (again) again.focus();
      else if (active) { element.tabIndex = -1; element.focus(); }
    };
    mine.watch(trouble);
    // Another window changed it, or the page was put away and taken out again.
    addEventListener("storage", (event) => { if (mine.touched(event.key)) mine.tell(); });
    addEventListener("pageshow", (event) => { if (event.persisted) mine.tell(); });
    window.waypostMine = mine;
    trouble();
  },
}));
