// Walks through an open page with the Tab key, as somebody without a mouse does.

/** Notes how everything looks while nothing has the focus; to be called before the first Tab. */
async function remember(page) {
  await page.evaluate(() => {
    const looks = (element) => {
      const style = getComputedStyle(element);
      return ['stroke', 'strokeWidth', 'fill', 'outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'backgroundColor', 'color', 'borderColor', 'textDecorationLine', 'transform']
        .map((name) => style[name]).join(' ');
    };
    // A mark of focus may stand on the element, around it, within it, or on its label.
    const near = (element) => [element, element.parentElement, ...(element.labels ?? []), ...[...element.querySelectorAll('*')].slice(0, 12)].filter(Boolean).map(looks).join('|');
    const before = new Map([...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].map((one) => [one, near(one)]));
    globalThis.waypostFocus = () => {
      const element = document.activeElement;
      if (!element || element === document.body || element === document.documentElement) return undefined;
      const box = element.getBoundingClientRect();
      const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
      const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 0), innerHeight - 1);
      const top = document.elementFromPoint(x, y);
      return {
        name: `<${element.localName}> “${(element.textContent.trim() || element.getAttribute('aria-label') || element.name || '').replace(/\s+/g, ' ').slice(0, 40)}”`,
        href: element.getAttribute('href'),
        marked: near(element) !== before.get(element),
        inView: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
        // The middle of a drawn line's box is seldom on the line.
        covered: !element.ownerSVGElement && !(top && (element.contains(top) || top.contains(element) || [...(element.labels ?? [])].some((label) => label.contains(top)))),
        inMain: Boolean(document.querySelector('main')?.contains(element)),
        index: [...before.keys()].indexOf(element),
      };
    };
  });
}

/** Presses Tab and tells where the focus is now. */
async function tab(page) {
  await page.keyboard.press('Tab');
  // What takes the focus is scrolled into view with the next frame.
  return page.evaluate(() => new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(() => done(globalThis.waypostFocus())));
  }));
}

/** Faults met on the first `most` stops; use reduced motion, so that nothing is still moving. */
export async function keyboardFaults(page, most = 50) {
  const faults = [];
  await remember(page);
  const seen = new Set();
  for (let stop = 0; stop < most; stop += 1) {
    const focus = await tab(page);
    if (!focus) break;
    if (seen.has(focus.index)) break; // round once
    seen.add(focus.index);
    if (stop === 0 && !(focus.href?.startsWith('#') && focus.href.length > 1)) faults.push(`the first stop is ${focus.name}, not a link that skips to the content`);
    if (!focus.marked) faults.push(`${focus.name} does not show that it has the focus`);
    if (!focus.inView) faults.push(`${focus.name} has the focus out of sight`);
    else if (focus.covered) faults.push(`${focus.name} has the focus under something else`);
  }
  if (seen.size === 0) faults.push('Tab leads nowhere');
  return faults;
}

/** The skip link, used: what comes after it is in the main part. */
export async function skipFaults(page) {
  await remember(page);
  const first = await tab(page);
  await page.keyboard.press('Enter');
  const next = await tab(page);
  if (!next) return [`nothing can be reached after ${first?.name}`];
  return next.inMain ? [] : [`after ${first?.name} comes ${next.name}, which is not in the main part`];
}
