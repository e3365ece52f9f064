// A thousand skills by twelve levels: the page opens, answers and is read; the site builds in a
// time that grows with it, and not with its square.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch, withPage } from './browser.mjs';
import { axeFaults, none, sidewaysFaults } from './checks.mjs';
import { large, write } from './large.mjs';
import { binary } from './serving.mjs';

const SKILLS = 1000, LEVELS = 12, INTERACTIVE = 1000, ANSWER = 50;
const wide = { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' };

let browser, folder;
before(async () => { browser = await launch(); folder = mkdtempSync(join(tmpdir(), 'waypost-large-')); });
after(async () => { await browser?.close(); if (folder) rmSync(folder, { recursive: true, force: true }); });

/** Builds a site, and gives the seconds that it took. */
function build(of) {
  const root = join(folder, `${of.skills}-${of.tracks ?? 1}`);
  write(root, large({ levels: LEVELS, ...of }));
  const from = performance.now();
  const { status, stderr } = spawnSync(binary(), ['build', '--quiet', '--root', root], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return { seconds: (performance.now() - from) / 1000, page: (path) => pathToFileURL(join(root, 'public', path)).href };
}

/** When a frame with all that was done until now is on the screen. */
const painted = (page) => page.evaluate(() => new Promise((done) => {
  requestAnimationFrame(() => { const next = new MessageChannel(); next.port1.onmessage = () => done(performance.now()); next.port2.postMessage(0); });
}));

/** The least of several tries: other programs only ever make it longer. */
async function least(tries, measure) {
  const times = [];
  for (let turn = 0; turn < tries; turn += 1) times.push(await measure());
  return Math.min(...times);
}

/**
 * What types words or chooses in the filter, and gives the milliseconds that the page's own thread
 * works until the answer is painted. Time on the wall would say how busy the machine is.
 */
async function answering(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const worked = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  return async (name, value) => {
    const from = await worked();
    await page.evaluate(([name, value]) => {
      const field = document.querySelector(`.filter [name=${name}]`);
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }, [name, value]);
    await painted(page);
    return await worked() - from;
  };
}

test('a site of four times as many skills does not take ten times as long', () => {
  build({ skills: 120 }); // the disk is warm from here on
  const few = Math.min(build({ skills: 120 }).seconds, build({ skills: 120 }).seconds);
  const many = build({ skills: 480 }).seconds;
  console.log(`120 skills ${few.toFixed(1)} s, 480 skills ${many.toFixed(1)} s`);
  assert.ok(many < few * 10, `${few} s, then ${many} s`);
});

test('a thousand skills by twelve levels', async (t) => {
  const url = build({ skills: SKILLS }).page('tracks/t0/index.html');
  const rows = (page) => page.locator('#wp-ladder tbody tr:has(td)').evaluateAll((all) => all.filter((row) => row.checkVisibility()).length);

  await t.test('opens in time', async () => {
    const time = await least(5, () => withPage(browser, wide, async (page) => {
      await page.goto(url, { waitUntil: 'load' });
      // The script has run by then: a click is answered.
      return painted(page);
    }));
    console.log(`interactive after ${Math.round(time)} ms`);
    assert.ok(time < INTERACTIVE, `${time} ms`);
  });

  await t.test('answers in time', () => withPage(browser, wide, async (page) => {
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForTimeout(1000);
    const answer = await answering(page);
    for (const [name, value, shown] of [['words', 'theodolite', 10], ['words', 'number 77', 0], ['words', 'writes', 0], ['words', 'nowhere', 0], ['new', '3', 0], ['area', '4', 0]]) {
      const there = await least(3, async () => {
        await answer(name, '');
        await page.waitForTimeout(400);
        return answer(name, value);
      });
      if (shown) assert.equal(await rows(page), shown, `${name} ${value}`);
      const back = await least(3, async () => {
        await answer(name, value);
        await page.waitForTimeout(400);
        return answer(name, '');
      });
      console.log(`${name} “${value}”: ${Math.round(there)} ms, and back ${Math.round(back)} ms`);
      assert.ok(there < ANSWER && back < ANSWER, `${name} “${value}” takes ${there} ms, and back ${back} ms`);
    }
  }));

  await t.test('shows an address deep in it', () => withPage(browser, wide, async (page) => {
    await page.goto(`${url}#wp-skill-777.t0-level-9`);
    const cell = page.locator('[id="wp-skill-777.t0-level-9"]');
    await cell.locator('li').first().waitFor({ state: 'visible' });
    const seen = await cell.evaluate((one) => {
      const box = one.getBoundingClientRect(), row = one.parentNode.cells[0].getBoundingClientRect();
      return box.left >= row.right - 1 && box.right <= innerWidth && box.top > 0 && box.top < innerHeight;
    });
    assert.ok(seen, 'beside the head of its row, beneath that of its column');
  }));

  await t.test('on a phone', () => withPage(browser, { viewport: { width: 320, height: 640 } }, async (page) => {
    await page.goto(url);
    await page.locator('.fold-area').first().click();
    assert.equal(await rows(page), 100);
    none(await sidewaysFaults(page));
  }));
});

test('axe, where areas are folded', () => {
  const { page: at } = build({ skills: 200, statements: 1 });
  return withPage(browser, wide, async (page) => {
    await page.goto(at('tracks/t0/index.html'));
    await page.locator('.fold-area').nth(3).click();
    none(await axeFaults(page));
  });
});

test('tracks that are too much for a page do not stand side by side', () => {
  const { page } = build({ skills: 2100, levels: 4, tracks: 3, statements: 0 });
  assert.doesNotMatch(readFileSync(new URL(page('tracks/index.html')), 'utf8'), /wp-ladder/);
});
