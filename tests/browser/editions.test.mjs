// A site in several languages: each page leads to itself in the others, what isn't translated says so, and search and a
// reader's own copy are those of one site.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch, withPage } from './browser.mjs';
import { axeFaults, none, sidewaysFaults } from './checks.mjs';
import { nuFaults, validateFaults } from './html.mjs';
import { serve } from './server.mjs';
import { binary } from './serving.mjs';
import { files, onePageOfEachKind, pages, REPOSITORY } from './site.mjs';

let browser, site, folder, root;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waypost-editions-'));
  root = join(folder, 'public');
  execFileSync(binary(), ['build', '--strict', '-q', '--root', join(REPOSITORY, 'tests/browser/editions'), '--output', root, '--base-url', 'http://127.0.0.1/some/sub/path/'], { stdio: 'inherit' });
  [browser, site] = await Promise.all([launch(), serve(root)]);
});
after(async () => { await browser?.close(); site?.close(); if (folder) rmSync(folder, { recursive: true, force: true }); });

const on = (path, look, options = {}) => withPage(browser, { home: site.url, reducedMotion: 'reduce', viewport: { width: 1280, height: 900 }, ...options }, async (page, faults) => {
  await page.goto(site.url + path);
  await look(page);
  none(faults, path);
});
const switchTo = (page, name) => page.locator('.languages').getByRole('link', { name }).click();

test('every page of every language is HTML without a fault', async () => {
  none(await nuFaults(root));
  none(await validateFaults(root, files(root).filter((path) => path.endsWith('.html'))));
});

test('no page is wider than the window, and axe finds nothing', async () => {
  const faults = [];
  const looked = [['de/', () => true], ['ar/', (kind) => kind === 'home' || kind === 'level']];
  for (const [edition, isLookedAt] of looked) {
    const kinds = onePageOfEachKind(join(root, edition)).filter(({ kind }) => isLookedAt(kind));
    await withPage(browser, { viewport: { width: 320, height: 800 } }, async (page) => {
      for (const { kind, path } of kinds) {
        await page.goto(site.url + edition + path);
        for (const fault of await sidewaysFaults(page)) faults.push(`${edition}${kind}, 320 px: ${fault}`);
        if (!/paper|difference|archetype|pitfall/.test(kind)) for (const fault of await axeFaults(page)) faults.push(`${edition}${kind}: ${fault}`);
      }
    });
  }
  none([...new Set(faults)]);
});

