// The theme in browsers of three years ago: its scripts are written in the language of then, and what its sheets
// and pages have that is newer only adds.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asThen, BROWSERS, names, ofPage, ofScript, ofSheet } from './baseline.mjs';
import { launch, withPage } from './browser.mjs';
import { axeFaults, none, sidewaysFaults } from './checks.mjs';
import { serve } from './server.mjs';
import { files, NOT_FOUND, onePageOfEachKind, pageOf, SITE } from './site.mjs';

/** What is newer, or what one of the three lacks, and what there is without it. Looked at by hand, each of them. */
const WITHOUT = {
  // Sheets
  'light-dark()': 'the backdrop of the search has one colour for day and night; tokens stand in @supports',
  ':has': 'a cell is as wide as its words, an empty head of a printed form is seen, and the sheet is turned in the dialog of the printer',
  'text-wrap': 'lines break anywhere', 'text-wrap: balance': 'lines break anywhere', 'text-wrap: pretty': 'lines break anywhere',
  'content: … / alt': 'the declaration before it holds, and a sign is read out',
  '::highlight': 'words that were filtered for are not marked', 'field-sizing': 'a field scrolls', 'field-sizing: content': 'a field scrolls',
  'accent-color': 'boxes to tick are as the system has them', '::details-content': 'waypost.js opens folds before printing',
  'content-visibility': 'stands in the rule of ::details-content alone', 'content-visibility: visible': 'the same',
  'hyphenate-limit-chars': 'short words are parted too', 'overscroll-behavior': 'the page moves on when the results end', 'text-size-adjust': 'stands prefixed as well',
  '::-webkit-search-cancel-button': 'there is none, which is meant', 'font-family: ui-monospace': 'the next face of the list', 'paint-order': 'letters are a little thinner where a line passes',
  '@page': 'the printer’s own margins', size: 'the sheet is turned in the dialog of the printer', ':left': 'both margins alike', ':right': 'both margins alike',
  'break-after: avoid': 'a heading may end a sheet', orphans: 'a line may stand alone', widows: 'a line may stand alone',
  'print-color-adjust': 'stands prefixed as well', 'print-color-adjust: exact': 'the same', 'text-decoration: dotted': 'a plain line', 'text-decoration: wavy': 'a plain line',
  // Scripts
  Highlight: 'asked for first', '.highlights': 'asked for first', '.Highlight': 'asked for first', '.requestIdleCallback': 'asked for first', '.timeRemaining': 'of requestIdleCallback',
};

let browser, site;
before(async () => { [browser, site] = await Promise.all([launch(), serve(SITE, NOT_FOUND)]); });
after(async () => { await browser?.close(); site?.close(); });

const read = (path) => readFileSync(join(SITE, path), 'utf8');
const shipped = (end) => files().filter((path) => path.startsWith('theme/') && path.endsWith(end));

test('scripts, sheets and pages have nothing newer, or can do without it', () => {
  const scripts = shipped('.js').map((path) => [path, read(path)]);
  const own = names(scripts.map(([, text]) => text)), used = new Set(), faults = [];
  const hold = (path, found) => {
    for (const [name, missing] of found) {
      used.add(name);
      if (!(name in WITHOUT)) faults.push(`${path} has ${name}, which is missing in ${missing}`);
    }
  };
  for (const [path, text] of scripts) hold(path, ofScript(text, own));
  for (const path of shipped('.css')) hold(path, ofSheet(read(path)));
  for (const { path } of onePageOfEachKind()) hold(path, ofPage(read(path)));
  none(faults, JSON.stringify(BROWSERS));
  none(Object.keys(WITHOUT).filter((name) => !used.has(name)), 'no longer used');
});

test('what is newer is found', () => {
  assert.throws(() => ofScript('using x = 1'), 'syntax of later');
  assert.throws(() => ofScript('/(?i:a)/'), 'a regular expression of later');
  const found = (map) => [...map.keys()].join(' ');
  assert.match(found(ofScript('Promise.withResolvers(); Object.groupBy([], f); a.checkVisibility(); new Set().union(b)', new Set())), /withResolvers.*groupBy.*checkVisibility.*union/);
  assert.match(found(ofSheet('@starting-style { a { color: red } } p { anchor-name: --a; color: light-dark(red, blue); color: oklch(from red l c h) } a:has(b) { c: d }')), /@starting-style.*anchor-name.*light-dark\(\).*oklch\(from …\).*:has/);
  assert.equal(found(ofSheet('@supports (color: light-dark(red, red)) { a { color: light-dark(red, blue) } } @supports selector(:has(*)) { a:has(b) { color: red } }')), '');
  assert.match(found(ofPage('<button popovertarget="x" type="button">')), /popovertarget/);
});

// As a browser of then reads the sheets: what it doesn't know isn't there.
test('pages are whole without what is newer', async (t) => {
  for (const [kind, options] of [['home', {}], ['level', {}], ['matrix', {}], ['ladder', {}], ['ladder', { width: 320 }], ['plain page', { width: 320 }], ['sheet on paper', {}]]) {
    await t.test(`${kind}${options.width ? `, ${options.width} px` : ''}`, () => withPage(browser, { viewport: { width: options.width ?? 1280, height: 900 }, colorScheme: 'dark', reducedMotion: 'reduce' }, async (page, faults) => {
      await page.addInitScript(() => { for (const name of ['Highlight', 'requestIdleCallback']) Object.defineProperty(window, name, { value: undefined }); Object.defineProperty(CSS, 'highlights', { value: undefined }); });
      await page.route('**/*.css', async (route) => { const response = await route.fetch(); await route.fulfill({ response, body: asThen(await response.text()) }); });
      await page.goto(site.url + pageOf(kind));
      // The cells of a ladder are reached by arrow keys.
      const sideways = (await sidewaysFaults(page)).filter((fault) => !/^scrolls .*"ladder-box/.test(fault));
      none([...await axeFaults(page), ...sideways, ...faults], kind);
      const colours = await page.evaluate(() => { const style = getComputedStyle(document.documentElement); return [style.color, style.backgroundColor]; });
      assert.ok(/rgb\((28, 26, 23|0, 0, 0)\)/.test(colours[0]) && /rgb\(25[35], 25[25], 2(49|55)\)/.test(colours[1]), `ink on paper: ${colours}`);
      // The focus is seen.
      await page.keyboard.press('Tab');
      assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), 'none');
    }));
  }
});
