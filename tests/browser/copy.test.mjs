// The reader's own copy by itself, without a browser: whatever it holds comes back, merging loses nothing, any JSON is read.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import { REPOSITORY } from './site.mjs';

const require = createRequire(import.meta.url);
const theme = join(REPOSITORY, 'themes/default/static/theme');
const copies = require(join(theme, 'copy.js'));
const shelf = require(join(theme, 'shelf.js'));
const schema = JSON.parse(readFileSync(join(theme, 'copy.schema.json'), 'utf8'));
const fitsSchema = new Ajv({ strict: false }).compile(schema);

// ── Whatever there may be, from a number ─────────────────────────────────────────────────────
function chance(seed) {
  let state = seed + 1;
  const next = () => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state / 2 ** 32; };
  const below = (n) => Math.floor(next() * n);
  return { below, one: (list) => list[below(list.length)] };
}
const TEXTS = ['', 'x', 'Advanced', 'é', 'e\u0301', '設計', '<img src=x onerror=alert(1)>', '\u2028', '"', '\\', '__proto__', 'constructor', '\ud83d\ude00', '\ud800', 'a\r\nb', ' '];
const KEYS = ['system-design', 'resource:ddia', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'é', 'a b', 'item:0f'];
const MOMENTS = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z', '2027-05-05T05:05:05.555Z', '2028-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'];
function entry(part, { one, below }) {
  const fields = { at: one(MOMENTS) };
  const text = () => one(TEXTS);
  for (const [key, shape] of Object.entries(schema.properties[part].additionalProperties.properties)) {
    if (below(4) === 0) continue;
    const kind = shape.type ?? shape.$ref.replace('#/$defs/', '');
    fields[key] = { text, day: () => one(['', '2026-02-28', '2028-02-29']), list: () => Array.from({ length: below(3) }, text), boolean: () => below(2) === 0, number: () => one([0, 4, 2.5]) }[kind]();
  }
  if (below(5) === 0) fields.later = one(['of a later version', 7, true]);
  return fields;
}
function copy(seed) {
  const dice = chance(seed);
  const made = copies.blank(dice.one(['mine', 'manager-1']), dice.one(TEXTS));
  for (const part of copies.NAMES) for (let n = dice.below(6); n > 0; n -= 1) made[part][dice.one(KEYS)] = Object.assign(Object.create(null), entry(part, dice));
  return made;
}
function anything(dice, depth = 0) {
  const kind = dice.below(depth > 4 ? 6 : 9);
  if (kind === 0) return null;
  if (kind === 1) return dice.one([0, -1, 1, 2, 1e308, 0.5]);
  if (kind === 2) return dice.below(2) === 0;
  if (kind < 6) return dice.one([...TEXTS, ...MOMENTS, '2026-02-30']);
  if (kind === 6) return Array.from({ length: dice.below(4) }, () => anything(dice, depth + 1));
  const made = {};
  for (let n = dice.below(6); n > 0; n -= 1) {
    const key = dice.one([...KEYS, ...copies.NAMES, 'waypost', 'id', 'name', 'at', 'step', 'note', 'skills', 'done']);
    Object.defineProperty(made, key, { value: key === 'waypost' ? dice.one([1, 1, 1, 2, 0]) : anything(dice, depth + 1), enumerable: true, configurable: true, writable: true });
  }
  return made;
}
const same = (a, b, what) => assert.equal(copies.stable(a), copies.stable(b), what);

test('what is saved comes back', () => {
  for (let seed = 0; seed < 2000; seed += 1) {
    const made = copy(seed), { copy: back, left, problem } = copies.parse(copies.written(made));
    assert.equal(problem, undefined, `${seed}`);
    assert.equal(left, 0, `${seed}`);
    same(back, made, `${seed}`);
    assert.ok(fitsSchema(JSON.parse(copies.written(made))), `${seed}: ${JSON.stringify(fitsSchema.errors)}`);
  }
});

