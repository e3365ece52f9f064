// From saving a file to the new page in a real browser, in milliseconds; called by scripts/bench.
//
//   node save.bench.mjs BINARY SITE EDITED PAGE LIST EDITS
//
// EDITED is a file of content, PAGE its page, LIST a page that names it by its title; both relative
// to the site. Prints a JSON object: `first` (from the start to the first page), `own` (a changed
// text, seen in its page) and `list` (a changed title, seen in the list), each sorted.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { launch } from './browser.mjs';

const [binary, site, edited, page, list, edits] = process.argv.slice(2);
const file = join(site, edited);
const text = readFileSync(file, 'utf8');
const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

const began = performance.now();
const server = spawn(binary, ['serve', '--root', site, '--port', '0', '--quiet'], { stdio: ['ignore', 'pipe', 'ignore'] });
const address = await new Promise((resolve) => { createInterface(server.stdout).once('line', resolve); });
await (await fetch(address + page)).text();
const first = performance.now() - began;

const browser = await launch();
const times = { own: [], list: [] };
try {
  const tab = await browser.newPage();
  for (const [kind, where, change] of [
    ['own', page, (mark) => `${text}\n\nA word more: ${mark}.\n`],
    ['list', list, (mark) => text.replace(/^title = ".*"$/m, `title = "Called ${mark}"`)],
  ]) {
    await tab.goto(address + where);
    for (let number = 0; number < edits; number += 1) {
      // An author thinks between two saves, sometimes longer than the checks take.
      await pause(1000 + (number % 4) * 500);
      const mark = `mark-${kind}-${number}`;
      const changed = change(mark);
      const from = performance.now();
      writeFileSync(file, changed);
      await tab.waitForFunction(
        (words) => document.querySelector('main')?.textContent.includes(words),
        mark,
        { polling: 'raf', timeout: 30_000 },
      );
      times[kind].push(Math.round(performance.now() - from));
    }
  }
} finally {
  writeFileSync(file, text);
  await browser.close();
  server.kill();
}
const sorted = (numbers) => numbers.sort((a, b) => a - b);
console.log(JSON.stringify({ first: Math.round(first), own: sorted(times.own), list: sorted(times.list) }));
