// Any two levels: what the browser puts together is what the build would have written, for every pair.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch, withPage } from './browser.mjs';
import { axeFaults, none, sidewaysFaults } from './checks.mjs';
import { paperFaults } from './pdf.mjs';
import { binary, Folder } from './serving.mjs';
import { REPOSITORY } from './site.mjs';

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

/** Builds the folder's site and gives where it lies. */
function build(folder) {
  const output = join(folder.path, 'public');
  execFileSync(binary(), ['build', '-q', '--root', folder.path, '--output', output], { stdio: ['ignore', 'ignore', 'inherit'] });
  return output;
}

/** What can be chosen on a page: ids, and those of the first select in groups. */
const choices = (page) => page.evaluate(() => {
  const ids = (name) => [...document.querySelectorAll(`#wp-compare [name=${name}] option`)].map((one) => one.value);
  return { from: ids('from'), to: ids('to') };
});

/** What is told of a difference, as markup without blanks, addresses in full. */
const told = (page, within) => page.evaluate((within) => {
  const body = document.querySelector(within);
  const parts = [...body.children].filter((one) => one.matches('.tally, .diff-head, section, p') && !one.closest('.turn'));
  const markup = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\s+/g, ' ').replace(/[&<]/g, (c) => (c === '&' ? '&amp;' : '&lt;'));
    if (node.nodeType !== Node.ELEMENT_NODE) return '';
    const attributes = [...node.attributes].map(({ name, value }) => ` ${name}="${name === 'href' ? new URL(value, location).href : value}"`);
    return `<${node.localName}${attributes.sort().join('')}>${[...node.childNodes].map(markup).join('')}</${node.localName}>`;
  };
  return [document.querySelector('h1').textContent, document.querySelector('.lead').textContent, ...parts.map(markup)]
    .map((text) => text.replace(/\s*(<[^>]*>)\s*/g, '$1').trim()).filter((text) => text !== '<ul class="tally"></ul>');
}, within);

/** Every pair of levels that can be chosen anywhere has the same answer as its page. */
async function allAgree(folder) {
  // A path between two levels gives them a page, each way; all of them then have one.
  const levels = readdirSync(join(folder.path, 'content/levels')).map((name) => name.replace(/\.md$/, ''));
  levels.forEach((from, i) => levels.slice(i + 1).forEach((to) => {
    folder.write(`content/paths/from-${from}-to-${to}.md`, `+++\ntitle = "From ${from} & to ${to}"\nfrom = "${from}"\nto = "${to}"\n+++\n`);
  }));
  const site = build(folder);
  const home = pathToFileURL(site + '/').href;
  let pairs = 0;
  await withPage(browser, { home }, async (page, faults) => {
    for (const track of readdirSync(join(site, 'tracks'))) {
      const at = `${home}tracks/${track}/compare/index.html`;
      if (!existsSync(join(site, 'tracks', track, 'compare'))) continue;
      await page.goto(at);
      const { from, to } = await choices(page);
      for (const a of from) for (const b of to) {
        if (a === b) continue;
        await page.goto(`${at}?from=${a}&to=${b}`);
        const made = await told(page, '#wp-difference');
        await page.goto(`${home}levels/${a}/to/${b}/index.html`);
        assert.deepEqual(made, await told(page, '.body'), `from ${a} to ${b}`);
        pairs += 1;
      }
    }
    none(faults);
  });
  return pairs;
}

test('every pair of the starter content', async (t) => {
  const folder = new Folder();
  t.after(() => folder.clear());
  assert.ok(await allAgree(folder) >= 40);
});

test('every pair of levels that were copied, reworded, moved and pinned', async (t) => {
  const folder = new Folder(made());
  t.after(() => folder.clear());
  const pairs = await allAgree(folder);
  assert.equal(pairs, 4 * 3 + 4 * 2 + 2 * 1 + 2 * 4);
});

