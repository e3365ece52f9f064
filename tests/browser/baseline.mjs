// Which features a style sheet, a script and a page use that browsers of three years ago don't have, by MDN's data.
import { createRequire } from 'node:module';
import { parse as parseScript } from 'acorn';

const require = createRequire(import.meta.url);
const data = require('@mdn/browser-compat-data');
const tree = require('css-tree');

/** Browsers of autumn 2023. */
export const BROWSERS = { chrome: 119, firefox: 119, safari: 17.0 };

/** The version that a browser has a feature from; infinite where it hasn't. */
function since(compat, browser) {
  const entries = [].concat(compat.support[browser] ?? []);
  const versions = entries.filter((one) => !one.flags && !one.prefix && !one.alternative_name && !one.version_removed && one.version_added)
    .map((one) => parseFloat(String(one.version_added).replace('≤', '')) || Infinity);
  return Math.min(Infinity, ...versions);
}
/** Those that lack it, in words: “firefox (121)”. */
function lacking(node) {
  if (!node?.__compat) return '';
  return Object.entries(BROWSERS).filter(([name, version]) => since(node.__compat, name) > version)
    .map(([name]) => { const from = since(node.__compat, name); return `${name}${from < Infinity ? ` (${from})` : ''}`; }).join(', ');
}
function note(found, name, node) {
  const missing = lacking(node);
  if (missing) found.set(name, missing);
}

// Functions by their names, wherever the data files them.
const FUNCTIONS = new Map();
(function gather(node) {
  for (const [key, value] of Object.entries(node)) {
    if (key === '__compat' || typeof value !== 'object') continue;
    if (/^[a-z-]+$/.test(key) && !FUNCTIONS.has(key)) FUNCTIONS.set(key, value);
    gather(value);
  }
})(data.css.types);

