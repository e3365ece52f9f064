// Every link works, followed from the home page, under a sub-path and from disk; and every page is reached.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { launch, withPage } from './browser.mjs';
import { linksOf, none } from './checks.mjs';
import { crawl } from './crawl.mjs';
import { serve } from './server.mjs';
import { NOT_FOUND, pages, SITE } from './site.mjs';

let browser, site;
before(async () => { [browser, site] = await Promise.all([launch(), serve(SITE, NOT_FOUND)]); });
after(async () => { await browser?.close(); site?.close(); });

test('links', { concurrency: 2 }, async (t) => {
  const runs = ['a sub-path', 'disk'].map((from) => t.test(`from ${from}`, async () => {
    const { faults, reached } = await crawl(browser, from === 'disk' ? pathToFileURL(SITE + '/').href : site.url);
    const known = new Set(reached.map((path) => path.replace(/(^|\/)$/, '$1index.html')));
    const lonely = pages().filter((path) => path !== '404.html' && !known.has(path));
    none([...faults, ...lonely.map((path) => `no link leads to ${path}`)]);
  }));
  await Promise.all(runs);
});

// Its page is served at any depth, so neither its style sheet nor its links may hang on the depth.
test('an address that is not there', async (t) => {
  for (const path of ['nothing', 'nothing/here/', 'paths/nothing/at/all']) {
    await t.test(path, async () => {
      await withPage(browser, {}, async (page) => {
        const response = await page.goto(site.url + path);
        assert.equal(response.status(), 404);
        const { heading, links } = await linksOf(page);
        assert.ok(heading, 'the page has a heading');
        assert.ok(links.some(({ tag, url }) => tag === 'a' && url.startsWith(site.url)), 'the page has a way back');
        const faults = [];
        for (const { url, written } of links.filter((link) => link.url.startsWith(new URL('/', site.url).href))) {
          if (url.split('#')[0] === page.url()) continue; // a place on the page itself
          const { status } = await fetch(url);
          if (status !== 200) faults.push(`${written} answers ${status}`);
        }
        none(faults);
      });
    });
  }
});
