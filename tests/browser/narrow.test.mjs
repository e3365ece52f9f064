// At 320 px no page scrolls sideways, nothing is cut off, and what scrolls by itself can be reached by keyboard.
import { after, before, test } from 'node:test';
import { launch, withPage } from './browser.mjs';
import { none, sidewaysFaults } from './checks.mjs';
import { serve } from './server.mjs';
import { NOT_FOUND, pages, SITE } from './site.mjs';

let browser, site;
before(async () => { [browser, site] = await Promise.all([launch(), serve(SITE, NOT_FOUND)]); });
after(async () => { await browser?.close(); site?.close(); });

test('at 320 px, every page', async () => {
  const faults = [];
  await withPage(browser, { viewport: { width: 320, height: 640 } }, async (page) => {
    for (const path of pages()) {
      await page.goto(site.url + path);
      for (const open of [false, true]) {
        // Where nothing folds, it would be the same again.
        if (open && !await page.evaluate(() => { const folds = [...document.querySelectorAll('main details')]; folds.forEach((one) => { one.open = true; }); return folds.length; })) continue;
        for (const fault of await sidewaysFaults(page)) faults.push(`${path}${open ? ', all open' : ''}: ${fault}`);
      }
    }
  });
  none([...new Set(faults)]);
});
