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
  for (const from of ['a sub-path', 'disk']) {
    for (const javaScriptEnabled of [true, false]) {
      runs.push(t.test(`from ${from}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
        const home = from === 'disk' ? pathToFileURL(SITE + '/').href : site.url, said = [];
        // One window for all of them: what a page says late counts for the next.
        await withPage(browser, { home, javaScriptEnabled }, async (page, faults) => {
          for (const { kind, path } of onePageOfEachKind()) {
            // The page for what is not there is a server's; from disk nobody meets it.
            if (kind === '404' && from === 'disk') continue;
            await page.goto(home + path, { waitUntil: 'load' });
            await page.waitForTimeout(javaScriptEnabled ? 150 : 0);
            said.push(...faults.splice(0).map((fault) => `${path}: ${fault}`));
          }
          await page.waitForTimeout(200);
          none([...said, ...faults]);
        });
      }));
    }
  }
  await Promise.all(runs);
  none(site.outside, 'asked for outside the sub-path');
});