test('each page leads to itself in the other languages and back, by keyboard, from a folder too', async () => {
  for (const base of [site.url, pathToFileURL(root + '/').href]) {
    await withPage(browser, { home: base }, async (page) => {
      await page.goto(base + 'levels/staff/index.html');
      assert.equal(await page.locator('h1').innerText(), 'Staff engineer');
      await page.locator('.languages').getByRole('link', { name: 'Deutsch' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/de\/levels\/staff\//);
      assert.equal(await page.locator('h1').innerText(), 'Leitende Entwicklung');
      assert.equal(await page.locator('html').getAttribute('lang'), 'de');
      assert.equal(await page.locator('.languages [aria-current]').innerText(), 'Deutsch');
      await switchTo(page, 'English');
      await page.waitForURL(/path\/levels\/staff\/|public\/levels\/staff\//);
    });
  }
});

test('what isn’t translated says so in the words of its edition, and is marked as what it is', async () => {
  await on('de/guide/start/', async (page) => {
    assert.equal(await page.locator('.languages__missing').innerText(), 'Noch nicht übersetzt. Diese Seite ist auf Englisch.');
    assert.equal(await page.locator('h1').getAttribute('lang'), 'en');
    const unmarked = await page.locator('main p').evaluateAll((all) => all.filter((one) => one.closest('[lang]').lang !== 'en').length);
    assert.equal(unmarked, 0, 'paragraphs in English that say they are German');
    assert.match(await page.locator('link[rel=canonical]').getAttribute('href'), /path\/guide\/start\/$/);
    assert.equal(await page.locator('link[hreflang]').count(), 0);
  });
  await on('ar/levels/staff/', async (page) => {
    assert.equal(await page.locator('h1').getAttribute('dir'), 'ltr');
    assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
  });
  await on('de/', async (page) => {
    const start = page.getByRole('link', { name: 'How to start' });
    assert.equal(await start.getAttribute('lang'), 'en');
    assert.equal(await page.locator('.languages__missing').count(), 0);
  });
});

test('search in an edition finds its texts, and what isn’t translated, and stays in it', async () => {
  const found = async (page, words) => {
    await page.keyboard.press('/');
    await page.locator('#wp-find').fill(words);
    const link = page.locator('.finder__found a').first();
    await link.waitFor();
    return [await link.locator('.finder__title').innerText(), await link.getAttribute('href')];
  };
  await on('de/', async (page) => {
    const [title, address] = await found(page, 'Systementwurf');
    assert.equal(title, 'Systementwurf');
    assert.match(address, /path\/de\/skills\/system-design\/$/);
  });
  await on('de/', async (page) => {
    const [title, address] = await found(page, 'Mentorship');
    assert.equal(title, 'Mentorship');
    assert.match(address, /path\/de\/skills\/mentorship\/$/);
  });
});

test('what was answered, ticked and filled in counts in every language, and nothing was reworded', () => on('paths/to-staff/matrix/', async (page) => {
  await page.locator('input[name="wp-at-system-design"][value="intermediate"]').check();
  await switchTo(page, 'Deutsch');
  await page.waitForURL(/\/de\/paths\/to-staff\/matrix\//);
  assert.ok(await page.locator('input[name="wp-at-system-design"][value="intermediate"]').isChecked());
  assert.equal(await page.locator('.mine__changed:visible').count(), 0, 'a translation is no rewording');

  await page.goto(site.url + 'paths/to-staff/depth/');
  await page.getByRole('checkbox', { name: /Read three designs/ }).check();
  await page.getByRole('checkbox', { name: /A latency budget/ }).check();
  await switchTo(page, 'Deutsch');
  await page.waitForURL(/\/de\/paths\/to-staff\/depth\//);
  assert.ok(await page.getByRole('checkbox', { name: /Lies drei Entwürfe/ }).isChecked());
  assert.ok(await page.getByRole('checkbox', { name: /Ein Budget/ }).isChecked());
  assert.equal(await page.getByRole('checkbox', { name: /Schreib einen Entwurf/ }).isChecked(), false);
  assert.equal(await page.locator('#wp-moved').innerText(), '');

  await page.goto(site.url + 'de/packets/staff/');
  await page.locator('.mine__fill textarea').first().fill('Zwei Ausfälle weniger');
  await page.locator('h1').click();
  await switchTo(page, 'English');
  await page.waitForURL(/path\/packets\/staff\//);
  assert.equal(await page.locator('.mine__fill textarea').first().inputValue(), 'Zwei Ausfälle weniger');
  assert.equal(await page.locator('#wp-lost').innerText(), '');

  await page.goto(site.url + 'de/your-copy/');
  assert.match(await page.locator('#wp-held').innerText(), /Intermediate|Selbstständig/);
  assert.match(await page.locator('.mine a, main a').first().getAttribute('href') ?? '', /./);
}));

test('all editions share one theme, and only those pages are alternates that are translated', () => {
  assert.equal(files(root).filter((path) => /^(de|ar)\/theme\//.test(path) && !path.endsWith('/words.js')).length, 0);
  const sitemap = readFileSync(join(root, 'sitemap.xml'), 'utf8');
  assert.match(sitemap, /<loc>[^<]*\/de\/levels\/staff\/<\/loc>/);
  assert.doesNotMatch(sitemap, /<loc>[^<]*\/de\/guide\/start\/<\/loc>/);
  for (const path of pages(root)) assert.doesNotMatch(readFileSync(join(root, path), 'utf8'), /[\uFDD0-\uFDEF]/, path);
});
