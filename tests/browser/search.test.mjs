// Search: finds the right page, leads to the place in it, and shows what authors wrote as text; by
// keyboard, from a folder and under a sub-path, on a small site and on one of thousands of pages.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { gzipSync } from 'node:zlib';
import { launch, withPage } from './browser.mjs';
import { axeFaults, none, sidewaysFaults } from './checks.mjs';
import { serve } from './server.mjs';
import { binary, Folder } from './serving.mjs';
import { NOT_FOUND, REPOSITORY, SITE } from './site.mjs';

const THEME = join(REPOSITORY, 'themes/default/static/theme');
const OURS = ['find.js', 'search.js'];
const wide = { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' };

let browser, site;
before(async () => { [browser, site] = await Promise.all([launch(), serve(SITE, NOT_FOUND)]); });
after(async () => { await browser?.close(); site?.close(); });

/** Builds the folder's site and gives where it lies. */
function build(folder, ...options) {
  const output = join(folder.path, 'public');
  execFileSync(binary(), ['build', '-q', '--root', folder.path, '--output', output, ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
  return output;
}

/** What looks things up, without a browser: the same program over the files of a built site. */
function finder(root) {
  const context = vm.createContext({});
  const run = (file) => vm.runInContext(readFileSync(file, 'utf8'), context);
  for (const file of ['minisearch/minisearch.js', 'find.js']) run(join(THEME, file));
  const search = context.waypostSearch;
  if (root) search.start((path) => run(join(root, 'search', path)), (missed) => assert.ok(!missed));
  return {
    words: (text) => [...search.words(text)],
    /** The last answer to a query: how it was found, and addresses with the anchor of the place. */
    ask(query) {
      let last;
      search.find(query, (answer) => { last = answer; });
      return {
        how: last.how,
        near: [...last.near].map((page) => page.title),
        hits: [...last.hits].slice(0, 24).map((hit) => {
          let at;
          search.place(hit, (place) => { at = place; });
          return { url: hit.page.url, title: hit.page.title, ...at };
        }),
      };
    },
  };
}

test('MiniSearch is what npm has', () => {
  const { resolve } = createRequire(import.meta.url);
  const published = join(resolve('minisearch'), '../..');
  assert.match(published, /minisearch/);
  assert.deepEqual(readFileSync(join(THEME, 'minisearch/minisearch.js')), readFileSync(join(published, 'umd/index.js')));
  assert.deepEqual(readFileSync(join(THEME, 'minisearch/LICENSE.txt')), readFileSync(join(published, '../LICENSE.txt')));
});

test('the words of a text are those of the build', () => {
  const { words } = finder();
  for (const [text, expected] of JSON.parse(readFileSync(join(REPOSITORY, 'tests/browser/words.json'), 'utf8'))) {
    assert.deepEqual(words(text), expected, text);
  }
});

// The place is named where a statement or a heading was meant.
const KNOWN = [
  // as they are called
  ['system design', 'skills/system-design/'],
  ['Staff Engineer', 'levels/staff/'],
  ['staff', 'levels/staff/'],
  ['engineering manager', 'levels/engineering-manager/'],
  ['Path to Principal Engineer', 'paths/principal-engineer/'],
  ['individual contributor', 'tracks/ic/'],
  ['tech lead', 'archetypes/tech-lead/'],
  ['ivory tower', 'pitfalls/ivory-tower/'],
  ['the pragmatic programmer', 'resources/pragmatic-programmer/'],
  ['for managers', 'guide/for-managers/'],
  ['the scale', 'glossary/'],
  ['promotion packet senior', 'packets/senior/'],
  // by other names, short names, ids, authors
  ['L6', 'levels/staff/'],
  ['ddia', 'resources/ddia/'],
  ['scalability', 'skills/system-design/'],
  ['risk management', 'skills/project-leadership/'],
  ['RFCs', 'skills/technical-writing/'],
  ['stakeholder management', 'skills/cross-team-influence/'],
  ['one-to-ones', 'skills/people-development/'],
  ['Kleppmann', 'resources/martin-kleppmann/'],
  ['ousterhout', 'resources/philosophy-of-software-design/'],
  // by their beginnings
  ['mentor', 'skills/mentorship/'],
  ['distingu', 'levels/distinguished/'],
  ['sys des', 'skills/system-design/'],
  ['techn wri', 'skills/technical-writing/'],
  ['reliab', 'skills/reliability/'],
  ['pathf', 'archetypes/pathfinder/'],
  // with slips
  ['sytem desing', 'skills/system-design/'],
  ['mentroship', 'skills/mentorship/'],
  ['relability', 'skills/reliability/'],
  ['comunication', 'skills/communication/'],
  ['staf enginer', 'levels/staff/'],
  ['principl engeneer', 'levels/principal/'],
  ['hirring', 'skills/hiring/'],
  ['archtiect', 'archetypes/architect/'],
  ['hstandard bearer', 'archetypes/standard-bearer/'],
  ['pragmatc programer', 'resources/pragmatic-programmer/'],
  ['code qality', 'skills/code-quality/'],
  // with accents that nobody wrote, and signs
  ['méntorship', 'skills/mentorship/'],
  ['Ｓｙｓｔｅｍ　ｄｅｓｉｇｎ', 'skills/system-design/'],
  ['“code quality”!', 'skills/code-quality/'],
  ["staff engineer's path", 'resources/staff-engineers-path/'],
  // statements, headings, paragraphs
  ['load test or a model where a design breaks', 'levels/staff/#system-design'],
  ['tenfold study', 'paths/staff-engineer/depth-and-breadth/#the-tenfold-study'],
  ['redraws a model ahead of the business change', 'levels/staff/#domain-expertise'],
  ['schema in use without downtime', 'levels/senior/#system-design'],
  ['teaches mentoring across the organisation', 'skills/mentorship/#expert'],
  ['running it here for three years would cost', 'levels/staff/#technical-breadth'],
  ['teams you do not belong to plan with you in the room', 'levels/staff/'],
  ['most people blend two', 'levels/staff/'],
];

test('fifty questions', () => {
  const { ask } = finder(SITE);
  assert.equal(KNOWN.length, 50);
  const missed = KNOWN.filter(([query, expected]) => {
    const [first] = ask(query).hits;
    const found = first && first.url + (expected.includes('#') && first.anchor ? `#${first.anchor}` : '');
    if (found !== expected) console.log(`“${query}” finds ${found}, not ${expected}`);
    return found !== expected;
  });
  assert.ok(missed.length <= 2, `${missed.length} of ${KNOWN.length} missed`);
});