test('merging loses no entry, in any order', () => {
  const parts = (one) => copies.NAMES.map((part) => one[part]);
  for (let seed = 0; seed < 2000; seed += 1) {
    const [a, b, c] = [copy(seed), copy(seed + 5000), copy(seed + 9000)];
    const ab = copies.merge(a, b);
    same(parts(ab), parts(copies.merge(b, a)), `${seed}: one order and the other`);
    same(parts(copies.merge(ab, c)), parts(copies.merge(a, copies.merge(b, c))), `${seed}: of three`);
    same(copies.merge(a, a), a, `${seed}: with itself`);
    for (const part of copies.NAMES) {
      for (const key of new Set([...Object.keys(a[part]), ...Object.keys(b[part])])) {
        const kept = copies.stable(ab[part][key]), of = [a, b].map((one) => one[part][key]).filter(Boolean);
        assert.ok(of.some((one) => copies.stable(one) === kept), `${seed}: ${part} ${key} is one of the two`);
        assert.ok(of.every((one) => one.at <= ab[part][key].at), `${seed}: ${part} ${key} is the newer one`);
      }
    }
  }
});

test('any JSON is read, and what comes of it is a copy', () => {
  let read = 0;
  for (let seed = 0; seed < 20000; seed += 1) {
    const dice = chance(seed), value = dice.below(2) ? anything(dice) : { waypost: 1, ...anything({ ...dice, below: (n) => (n === 9 ? 8 : dice.below(n)) }) };
    const text = JSON.stringify(value);
    const found = copies.parse(text);
    if (found.problem) { assert.ok(['foreign', 'newer', 'broken'].includes(found.problem)); continue; }
    read += 1;
    same(copies.parse(copies.written(found.copy)).copy, found.copy, text);
    assert.ok(fitsSchema(JSON.parse(copies.written(found.copy))), text);
  }
  assert.ok(read > 500, `${read} of them were copies`);
  assert.equal({}.at, undefined, 'nothing has been given to all objects');
  for (const text of ['', '{', 'null', '[]', '"x"', '{"waypost":1.5}', '[' .repeat(200000), `{"waypost":1,"id":${'['.repeat(200000)}`]) assert.ok(copies.parse(text).problem, text.slice(0, 20));
  assert.equal(copies.parse(' '.repeat(copies.LARGEST + 1)).problem, 'large');
  assert.equal(copies.parse('{"waypost":2}').problem, 'newer');
  assert.equal(copies.parse('\uFEFF{"waypost":1}').left, 0, 'a mark at the beginning, as editors leave it');
});

test('an older version is brought up step by step', () => {
  const upward = [, (old) => ({ ...old, waypost: 2, skills: Object.fromEntries(old.answers.map((one) => [one.skill, { at: one.at, step: one.step }])), answers: undefined }), (old) => ({ ...old, waypost: 3, name: old.name + '!' })];
  const old = { waypost: 1, id: 'mine', name: 'Mine', answers: [{ skill: 'x', at: MOMENTS[0], step: 'advanced' }] };
  const { copy: now } = copies.read(old, upward, 3);
  assert.equal(now.skills.x.step, 'advanced');
  assert.equal(now.name, 'Mine!');
});

test('what is said last counts, by whatever clock, and under whichever of its ids', () => {
  const one = copies.blank('mine', '');
  copies.say(one, 'skills', ['old'], { step: 'beginner', note: 'kept' }, '2030-01-01T00:00:00.000Z');
  copies.say(one, 'skills', ['new', 'old'], { step: 'advanced' }, '2026-01-01T00:00:00.000Z');
  assert.equal(copies.find(one, 'skills', ['new', 'old']).step, 'advanced');
  assert.equal(copies.find(one, 'skills', ['new', 'old']).note, 'kept');
  const before = copies.parse(copies.written(one)).copy;
  copies.forget(one, 'skills', 'new', '2026-01-01T00:00:00.000Z');
  assert.equal(copies.holds('skills', copies.merge(one, before).skills.new), false, 'what was deleted stays deleted');
});

