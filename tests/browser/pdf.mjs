// Prints a page to PDF, and finds what the paper lost.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { wordsOf } from './checks.mjs';

// In points, upright; a page may turn the paper.
const PAPER = { A4: [595, 842], Letter: [612, 792] };

const run = (command, ...args) => execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'ignore'] });
// What a line break, a hyphen or a ligature does to a word on paper does not matter.
const squash = (text) => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Prints the open page into `file` and gives the faults of the sheets, as words. */
export async function paperFaults(page, format, file) {
  mkdirSync(dirname(file), { recursive: true });
  await page.emulateMedia({ media: 'print' });
  // Scripts unfold for the printer what is folded on the screen; so it must be on paper too.
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const words = await wordsOf(page);
  // The sheet's own `@page` decides on margins and direction, as in a reader's print dialogue.
  await page.pdf({ path: file, format, preferCSSPageSize: true, tagged: true, outline: true, printBackground: false });

  const faults = [];
  const sheets = run('pdftotext', '-raw', file, '-').split('\f').slice(0, -1);
  sheets.forEach((text, index) => {
    if (squash(text).length < 12) faults.push(`sheet ${index + 1} of ${sheets.length} is empty`);
  });
  const printed = squash(sheets.join('\n'));
  const lost = [...new Set(words)].filter((word) => squash(word).length > 2 && !printed.includes(squash(word)));
  if (words.filter((word) => squash(word)).length < 20) faults.push(`only ${words.length} words stand on the page`);
  if (lost.length) faults.push(`not on paper: ${lost.slice(0, 20).join(' ')}${lost.length > 20 ? ` and ${lost.length - 20} more` : ''}`);

  for (const [, width, height] of run('pdfinfo', '-l', '-1', file).matchAll(/size:\s+([\d.]+) x ([\d.]+)/g)) {
    const size = [Number(width), Number(height)].sort((a, b) => a - b);
    if (size.some((side, index) => Math.abs(side - PAPER[format][index]) > 2)) faults.push(`a sheet of ${width} × ${height} points is not ${format}`);
  }
  for (const [, width, words] of run('pdftotext', '-bbox', file, '-').matchAll(/<page width="([\d.]+)"[^>]*>([\s\S]*?)<\/page>/g)) {
    for (const [, left, right, word] of words.matchAll(/xMin="([-\d.]+)"[^>]*xMax="([-\d.]+)"[^>]*>(.*?)<\/word>/g)) {
      if (Number(left) < 0 || Number(right) > Number(width)) faults.push(`over the edge of the sheet: ${word}`);
    }
  }
  return faults;
}
