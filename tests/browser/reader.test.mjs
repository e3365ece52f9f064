// A reader's two years: they assess themselves, tick, log and plan, save it all, open it in another browser, and meanwhile
// the content is renamed, reworded, moved and taken away. Nothing of theirs is lost.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, withPage } from './browser.mjs';
import { axeFaults, none } from './checks.mjs';
import { serve } from './server.mjs';
import { binary, Folder } from './serving.mjs';

let browser, site, folder, out, kept;
const build = () => execFileSync(binary(), ['build', '--root', folder.path, '--output', join(out, 'public')], { stdio: 'pipe' });
before(async () => {
  out = mkdtempSync(join(tmpdir(), 'waypost-reader-'));
  kept = join(out, 'copy.json');
  folder = new Folder(content());
  build();
  [browser, site] = await Promise.all([launch(), serve(join(out, 'public'))]);
});
after(async () => { await browser?.close(); site?.close(); folder?.clear(); rmSync(out, { recursive: true, force: true }); });

function as(when, look) {
  return withPage(browser, { home: site.url, reducedMotion: 'reduce' }, async (page, faults) => {
    await page.clock.setFixedTime(new Date(when));
    await look(page, (path) => page.goto(site.url + path + 'index.html'));
    none(faults);
  });
}
const MATRIX = 'paths/staff/matrix/', PLAN = 'paths/staff/plan/', PACKET = 'packets/staff/';
const tick = (page, name) => page.getByRole('checkbox', { name: `Done: ${name}`, exact: true });
async function saved(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#wp-save').click()]);
  return readFileSync(await download.path(), 'utf8');
}

