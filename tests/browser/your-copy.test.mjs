// The page “Your copy”: saving, bringing back, several side by side, comparing, deleting; and storage at its worst.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { launch, withPage } from './browser.mjs';
import { axeFaults, none, sidewaysFaults } from './checks.mjs';
import { serve } from './server.mjs';
import { files, NOT_FOUND, onePageOfEachKind, SITE } from './site.mjs';

let browser, site, folder;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waypost-copy-'));
  [browser, site] = await Promise.all([launch(), serve(SITE, NOT_FOUND)]);
});
after(async () => { await browser?.close(); site?.close(); rmSync(folder, { recursive: true, force: true }); });

const PAGE = 'your-copy/index.html';
const AT = '2026-11-01T10:00:00.000Z';
const evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>&lt;b&gt;';
const copyOf = (id, name, step, more = {}) => ({
  waypost: 1, id, name,
  skills: { 'system-design': { at: AT, title: 'System design', step: step.toLowerCase(), stepTitle: step, note: 'the <b>ledger</b>' }, mentorship: { at: AT, title: 'Mentorship', step: 'expert', stepTitle: 'Expert' } },
  ...more,
});
function file(value, name = 'copy.json') {
  const path = join(folder, name);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
}
function on(look, options = {}) {
  const { seed, expect = [], ...others } = options;
  return withPage(browser, { home: site.url, reducedMotion: 'reduce', ...others }, async (page, faults) => {
    await page.goto(site.url + PAGE);
    if (seed) {
      await page.evaluate(([entries, place]) => { for (const [id, text] of entries) localStorage.setItem(`waypost-copy ${place} ${id}`, text); }, [Object.entries(seed), new URL(site.url).pathname]);
      await page.reload();
    }
    await look(page, faults);
    none(faults.filter((fault) => !expect.some((known) => fault.includes(known))), PAGE);
  });
}
const bring = (page, value) => page.setInputFiles('#wp-bring', file(value));

test('a file comes back into a new browser, and is saved as it was', () => on(async (page) => {
  const mine = copyOf('mine1', 'Mine', 'Advanced', {
    ticks: { 'resource:ddia': { at: AT, title: 'Designing Data-Intensive Applications', kind: 'resource', done: true } },
    evidence: { e1: { at: AT, date: '2026-10-30', text: evil, link: 'javascript:alert(1)', skills: ['system-design'] } },
    plans: { 'staff-engineer': { at: AT, title: 'Staff', start: '2026-12-01', hours: 4 } },
    packets: {},
  });
  await bring(page, mine);
  await page.getByText('“Mine” is here now.').waitFor();
  assert.match(await page.locator('#wp-held').innerText(), /System design: Advanced/);
  assert.match(await page.locator('#wp-log-list').innerText(), /<img src=x onerror/, 'text is text');
  assert.equal(await page.locator('main a[href^="javascript"], main img, main li b').count(), 0);
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#wp-save').click()]);
  assert.match(download.suggestedFilename(), /^career-copy-\d{4}-\d\d-\d\d\.json$/);
  assert.deepEqual(JSON.parse(readFileSync(await download.path(), 'utf8')), JSON.parse(JSON.stringify(mine)));
  assert.equal(new URL(page.url()).search + new URL(page.url()).hash, '', 'nothing of it is in the address');
  await page.reload();
  assert.match(await page.locator('#wp-held').innerText(), /System design: Advanced/, 'it is kept');
}));

test('another copy lies beside, is compared, and merged when one says so', () => on(async (page) => {
  await bring(page, copyOf('mine1', 'Mine', 'Advanced'));
  await page.getByText('“Mine” is here now.').waitFor();
  await bring(page, copyOf('boss1', 'Ada', 'Intermediate'));
  await page.getByText('“Ada” is another copy than yours.').waitFor();
  none(await axeFaults(page), 'asked');
  await page.getByRole('button', { name: 'Keep it beside mine' }).click();
  const rows = page.locator('#wp-comparison tbody tr');
  assert.match(await rows.nth(0).innerText(), /System design\s+Advanced[^]*Intermediate[^]*to talk about/);
  assert.match(await rows.nth(1).innerText(), /Mentorship[^]*the same/);
  none(await axeFaults(page), 'compared');
  await page.getByRole('button', { name: 'Merge into the one in use: Ada' }).click();
  assert.match(await page.locator('[data-says]').innerText(), /Merged/);
  assert.equal(await page.locator('.mine__shelf > li').count(), 2);
  await page.getByRole('radio').nth(0).check();
  await page.reload();
  assert.ok(await page.getByRole('radio').nth(0).isChecked(), 'which one is in use is kept');
}));

