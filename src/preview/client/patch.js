// Puts what changed in a page into the document as it stands: an author who saves a sentence sees it at
// once, and nothing else moves. Two versions are compared as they came from the server; what a theme's
// scripts made of the page since is never touched. `null` where only loading the page again would do.
const patch = (() => {
  // Elements that no script has to know of before they come or go.
  const PLAIN = new Set("A ABBR B BLOCKQUOTE BR CODE DD DEL DL DT EM H1 H2 H3 H4 H5 H6 HR I INS KBD LI MARK OL P Q S SMALL SPAN STRONG SUB SUP TBODY TD TH THEAD TR U UL VAR".split(" "));
  const FIELDS = "input, textarea, select, button, form";
  const parsed = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    for (const script of page.querySelectorAll("script[data-version]")) script.remove();
    return page;
  };
  const isElement = (node) => node.nodeType === Node.ELEMENT_NODE;
  const isAlike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName;
  const isData = (node) => node.nodeName === "SCRIPT" && node.type === "application/ld+json";
  const isPlain = (node) => !isElement(node) || (PLAIN.has(node.nodeName) && [...node.querySelectorAll("*")].every((one) => PLAIN.has(one.nodeName)));

  // Which living node stands for each of the children; scripts may have put others between them.
  function living(children, element) {
    const found = [], all = [...element.childNodes];
    let at = 0;
    for (const child of children) {
      while (at < all.length && !(isAlike(child, all[at]) && (isElement(child) ? child.id === all[at].id : child.nodeValue === all[at].nodeValue))) at += 1;
      if (at === all.length) return null;
      found.push(all[at]);
      at += 1;
    }
    return found;
  }

  // Gathers what has to be done to `live`, which stands for `a`, so that it becomes `b`; false where it can't be.
  function gather(a, b, live, only, todo) {
    if (a.isEqualNode(b)) return true;
    if (!isElement(a)) {
      if (live.nodeValue !== a.nodeValue) return false;
      todo.push(() => { live.nodeValue = b.nodeValue; });
      return true;
    }
    if (/^(SCRIPT|STYLE|LINK|TEMPLATE|IFRAME|OBJECT)$/.test(a.nodeName) && !isData(a)) return false;
    for (const { name } of [...a.attributes, ...b.attributes]) {
      const from = a.getAttribute(name), to = b.getAttribute(name);
      if (from === to) continue;
      if (live.getAttribute(name) !== from || /^(on|src|srcset|data-|open$|value$|checked$|selected$)/.test(name)) return false;
      todo.push(() => { if (to === null) live.removeAttribute(name); else live.setAttribute(name, to); });
    }
    const before = [...a.childNodes], after = [...b.childNodes];
    const stand = living(before, live);
    if (!stand) return false;
    if (before.length === after.length && before.every((one, n) => isAlike(one, after[n]))) {
      return before.every((one, n) => gather(one, after[n], stand[n], only, todo));
    }
    let head = 0, tail = 0;
    const least = Math.min(before.length, after.length);
    while (head < least && before[head].isEqualNode(after[head])) head += 1;
    while (tail < least - head && before[before.length - 1 - tail].isEqualNode(after[after.length - 1 - tail])) tail += 1;
    const gone = stand.slice(head, before.length - tail), come = after.slice(head, after.length - tail);
    const old = before.slice(head, before.length - tail);
    if (only || ![...old, ...come].every(isPlain)) return false;
    if (gone.some((one, n) => !one.isEqualNode(old[n]) || one.contains(document.activeElement))) return false;
    const next = stand[before.length - tail] || (gone.length ? gone[gone.length - 1].nextSibling : null);
    todo.push(() => {
      for (const one of gone) one.remove();
      for (const one of come) live.insertBefore(document.importNode(one, true), next && next.isConnected ? next : null);
    });
    return true;
  }

  const patch = (a, b) => {
    const todo = [];
    // Where something is chosen or filtered, a script has counted the rows.
    const only = Boolean(document.querySelector("main") && document.querySelector("main").querySelector(FIELDS));
    const can = gather(a.head, b.head, document.head, true, todo) && gather(a.body, b.body, document.body, only, todo)
      && [...a.documentElement.attributes].every(({ name, value }) => b.documentElement.getAttribute(name) === value);
    return can ? () => { for (const one of todo) one(); } : null;
  };
  patch.parsed = parsed;
  return patch;
})();
