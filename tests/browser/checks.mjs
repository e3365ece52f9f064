// What is looked for in an open page. Each check gives a list of faults in words; none means well.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** Passes when there are no faults, else lists them. */
export function none(faults, where = '') {
  assert.ok(faults.length === 0, `${where}\n${faults.map((fault) => `  - ${fault}\n`).join('')}`);
}

/** WCAG 2.2 AA and best practice, by axe. */
export async function axeFaults(page) {
  // Evaluated by the debugger, so the page's own policy stays in force.
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(axe);
  const violations = await page.evaluate(async (tags) => {
    const result = await globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'], preload: false });
    return result.violations;
  }, TAGS);
  return violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\s+/g, ' ')}`));
}

/** Nothing is wider than the window, except what scrolls inside a region that the keyboard reaches. */
export function sidewaysFaults(page) {
  return page.evaluate(() => {
    const faults = [];
    const name = (element) => {
      const text = element.textContent.trim().replace(/\s+/g, ' ').slice(0, 40);
      return `<${element.localName}${element.id ? ` id=${element.id}` : ''} class="${element.getAttribute('class') ?? ''}"> “${text}”`;
    };
    const root = document.documentElement, isFromRight = getComputedStyle(root).direction === 'rtl';
    if (root.scrollWidth > root.clientWidth) faults.push(`the page is ${root.scrollWidth} px wide in a window of ${root.clientWidth}`);
    const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
    const cuts = (element) => /hidden|clip/.test(getComputedStyle(element).overflowX);
    for (const element of document.body.querySelectorAll('*')) {
      const box = element.getBoundingClientRect();
      // 1 px boxes, and what stands in them, are for screen readers.
      if (box.width <= 1 || box.height <= 1 || element.closest('.vh') || !element.checkVisibility({ visibilityProperty: true })) continue;
      const over = element.scrollWidth - element.clientWidth;
      if (over > 1 && element.clientWidth > 1 && !/input|select|textarea/.test(element.localName)) {
        if (scrolls(element) && element.tabIndex < 0) faults.push(`scrolls sideways, but not by keyboard: ${name(element)}`);
        if (cuts(element) && element.innerText?.trim()) faults.push(`cut off by ${over} px: ${name(element)}`);
      }
      const isOut = isFromRight ? box.left < -1 && box.right > 0 : box.right > root.clientWidth + 1 && box.left < root.clientWidth;
      if (isOut) {
        let around = element.parentElement;
        while (around && around !== document.body && !scrolls(around)) around = around.parentElement;
        if (!around || around === document.body) faults.push(`ends at ${Math.round(isFromRight ? box.left : box.right)} px: ${name(element)}`);
      }
    }
    return faults.slice(0, 12);
  });
}

/** Everything a page links to or loads, with its fragment, and the ids that others may point at. */
export function linksOf(page) {
  return page.evaluate(() => {
    const kinds = [['a', 'href'], ['area', 'href'], ['link', 'href'], ['script', 'src'], ['img', 'src'], ['iframe', 'src'], ['form', 'action'], ['use', 'href']];
    const links = [];
    for (const [tag, attribute] of kinds) {
      for (const element of document.querySelectorAll(`${tag}[${attribute}]`)) {
        if (tag === 'link' && element.rel === 'canonical') continue;
        const written = element.getAttribute(attribute);
        const url = URL.canParse(written, document.baseURI) ? new URL(written, document.baseURI).href : 'not an address';
        links.push({ tag, written, url });
      }
    }
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    const broken = [...document.images].filter((image) => image.complete && image.naturalWidth === 0)
      .map((image) => `image not shown: ${image.getAttribute('src')}`);
    return { links, ids, broken, heading: document.querySelector('h1')?.innerText.trim() ?? '', canonical: document.querySelector('link[rel=canonical]')?.href };
  });
}

/** What stands on the page for one who sees it, as words; what is only for screen readers does not. */
export function wordsOf(page) {
  return page.evaluate(() => {
    const words = [];
    const texts = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT);
    const hidden = (element) => {
      for (let one = element; one; one = one.parentElement) {
        const style = getComputedStyle(one);
        if (style.position === 'absolute' && (one.offsetWidth <= 1 || one.offsetHeight <= 1) && style.overflow !== 'visible') return true;
      }
      return !element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    };
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      if (data.trim() && !hidden(parentElement)) words.push(...data.trim().split(/\s+/));
    }
    return words;
  });
}