test('deleting asks first, by keyboard, and takes what it says', () => on(async (page) => {
  await bring(page, copyOf('mine1', 'Mine', 'Advanced'));
  await page.getByText('“Mine” is here now.').waitFor();
  const held = page.locator('#wp-held li');
  assert.equal(await held.count(), 2);
  await held.first().getByRole('button').focus();
  await page.keyboard.press('Enter');
  none(await axeFaults(page), 'asked');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.no), '', 'the harmless answer has the focus');
  await page.keyboard.press('Escape');
  assert.equal(await held.count(), 2);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  assert.equal(await held.count(), 1);
  await page.locator('#wp-clear').click();
  await page.locator('#wp-sure [data-yes]').click();
  assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('waypost-copy')).length), 0);
}));

test('a file that is none is told apart, and changes nothing', () => on(async (page) => {
  const bad = { 'isn’t JSON': ['{"waypost":1,', /isn't JSON/], 'of somebody else': ['{"a":1}', /no copy/], newer: ['{"waypost":2}', /newer version/], 'in part': [{ ...copyOf('m', 'M', 'Advanced'), ticks: { a: { at: 'never' } } }, /left out: 1/] };
  for (const [what, [text, says]] of Object.entries(bad)) {
    await bring(page, text);
    await page.locator('#wp-brought').getByText(says).waitFor();
    none(await axeFaults(page), what);
    if (what !== 'in part') assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('waypost-copy')).length), 0, what);
  }
}));

test('what lies in the storage and cannot be read is told, kept and given out', () => on(async (page) => {
  assert.match(await page.locator('[data-trouble]').innerText(), /can't be read/);
  none(await axeFaults(page));
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.mine__shelf button').first().click()]);
  assert.equal(readFileSync(await download.path(), 'utf8'), '{"waypost":1,"skills":');
}, { seed: { broken1: '{"waypost":1,"skills":' } }));

test('a storage that is closed', () => withPage(browser, { home: site.url }, async (page, faults) => {
  await page.addInitScript(() => { Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('closed', 'SecurityError'); } }); });
  await page.goto(site.url + PAGE);
  assert.match(await page.locator('[data-trouble]').innerText(), /keeps nothing/);
  none(await axeFaults(page));
  none(faults);
}));

test('from disk, in the dark, on a phone, without JavaScript', async () => {
  await withPage(browser, { colorScheme: 'dark', viewport: { width: 320, height: 640 } }, async (page, faults) => {
    await page.goto(pathToFileURL(join(SITE, PAGE)).href);
    await bring(page, copyOf('mine1', 'Mine', 'Advanced'));
    await page.getByText('“Mine” is here now.').waitFor();
    await bring(page, copyOf('boss1', 'Ada', 'Intermediate'));
    await page.getByRole('button', { name: 'Keep it beside mine' }).click();
    none(await sidewaysFaults(page));
    none(faults); // before axe, which reads the sheets, as a page from disk may not
    none(await axeFaults(page));
  });
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(site.url + PAGE);
    assert.match(await page.locator('main').innerText(), /Without JavaScript nothing is kept/);
    assert.equal(await page.locator('#wp-save').isVisible(), false);
  });
});

test('the scripts of no page are large, and they ask nobody for anything', () => {
  const zipped = new Map();
  const size = (path) => { if (!zipped.has(path)) zipped.set(path, gzipSync(readFileSync(join(SITE, path))).length); return zipped.get(path); };
  for (const { kind, path } of onePageOfEachKind()) {
    const own = [...readFileSync(join(SITE, path), 'utf8').matchAll(/<script src="([^"]+)"/g)].map(([, src]) => posix.normalize(posix.join(posix.dirname(path), src.replace(/^https?:\/\/127\.0\.0\.1\/some\/sub\/path\//, ''))));
    const scripts = own.filter((script) => /^theme\//.test(script) && !/minisearch/i.test(script));
    const sum = scripts.reduce((all, script) => all + size(script), 0);
    assert.ok(sum < 40_000, `${kind}: ${sum} bytes`);
  }
  for (const path of files().filter((name) => /^theme\/.*\.js$/.test(name) && !/minisearch/i.test(name))) {
    const text = readFileSync(join(SITE, path), 'utf8').replace(/^\s*\/\/.*$/gm, '');
    assert.ok(!/\b(fetch|XMLHttpRequest|sendBeacon|WebSocket|EventSource|eval)\b|\bnew Function|import\s*\(/.test(text), path);
  }
});