test('a text is the same where its words are', () => {
  assert.equal(copies.identity('Writes  the plan.'), copies.identity('writes the plan'));
  assert.equal(copies.identity('é'), copies.identity('e\u0301'));
  assert.notEqual(copies.identity('C++'), copies.identity('C'));
  assert.notEqual(copies.identity('設計'), copies.identity('設'));
  assert.ok(copies.likeness('Writes the plan of one team', 'Writes the plan of two teams') > 0.6);
  assert.ok(copies.likeness('Writes the plan', 'Reads a book') < 0.3);
});

// ── Storage ──────────────────────────────────────────────────────────────────────────────────
class Storage {
  constructor(room = Infinity) { this.map = new Map(); this.room = room; }
  get length() { return this.map.size; }
  key(n) { return [...this.map.keys()][n]; }
  getItem(key) { return this.map.has(key) ? this.map.get(key) : null; }
  setItem(key, text) {
    const size = [...this.map].reduce((sum, [name, value]) => sum + (name === key ? 0 : name.length + value.length), key.length + text.length);
    if (size > this.room) throw new Error('QuotaExceededError');
    this.map.set(key, text);
  }
  removeItem(key) { this.map.delete(key); }
}
let made = 0;
const on = (storage, place = '/site/') => shelf(copies, () => storage, place, () => '2026-11-22T10:00:00.000Z', () => `c${made += 1}`);

test('two windows do not undo each other', () => {
  const storage = new Storage(), [one, other] = [on(storage), on(storage)];
  one.say('skills', ['a'], { step: 'x' });
  other.say('skills', ['b'], { step: 'y' });
  one.say('skills', ['c'], { step: 'z' });
  assert.deepEqual(Object.keys(other.current().copy.skills), ['a', 'b', 'c']);
  assert.equal(one.list().length, 1);
  assert.equal(on(storage, '/another/').list().length, 0, 'another site of the same host has its own');
});

test('a full storage keeps what it had, and the page has the rest', () => {
  const storage = new Storage(900), mine = on(storage);
  assert.equal(mine.say('skills', ['a'], { note: 'short' }), true);
  const before = [...storage.map];
  assert.equal(mine.say('skills', ['b'], { note: 'x'.repeat(900) }), false);
  assert.equal(mine.trouble(), 'full');
  assert.deepEqual([...storage.map], before);
  assert.deepEqual(Object.keys(mine.current().copy.skills), ['a', 'b']);
  storage.room = Infinity;
  assert.equal(mine.say('skills', ['c'], { note: 'now' }), true);
  assert.deepEqual(Object.keys(on(storage).current().copy.skills), ['a', 'b', 'c']);
});

test('a storage that is closed is told, and the page still remembers', () => {
  const mine = shelf(copies, () => { throw new Error('SecurityError'); }, '/', () => MOMENTS[0], () => 'mine');
  assert.equal(mine.say('skills', ['a'], { step: 'x' }), false);
  assert.equal(mine.trouble(), 'blocked');
  mine.say('skills', ['b'], { step: 'y' });
  assert.deepEqual(Object.keys(mine.current().copy.skills), ['a', 'b']);
});

test('what cannot be read is never written over', () => {
  const storage = new Storage();
  for (const text of ['{"waypost":1,"skills":{"a":', 'null', '{"waypost":99,"id":"x","more":1}', '{"waypost":1,"id":"x","skills":{"a":{"at":"yesterday","note":"words"}}}']) {
    storage.map.clear();
    storage.map.set('waypost-copy /site/ x', text);
    storage.map.set('waypost-copy /site/ open', 'x');
    const mine = on(storage);
    mine.say('skills', ['b'], { step: 'y' });
    assert.ok([...storage.map.values()].includes(text), text);
    if (text.includes('99')) assert.equal(mine.trouble(), 'newer');
    else assert.equal(mine.find('skills', ['b']).step, 'y', text);
  }
});

test('a file that is taken in twice adds nothing, and an older state of it takes nothing back', () => {
  const storage = new Storage(), mine = on(storage);
  mine.say('skills', ['a'], { step: 'x' });
  const old = copies.parse(copies.written(mine.current().copy)).copy;
  mine.say('skills', ['a'], { step: 'y' });
  mine.take(old);
  assert.equal(mine.find('skills', ['a']).step, 'y');
  assert.equal(mine.list().length, 1);
});
