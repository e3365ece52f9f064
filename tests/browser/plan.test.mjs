// The plan of a path: right to the day, as a page and as a calendar; and boxes that are ticked once, wherever they stand.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { launch, withPage } from './browser.mjs';
import { axeFaults, none, sidewaysFaults } from './checks.mjs';
import { serve } from './server.mjs';
import { NOT_FOUND, pageOf, REPOSITORY, SITE } from './site.mjs';

const plan = createRequire(import.meta.url)(join(REPOSITORY, 'themes/default/static/theme/plan.js'));
let browser, site;
before(async () => { [browser, site] = await Promise.all([launch(), serve(SITE, NOT_FOUND)]); });
after(async () => { await browser?.close(); site?.close(); });

test('months are those of the calendar, days those of the pace', () => {
  assert.equal(plan.months('2026-01-31', 1), '2026-02-28');
  assert.equal(plan.months('2028-01-31', 1), '2028-02-29');
  assert.equal(plan.months('2026-11-30', 3), '2027-02-28');
  assert.equal(plan.months('2026-03-15', 4.5), '2026-07-30');
  assert.equal(plan.months('2026-03-01', 0), '2026-03-01');
  assert.equal(plan.plus('2026-03-28', 2), '2026-03-30', 'over the beginning of summer time');
  assert.equal(plan.days(10, 4), 18);
  assert.equal(plan.days(8, 4), 14);
  assert.equal(plan.days(8, 0), 0);
});

const one = (key, from, to, done = false) => ({ key, from, to, done });
test('phases follow one another, a resource counts once, and what is to spare is right to the day', () => {
  const phases = [
    { least: 6, most: 12, resources: [one('a', 40, 60), one('b', 2, 2, true)] },
    { least: 1, most: 1, resources: [one('a', 40, 60), one('c', 30, 40)] },
    { least: 12, most: null, resources: [] },
  ];
  const found = plan.schedule({ start: '2026-12-01', weekly: 4, today: '2026-11-22', phases });
  assert.deepEqual(found.map((each) => [each.begins, each.ends, each.reading, each.spare]), [
    ['2026-12-01', '2027-09-01', 105, 274 - 105], // nine months of 274 days; 60 hours are 15 weeks
    ['2027-09-01', '2027-11-10', 70, 0], // a month is too short for ten weeks of reading
    ['2027-11-10', '2028-11-10', 0, 366],
  ]);
  const later = plan.schedule({ start: '2026-12-01', weekly: 4, today: '2027-08-01', phases });
  assert.deepEqual(later.map((each) => each.ends), found.map((each) => each.ends), 'time alone moves no date');
  assert.equal(later[0].spare, 31 - 105, 'and less is to spare');
  phases[0].resources[0].done = true;
  const done = plan.schedule({ start: '2026-12-01', weekly: 4, today: '2027-08-01', phases });
  assert.deepEqual(done.map((each) => each.ends), found.map((each) => each.ends), 'nor does ticking');
  assert.deepEqual([done[0].spare, done[0].done, done[0].left], [31, [42, 62], [0, 0]]);
});

