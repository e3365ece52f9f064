// A promotion packet as a form, and the evidence log that fills it.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { launch, withPage } from './browser.mjs';
import { axeFaults, none, sidewaysFaults } from './checks.mjs';
import { serve } from './server.mjs';
import { NOT_FOUND, pageOf, REPOSITORY, SITE } from './site.mjs';

const packet = createRequire(import.meta.url)(join(REPOSITORY, 'themes/default/static/theme/packet.js'));
let browser, site;
before(async () => { [browser, site] = await Promise.all([launch(), serve(SITE, NOT_FOUND)]); });
after(async () => { await browser?.close(); site?.close(); });

const TEMPLATE = `# Packet

## Summary

| | |
| --- | --- |
| Name | |
| Level | Senior, since: |
| Fixed | as it is |

*In four sentences.*

## Work

*Repeat for each.*

### Title

**Result:**

**Result:**

\`\`\`
**Not a place:**
| | |
\`\`\`

## Peers

| From | What they wrote |
|:-----|---|
| | a \\| b |
| | |
`;

test('a template has its places, each with a name of its own', () => {
  const { blocks } = packet.read(TEMPLATE);
  assert.deepEqual(packet.places(blocks).map((place) => place.name), [
    'Summary / Name', 'Summary / Level, Senior, since:', 'Summary / ', 'Title / Result', 'Title / Result 2', 'Peers / 1, From', 'Peers / 2, From', 'Peers / 2, What they wrote',
  ]);
});

test('what was written stands in its place, and a gap is shown', () => {
  const says = { 'Summary / Name': 'A | B\nC', 'Summary / ': 'One.\n\nTwo.', 'Title / Result': 'Two\nlines', 'Peers / 2, From': 'Ada' };
  const text = packet.filled(packet.read(TEMPLATE), (place) => says[place.name], 'gap');
  assert.match(text, /^\| Name \| A \\\| B; C \|$/m);
  assert.match(text, /^\| Level \| Senior, since: _gap_ \|$/m);
  assert.match(text, /^\*In four sentences\.\*\n\nOne\.\n\nTwo\.\n\n## Work$/m);
  assert.match(text, /^\*\*Result:\*\*\n\nTwo\nlines\n\n\*\*Result:\*\* _gap_$/m);
  assert.match(text, /^```\n\*\*Not a place:\*\*\n\| \| \|\n```$/m);
  assert.match(text, /^\| _gap_ \| a \\\| b \|\n\| Ada \| _gap_ \|$/m);
});

function on(look, options = {}) {
  return withPage(browser, { home: site.url, reducedMotion: 'reduce', ...options }, async (page, faults) => {
    await page.goto(site.url + pageOf('packet'));
    await look(page);
    none(faults);
  });
}

test('the log by keyboard: kept, changed, deleted, brought back', () => on(async (page) => {
  const text = page.getByLabel('What you did, and what came of it'), list = page.locator('#wp-log-list');
  await text.focus();
  await page.keyboard.type('Moved the <b>ledger</b>');
  await page.getByRole('button', { name: 'Keep it' }).press('Enter');
  assert.match(await list.innerText(), /Moved the <b>ledger<\/b>[^]*Not in this packet yet/);
  assert.ok(await text.evaluate((one) => one === document.activeElement), 'ready for the next one');
  await list.getByRole('button', { name: /^Edit/ }).press('Enter');
  assert.equal(await text.inputValue(), 'Moved the <b>ledger</b>');
  await page.getByLabel('Belongs to').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Keep it' }).press('Enter');
  assert.match(await page.locator('.mine__collected').first().innerText(), /ledger/);
  await list.getByRole('button', { name: /^Delete/ }).press('Enter');
  assert.match(await list.innerText(), /Nothing in the log yet/);
  assert.ok(await page.getByRole('button', { name: 'Bring it back' }).evaluate((one) => one === document.activeElement));
  none(await axeFaults(page));
  await page.keyboard.press('Enter');
  assert.match(await page.locator('.mine__collected').first().innerText(), /ledger/);
  await page.reload();
  assert.match(await list.innerText(), /ledger/);
}));

test('axe', { concurrency: 2 }, async (t) => {
  for (const [look, options] of Object.entries({ light: {}, dark: { colorScheme: 'dark' }, '320 px': { viewport: { width: 320, height: 640 } } })) {
    await t.test(look, () => on(async (page) => {
      await page.locator('.mine__fill textarea').first().fill('Because');
      await page.locator('#wp-open summary').click();
      await page.locator('#wp-log-form summary').click();
      none(await axeFaults(page));
      if (look === '320 px') none(await sidewaysFaults(page));
    }, options));
  }
});

test('without JavaScript the packet prints as a form to fill in by hand', () => withPage(browser, { javaScriptEnabled: false }, async (page) => {
  await page.goto(site.url + pageOf('packet'));
  assert.equal(await page.locator('#wp-filled').isVisible(), false);
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('.form').isVisible());
}));
