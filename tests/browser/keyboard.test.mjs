// By keyboard: the skip link comes first and works, the focus can be seen. And the choice of dark stays.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { launch, withPage } from './browser.mjs';
import { none } from './checks.mjs';
import { keyboardFaults, skipFaults } from './keyboard.mjs';
import { serve } from './server.mjs';
import { NOT_FOUND, onePageOfEachKind, pageOf, SITE } from './site.mjs';

let browser, site;
before(async () => { [browser, site] = await Promise.all([launch(), serve(SITE, NOT_FOUND)]); });
after(async () => { await browser?.close(); site?.close(); });

// Each stop waits for two frames, and the machine waits with it.
test('by keyboard', { concurrency: 4 }, async (t) => {
  await Promise.all(onePageOfEachKind().map(({ kind, path }) => t.test(kind, async () => {
    await withPage(browser, { reducedMotion: 'reduce' }, async (page) => {
      await page.goto(site.url + path);
      none(await keyboardFaults(page), path);
    });
  })));
});

test('the skip link', async () => {
  await withPage(browser, { reducedMotion: 'reduce' }, async (page) => {
    await page.goto(site.url + pageOf('level'));
    none(await skipFaults(page));
  });
});

test('light and dark', async (t) => {
  const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor !== 'rgba(0, 0, 0, 0)'
    ? getComputedStyle(document.body).backgroundColor : getComputedStyle(document.documentElement).backgroundColor);
  for (const [from, home] of [['a sub-path', () => site.url], ['disk', () => pathToFileURL(SITE + '/').href]]) {
    await t.test(`from ${from}`, async () => {
      await withPage(browser, { colorScheme: 'light' }, async (page) => {
        await page.goto(home() + 'index.html');
        const light = await paper(page);
        await page.emulateMedia({ colorScheme: 'dark' });
        const dark = await paper(page);
        assert.notEqual(dark, light, 'the page follows the system');

        const choose = async (shade) => {
          const button = page.locator(`[data-shade="${shade}"]`);
          if (!await button.isVisible()) await page.locator('details', { has: button }).first().locator('summary').first().click();
          await button.click();
        };
        await choose('light');
        assert.equal(await paper(page), light, 'the choice wins over the system');
        await page.emulateMedia({ colorScheme: 'light' });
        await choose('dark');
        assert.equal(await paper(page), dark, 'dark was chosen');
        await page.reload();
        assert.equal(await paper(page), dark, 'it stays when the page is loaded again');
        await page.goto(home() + pageOf('level'));
        assert.equal(await paper(page), dark, 'it stays on another page');
        assert.equal(await page.locator('[data-shade="dark"]').getAttribute('aria-pressed'), 'true', 'its button says so');
        await choose('auto');
        assert.equal(await paper(page), light, 'and the system’s choice comes back');
      });
    });
  }
});
