// The ladder as people use it: what opens, folds and is filtered, by keyboard, by address, on a
// phone, side by side, without JavaScript; and what a screen reader is told.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { launch, withPage } from './browser.mjs';
import { axeFaults, none, sidewaysFaults } from './checks.mjs';
import { serve } from './server.mjs';
import { NOT_FOUND, pageOf, SITE } from './site.mjs';

const SIDE_BY_SIDE = 'tracks/index.html';
const wide = { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' };
const phone = { viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' };

let browser, site, ladder;
before(async () => {
  [browser, site] = await Promise.all([launch(), serve(SITE, NOT_FOUND)]);
  ladder = pageOf('ladder');
});
after(async () => { await browser?.close(); site?.close(); });

/** Opens a page and looks at it; nothing may go wrong in it meanwhile. */
function on(path, look, options = wide) {
  return withPage(browser, { home: site.url, ...options }, async (page, faults) => {
    await page.goto(site.url + path);
    const result = await look(page);
    none(faults, path);
    return result;
  });
}
const shownRows = (page) => page.locator('#wp-ladder tbody tr:has(td)').evaluateAll((rows) => rows.filter((row) => row.checkVisibility()).length);
const focused = (page) => page.evaluate(() => document.activeElement.id);

test('a row opens to the statements of every level, and brings what they inherit', () => on(ladder, async (page) => {
  const row = page.locator('#wp-ladder tbody tr:has(.on[data-of])').first();
  assert.equal(await row.locator('li').first().isVisible(), false);
  await row.locator('.fold-row').click();
  assert.equal(await row.locator('.fold-row').getAttribute('aria-expanded'), 'true');
  assert.equal(await row.locator('li').first().isVisible(), true);
  const ask = row.locator('.on button').last();
  await ask.click();
  const brought = await ask.evaluate((one) => one.parentNode.nextSibling.children.length);
  assert.equal(String(brought), (await ask.textContent()).match(/\d+/)[0], 'as many as it says');
  await ask.click();
  assert.equal(await ask.evaluate((one) => one.parentNode.nextSibling.checkVisibility()), false, 'and puts them away');
  await row.locator('td').first().click({ position: { x: 100, y: 8 } });
  assert.equal(await row.locator('li').first().isVisible(), false, 'a click in a cell closes the row');
}));

test('without JavaScript every statement is there', () => on(ladder, async (page) => {
  const hidden = await page.locator('#wp-ladder li').evaluateAll((items) => items.filter((item) => !item.checkVisibility()).length);
  assert.equal(hidden, 0);
  assert.equal(await page.locator('.filter').isVisible(), false);
}, { ...wide, javaScriptEnabled: false }));

test('the filter finds words, shows where they stand, and says how much it hides', () => on(ladder, async (page) => {
  const all = await shownRows(page);
  const item = page.locator('#wp-ladder tbody tr td li').first();
  const word = (await item.textContent()).trim().split(/\s+/).find((one) => /^\w{7,}$/.test(one));
  const skill = await item.evaluate((one) => one.closest('tr').id);
  await page.fill('[name=words]', word);
  const found = await shownRows(page);
  assert.ok(found > 0 && found < all, `${found} of ${all} hold “${word}”`);
  assert.match(await page.locator('.filter output').textContent(), new RegExp(`^Showing ${found} of ${all} .*${all - found} hidden`));
  await page.waitForFunction((id) => document.getElementById(id).classList.contains('open'), skill);
  assert.ok(await page.evaluate(() => CSS.highlights.get('wp-found').size) > 0, 'it is marked');
  await page.click('[data-clear]');
  assert.equal(await shownRows(page), all);
  await page.waitForFunction((id) => !document.getElementById(id).classList.contains('open'), skill);
  await page.selectOption('[name=new]', { index: 3 });
  const fresh = await shownRows(page);
  const expected = await page.locator('#wp-ladder tbody tr').evaluateAll((rows) => rows.filter((row) => row.cells.length > 3 && /\b(up|has)\b/.test(row.cells[3].className)).length);
  assert.equal(fresh, expected, 'what is new at a level');
}));

test('an area folds', () => on(ladder, async (page) => {
  const area = page.locator('#wp-ladder tbody').first();
  const all = await shownRows(page);
  await area.locator('.fold-area').click();
  const left = await shownRows(page);
  assert.equal(all - left, await area.locator('tr:has(td)').count());
  assert.equal(await area.locator('.fold-area').getAttribute('aria-expanded'), 'false');
}));

test('an address shows its cell, whatever is folded or left out', () => on(ladder, async (page) => {
  const id = await page.locator('#wp-ladder td:has(li)').nth(7).getAttribute('id');
  await page.locator('.fold-area').first().click();
  await page.fill('[name=words]', 'nothing holds this');
  await page.evaluate((to) => { location.hash = to; }, id);
  await page.waitForFunction((to) => document.getElementById(to).closest('tr').classList.contains('open'), id);
  const cell = page.locator(`[id="${id}"]`);
  assert.equal(await cell.locator('li').first().isVisible(), true);
  const { outline, top, head } = await cell.evaluate((one) => ({
    outline: getComputedStyle(one).outlineStyle, top: one.getBoundingClientRect().top, head: document.querySelector('#wp-ladder thead th').getBoundingClientRect().bottom,
  }));
  assert.equal(outline, 'solid', 'it is marked');
  assert.ok(top >= head - 1 && top < 900, `its top at ${top} lies beneath the head, which ends at ${head}`);
  await cell.hover();
  assert.equal(await cell.locator('.anchor').getAttribute('href'), `#${id}`, 'and it gives its address');
}));

test('arrow keys reach every cell, and Enter opens a row', () => on(ladder, async (page) => {
  const cells = await page.locator('#wp-ladder tbody td').evaluateAll((all) => all.map((one) => one.id));
  await page.locator('#wp-ladder td[tabindex="0"]').focus();
  assert.equal(await focused(page), cells[0], 'Tab reaches the first');
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('#wp-ladder tr.open').count(), 1);
  await page.keyboard.press('Enter');
  const columns = await page.locator('#wp-ladder thead tr').first().locator('th').count() - 1;
  const seen = new Set();
  for (let column = 0; column < columns; column += 1) {
    await page.keyboard.press('Control+Home');
    let last;
    for (let step = 0; step <= column; step += 1) await page.keyboard.press('ArrowRight');
    seen.add(await focused(page));
    do {
      last = await focused(page);
      await page.keyboard.press('ArrowDown');
      seen.add(await focused(page));
    } while (await focused(page) !== last || await page.evaluate(() => document.activeElement.localName === 'button'));
  }
  assert.deepEqual(cells.filter((id) => !seen.has(id)), []);
  await page.keyboard.press('Control+End');
  assert.equal(await focused(page), cells.at(-1));
  const covered = await page.evaluate(() => {
    const box = document.activeElement.getBoundingClientRect();
    return box.top < document.querySelector('#wp-ladder thead th').getBoundingClientRect().bottom - 1 || box.bottom > innerHeight;
  });
  assert.equal(covered, false, 'what has the focus is in sight');
}));

test('a screen reader is told a table, with the heads of its rows and columns', async () => {
  for (const options of [wide, phone]) {
    await on(ladder, async (page) => {
      const session = await page.context().newCDPSession(page);
      const { nodes } = await session.send('Accessibility.getFullAXTree');
      const roles = (role) => nodes.filter((node) => !node.ignored && node.role.value === role);
      const names = (role) => roles(role).map((node) => node.name?.value ?? '');
      const expected = await page.evaluate(() => {
        const table = document.getElementById('wp-ladder');
        const shown = (all) => [...all].filter((one) => one.checkVisibility()).length;
        return { cells: shown(table.querySelectorAll('td')), columns: shown(table.querySelectorAll('thead tr:first-child th')), rows: shown(table.querySelectorAll('tbody th')) };
      });
      assert.equal(roles('table').length, 1);
      assert.equal(roles('cell').length, expected.cells);
      assert.equal(names('columnheader').length, expected.columns);
      assert.ok(names('columnheader').some((name) => /\bEngineer L4$/.test(name)), names('columnheader').join());
      assert.ok(names('rowheader').some((name) => name.endsWith('System design')), names('rowheader').join());
      assert.ok(names('cell').every((name) => name.trim()), 'no cell is silent');
      assert.deepEqual(names('cell').filter((name) => /[●○+]/.test(name)), [], 'dots and signs are not read out');
    }, options);
  }
});

test('on a phone it is a card for each level', () => on(ladder, async (page) => {
  const columns = await page.locator('.pick input').count();
  assert.ok(columns > 1);
  for (let column = 0; column < columns; column += 1) {
    await page.locator('.pick label').nth(column).click();
    const shown = await page.locator('#wp-ladder tbody tr:has(td)').evaluateAll((rows) => rows.map((row) => [...row.cells].slice(1).filter((cell) => cell.checkVisibility()).map((cell) => cell.cellIndex)));
    assert.ok(shown.every((cells) => cells.length === 1 && cells[0] === column + 1), `level ${column + 1}`);
  }
  none(await sidewaysFaults(page));
}, { ...phone, javaScriptEnabled: false }));

test('tracks side by side: which ones is chosen, and kept in the address', () => on(SIDE_BY_SIDE, async (page) => {
  const heads = () => page.locator('#wp-ladder thead tr').first().locator('th').evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
  const [first, second] = await page.locator('.tracks input').evaluateAll((all) => all.map((one) => one.name));
  const all = await heads();
  await page.locator(`.tracks input[name="${first}"]`).uncheck();
  const left = await heads();
  assert.ok(left > 1 && left < all);
  assert.match(page.url(), new RegExp(`\\?tracks=${second}`));
  await page.reload();
  assert.equal(await heads(), left, 'it stays when the page is loaded again');
  await page.locator('#wp-ladder td[tabindex="0"]').focus();
  assert.equal(await page.evaluate(() => document.activeElement.checkVisibility()), true, 'the keyboard finds a cell that is there');
  const hidden = await page.locator('#wp-ladder tbody td.t1').first().getAttribute('id');
  await page.evaluate((to) => { location.hash = to; }, hidden);
  await page.waitForFunction((to) => document.getElementById(to).checkVisibility(), hidden);
}));

test('axe, with everything open', { concurrency: 2 }, async (t) => {
  const looks = {
    light: { ...wide, colorScheme: 'light' },
    dark: { ...wide, colorScheme: 'dark' },
    '320 px': { viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' },
    print: { ...wide, media: 'print' },
  };
  await Promise.all([ladder, SIDE_BY_SIDE].flatMap((path) => Object.entries(looks).map(([look, { media, ...options }]) => t.test(`${path}, ${look}`, () => on(path, async (page) => {
    await page.click('[data-open]');
    await page.locator('#wp-ladder tbody tr:has(.on[data-of]) td:visible').first().hover();
    const ask = page.locator('.on button:visible').last();
    if (await ask.count()) await ask.click();
    if (media) await page.emulateMedia({ media });
    none(await axeFaults(page));
  }, options)))));
});
