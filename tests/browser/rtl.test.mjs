// From right to left: the site in arabic/ is whole in its own direction, and what runs the other way does so.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, withPage } from './browser.mjs';
import { axeFaults, none, sidewaysFaults } from './checks.mjs';
import { serve } from './server.mjs';
import { binary } from './serving.mjs';
import { onePageOfEachKind, pages, REPOSITORY } from './site.mjs';

let browser, site, folder, root;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waypost-rtl-'));
  root = join(folder, 'public');
  execFileSync(binary(), ['build', '--strict', '-q', '--root', join(REPOSITORY, 'tests/browser/arabic'), '--output', root, '--base-url', 'http://127.0.0.1/some/sub/path/'], { stdio: 'inherit' });
  [browser, site] = await Promise.all([launch(), serve(root)]);
});
after(async () => { await browser?.close(); site?.close(); if (folder) rmSync(folder, { recursive: true, force: true }); });

const on = (path, look, options = {}) => withPage(browser, { home: site.url, reducedMotion: 'reduce', viewport: { width: 1280, height: 900 }, ...options }, async (page, faults) => {
  await page.goto(site.url + path);
  await look(page);
  none(faults, path);
});
const box = (page, selector) => page.locator(selector).first().evaluate((element) => { const { left, right, width } = element.getBoundingClientRect(); return { left, right, width }; });
/** The left edges of two letters of a text, as they are drawn. */
const letters = (page, selector, text, a, b) => page.evaluate(([selector, text, a, b]) => {
  for (const element of document.querySelectorAll(selector)) {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const at = texts.currentNode.data.indexOf(text);
      if (at < 0) continue;
      return [a, b].map((n) => {
        const range = document.createRange();
        range.setStart(texts.currentNode, at + n);
        range.setEnd(texts.currentNode, at + n + 1);
        return range.getBoundingClientRect().left;
      });
    }
  }
  return null;
}, [selector, text, a, b]);

test('every page says which way it runs, and none is wider than the window', async () => {
  const faults = [];
  for (const [width, paths] of [[320, pages(root)], [1280, onePageOfEachKind(root).map(({ path }) => path)]]) {
    await withPage(browser, { viewport: { width, height: 800 } }, async (page) => {
      for (const path of paths) {
        if (width === 320) assert.match(readFileSync(join(root, path), 'utf8'), /<html lang="ar" dir="rtl"/, path);
        await page.goto(site.url + path);
        await page.evaluate(() => document.querySelectorAll('main details').forEach((one) => { one.open = true; }));
        for (const fault of await sidewaysFaults(page)) faults.push(`${path}, ${width} px: ${fault}`);
      }
    });
  }
  none([...new Set(faults)]);
});

test('axe finds nothing', async () => {
  await withPage(browser, { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }, async (page) => {
    for (const { kind, path } of onePageOfEachKind(root).filter(({ kind }) => /^(home|level|path|phase|skill|matrix|plan|packet|difference|ladder|ladder on paper|path on paper|resources|search|your copy)$/.test(kind))) {
      await page.goto(site.url + path);
      none(await axeFaults(page), kind);
    }
  });
});

test('a page begins at the right', () => on('levels/senior/index.html', async (page) => {
  const [head, margin, body] = [await box(page, '.masthead__home'), await box(page, '.margin'), await box(page, '.body')];
  assert.ok(head.right > 1200, 'the title of the site is at the right');
  assert.ok(margin.left > body.right - 1, 'the margin is right of the text');
  const [home, here] = [await box(page, '.crumbs li:first-child'), await box(page, '.crumbs li:last-child')];
  assert.ok(home.left > here.left, 'the crumbs run from right to left');
}));

test('the first column of a wide ladder stays at the right', () => on('tracks/index.html', async (page) => {
  const wide = page.locator('.ladder-box--wide');
  await wide.evaluate((element) => { element.scrollLeft = -10_000; });
  const [shell, first, last] = [await box(page, '.ladder-box--wide'), await box(page, '.ladder tbody tr:not(.area) > th'), await box(page, '.ladder tbody tr:not(.area) > td:last-child')];
  assert.ok(Math.abs(first.right - shell.right) < 2, 'the skill is at the right edge');
  assert.ok(last.left >= shell.left - 1, 'and the last level is in sight');
}, { viewport: { width: 900, height: 800 } }));

test('arrow keys lead where they point', () => on('tracks/ic/index.html', async (page) => {
  const left = () => page.evaluate(() => document.activeElement.getBoundingClientRect().left);
  await page.locator('.ladder tbody tr:not(.area) td').first().focus();
  const first = await left();
  await page.keyboard.press('ArrowLeft');
  const second = await left();
  assert.ok(second < first, 'left is left');
  await page.keyboard.press('ArrowRight');
  assert.equal(await left(), first, 'right is right');
}));

test('code and names of another direction keep theirs', async () => {
  await on('skills/cpp/index.html', async (page) => {
    for (const where of ['h1', '.crumbs']) {
      const [c, plus] = await letters(page, where, 'C++', 0, 2);
      assert.ok(c < plus, `C++ in ${where}`);
    }
    const [title, question] = await letters(page, '.bib__title', 'What Has My Compiler Done for Me Lately?', 0, 39);
    assert.ok(title < question, 'the question mark is behind the question');
    const [[first], [later]] = [await letters(page, 'pre', 'int', 0, 1), await letters(page, 'pre', 'return', 0, 1)];
    assert.ok(first < later, 'code runs from left to right');
    assert.equal(await page.locator('pre').first().evaluate((pre) => getComputedStyle(pre).textAlign), 'left');
    const [copy, pre] = [await box(page, '.copy'), await box(page, '.code > pre')];
    assert.ok(copy.left > pre.left + pre.width / 2, 'the button is not on the first words');
  });
  await on('levels/engineer/to/senior/index.html', async (page) => {
    const [c, plus] = await letters(page, 'h2', 'C++', 0, 2);
    assert.ok(c < plus, 'C++ in a heading with more than it');
  });
  await on('index.html', async (page) => {
    const [station, name] = [await box(page, '.map .station'), await box(page, '.map .track-name')];
    assert.ok(station.left < name.left, 'the map runs from right to left');
    assert.ok(name.right > 1180 && name.right < 1281, 'the name of a track stands at the right edge');
  });
});

test('what a reader keeps is said with the digits of the pages, and runs as it was written', async () => {
  await on('paths/to-senior/plan/index.html', async (page) => {
    await page.locator('[name=start]').fill('2026-12-01');
    await page.locator('[name=weekly]').fill('3');
    await page.locator('[name=weekly]').press('Enter');
    const said = await page.locator('main').innerText();
    assert.match(said, /1 ديسمبر 2026/);
    assert.match(said, /3 ساعات/);
    assert.doesNotMatch(said, /[٠-٩]/);
  });
  await on('your-copy/index.html', async (page) => {
    await page.locator('[name=text]').fill('Halved the build time!');
    await page.locator('#wp-log-form [type=submit]').click();
    const [first, last] = await letters(page, '#wp-log-list', 'Halved the build time!', 0, 21);
    assert.ok(first < last, 'the mark is behind the sentence');
  });
  await on('search/index.html', async (page) => {
    await page.locator('#wp-find').fill('التواصل');
    await page.locator('.finder__found a').first().waitFor();
    assert.match(await page.locator('.finder__found').innerText(), /التواصل/);
  });
});