/** A calendar as one reads it by RFC 5545: lines unfolded, each as [name, value]. */
function lines(text) {
  assert.ok(!/[^\r]\n|\r[^\n]/.test(text), 'CRLF, and nothing else ends a line');
  for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
  assert.ok(!text.includes('\ufffd'));
  return text.replace(/\r\n[ \t]/g, '').trim().split('\r\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]);
}

test('a calendar keeps to RFC 5545', () => {
  const title = 'Tiefe; Breite, und \\ ein sehr langer Titel, der über 75 Bytes hinausgeht: 設計と運用を学ぶ 😀😀😀😀😀😀😀😀';
  const text = plan.calendar([
    { uid: 'waypost-1', begins: '2026-12-01', ends: '2027-09-01', title, about: 'A\nB\r\nEND:VEVENT', url: 'https://example.com/a' },
    { uid: 'waypost-2', begins: '2026-12-01', ends: '2026-12-01', title: 'takes no day', about: '', url: '' },
  ], '2026-11-22T10:11:12.345Z');
  const all = lines(text), of = (name) => all.filter(([key]) => key === name).map(([, value]) => value);
  assert.deepEqual(all[0], ['BEGIN', 'VCALENDAR']);
  assert.deepEqual(of('BEGIN'), ['VCALENDAR', 'VEVENT']);
  assert.deepEqual(of('END'), ['VEVENT', 'VCALENDAR']);
  assert.deepEqual([of('VERSION'), of('UID'), of('DTSTAMP')], [['2.0'], ['waypost-1'], ['20261122T101112Z']]);
  assert.deepEqual([of('DTSTART;VALUE=DATE'), of('DTEND;VALUE=DATE')], [['20261201'], ['20270901']]);
  assert.equal(of('SUMMARY')[0].replace(/\\([\\;,])/g, '$1'), title);
  assert.equal(of('DESCRIPTION')[0], 'A\\nB\\nEND:VEVENT');
});

function on(path, look, options = {}) {
  return withPage(browser, { home: site.url, reducedMotion: 'reduce', locale: 'en-GB', ...options }, async (page, faults) => {
    await page.clock.setFixedTime(new Date('2026-11-22T12:00:00'));
    await page.goto(site.url + path);
    await look(page);
    none(faults, path);
  });
}
const PLAN = 'paths/staff-engineer/plan/index.html', PHASE = 'paths/staff-engineer/depth-and-breadth/index.html';

test('what is ticked in one place is ticked in all, and counts in the plan', () => on(PHASE, async (page) => {
  const book = page.getByRole('checkbox', { name: /^Done: Designing Data-Intensive Applications/ });
  await book.focus();
  await page.keyboard.press('Space');
  const item = page.locator('.ticks input').first();
  await item.check();
  assert.match(await page.locator('p[data-phase]').innerText(), /Read: 40–60 hours · Left to read: 18–27 hours · \d+ things/);
  await page.goto(site.url + 'resources/index.html');
  assert.ok(await book.isChecked(), 'in the list');
  await page.goto(site.url + 'resources/ddia/index.html');
  assert.ok(await page.getByRole('checkbox', { name: /^Done/ }).isChecked(), 'on its own page');
  await page.goto(site.url + 'skills/system-design/index.html');
  assert.ok(await book.isChecked(), 'on the page of a skill');
  await page.goto(site.url + PLAN);
  assert.ok(await book.isChecked(), 'in the plan');
  assert.match(await page.locator('.plan tbody tr').first().innerText(), /done: 40–60 hours[^]*left: 18–27 hours[^]*1 thing ticked/);
  await book.uncheck();
  await page.goto(site.url + PHASE);
  assert.equal(await book.isChecked(), false);
  assert.ok(await item.isChecked());
}));

test('the plan has dates, and goes into a calendar', () => on(PLAN, async (page) => {
  assert.ok(await page.getByText('Choose a day to begin on.').isVisible());
  await page.fill('[name=start]', '2026-12-01');
  await page.fill('[name=weekly]', '3');
  await page.keyboard.press('Tab');
  const rows = page.locator('.plan tbody tr'), cells = rows.first().locator('td');
  // 6-12 months, so nine; 87 hours at the most are 203 days of 3 hours a week, of 274.
  assert.deepEqual([await cells.nth(0).innerText(), await cells.nth(1).innerText(), await cells.nth(3).innerText()], ['1 December 2026', '31 August 2027', '10 weeks, 1 day']);
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#wp-ics')]);
  const all = lines(readFileSync(await download.path(), 'utf8'));
  assert.equal(all.filter(([, value]) => value === 'VEVENT').length, 2 * await rows.count());
  assert.deepEqual(all.find(([name]) => name === 'DTEND;VALUE=DATE'), ['DTEND;VALUE=DATE', '20270901']);
  await page.reload();
  const [again] = await Promise.all([page.waitForEvent('download'), page.click('#wp-ics')]);
  assert.deepEqual(lines(readFileSync(await again.path(), 'utf8')), all, 'the same calendar each time');
  assert.equal(new URL(page.url()).search, '');
}));

test('axe', { concurrency: 2 }, async (t) => {
  const looks = { light: {}, dark: { colorScheme: 'dark' }, '320 px': { viewport: { width: 320, height: 640 } } };
  for (const [look, options] of Object.entries(looks)) {
    for (const path of [PLAN, PHASE]) {
      await t.test(`${look}, ${path}`, () => on(path, async (page) => {
        await page.locator('main input[type=checkbox]').first().check();
        if (path === PLAN) { await page.fill('[name=start]', '2026-12-01'); await page.fill('[name=weekly]', '3'); await page.keyboard.press('Tab'); }
        none(await axeFaults(page));
        if (look === '320 px') none(await sidewaysFaults(page));
      }, options));
    }
  }
});

test('without JavaScript a plan is a form with nothing in the way', () => withPage(browser, { javaScriptEnabled: false }, async (page) => {
  await page.goto(site.url + PLAN);
  assert.equal(await page.locator('#wp-pace').isVisible(), false);
  assert.ok(await page.locator('.plan tbody tr').count() > 1);
}));
