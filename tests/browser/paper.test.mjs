// `waypost print`: what comes of ladders of every size is whole, on both papers, and can be read.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumFile } from './browser.mjs';
import { none } from './checks.mjs';
import { Folder, binary } from './serving.mjs';
import { REPOSITORY } from './site.mjs';

const PAPER = { a4: [595, 842], letter: [612, 792] };
const MM = 72 / 25.4;
// As in print.css.
const SIDE = 12 * MM, TOP = 15 * MM, BOTTOM = 14 * MM;

const run = (command, ...args) => execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
const squash = (text) => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');

// The sizes that ladders of companies have; the last has one cell that no sheet holds.
const LADDERS = {
  a: { skills: 13, levels: 5, letters: 404 },
  b: { skills: 9, levels: 8, letters: 525 },
  c: { skills: 32, levels: 5, letters: 260 },
  d: { skills: 60, levels: 10, letters: 150 },
  e: { skills: 3, levels: 3, letters: 200, words: 5000 },
};

const WORDS = 'plans reviews measures explains decides teaches repairs writes carries weighs names shows asks'.split(' ');

/** A statement of about so many letters, unlike all others. */
function statement(mark, letters) {
  let text = `Begins${mark}`;
  for (let n = 0; text.length < letters - mark.length - 5; n += 1) text += ` ${WORDS[(n * 7 + mark.length + n % 5) % WORDS.length]}`;
  return `${text} ends${mark}`;
}

/** The files of a site with all of these ladders, and the statements of each with their places. */
function site() {
  const files = {
    'site.toml': 'title = "Ladders"\nbase_url = "https://ladders.example/"\n'
      + [...'abcde'].flatMap((t) => [0, 1, 2].map((n) => `\n[areas.${t}${n}]\ntitle = "Area ${t}${n}"\n`)).join(''),
    'content/index.md': '# Ladders\n',
  };
  const told = {};
  for (const [track, { skills, levels, letters, words }] of Object.entries(LADDERS)) {
    const names = Array.from({ length: levels }, (_, n) => `${track}l${n}`);
    files[`content/tracks/${track}.md`] = `+++\ntitle = "Track ${track}"\nlevels = [${names.map((name) => `"${name}"`)}]\n+++\n`;
    for (let s = 0; s < skills; s += 1) {
      files[`content/skills/${track}s${s}.md`] = `+++\ntitle = "Skill ${track}s${s}x"\narea = "${track}${Math.floor(s * 3 / skills)}"\n+++\nA skill.\n`;
    }
    told[track] = { heads: names.map((name) => `Level ${name}x`), statements: [] };
    names.forEach((name, l) => {
      let text = `+++\ntitle = "Level ${name}x"\ncode = "${track.toUpperCase()}${l}"\n${l ? `includes = "${names[l - 1]}"\n` : ''}`;
      let body = '';
      for (let s = 0; s < skills; s += 1) {
        text += `requires.${track}s${s} = "${['beginner', 'intermediate', 'advanced', 'expert'][Math.min(3, Math.floor(l / 2))]}"\n`;
        const add = (mark, size) => {
          const said = statement(mark, size);
          told[track].statements.push({ said, skill: `Skill ${track}s${s}x`, level: `Level ${name}x`, isLong: Boolean(words && l === 1 && s === 1) });
          return `- ${said}\n`;
        };
        body += `\n## [[${track}s${s}]]\n\n`;
        if (words && l === 1 && s === 1) for (let n = 0; n < 100; n += 1) body += add(`${track}q${n}x`, words / 100 * 7);
        // Each fifth cell is as long as any, the others about half; two statements in each.
        else for (const half of ['u', 'v']) body += add(`${track}${s}${half}${l}x`, (letters / 2) * ((s + l) % 5 ? 0.5 : 1));
      }
      files[`content/levels/${name}.md`] = `${text}+++\n${body}`;
    });
  }
  return { files, told };
}

function print(root, into, ...options) {
  const env = { ...process.env, WAYPOST_BROWSER: chromiumFile() };
  const ran = spawnSync(binary(), ['print', '--root', root, '--output', into, '--no-sandbox', ...options], { encoding: 'utf8', env });
  assert.equal(ran.status, 0, ran.stderr);
  return ran.stdout.trim().split('\n');
}

