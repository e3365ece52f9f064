// Pages say nothing on the console, ask no other host, break no policy: served and from disk,
// with JavaScript and without.
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch, withPage } from './browser.mjs';
import { none } from './checks.mjs';
import { serve } from './server.mjs';
import { NOT_FOUND, onePageOfEachKind, SITE } from './site.mjs';

let browser, site;
before(async () => { [browser, site] = await Promise.all([launch(), serve(SITE, NOT_FOUND)]); });
after(async () => { await browser?.close(); site?.close(); });

test('quiet', { concurrency: 2 }, async (t) => {
  const runs = [];
  for (const { kind, path } of onePageOfEachKind()) {
    // The page for what is not there is a server's; from disk nobody meets it.
    for (const from of kind === '404' ? ['a sub-path'] : ['a sub-path', 'disk']) {
      for (const javaScriptEnabled of [true, false]) {
        runs.push(t.test(`${kind}, from ${from}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
              const home = from === 'disk' ? pathToFileURL(SITE + '/').href : site.url;
          await withPage(browser, { home, javaScriptEnabled }, async (page, faults) => {
            await page.goto(home + path, { waitUntil: 'load' });
            await page.waitForTimeout(200);
            none(faults, path);
          });
        }));
      }
    }
  }
  await Promise.all(runs);
  none(site.outside, 'asked for outside the sub-path');
});
