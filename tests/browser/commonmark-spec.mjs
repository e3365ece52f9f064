// Writes the examples of the CommonMark specification as JSON: `node commonmark-spec.mjs FILE`.
//
// `cargo test` reads FILE through WAYPOST_COMMONMARK_SPEC: a list of
// { number, section, markdown, html }. The text is CC-BY-SA 4.0, so it is made and never committed.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import spec from 'commonmark-spec';

const file = process.argv[2];
if (!file) {
  console.error('usage: node commonmark-spec.mjs FILE');
  process.exit(2);
}
// The specification prints a tab as an arrow.
const tabs = (text) => text.replaceAll('→', '\t');
const examples = spec.tests.map(({ number, section, markdown, html }) => (
  { number, section, markdown: tabs(markdown), html: tabs(html) }));
if (examples.length !== 652) throw new Error(`652 examples expected, ${examples.length} found`);

mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, JSON.stringify(examples, null, 1));
console.log(`${examples.length} examples in ${file}`);
