// The skills matrix of a path: what each step looks like, a box to tick, the target beside the answer, what to talk about.
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
  await page.locator('#wp-show').check();
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
  const { cells, skills } = await page.evaluate(() => ({ cells: document.querySelectorAll('.steps td').length, skills: [...document.querySelectorAll('.steps tbody th > a')].map((one) => one.textContent) }));
  assert.equal(names('cell').length, cells);
  assert.equal(names('rowheader').length, skills.length);
  const steps = names('columnheader').slice(1);
  assert.deepEqual(names('radio').slice(0, steps.length), steps.map((step) => `${skills[0]}: ${step}`));
}));

test('the target shows once one has answered, and what lies between is there to talk about', () => on(async (page) => {
  const row = page.locator('.steps tbody tr').filter({ hasText: 'System design' }).first(), other = page.locator('.steps tbody tr').nth(2);
  const target = row.locator('.is-target > b');
  assert.equal(await target.isVisible(), false);
  assert.ok(await page.getByText('Nothing yet: answer').isVisible());
  await row.locator('input').nth(1).check();
  assert.ok(await target.isVisible());
  assert.equal(await other.locator('.is-target > b').isVisible(), false, 'that of another skill stays hidden');
  assert.equal(await page.locator('[data-says]').innerText(), 'Kept in this browser.');
  await row.locator('textarea').fill('the ledger');
  const gap = page.locator('.mine__gaps > li');
  await gap.getByText('the ledger').waitFor();
  assert.match(await gap.innerText(), /You say Intermediate; the path aims at Advanced[^]*What the next step, Advanced, looks like/);
  assert.ok(await gap.locator('a').count() > 1, 'with what leads there');
  assert.doesNotMatch(await page.locator('main').innerText(), /\d\s?%|score/i);
  await page.reload();
  assert.ok(await row.locator('input').nth(1).isChecked(), 'it is kept');
  assert.equal(await row.locator('textarea').inputValue(), 'the ledger');
  await row.locator('input').nth(2).check();
  assert.ok(await page.getByText('Wherever you answered').isVisible());
  await row.getByRole('button', { name: 'Take back the answer: System design' }).click();
  assert.equal(await row.locator('input:checked').count(), 0);
  assert.equal(await target.isVisible(), false);
  assert.equal(await page.evaluate(() => document.activeElement.name), 'wp-at-system-design');
}));

test('without JavaScript it is a form with its targets', () => withPage(browser, { javaScriptEnabled: false }, async (page) => {
  await page.goto(site.url + matrix);
  assert.ok(await page.locator('.is-target > b').first().isVisible());
  assert.equal(await page.locator('#wp-talk').isVisible(), false);
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
    await page.locator('summary').first().click();
    if (media) await page.emulateMedia({ media });
    none(await axeFaults(page));
    if (look === '320 px') none(await sidewaysFaults(page));
  }, options))));
});