test('a pair by the form, on a phone, without JavaScript, and on paper', async (t) => {
  const folder = new Folder(made());
  t.after(() => folder.clear());
  const site = build(folder);
  const at = pathToFileURL(join(site, 'tracks/ic/compare/index.html')).href;
  await withPage(browser, {}, async (page, faults) => {
    await page.goto(at);
    await page.selectOption('#wp-from', 'l0');
    await page.selectOption('#wp-to', 'l3');
    await page.locator('#wp-compare button').press('Enter');
    await page.waitForURL('**/index.html?from=l0&to=l3');
    assert.match(await page.locator('h1').textContent(), /from Level 0 to Level 3/);
    assert.match(await page.title(), /from Level 0 to Level 3 · /);
    assert.equal(await page.locator('#wp-to').inputValue(), 'l3', 'the choice is still there');
    none(faults);
    await page.getByText('The other way round').click();
    await page.waitForURL('**/index.html?from=l3&to=l0');
    assert.match(await page.locator('h1').textContent(), /from Level 3 to Level 0/);
    await page.goto(`${at}?from=l0&to=nobody`);
    assert.match(await page.locator('h1').textContent(), /Compare levels/, 'an unknown level is none');
    none(faults);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${at}?from=l0&to=l3`);
      none(await axeFaults(page), `axe, ${colorScheme}`);
    }
    await page.goto(`${at}?from=l0&to=l3`);
    none(await paperFaults(page, 'A4', join(REPOSITORY, 'target/print/compare-A4.pdf')), 'on paper');
  });
  await withPage(browser, { viewport: { width: 320, height: 640 } }, async (page) => {
    for (const query of ['', '?from=l0&to=l3']) {
      await page.goto(at + query);
      none(await sidewaysFaults(page), query);
    }
  });
  await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${at}?from=l0&to=l3`);
    assert.equal(await page.locator('#wp-compare').isVisible(), false);
    const links = page.locator('.choose a');
    assert.ok(await links.count() >= 6);
    await links.first().click();
    assert.match(await page.locator('h1').textContent(), /What changes from/);
  });
  // What the script must not grow beyond, and what it may not do.
  const script = readFileSync(join(site, 'theme/compare.js'), 'utf8');
  assert.ok(!/fetch|XMLHttpRequest|eval|import /.test(script));
});

function made() {
  const level = (title, track, requires, body, more = '') => `+++\ntitle = "${title}"\n${more}${requires}+++\n${body}`;
  return {
    'site.toml': 'title = "T"\nmarkdown.html = true\n[areas.a]\ntitle = "A & B"\n[areas.b]\ntitle = "B"\n',
    'content/skills/x.md': '+++\ntitle = "X <one> & \\"two\\""\narea = "b"\n+++\n',
    'content/skills/y.md': '+++\ntitle = "Y"\narea = "a"\n+++\n',
    'content/skills/z.md': '+++\ntitle = "Z"\n+++\n',
    'content/tracks/ic.md': '+++\ntitle = "IC"\nlevels = ["l0", "l1", "l2", "l3"]\nswitch_to = ["m"]\n+++\n',
    'content/tracks/m.md': '+++\ntitle = "M"\nlevels = ["m0", "m1"]\n+++\n',
    'content/levels/l0.md': level('Level 0', 'ic', 'requires.x = "beginner"\nrequires.y = "beginner"\n', `## [[x]]
- Leads one initiative {#lead}
- Plans the work of one team for a quarter
- Plans the work of two teams for a quarter
- Reads *and* writes [C++](https://example.com/a?b=1&c=2)
  - As in \`if (a < b && c)\`
- As above

## [[y]]
- Gives feedback that people ask for again and can act on
- 为团队设计可靠的系统并且负责到底
`),
    'content/levels/l1.md': level('Level 1', 'ic', 'requires.x = "beginner"\noptional.y = "advanced"\n', `## [[x]]
- Plans the work of two teams for a quarter ahead
- Reads *and* writes [C++](https://example.com/a?b=1&c=2)
  - As in \`if (a < b && c)\`
- Plans the work of one team for a quarter ahead
- Leads several groups at once {#lead}
- Gives feedback that people ask for again and act on at once

## [[y]]
- As above
- 为部门设计可靠的系统并且负责到底
- A statement that is new at the first level
`),
    'content/levels/l2.md': level('Level 2', 'ic', 'requires.x = "advanced"\n', `## [[x]]
- Plans the work of six teams for a quarter ahead
- Reads and writes C#

## [[z]]
- Leads several groups at once
- A statement that is "new" & <b>bold</b>
`, 'includes = "l1"\n'),
    'content/levels/l3.md': level('Level 3', 'ic', 'requires.y = "advanced"\n', `## [[y]]
- Leads several groups at once {#lead}
- Gives feedback that people ask for again and can act on
`, 'state.x = "not-expected"\nincludes = "l2"\n'),
    'content/levels/m0.md': level('Level M', 'm', 'requires.z = "expert"\n', `## [[z]]
- Reads and writes C#
- Plans the work of six teams for a year ahead
`, 'includes = "l1"\n'),
    'content/levels/m1.md': level('Level N', 'm', '', '## [[z]]\n- Answers for one budget\n', 'includes = "m0"\n'),
    'content/paths/up.md': '+++\ntitle = "Up"\nfrom = "l0"\nto = "l1"\ntimeline = "1-2 years"\n+++\n',
  };
}
