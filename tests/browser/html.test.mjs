// The HTML of every page, by the Nu checker and by html-validate.
import { test } from 'node:test';
import { none } from './checks.mjs';
import { nuFaults, validateFaults } from './html.mjs';
import { files, missingKinds, SITE } from './site.mjs';

// The same fault on a thousand pages is one fault; the first places say enough.
const short = (faults) => faults.slice(0, 40).concat(faults.length > 40 ? [`and ${faults.length - 40} more`] : []);

test('a page of every kind', () => none(missingKinds(), 'the site lacks'));

test('every page', { concurrency: 2 }, async (t) => {
  await Promise.all([
    t.test('the Nu HTML checker', async () => none(short(await nuFaults(SITE)))),
    // Redirects too, which are pages all the same.
    t.test('html-validate', async () => {
      none(short(await validateFaults(SITE, files().filter((path) => path.endsWith('.html')))));
    }),
  ]);
});
