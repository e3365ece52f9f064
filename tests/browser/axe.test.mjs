// Accessibility by axe: one page of each kind, in light, dark, on a phone, and in print.
import { after, before, test } from 'node:test';
import { launch, withPage } from './browser.mjs';
import { axeFaults, none } from './checks.mjs';
import { serve } from './server.mjs';
import { NOT_FOUND, onePageOfEachKind, SITE } from './site.mjs';

const wide = { width: 1280, height: 900 };
const LOOKS = {
  light: { viewport: wide, colorScheme: 'light' },
  // Here everything that folds is open.
  dark: { viewport: wide, colorScheme: 'dark', open: true },
  '320 px': { viewport: { width: 320, height: 640 }, colorScheme: 'light' },
  print: { viewport: wide, colorScheme: 'light', media: 'print' },
};

let browser, site;
before(async () => { [browser, site] = await Promise.all([launch(), serve(SITE, NOT_FOUND)]); });
after(async () => { await browser?.close(); site?.close(); });

test('axe', { concurrency: 2 }, async (t) => {
  const runs = onePageOfEachKind().flatMap(({ kind, path }) => Object.entries(LOOKS).map(([look, { media, open, ...options }]) =>
    t.test(`${kind}, ${look}`, async () => {
      await withPage(browser, options, async (page) => {
        if (media) await page.emulateMedia({ media });
        await page.goto(site.url + path);
        if (open) await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
        none(await axeFaults(page), path);
      });
    })));
  await Promise.all(runs);
});