/** What is wrong with the sheets of a file, whatever it holds. */
function sheetFaults(file, paper, address) {
  const faults = [];
  const about = run('pdfinfo', '-l', '-1', file);
  if (!/Tagged:\s+yes/.test(about)) faults.push('has no tags');
  if (!/Title:\s+\S/.test(about)) faults.push('has no title');
  const bytes = readFileSync(file, 'latin1');
  if (!bytes.includes('/Outlines')) faults.push('has no outline');
  if (!/\/Lang ?\(en\)/.test(bytes)) faults.push('has no language');
  for (const [, width, height] of about.matchAll(/size:\s+([\d.]+) x ([\d.]+)/g)) {
    const size = [Number(width), Number(height)].sort((a, b) => a - b);
    if (size.some((side, place) => Math.abs(side - PAPER[paper][place]) > 1)) faults.push(`a sheet of ${width} × ${height} points`);
  }
  const urls = run('pdfinfo', '-url', file).split('\n').filter((line) => /\b\w+:\/\//.test(line) && !/https?:\/\//.test(line));
  if (urls.length) faults.push(`leads to ${urls[0]}`);
  const sheets = [...run('pdftotext', '-bbox', file, '-').matchAll(/<page width="([\d.]+)" height="([\d.]+)"[^>]*>([\s\S]*?)<\/page>/g)];
  sheets.forEach(([, width, height, words], place) => {
    const sheet = `sheet ${place + 1}`;
    const edge = [], inside = [];
    for (const [, left, top, right, bottom, word] of words.matchAll(/xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)<\/word>/g)) {
      if (Number(left) < SIDE - 1.5 || Number(right) > Number(width) - SIDE + 1.5) faults.push(`${sheet}: over the margin: ${word}`);
      const isEdge = Number(bottom) < TOP || Number(top) > Number(height) - BOTTOM;
      (isEdge ? edge : inside).push(word);
    }
    const edges = squash(edge.join(''));
    for (const part of [address, `${place + 1}of${sheets.length}`, 'Version']) {
      if (!edges.includes(squash(part))) faults.push(`${sheet}: the edge lacks ${part}, it says ${edge.join(' ')}`);
    }
    if (squash(inside.join('')).length < 12) faults.push(`${sheet} is empty`);
  });
  return faults;
}

/** What the sheets of a ladder lost, told twice, or cut. */
function ladderFaults(file, { heads, statements }) {
  const faults = [];
  const sheets = run('pdftotext', '-raw', file, '-').split('\f').slice(0, -1).map(squash);
  sheets.forEach((sheet, place) => {
    if (!/Begins.*ends/.test(sheet)) faults.push(`sheet ${place + 1} has no statement`);
    const last = Math.max(...heads.map((head) => sheet.lastIndexOf(squash(head))));
    if (last > sheet.lastIndexOf('ends')) faults.push(`sheet ${place + 1} ends with a head that heads nothing`);
    // A part of the ladder has all of its levels in its head: those of the first and the last half.
    const missing = (part) => part.filter((head) => !sheet.includes(squash(head)));
    const parts = heads.length > 5 ? [heads.slice(0, heads.length / 2), heads.slice(heads.length / 2)] : [heads];
    if (!parts.some((part) => missing(part).length === 0)) faults.push(`sheet ${place + 1} lacks ${missing(parts[0])} in its head`);
  });
  for (const { said, skill, isLong } of statements) {
    const wanted = squash(said);
    const times = sheets.map((sheet) => sheet.split(wanted).length - 1);
    const count = times.reduce((a, b) => a + b);
    if (count !== 1) faults.push(`stands there ${count} times: ${said.slice(0, 40)}`);
    else if (!isLong && !sheets[times.indexOf(1)].includes(squash(skill))) faults.push(`is cut off from ${skill}: ${said.slice(0, 40)}`);
  }
  return faults.slice(0, 10);
}

let folder, told, own;
const out = join(REPOSITORY, 'target/print/paper');
before(() => {
  const made = site();
  told = made.told;
  folder = new Folder(made.files);
  own = new Folder();
  for (const { path } of [folder, own]) {
    const git = (...args) => run('git', '-C', path, '-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args);
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'A');
  }
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
});
after(() => { folder?.clear(); own?.clear(); });

for (const [paper, ...options] of [['a4'], ['letter'], ['a4', '--portrait'], ['letter', '--portrait']]) {
  const name = [paper, ...options].join('').replace('--', '-');
  // Upright ones once each: the smallest and the one with the long cell.
  const tracks = options.length ? ['a', 'e'] : Object.keys(LADDERS);
  test(`ladders, ${name}`, async (t) => {
    const into = join(out, name);
    print(folder.path, into, ...tracks.map((track) => `track:${track}`), '--paper', paper, ...options);
    for (const track of tracks) {
      const { skills, levels } = LADDERS[track];
      await t.test(`${skills} × ${levels}`, () => {
        const file = join(into, `ladder-${track}.pdf`);
        none([...sheetFaults(file, paper, `https://ladders.example/tracks/${track}/`), ...ladderFaults(file, told[track])], file);
      });
    }
  });
}

test('everything else of a site', async (t) => {
  for (const paper of ['a4', 'letter']) {
    const into = join(out, `own-${paper}`);
    print(own.path, into, 'path:staff-engineer', 'level:senior', 'packet:staff', '--paper', paper);
    const files = readdirSync(into).sort();
    assert.deepEqual(files, [
      'levels-senior-engineering-manager.pdf', 'levels-senior-staff.pdf', 'packet-staff.pdf',
      'path-staff-engineer.pdf', 'plan-staff-engineer.pdf', 'sheet-staff-engineer.pdf',
    ]);
    for (const file of files) {
      await t.test(`${file}, ${paper}`, () => none(sheetFaults(join(into, file), paper, 'https://careers.example.com/'), file));
    }
    assert.match(run('pdfinfo', join(into, 'plan-staff-engineer.pdf')), /Pages:\s+1\n/);
  }
});