test('a reader\'s two years', async (t) => {
  await t.test('the first year, in one browser', () => as('2026-11-22T12:00:00', async (page, go) => {
    await go(MATRIX);
    const at = (skill, step) => page.getByRole('radio', { name: `${skill}: ${step}` }).check();
    await at('System design', 'Intermediate');
    await at('Mentorship', 'Advanced');
    await at('Writing', 'Beginner');
    await page.getByLabel('An example of yours: System design').fill('the ledger, in spring');
    await page.getByText('Kept in this browser.').waitFor();
    await go('paths/staff/depth/');
    for (const name of ['Read the code of three teams', 'Draw the map of all services', 'Sit in with support', 'Data book', 'A map that others steer by', 'Write to somebody each week', 'Keep a list of doubts', 'A talk', 'Three teams ask', 'Draw one lesson from a fault']) await tick(page, name).check();
    await go(PLAN);
    await page.fill('[name=start]', '2026-12-01');
    await page.fill('[name=weekly]', '2');
    await page.keyboard.press('Tab');
    assert.match(await page.locator('.plan tbody tr').nth(0).innerText(), /1 December 2026\s+31 May 2027\s+done: 20–30 hours\s*left: 8 hours\s*9 things ticked\s+22 weeks/);
    assert.match(await page.locator('.plan tbody tr').nth(1).innerText(), /1 June 2027\s+31 May 2028/);
    await go(PACKET);
    await page.getByLabel('What you did, and what came of it').fill('Moved the ledger to the new store <b>without</b> a stop');
    await page.getByLabel('Where it can be seen').fill('https://example.com/ledger');
    await page.getByLabel('Belongs to').selectOption({ label: 'Impact' });
    await page.locator('#wp-log-form summary').click();
    await page.getByRole('checkbox', { name: 'System design' }).check();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByLabel('Work: The problem and who had it').fill('Bookings got lost.\nNobody knew why.');
    await page.getByLabel('Summary: Name').fill('Ada | Byron');
    await page.locator('#wp-open').getByText('4 places are still empty').waitFor();
    none(await axeFaults(page));
    await go('your-copy/');
    const file = await saved(page);
    assert.ok(!file.includes(site.url), 'it doesn\'t say where it comes from');
    writeFileSync(kept, file);
  }));

  await t.test('another browser has all of it', () => as('2027-06-15T12:00:00', async (page, go) => {
    await open(page, go);
    await go(MATRIX);
    assert.ok(await page.getByRole('radio', { name: 'Mentorship: Advanced' }).isChecked());
    assert.equal(await page.getByLabel('An example of yours: System design').inputValue(), 'the ledger, in spring');
    assert.match(await page.locator('.mine__gaps').innerText(), /System design\s+You say Intermediate; the path aims at Advanced/);
    await go('paths/staff/depth/');
    assert.ok(await tick(page, 'Data book').isChecked());
    await go(PLAN);
    assert.match(await page.locator('.plan tbody tr').nth(1).innerText(), /1 June 2027\s+31 May 2028\s+left: 40 hours/);
    assert.match(await page.locator('.plan tbody tr').nth(0).innerText(), /too little/, 'the phase is over, and something of it is not');
    await go(PACKET);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as Markdown' }).click()]);
    const packet = readFileSync(await download.path(), 'utf8');
    assert.match(packet, /^\| Name \| Ada \\\| Byron \|$/m);
    assert.match(packet, /\*\*The problem and who had it:\*\*\n\nBookings got lost\.\nNobody knew why\./);
    assert.match(packet, /\*\*Result:\*\* _still to write_/);
    assert.match(packet, /### Impact\n\n- 2026-11-22 Moved the ledger to the new store <b>without<\/b> a stop <https:\/\/example\.com\/ledger>\n\n### Scope\n\n_nothing collected yet_/);
    await page.emulateMedia({ media: 'print' });
    const paper = await page.locator('.mine__fill').innerText();
    assert.match(paper, /Ada \| Byron/);
    assert.match(paper, /Nobody knew why\./);
    assert.equal(await page.locator('.form').isVisible(), false, 'the empty form gives way');
  }));

  await t.test('the content changes, and nothing is lost', async () => {
    change();
    build();
    await as('2028-10-01T12:00:00', async (page, go) => {
      await open(page, go);
      // Renamed: the skill, with another file name.
      await go(MATRIX);
      assert.ok(await page.getByRole('radio', { name: 'Architecture: Intermediate' }).isChecked());
      assert.equal(await page.getByLabel('An example of yours: Architecture').inputValue(), 'the ledger, in spring');
      // Reworded: the step that was chosen.
      const row = page.locator('tr', { hasText: 'Mentorship' }).first();
      assert.match(await row.locator('.mine__changed').innerText(), /have changed since you answered on 22 November 2026[^]*Grows two people a year[^]*Prepares people for roles beyond their own/);
      assert.equal(await page.locator('.mine__changed:visible').count(), 1, 'and of no other');
      none(await axeFaults(page));
      await row.getByRole('button', { name: 'Still true' }).click();
      assert.equal(await page.locator('.mine__changed:visible').count(), 0);
      // The phase was renamed, an item reworded, one moved, one taken away.
      await go('paths/staff/groundwork/');
      assert.ok(await tick(page, 'The data book, second edition').isChecked());
      assert.ok(await tick(page, 'A map that others steer by').isChecked());
      const item = page.locator('.ticks li', { hasText: 'Read the code of five teams' });
      assert.match(await item.locator('.mine__changed').innerText(), /in other words since you ticked it[^]*Read the code of three teams[^]*Read the code of five teams/);
      // An id was pinned: in quite other words it is still ticked, and both texts stand there.
      for (const [now, then] of [['Send one good letter a month', 'Write to somebody each week'], ['Two hours on a stage', 'A talk'], ['Somebody asks for advice', 'Three teams ask']]) {
        assert.ok(await tick(page, now).isChecked(), now);
        assert.match(await page.locator('.mine__changed', { hasText: now }).innerText(), new RegExp(`in other words since you ticked it[^]*${then}`));
      }
      // Pinned later, while the words stayed.
      assert.ok(await tick(page, 'Keep a list of doubts').isChecked());
      const letter = page.locator('.ticks li', { hasText: 'Send one good letter' });
      await letter.getByRole('button', { name: 'Not done like this' }).click();
      assert.equal(await tick(page, 'Send one good letter a month').isChecked(), false);
      assert.equal(await letter.locator('.mine__changed').count(), 0);
      const gone = page.locator('#wp-moved');
      assert.match(await gone.innerText(), /3 things that you ticked here no longer stand on this page/);
      await gone.locator('summary').click();
      assert.match(await gone.innerText(), /Draw the map of all services[^]*Sit in with support|Sit in with support[^]*Draw the map/);
      none(await axeFaults(page));
      await item.getByRole('button', { name: 'Still done' }).click();
      assert.ok(await tick(page, 'Read the code of five teams').isChecked());
      await go('paths/staff/influence/');
      assert.ok(await tick(page, 'Draw the map of all services').isChecked(), 'what moved is ticked where it is now');
      assert.ok(await tick(page, 'Draw one lesson from a fault').isChecked(), 'also with an id');
      await tick(page, 'Draw one lesson from a fault').uncheck();
      assert.equal(await tick(page, 'Draw one lesson from a fault').isChecked(), false);
      await tick(page, 'Draw one lesson from a fault').check();
      await go(PLAN);
      assert.match(await page.locator('.plan tbody tr').nth(0).innerText(), /1 December 2026\s+31 May 2027\s+done: 20–30 hours/);
      // The packet: a place and a group were renamed.
      await go(PACKET);
      assert.match(await page.locator('#wp-lost').innerText(), /Work: The problem and who had it\s+Bookings got lost/);
      assert.match(await page.locator('#wp-log-list').innerText(), /without[^]*Architecture[^]*Not in this packet yet/);
      await page.getByRole('button', { name: /^Edit/ }).click();
      await page.getByLabel('Belongs to').selectOption({ label: 'Results' });
      await page.getByRole('button', { name: 'Keep it' }).click();
      assert.match(await page.locator('[data-group]').first().innerText(), /Moved the ledger/);
      // All that was in the file is in the file.
      await go('your-copy/');
      const before = JSON.parse(readFileSync(kept, 'utf8')), now = JSON.parse(await saved(page));
      for (const part of ['skills', 'ticks', 'evidence', 'plans', 'packets']) {
        for (const [key, entry] of Object.entries(before[part])) {
          assert.ok(now[part][key], `${part} ${key}`);
          if (!/^(Read the code|Write to somebody|Draw one lesson)/.test(entry.title)) for (const field of ['note', 'text', 'step', 'done']) assert.deepEqual(now[part][key][field], entry[field], `${part} ${key} ${field}`);
        }
      }
      assert.equal(now.skills.writing.step, 'beginner', 'also of a skill that is gone');
    });
  });
});

async function open(page, go) {
  await go('your-copy/');
  await page.setInputFiles('#wp-bring', kept);
  await page.getByText('is here now.').waitFor();
}

function change() {
  const move = (from, to) => renameSync(join(folder.path, from), join(folder.path, to));
  move('content/skills/system-design.md', 'content/skills/architecture.md');
  folder.edit('content/skills/architecture.md', 'title = "System design"', 'title = "Architecture"\nwas = ["system-design"]');
  folder.edit('content/skills/mentorship.md', 'Grows two people a year', 'Prepares people for roles beyond their own');
  folder.remove('content/skills/writing.md');
  folder.edit('content/paths/staff/index.md', 'targets.writing = "advanced"\n', '');
  folder.edit('content/paths/staff/index.md', 'targets.system-design', 'targets.architecture');
  folder.edit('content/levels/staff.md', 'requires.system-design', 'requires.architecture');
  move('content/paths/staff/1-depth.md', 'content/paths/staff/1-groundwork.md');
  folder.edit('content/paths/staff/1-groundwork.md', 'title = "Depth"', 'title = "Groundwork"\nwas = ["depth"]');
  folder.edit('content/paths/staff/1-groundwork.md', 'resources = ["data-book"', 'resources = ["data-book-2"');
  folder.edit('content/paths/staff/1-groundwork.md', '[[system-design]]', '[[architecture]]');
  folder.edit('content/paths/staff/1-groundwork.md', 'three teams', 'five teams');
  folder.edit('content/paths/staff/1-groundwork.md', '- Draw the map of all services\n', '');
  folder.edit('content/paths/staff/1-groundwork.md', '- Sit in with support\n', '');
  folder.edit('content/paths/staff/1-groundwork.md', 'Write to somebody each week', 'Send one good letter a month');
  folder.edit('content/paths/staff/1-groundwork.md', 'list of doubts', 'list of doubts {#doubts}');
  folder.edit('content/paths/staff/1-groundwork.md', '- Draw one lesson from a fault {#lesson}\n', '');
  folder.edit('content/paths/staff/1-groundwork.md', '### A talk', '### Two hours on a stage');
  folder.edit('content/paths/staff/1-groundwork.md', 'Three teams ask', 'Somebody asks for advice');
  folder.edit('content/paths/staff/2-influence.md', '- Speak last', '- Speak last\n- Draw the map of all services\n- Draw one lesson from a fault {#lesson}');
  folder.edit('content/resources.toml', '[data-book]\ntitle = "Data book"', '[data-book-2]\ntitle = "The data book, second edition"\nwas = ["data-book"]');
  folder.edit('content/packets/staff.md', '### Impact', '### Results');
  folder.edit('content/packets/staff.md', '**The problem and who had it:**', '**What was wrong, and for whom:**');
}

function content() {
  const skill = (title, advanced) => `+++\ntitle = "${title}"\n+++\n## Beginner\n- Begins\n\n## Intermediate\n- Goes on\n\n## Advanced\n- ${advanced}\n\n## Expert\n- Is asked\n`;
  return {
    'site.toml': 'title = "T"\nbase_url = "http://127.0.0.1/some/sub/path/"\n',
    'content/skills/system-design.md': skill('System design', 'Designs that hold'),
    'content/skills/mentorship.md': skill('Mentorship', 'Grows two people a year'),
    'content/skills/writing.md': skill('Writing', 'Writes what others cite'),
    'content/tracks/ic.md': '+++\ntitle = "IC"\nlevels = ["senior", "staff"]\n+++\n',
    'content/levels/senior.md': '+++\ntitle = "Senior"\ntrack = "ic"\n+++\n',
    'content/levels/staff.md': '+++\ntitle = "Staff"\ntrack = "ic"\nrequires.system-design = "advanced"\nrequires.mentorship = "advanced"\n+++\n',
    'content/paths/staff/index.md': '+++\ntitle = "To staff"\ntrack = "ic"\nfrom = "senior"\nto = "staff"\npacket = "staff"\ntargets.system-design = "advanced"\ntargets.mentorship = "advanced"\ntargets.writing = "advanced"\n+++\n',
    'content/paths/staff/1-depth.md': `+++
title = "Depth"
duration = "6 months"
resources = ["data-book", "paper"]
+++
## Skills to develop

### [[system-design]]

- Read the code of three teams
  - Example: billing
- Draw the map of all services
- Sit in with support
- Ask why
- Write to somebody each week {#letters}
- Keep a list of doubts
- Draw one lesson from a fault {#lesson}

## Project ideas

### A map that others steer by

Draw it.

### A talk {#talk}

Give it.

## Success metrics

- Three teams ask {#asked}
`,
    'content/paths/staff/2-influence.md': '+++\ntitle = "Influence"\nduration = "12 months"\nresources = ["data-book-1", "talks"]\n+++\n## Skills to develop\n\n### [[mentorship]]\n\n- Speak last\n'.replace('"data-book-1", ', ''),
    'content/resources.toml': '[data-book]\ntitle = "Data book"\ntype = "book"\nhours = "20-30"\n\n[paper]\ntitle = "Paper"\ntype = "paper"\nhours = 8\n\n[talks]\ntitle = "Talks"\ntype = "talk"\nhours = 40\n',
    'content/packets/staff.md': `+++
title = "Packet"
level = "staff"
+++
## Evidence to collect

### Impact

- A thing

### Scope

- Another thing

## Summary

| | |
| --- | --- |
| Name | |
| Manager | |

## Work

**The problem and who had it:**

**Result:**

## Outlook

*What comes next?*
`,
  };
}
