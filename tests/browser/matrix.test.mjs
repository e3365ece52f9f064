// The skills matrix of a path: what each step looks like, the target marked, a box to tick.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { launch, withPage } from './browser.mjs';
import { axeFaults, none, sidewaysFaults } from './checks.mjs';
import { serve } from './server.mjs';
import { NOT_FOUND, pageOf, SITE } from './site.mjs';

let browser, site, matrix;
before(async () => {
  [browser, site] = await Promise.all([launch(), serve(SITE, NOT_FOUND)]);
  matrix = pageOf('matrix');
});
after(async () => { await browser?.close(); site?.close(); });

function on(look, options = {}) {
  return withPage(browser, { home: site.url, reducedMotion: 'reduce', ...options }, async (page, faults) => {
    await page.goto(site.url + matrix);
    await look(page);
    none(faults, matrix);
  });
}

test('each skill has one target, told in words, and one step to tick by keyboard', () => on(async (page) => {
  const rows = page.locator('.steps tbody tr');
  assert.ok(await rows.count() > 3);
  for (const row of await rows.all()) assert.match(await row.locator('.is-target').innerText(), /\bTarget\b/);
  const boxes = rows.first().locator('input');
  await boxes.first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  assert.deepEqual(await boxes.evaluateAll((all) => all.map((one) => one.checked).slice(0, 3)), [false, true, false]);
}));

test('a screen reader is told the skill and the step of each box, in a table with heads', () => on(async (page) => {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const names = (role) => nodes.filter((node) => !node.ignored && node.role.value === role).map((node) => node.name?.value ?? '');
  const { cells, skills } = await page.evaluate(() => ({ cells: document.querySelectorAll('.steps td').length, skills: [...document.querySelectorAll('.steps tbody th a')].map((one) => one.textContent) }));
  assert.equal(names('cell').length, cells);
  assert.equal(names('rowheader').length, skills.length);
  const steps = names('columnheader').slice(1);
  assert.deepEqual(names('radio').slice(0, steps.length), steps.map((step) => `${skills[0]}: ${step}`));
}));

test('axe', { concurrency: 2 }, async (t) => {
  const looks = {
    light: { colorScheme: 'light' },
    dark: { colorScheme: 'dark' },
    '320 px': { viewport: { width: 320, height: 640 } },
    print: { media: 'print' },
  };
  await Promise.all(Object.entries(looks).map(([look, { media, ...options }]) => t.test(look, () => on(async (page) => {
    await page.locator('.steps input').first().check();
    if (media) await page.emulateMedia({ media });
    none(await axeFaults(page));
    if (look === '320 px') none(await sidewaysFaults(page));
  }, options))));
});