/** A Map from each newer feature of a sheet to the browsers that lack it. */
export function ofSheet(text) {
  const found = new Map(), css = data.css;
  const inside = []; // what is asked for by @supports needs no other answer
  tree.walk(tree.parse(text, { parseCustomProperty: true }), {
    enter(node) {
      if (node.type === 'Atrule') {
        if (node.name === 'supports') inside.push(tree.generate(node.prelude));
        note(found, '@' + node.name, css['at-rules'][node.name]);
      }
      const guard = inside.join(' ');
      if (node.type === 'Declaration' && !node.property.startsWith('--')) {
        const property = node.property.replace(/^-(webkit|moz)-/, '');
        const known = css.properties[node.property] ?? css.properties[property];
        if (node.property === property) note(found, property, known);
        tree.walk(node.value, (value) => { if (value.type === 'Identifier' && known?.[value.name]) note(found, `${property}: ${value.name}`, known[value.name]); });
        if (property === 'content' && tree.find(node.value, (value) => value.type === 'Operator' && value.value === '/')) note(found, 'content: … / alt', css.properties.content.alt_text);
      }
      if (node.type === 'Function' && !guard.includes(node.name + '(')) note(found, node.name + '()', FUNCTIONS.get(node.name));
      if (node.type === 'Function' && node.children?.first?.name === 'from' && !/\(from\b/.test(guard)) note(found, node.name + '(from …)', FUNCTIONS.get(node.name)?.relative_syntax);
      if (node.type === 'PseudoClassSelector' && !guard.includes(':' + node.name)) note(found, ':' + node.name, css.selectors[node.name]);
      if (node.type === 'PseudoElementSelector') note(found, '::' + node.name, css.selectors[node.name]);
      if (node.type === 'NestingSelector') note(found, '&', css.selectors.nesting);
    },
    leave(node) { if (node.type === 'Atrule' && node.name === 'supports') inside.pop(); },
  });
  return found;
}

// What objects have by the names of their members. A name counts as newer when all that bear it are.
const MEMBERS = new Map(), GLOBALS = new Map();
const member = (name, node) => { if (node?.__compat) MEMBERS.set(name, [...(MEMBERS.get(name) ?? []), node]); };
for (const part of [data.api, data.javascript.builtins]) {
  for (const [name, object] of Object.entries(part)) {
    if (object.__compat) GLOBALS.set(name, object);
    for (const [key, value] of Object.entries(object)) if (key !== '__compat') member(key.replace(/_(static|event)$/, ''), value);
    if (name === 'Intl') for (const [key, value] of Object.entries(object)) for (const [inner, one] of Object.entries(value)) if (key !== '__compat') { member(inner, one); GLOBALS.set('Intl.' + key, value); }
  }
}

/** The same for a script. Syntax that is newer than ECMAScript 2023 is an error of the parser; names of its `own` aren't looked up. */
export function ofScript(text, own = new Set()) {
  const found = new Map();
  const program = parseScript(text, { ecmaVersion: 2023, sourceType: 'script' });
  const declared = new Set(own);
  (function look(node) {
    if (!node || typeof node.type !== 'string') return;
    if (/^(Variable|Function|Class)Decl/.test(node.type) && node.id?.name) declared.add(node.id.name);
    if (node.type === 'MemberExpression' && !node.computed && node.object.property?.name !== 'dataset') {
      const all = MEMBERS.get(node.property.name) ?? [];
      if (!own.has(node.property.name) && all.length && all.every((one) => lacking(one))) found.set('.' + node.property.name, lacking(all[0]));
    }
    if ((node.type === 'NewExpression' || node.type === 'CallExpression') && node.callee.type === 'Identifier' && !declared.has(node.callee.name)) note(found, node.callee.name, GLOBALS.get(node.callee.name));
    for (const value of Object.values(node)) for (const one of [].concat(value)) if (one && typeof one === 'object') look(one);
  })(program);
  return found;
}

/** The same for the elements and attributes of a page. */
export function ofPage(html) {
  const found = new Map(), elements = data.html.elements, all = data.html.global_attributes;
  for (const [, name, attributes] of html.replace(/<!--[\s\S]*?-->/g, '').matchAll(/<([a-z][a-z0-9]*)((?:\s+[^\s=>"]+(?:="[^"]*")?)*)\s*\/?>/g)) {
    note(found, `<${name}>`, elements[name]);
    for (const [, attribute] of attributes.replace(/="[^"]*"/g, '').matchAll(/\s([a-z-]+)/g)) note(found, `<${name} ${attribute}>`, elements[name]?.[attribute] ?? all[attribute]);
  }
  return found;
}

/** The names that scripts give to what they make themselves. */
export function names(scripts) {
  const own = new Set();
  for (const text of scripts) {
    (function look(node) {
      if (!node || typeof node.type !== 'string') return;
      if (node.type === 'Property' && !node.computed) own.add(node.key.name ?? node.key.value);
      if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression' && !node.left.computed) own.add(node.left.property.name);
      for (const value of Object.values(node)) for (const one of [].concat(value)) if (one && typeof one === 'object') look(one);
    })(parseScript(text, { ecmaVersion: 2023, sourceType: 'script' }));
  }
  return own;
}

/** A sheet as browsers of then read it: rules and declarations that they don't know are left out. */
export function asThen(text) {
  const sheet = tree.parse(text, { parseCustomProperty: true });
  const isNew = (node) => ofSheet(tree.generate(node)).size > 0;
  const lacks = /light-dark\(|\(from\b|:has\(/;
  tree.walk(sheet, {
    visit: 'Atrule',
    enter(node, item, list) {
      if (node.name !== 'supports' || !lacks.test(tree.generate(node.prelude))) return;
      if (/^not\b/.test(tree.generate(node.prelude))) list.insertList(node.block.children, item);
      list.remove(item);
    },
  });
  tree.walk(sheet, { visit: 'Rule', enter(node, item, list) { if (/:has\(|::(highlight|details-content)/.test(tree.generate(node.prelude))) list.remove(item); } });
  tree.walk(sheet, {
    visit: 'Declaration',
    enter(node, item, list) {
      if (node.property.startsWith('--')) {
        // It is taken, and worth nothing where it is used.
        if (lacks.test(tree.generate(node.value))) node.value = { type: 'Raw', value: 'initial' };
      } else if (isNew({ type: 'Rule', prelude: { type: 'Raw', value: 'a' }, block: { type: 'Block', children: new tree.List().fromArray([tree.clone(node)]) } })) list.remove(item);
    },
  });
  return tree.generate(sheet);
}
