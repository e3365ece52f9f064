// On paper: what people take into a one-to-one comes out whole on A4 and on Letter.
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { launch, withPage } from './browser.mjs';
import { none } from './checks.mjs';
import { paperFaults } from './pdf.mjs';
import { serve } from './server.mjs';
import { NOT_FOUND, pageOf, REPOSITORY, SITE } from './site.mjs';

let browser, site;
before(async () => { [browser, site] = await Promise.all([launch(), serve(SITE, NOT_FOUND)]); });
after(async () => { await browser?.close(); site?.close(); });

test('on paper', async (t) => {
  for (const kind of ['path', 'phase', 'matrix', 'level', 'difference', 'ladder', 'packet']) {
    for (const format of ['A4', 'Letter']) {
      await t.test(`${kind}, ${format}`, async () => {
        await withPage(browser, {}, async (page) => {
          await page.goto(site.url + pageOf(kind));
          const file = join(REPOSITORY, 'target/print', `${kind}-${format}.pdf`);
          none(await paperFaults(page, format, file), `${pageOf(kind)}, kept as ${file}`);
        });
      });
    }
  }
});
