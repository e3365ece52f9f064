// Accessibility by axe: one page of each kind, in light, dark, on a phone, and in print.
import { after, before, test } from 'node:test';
import { launch, withPage } from './browser.mjs';
import { axeFaults, none } from './checks.mjs';
import { serve } from './server.mjs';
import { NOT_FOUND, onePageOfEachKind, SITE } from './site.mjs';

const wide = { width: 1280, height: 900 };
// One after the other in one page: to load it anew for each took half the time. The last opens what folds.
const LOOKS = {
  light: { viewport: wide, colorScheme: 'light' },
  '320 px': { viewport: { width: 320, height: 640 }, colorScheme: 'light' },
  print: { viewport: wide, colorScheme: 'light', media: 'print' },
  dark: { viewport: wide, colorScheme: 'dark', open: true },
};

let browser, site;
before(async () => { [browser, site] = await Promise.all([launch(), serve(SITE, NOT_FOUND)]); });
after(async () => { await browser?.close(); site?.close(); });

test('axe', { concurrency: 2 }, async (t) => {
  await Promise.all(onePageOfEachKind().map(({ kind, path }) => t.test(kind, () => withPage(browser, { viewport: wide }, async (page) => {
    await page.goto(site.url + path);
    const faults = [];
    for (const [look, { viewport, colorScheme, media = 'screen', open }] of Object.entries(LOOKS)) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme, media });
      if (open) await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
      for (const fault of await axeFaults(page)) faults.push(`${look}: ${fault}`);
    }
    none(faults, path);
  }))));
});
