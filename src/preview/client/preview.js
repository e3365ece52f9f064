// The browser's side of `waypost serve`: renews the page when it changed, shows its faults, and where it came from.
//
// The theme shall not notice it: everything to see lies in the shadow root of one element behind <body>,
// no name is left behind, and a page is renewed by loading it again, because only that runs a theme's
// scripts as they will run for readers. What the reader of the page had done to it is carried over.
// Whatever comes from the server or from content is text: it is never read as markup.
(() => {
  "use strict";
  const script = document.currentScript;
  const root = document.documentElement;
  const HOST = "waypost-preview";
  if (!script || root.querySelector(":scope > " + HOST)) return;
  const base = new URL("../", script.src);
  let loaded = script.dataset.version || "";
  const address = (path) => new URL("./" + path, base); // "./", so that `a:b/` and `//host` stay paths
  const bare = (path) => path.replace(/(^|\/)index\.html$/, "$1");
  const within = (url) => bare(url.pathname.slice(base.pathname.length));
  const here = () => within(location);
  const isHere = (path) => within(address(path)) === here();
  const focused = () => document.activeElement || document.body;
  const all = (selector, from) => [...(from || document).querySelectorAll(selector)];

  // ── What this tab remembers, from one load to the next ────────────────────────────────────────
  // Storage may be denied or full; then the name of the window carries it, as long as nobody else uses that.
  const KEY = HOST + " " + base.pathname;
  const kept = (storage, key) => { try { return window[storage].getItem(key); } catch { return null; } };
  const keep = (storage, key, value) => { try { window[storage].setItem(key, value); return true; } catch { return false; } };
  const memory = (() => {
    const named = window.name.startsWith(KEY) && window.name.slice(KEY.length);
    if (named) window.name = "";
    try { return JSON.parse(named || kept("sessionStorage", KEY)) || {}; } catch { return {}; }
  })();
  function remember(reloading) {
    const text = JSON.stringify(memory);
    if (!keep("sessionStorage", KEY, text) && reloading && (!window.name || window.name.startsWith(KEY))) window.name = KEY + text;
  }
  // A preference is where the next tab begins; tabs that are open already keep theirs.
  function preference(name) {
    if (memory[name] === undefined) memory[name] = kept("localStorage", HOST + "-" + name) === "yes";
    return memory[name];
  }
  function prefer(name, on) {
    memory[name] = on;
    keep("localStorage", HOST + "-" + name, on ? "yes" : "no");
    remember();
  }

  // ── Carrying over what the reader did ─────────────────────────────────────────────────────────
  // An element is found again by its id, else by what it says and as which of those that say the same.
  const FIELDS = "input:not([type=hidden], [type=file], [type=submit], [type=button], [type=image], [type=reset]), textarea, select";
  const TICKED = /^(checkbox|radio)$/;
  function label(element) {
    const says = element.localName === "details" ? element.querySelector("summary") || element : element;
    return element.matches(FIELDS)
      ? [element.name, element.type, TICKED.test(element.type) && element.value].join()
      : says.textContent.trim().replace(/\s+/g, " ").slice(0, 200) + "," + element.getAttribute("href");
  }
  function finder() {
    const seen = new Map();
    const alike = (tag, says) => {
      if (!seen.has(tag)) {
        const labels = new Map();
        for (const one of document.getElementsByTagName(tag)) {
          const key = label(one);
          labels.has(key) ? labels.get(key).push(one) : labels.set(key, [one]);
        }
        seen.set(tag, labels);
      }
      return seen.get(tag).get(says) || [];
    };
    return {
      name(element) {
        const tag = element.localName, says = label(element), same = alike(tag, says);
        return { tag, id: element.getAttribute("id"), says, nth: same.indexOf(element), only: same.length === 1 };
      },
      find({ tag, id, says, nth }, only) {
        const known = id && document.getElementById(id);
        if (known && known.localName === tag) return known;
        const same = alike(tag, says);
        return only && same.length > 1 ? undefined : same[nth];
      },
    };
  }

  // Nothing, when the field is as the page came.
  function typedIn(field) {
    if (field.localName === "select") {
      const options = [...field.options];
      const began = options.filter((one) => one.defaultSelected);
      if (!began.length && !field.multiple && options.length) began.push(options[0]);
      return options.some((one) => one.selected !== began.includes(one)) && { chosen: options.filter((one) => one.selected).map((one) => one.value) };
    }
    if (TICKED.test(field.type)) return field.checked !== field.defaultChecked && { checked: field.checked };
    return field.value !== field.defaultValue && { value: field.value };
  }
  function typeInto(field, { chosen, checked, value }) {
    if (chosen && field.options) for (const one of field.options) one.selected = chosen.includes(one.value);
    else if (checked !== undefined) field.checked = checked;
    else if (value !== undefined) field.value = value;
    // A theme's filter has to hear of it, as it would of somebody typing.
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  }

  // Elements across the window from its top; not what sticks there, which tells nothing of the place.
  function inSight(found) {
    const anchors = [], met = new Set();
    for (let y = 4; y < innerHeight && anchors.length < 12; y += 20) {
      for (const x of [0.5, 0.25, 0.75]) {
        const hit = document.elementFromPoint(innerWidth * x, y);
        const element = hit && hit.closest("h1, h2, h3, h4, h5, h6, p, li, dt, dd, tr, pre, figure, summary");
        const top = element && element.getBoundingClientRect().top;
        if (!element || met.has(element) || top < -innerHeight / 2) continue;
        met.add(element);
        let one = hit;
        while (one && !/fixed|sticky/.test(getComputedStyle(one).position)) one = one.parentElement;
        const name = found.name(element);
        if (!one && (name.id || name.only)) anchors.push({ ...name, top });
      }
    }
    return anchors;
  }

  const startedOpen = new Map(all("details").map((one) => [one, one.open]));
  let unplaced = []; // what was typed into fields that are gone; they may come back
  function capture() {
    const found = finder(), active = focused();
    const caret = {};
    try { caret.from = active.selectionStart; caret.to = active.selectionEnd; caret.way = active.selectionDirection; } catch { /* a field without one */ }
    return {
      page: here(),
      x: scrollX, y: scrollY,
      anchors: scrollY > 0 ? inSight(found) : [],
      folds: all("details").filter((one) => one.open !== startedOpen.get(one)).map((one) => ({ ...found.name(one), open: one.open })),
      fields: all(FIELDS).filter(typedIn).map((one) => ({ ...found.name(one), ...typedIn(one) })).concat(unplaced),
      scrolled: all("body *").filter((one) => one.scrollTop || one.scrollLeft).map((one) => ({ ...found.name(one), x: one.scrollLeft, y: one.scrollTop })),
      focus: active !== host && (active.matches(FIELDS) || active.matches(":focus-visible")) ? { ...found.name(active), ...caret } : null,
    };
  }
  function restore(was) {
    let found = finder();
    for (const one of was.folds) {
      const fold = found.find(one);
      if (fold) fold.open = one.open;
    }
    for (const one of was.fields) {
      const field = found.find(one);
      if (field) typeInto(field, one); else unplaced.push(one);
    }
    found = finder(); // scripts may have answered
    for (const one of was.scrolled) {
      const box = found.find(one);
      if (box) box.scrollTo({ left: one.x, top: one.y, behavior: "instant" });
    }
    const focus = was.focus && found.find(was.focus);
    if (focus && focused() === document.body) {
      focus.focus({ preventScroll: true });
      try { focus.setSelectionRange(was.focus.from, was.focus.to, was.focus.way); } catch { /* a field without one */ }
    }
    // The browser has scrolled to the same number by now. Heights may have changed above, and will
    // again when pictures and faces come; whoever scrolls meanwhile is left alone.
    let moved = false;
    const leave = () => { moved = true; };
    for (const type of ["wheel", "touchmove", "keydown", "pointerdown"]) addEventListener(type, leave, { passive: true });
    const settle = () => { if (!moved) scrollBack(was); };
    settle();
    addEventListener("load", () => { settle(); requestAnimationFrame(settle); setTimeout(leave, 400); }, { once: true });
    if (document.fonts) document.fonts.ready.then(settle);
  }
  function scrollBack({ anchors, x, y }) {
    const found = finder();
    for (const one of anchors) {
      const element = found.find(one, true);
      if (element && element.getClientRects().length) {
        scrollTo({ left: x, top: scrollY + element.getBoundingClientRect().top - one.top, behavior: "instant" });
        return;
      }
    }
    scrollTo({ left: x, top: y, behavior: "instant" });
  }

  // ── Renewing ──────────────────────────────────────────────────────────────────────────────────
  let leaving = false, waiting = 0, composing = false, lastKey = -1e9;
  addEventListener("compositionstart", () => { composing = true; }, true);
  addEventListener("compositionend", () => { composing = false; }, true);
  for (const type of ["keydown", "input"]) {
    addEventListener(type, (event) => { if (event.isTrusted && focused().matches(FIELDS)) lastKey = performance.now(); }, true);
  }
  // A key pressed between two pages would be lost: whoever is typing comes first.
  const busy = () => composing || performance.now() - lastKey < 700;
  const typed = () => all(FIELDS).some(typedIn);
  function whenQuiet(act) {
    clearTimeout(waiting);
    if (busy()) waiting = setTimeout(whenQuiet, 200, act); else act();
  }
  function leave(act) {
    leaving = true;
    setTimeout(() => { leaving = carry = false; ask(); }, 10_000); // if the page asked, and its reader stayed
    act();
  }
  function renew(body) {
    // A page whose loaded version is never the promised one must not turn in a circle.
    const again = memory.wanted === state.version && performance.now() < 3000;
    memory.body = body.length < 5e5 ? body : null;
    const go = () => whenQuiet(() => leave(reload));
    if (again) waiting = setTimeout(go, 1000); else go();
  }
  let carry = false;
  function reload() {
    carry = true;
    memory.wanted = state && state.version;
    location.reload();
  }
  // At the last moment, so that nothing done meanwhile is lost.
  addEventListener("pagehide", () => {
    if (!carry) return;
    memory.was = capture();
    memory.inDock = focusKey();
    memory.scrolled = panelBody.scrollTop;
    remember(true);
  });

  const plain = (url) => url.replace(/[?#].*$/, "");
  // Puts new styles and pictures into the page as it stands. False: it needs to be loaded again.
  function freshen(changed) {
    const swaps = [];
    for (const path of changed) {
      const url = address(path).href, fresh = url + "?" + encodeURIComponent(assets[path] || "");
      const same = (attribute) => (one) => plain(one[attribute]) === plain(url);
      const sheets = all("link[rel~=stylesheet][href]").filter(same("href"));
      const pictures = all("img[src]").filter(same("src"));
      if (!assets[path] || !(sheets.length + pictures.length)) return false;
      if (pictures.some((one) => one.srcset || one.closest("picture")) || sheets.some((one) => one.integrity)) return false;
      swaps.push(() => {
        if (sheets.length) swapSheet(sheets, fresh);
        for (const one of pictures) {
          const next = new Image();
          next.onload = () => { one.src = fresh; };
          next.onerror = next.onload;
          next.src = fresh;
        }
      });
    }
    for (const swap of swaps) swap();
    return true;
  }
  // The old sheet goes when the new one is there, so that the page is never without.
  function swapSheet(old, url) {
    const last = old[old.length - 1], next = last.cloneNode();
    next.href = url;
    next.onload = () => {
      next.sheet.disabled = true; // what stands where, before it is moved
      const found = scrollY > 0 && inSight(finder());
      next.sheet.disabled = false;
      for (const one of old) one.remove();
      if (found) scrollBack({ anchors: found, x: scrollX, y: scrollY });
      shade();
    };
    next.onerror = () => { if (next.isConnected) { next.remove(); whenQuiet(() => leave(reload)); } };
    last.after(next);
  }

  // ── Asking ────────────────────────────────────────────────────────────────────────────────────
  let state = null, assets = memory.assets, known = "", asking = false, askAgain = false, misses = 0;
  let real; // whether this document is the page, once that is known
  let goTo = null; // where to jump, as soon as nothing typed stands in the way
  async function ask() {
    askAgain = asking;
    if (asking || leaving) return;
    asking = true;
    try {
      do {
        askAgain = false;
        await answered();
      } while (askAgain && !leaving);
    } finally {
      asking = false;
    }
  }
  async function answered() {
    let body, next;
    const coming = pristine && fetchPage().then(putIn);
    try {
      const answer = await fetch(address("_waypost/state?page=" + encodeURIComponent(here())), { cache: "no-store", signal: AbortSignal.timeout(20_000) });
      if (!answer.ok) throw new Error();
      body = await answer.text();
      next = JSON.parse(body);
    } catch {
      missed();
      return;
    }
    if (misses) { misses = 0; notices(); }
    await coming;
    take(next, body);
  }
  // The page as it came, to compare the next one with. Where a change can be put into the document as
  // it stands, it is, before anything else is known of it; else the page is loaded again.
  let pristine = null;
  async function fetchPage() {
    try {
      const answer = await fetch(location.pathname + location.search, { cache: "no-store", signal: AbortSignal.timeout(20_000) });
      const came = await answer.text();
      const version = / data-version="([0-9a-f]+)" defer><\/script>/.exec(came.slice(-4000));
      return answer.ok && version ? { came: patch.parsed(came), version: version[1] } : null;
    } catch { return null; }
  }
  function putIn(page) {
    if (!page || page.version === loaded || leaving) return;
    const put = patch(pristine, page.came);
    if (!put) return;
    const anchors = scrollY > 0 && inSight(finder()), { scrollX: x, scrollY: y } = window;
    pristine = null; // if it stops half-way, the page is loaded again
    try { put(); } catch { return; }
    pristine = page.came;
    loaded = page.version;
    if (anchors) scrollBack({ anchors, x, y });
  }
  // Not while the page is still being shown.
  (window.requestIdleCallback || setTimeout)(() => fetchPage().then((page) => {
    if (page && page.version === loaded) pristine = page.came;
  }));
  function missed() {
    misses += 1;
    notices();
  }
  function take(next, body) {
    if (leaving) return;
    state = withSlow(next);
    if (state.version !== null) real = true;
    else if (real === undefined) real = false; // what was loaded is the page for what is not there
    const edited = state.edited, before = assets;
    // Numbers begin anew with the server.
    const newer = edited && memory.seen !== undefined && edited.number > memory.seen;
    memory.seen = edited ? edited.number : 0;
    if (newer) goTo = isHere(edited.page) || !preference("jump") ? null : edited.page;
    if (state.version !== null) assets = memory.assets = state.assets;
    clearTimeout(waiting);
    if (goTo !== null && !typed()) {
      whenQuiet(() => { if (typed()) notices(); else leave(() => location.assign(address(goTo))); });
    } else if (state.version !== null && state.version !== loaded) {
      renew(body);
    } else {
      if (state.version !== null) delete memory.wanted;
      const changed = before && assets ? Object.keys({ ...before, ...assets }).filter((path) => before[path] !== assets[path]) : [];
      if (changed.length && !freshen(changed)) renew(body);
    }
    if (!leaving && body !== known) {
      known = body;
      show();
    }
    remember();
  }

  // What the slower checks found before stands until they have looked again: else whatever they find
  // would come and go with each save. What loading finds is known from the states in which they are at work.
  function withSlow(next) {
    const { fast = [], slow = [] } = memory;
    const not = (list) => (fault) => !list.includes(sameness(fault));
    if (!next.checking) {
      memory.slow = next.faults.filter(not(fast)).slice(0, MOST);
      return next;
    }
    memory.fast = next.faults.map(sameness);
    const still = slow.filter(not(memory.fast)), bad = still.filter(isError).length;
    return { ...next, faults: next.faults.concat(still), errors: next.errors + bad, warnings: next.warnings + still.length - bad };
  }

  // ── Listening ─────────────────────────────────────────────────────────────────────────────────
  // A browser opens six connections to a host and no more, so one tab listens for all of them, and
  // when it goes, the next.
  let source = null;
  const tabs = window.BroadcastChannel ? new BroadcastChannel(KEY) : null;
  const tell = (what) => { if (tabs) tabs.postMessage(what); };
  if (tabs) tabs.onmessage = ({ data }) => { if (data === "change") heard(); else missed(); };
  function listen() {
    source = new EventSource(address("_waypost/events"));
    source.onopen = changed;
    source.addEventListener("change", changed);
    source.onerror = () => {
      // By itself it would give up for good when a proxy answers in place of the server.
      source.close();
      tell("lost");
      missed();
      setTimeout(listen, Math.min(300 * misses, 3000));
    };
  }
  function changed() {
    tell("change");
    heard();
  }
  // Tabs out of sight need not be the first, but shall be right when they are looked at.
  let later = 0;
  function heard() {
    clearTimeout(later);
    if (document.hidden) later = setTimeout(ask, 1000); else ask();
  }
  document.addEventListener("visibilitychange", () => document.hidden || heard());
  addEventListener("pageshow", (event) => { if (event.persisted) { leaving = carry = false; ask(); } });
  // A proxy that holds events back still lets questions through.
  setInterval(() => { if (misses || (source && source.readyState === 0)) ask(); }, 3000);
  function begin() {
    const first = () => { listen(); return new Promise(() => {}); };
    if (!navigator.locks || !tabs) first();
    else {
      navigator.locks.request(KEY, { ifAvailable: true }, (lock) => {
        if (lock) return first();
        ask();
        navigator.locks.request(KEY, first);
      });
    }
  }

  // ── What is seen ──────────────────────────────────────────────────────────────────────────────
  const MOST = 100;
  const host = document.createElement(HOST);
  const shadow = host.attachShadow({ mode: "open" });
  host.lang = "en";
  host.dir = "ltr";

  const there = (one) => one || one === 0;
  function h(tag, attributes, ...inner) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(name, value);
      else if (there(value)) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...inner.flat().filter(there));
    return element;
  }
  const p = (...inner) => h("p", {}, ...inner);
  const soft = (...inner) => h("span", { class: "soft" }, ...inner);
  const button = (key, look, click, ...inner) => h("button", { type: "button", class: look, "data-key": key, click }, ...inner);
  const link = (key, href, ...inner) => h("a", { "data-key": key, href }, ...inner);
  function mark() {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = svg.appendChild(document.createElementNS(svg.namespaceURI, "path"));
    svg.setAttribute("viewBox", "0 0 20 26");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", "M2 3h11l6 5-6 5H2zM6 15h3v11H6zM6 0h3v2H6z");
    return svg;
  }
  // What stands between backticks is code, as in the terminal.
  const inline = (text) => String(text).split(/`([^`]+)`/).map((part, n) => (n % 2 ? h("code", {}, part) : part));
  const place = ({ path, line, column }) => [path, line, column].filter((one) => one).join(":");
  function harmless(link) {
    try { return link && !/^(javascript|data|vbscript|blob):/.test(new URL(link, base).protocol); } catch { return false; }
  }
  // The way to a place in a file: a link into the editor, or the words for it, to be copied.
  function way(where, key, words) {
    const at = place(where);
    if (harmless(where.edit)) {
      const element = link(key, where.edit, words || at);
      if (/^https?:/i.test(where.edit)) Object.assign(element, { target: "_blank", rel: "noopener" });
      return element;
    }
    const text = h("code", {}, at);
    const element = button(key, "link", () => copy(text, element), "Copy");
    element.setAttribute("aria-label", "Copy " + at);
    return h("span", { class: "place" }, text, " ", element);
  }
  function copy(text, button) {
    const said = (word) => { button.textContent = word; setTimeout(() => { button.textContent = "Copy"; }, 2000); };
    const byHand = () => { getSelection().selectAllChildren(text); said("Selected"); };
    if (navigator.clipboard) navigator.clipboard.writeText(text.textContent).then(() => said("Copied"), byHand); else byHand();
  }

  const status = h("p", { role: "status", class: "unseen" });
  const title = h("h2", { id: "title", tabindex: "-1", "data-key": "title" });
  const panelBody = h("div", { class: "inner" });
  const panel = h("section", { class: "panel", "aria-labelledby": "title", hidden: true },
    h("header", {}, title, button("close", "link", () => { dismiss(); close(true); }, "Close")), panelBody);
  const notice = h("div", { class: "notice", hidden: true });
  const tab = (name, words) => button(name, "tab", () => { dismiss(); if (memory.panel === name) close(true); else open(name, true); }, words);
  const tabsOf = { faults: tab("faults"), page: tab("page", "This page"), site: tab("site", "Whole site") };
  const tags = h("span", { class: "tags" });
  const edit = h("span", { class: "edit" });
  const jump = h("input", { type: "checkbox", role: "switch", "data-key": "jump", change: () => prefer("jump", jump.checked) });
  const fold = button("fold", "link", () => folded(true), "Hide");
  const unfold = button("unfold", "tab", () => folded(false));
  const bar = h("div", { class: "bar" }, h("span", { class: "brand" }, mark(), "Preview"), Object.values(tabsOf),
    tags, h("span", { class: "gap" }), edit, h("label", {}, jump, "Jump to edits"), fold);
  const stub = h("div", { class: "stub" }, unfold);
  const dock = h("aside", { class: "dock", "aria-label": "Waypost preview", hidden: true }, status, panel, notice, bar, stub);
  const frame = h("div", { class: "frame", hidden: true });
  shadow.append(frame, dock);

  const focusKey = () => shadow.activeElement && shadow.activeElement.dataset.key;
  const keyed = (key) => all("[data-key]", shadow).find((one) => one.dataset.key === key);
  function focusOn(element) {
    if (element) element.focus({ preventScroll: true });
  }
  // What has the focus is made anew with the rest, and shall have it still.
  function keepingFocus(make) {
    const key = focusKey();
    make();
    if (key && !shadow.activeElement) focusOn(keyed(key) || title);
  }
  function folded(on) {
    prefer("folded", on);
    dress();
    focusOn(on ? unfold : fold);
  }

  // Same file and same words are the same fault, also when a line above it comes or goes.
  const sameness = (fault) => [fault.code, fault.path, fault.message].join("\n");
  const isError = (fault) => fault.severity === "error";
  const errors = () => state.faults.filter(isError);
  function dismiss() {
    if (memory.panel === "faults" && state) memory.dismissed = errors().map(sameness);
  }
  function open(name, asked) {
    memory.panel = name;
    memory.byItself = !asked;
    fill();
    panelBody.scrollTop = 0;
    if (asked) focusOn(title);
    remember();
  }
  function close(asked) {
    const was = memory.panel, inside = panel.contains(shadow.activeElement) || asked;
    memory.panel = null;
    fill();
    if (inside && was) focusOn(preference("folded") ? unfold : tabsOf[was]);
    remember();
  }

  // Everything anew from the state.
  function show() {
    const now = errors().map(sameness);
    const closed = memory.dismissed = (memory.dismissed || []).filter((one) => now.includes(one));
    if (now.some((one) => !closed.includes(one))) {
      if (memory.panel !== "faults" && !(memory.panel && panel.contains(shadow.activeElement))) open("faults", false);
    } else if (memory.panel === "faults" && (!state.faults.length || (memory.byItself && !now.length))) {
      close(false);
    }
    dress();
    fill();
    const says = state.checking && !state.errors ? memory.said : counted() || "No faults";
    if (says !== memory.said) {
      // A page that begins without faults says nothing of them. And a region is heard only when it
      // has been there for a moment.
      if (memory.said !== undefined || state.faults.length) setTimeout(() => { status.textContent = says; }, 200);
      memory.said = says;
    }
  }
  function counted() {
    const all = state ? state.errors + state.warnings : 0, mine = state ? state.faults.filter((one) => one.here).length : 0;
    const faults = (number) => number + (number === 1 ? " fault" : " faults");
    if (!all) return "";
    return mine ? faults(mine) + " here" + (all > mine ? ", " + (all - mine) + " elsewhere" : "") : faults(all) + " elsewhere";
  }
  const sign = (bad) => h("span", { class: bad ? "sign error" : "sign warning", "aria-hidden": "true" });

  // The bar.
  function dress() {
    const small = preference("folded"), page = (state && state.page) || {}, faults = counted();
    const signs = () => (faults ? [sign(state.errors)] : []);
    bar.hidden = small;
    stub.hidden = !small;
    jump.checked = preference("jump");
    const idle = !state || (state.checking && !memory.said) ? "Checking" : "No faults";
    tabsOf.faults.replaceChildren(...signs(), faults || idle);
    unfold.replaceChildren(mark(), ...signs(), faults || "Preview");
    unfold.setAttribute("aria-label", (faults || "Preview") + ": show the bar");
    tags.replaceChildren(...[page.draft && "Draft", page.internal && "Internal", page.overdue && "Review overdue"].filter(there).map((one) => h("span", {}, one)));
    const first = state && state.parts.find((one) => harmless(one.edit));
    edit.replaceChildren(...(first ? [way(first, "edit", "Edit this page")] : []));
  }

  // The panel.
  function fill() {
    const name = state && memory.panel, top = panelBody.scrollTop;
    const parts = { faults: [faultList, counted() || "No faults"], page: [pageFacts, "This page"], site: [siteFacts, "Whole site"] }[name];
    outline();
    keepingFocus(() => {
      panel.hidden = !parts;
      title.textContent = parts ? parts[1] : "";
      panelBody.replaceChildren(...(parts ? parts[0]().flat().filter(there) : []));
    });
    for (const [which, button] of Object.entries(tabsOf)) button.setAttribute("aria-expanded", which === name);
    stops();
    panelBody.scrollTop = top;
    notices();
  }
  // Only what scrolls is a stop for the keyboard.
  function stops() {
    for (const one of [panelBody, ...all("pre", panelBody)]) {
      if (one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight) one.tabIndex = 0; else one.removeAttribute("tabindex");
    }
  }
  const cut = (list, make) => [...list.slice(0, MOST).map(make), list.length > MOST && h("li", { class: "more" }, "And " + (list.length - MOST) + " more.")];

  function faultList() {
    const { faults, effects, errors, warnings, checking } = state, groups = new Map();
    for (const fault of faults) groups.set(fault.path, [...(groups.get(fault.path) || []), fault]);
    const weight = (list) => (list.some((one) => one.here) ? 0 : 2) + (list.some(isError) ? 0 : 1);
    const out = [h("ul", { class: "effects" }, cut(effects, (one) => h("li", {}, inline(one))))];
    let shown = 0;
    for (const list of [...groups.values()].sort((a, b) => weight(a) - weight(b))) {
      const some = list.slice(0, MOST - shown), { path, layer } = list[0];
      if (some.length) out.push(h("h3", {}, path || "The whole site", path && soft(layer)), h("ol", { class: "faults" }, some.map((fault) => oneFault(fault, (shown += 1)))));
    }
    const more = errors + warnings - shown;
    if (more > 0) out.push(h("p", { class: "more" }, inline("And " + more + " more; `waypost check` lists them all.")));
    if (!faults.length) out.push(p(checking ? "None so far; the slower checks are still at work." : "The content, the links and the templates are in order."));
    return out;
  }
  // Of what the terminal prints, what is not said beside it.
  const frameOf = (fault) => (fault.frame || "").replace(/^(error|warning)\[.*\n?/, "").replace(/(\n *\|)?\n *= help: [^]*$/, "");
  function oneFault(fault, number) {
    const text = frameOf(fault), at = fault.path && way(fault, "fault" + number, ["Open ", place(fault), " in the editor"]);
    return h("li", {},
      h("p", { class: "what" }, sign(isError(fault)), h("strong", {}, isError(fault) ? "Error" : "Warning"), " ", inline(fault.message), " ", soft(fault.code)),
      text && h("pre", { "aria-label": "The place in the text", role: "group" }, text),
      fault.help && p(h("strong", {}, "Help"), " ", inline(fault.help)),
      at && p(at));
  }

  // A heading, and rows of three cells beneath it.
  function section(name, rows, none) {
    return rows.length || none ? [h("h3", {}, name), rows.length ? h("ul", { class: "rows" }, rows) : p(none)] : [];
  }
  function row({ anchor }, ...cells) {
    const on = () => outline(anchor), off = () => outline();
    return h("li", anchor ? { pointerenter: on, pointerleave: off, focusin: on, focusout: off } : {}, cells.filter(there).map((one) => h("span", {}, one)));
  }
  function written(list, key) {
    return cut(list, (one, n) => {
      const to = one.anchor && link(key + "-to" + n, "#" + encodeURIComponent(one.anchor), one.title);
      if (to) to.addEventListener("click", (event) => lead(event, one.anchor));
      return row(one, to || one.title, way({ ...one, column: null }, key + n), soft(one.layer));
    });
  }
  function pageFacts() {
    const page = state.page || { planned: [], undefined: [] };
    const facts = [
      ["Kind", page.kind], ["Id", page.id], ["Owner", page.owner], ["Reviewed", page.reviewed],
      ["Review due", page.overdue && h("strong", {}, "since " + page.overdue)],
      ["Draft", page.draft && "not in a build, unless it is asked for"],
      ["Internal", page.internal && "not in a public build"],
    ].filter(([, value]) => value);
    return [
      h("dl", {}, facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
      section("Where its parts come from", written(state.parts, "part"), "This page was made from no file of its own."),
      section("Planned, and not written yet", written(page.planned, "planned")),
      section("Undefined", written(page.undefined, "undefined")),
    ].flat();
  }
  function siteFacts() {
    const { edited, site } = state;
    const to = (one, key) => link(key, address(one.url).href, one.title);
    return [
      p(site.drafts ? "Drafts are shown. " : "Drafts are left out. ", site.public ? "As the public sees it: what is internal is left out." : "What is internal is shown."),
      edited && !isHere(edited.page) && p("Edited last: ", to({ url: edited.page, title: edited.page || "the home page" }, "edited")),
      section("Reviews that are overdue", cut(site.overdue, (one, n) => row(one, to(one, "overdue" + n), "due " + one.due, soft(one.owner || "no owner"))), "None."),
      section("Unfinished, or not for everybody", cut(site.unfinished, (one, n) => row(one, to(one, "unfinished" + n), one.why)), "Nothing."),
    ].flat();
  }

  // Lines above the bar: what has to be known even when everything is folded.
  function notices() {
    const lines = [], { version, shown } = state || {};
    if (misses > 1) lines.push(inline("The preview has ended. Start it again with `waypost serve`; this page will notice."));
    else if (version === null) {
      lines.push([real ? "This page is gone; what you see is how it was. It comes back by itself. " : "There is no page at this address. When there is one, it is shown. ", link("home", base.href, "To the home page")]);
    } else {
      if (state && shown !== "current" && memory.panel !== "faults") lines.push(inline(state.effects[0] || ""));
      if (goTo !== null) lines.push(["Not left, because something is typed into this page. Edited: ", link("goto", address(goTo).href, goTo || "the home page")]);
    }
    keepingFocus(() => {
      notice.hidden = !lines.length;
      notice.replaceChildren(...lines.map((line) => p(line)));
    });
  }

  // ── The part of the page that a row speaks of ─────────────────────────────────────────────────
  let outlined = null, following = 0;
  // Of a heading, whatever holds it and no other of its rank.
  function target(anchor) {
    let part = anchor && document.getElementById(anchor);
    const head = part && /^H\d$/.test(part.nodeName) && part.nodeName;
    while (head && part.parentElement !== document.body && all("h1, h2, h3, h4, h5, h6", part.parentElement).filter((one) => one.nodeName <= head).length === 1) part = part.parentElement;
    return part;
  }
  function outline(anchor) {
    outlined = target(anchor);
    cancelAnimationFrame(following);
    follow();
  }
  function follow() {
    const box = outlined && outlined.getBoundingClientRect();
    frame.hidden = !(box && box.width && box.height);
    if (frame.hidden) return;
    for (const side of ["left", "top", "width", "height"]) frame.style[side] = box[side] + "px";
    following = requestAnimationFrame(follow);
  }
  function lead(event, anchor) {
    const element = target(anchor);
    if (!element) return;
    event.preventDefault();
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    element.scrollIntoView();
  }

  // ── Looks ─────────────────────────────────────────────────────────────────────────────────────
  // Light or dark is as the page is, however its theme decides that: by the colour behind its text.
  function shade() {
    const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    let dark = matchMedia("(prefers-color-scheme: dark)").matches && /dark/.test(getComputedStyle(root).colorScheme);
    for (const element of [document.body, root]) {
      pixel.clearRect(0, 0, 1, 1);
      pixel.fillStyle = getComputedStyle(element).backgroundColor;
      pixel.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = pixel.getImageData(0, 0, 1, 1).data;
      if (alpha > 128) { dark = red * 0.3 + green * 0.6 + blue * 0.1 < 110; break; }
    }
    dock.dataset.shade = dark ? "dark" : "light";
  }
  for (const element of [root, document.body]) new MutationObserver(shade).observe(element, { attributes: true });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", shade);

  // Room at the page's end, and for what takes the focus.
  const room = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, room];
  new ResizeObserver(() => {
    stops();
    const height = Math.ceil(dock.getBoundingClientRect().height);
    host.style.setProperty("--room", height + "px");
    room.replaceSync("@media screen { html { scroll-padding-bottom: " + (height + 16) + "px !important } }");
  }).observe(dock);

  // The styles are asked for with each load; until they are there, the last ones serve.
  const looks = new CSSStyleSheet();
  shadow.adoptedStyleSheets = [looks];
  const styled = (css) => {
    if (!css) return;
    looks.replaceSync(css);
    dock.hidden = false;
  };
  styled(kept("sessionStorage", KEY + " css"));
  fetch(address("_waypost/preview.css")).then((answer) => (answer.ok ? answer.text() : "")).then((css) => {
    if (css) keep("sessionStorage", KEY + " css", css);
    styled(css);
  }, () => {});

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || !memory.panel) return;
    const inside = shadow.activeElement;
    // Elsewhere the key may mean something else.
    if (!inside && (document.querySelector("dialog[open]") || focused().matches(FIELDS))) return;
    dismiss();
    close(inside);
  });

  // ── Beginning ─────────────────────────────────────────────────────────────────────────────────
  shade();
  root.append(host);
  const { was, body, inDock, scrolled } = memory;
  delete memory.was;
  delete memory.body;
  if (was && was.page === here()) {
    restore(was);
    // What the page is now was known before it was loaded: the bar need not wait for it.
    if (body) {
      state = withSlow(JSON.parse(known = body));
      show();
      panelBody.scrollTop = scrolled;
      focusOn(keyed(inDock));
    }
  } else {
    delete memory.assets;
    assets = undefined;
  }
  dress();
  remember();
  begin();
})();
