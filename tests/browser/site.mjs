// The built site as the tests see it: where it lies, its pages, and one page of each kind.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
export const SITE = resolve(process.env.WAYPOST_PUBLIC ?? join(REPOSITORY, 'public'));
/**
 * The page for what is not there. It is served at any depth, so it alone has to know where the site
 * is published: scripts/test builds it for the address that server.mjs serves under.
 */
export const NOT_FOUND = resolve(process.env.WAYPOST_NOT_FOUND ?? join(SITE, '404.html'));

// Every kind that the design promises; the first pattern that fits a page decides.
const KINDS = [
  ['home', /^index\.html$/],
  ['404', /^404\.html$/],
  ['ladder on paper', /^tracks\/[^/]+\/print\/index\.html$/],
  ['levels on paper', /^levels\/[^/]+\/to\/[^/]+\/print\/index\.html$/],
  ['path on paper', /^paths\/[^/]+\/print\/index\.html$/],
  ['sheet on paper', /^paths\/[^/]+\/matrix\/print\/index\.html$/],
  ['packet on paper', /^packets\/[^/]+\/print\/index\.html$/],
  ['matrix', /^paths\/[^/]+\/matrix\/index\.html$/],
  ['plan', /^paths\/[^/]+\/plan\/index\.html$/],
  ['phase', /^paths\/[^/]+\/[^/]+\/index\.html$/],
  ['path', /^paths\/[^/]+\/index\.html$/],
  ['difference', /^levels\/[^/]+\/to\/[^/]+\/index\.html$/],
  ['level', /^levels\/[^/]+\/index\.html$/],
  ['compare', /^tracks\/[^/]+\/compare\/index\.html$/],
  ['ladder', /^tracks\/[^/]+\/index\.html$/],
  ['skills', /^skills\/index\.html$/],
  ['skill', /^skills\/[^/]+\/index\.html$/],
  ['resources', /^resources\/index\.html$/],
  ['resource', /^resources\/[^/]+\/index\.html$/],
  ['archetypes', /^archetypes\/index\.html$/],
  ['pitfalls', /^pitfalls\/index\.html$/],
  ['packet', /^packets\/[^/]+\/index\.html$/],
  ['plain page', /^guide\/.+\/index\.html$/],
  ['glossary', /^glossary\/index\.html$/],
  ['your copy', /^your-copy\/index\.html$/],
  ['search', /^search\/index\.html$/],
];

/** Every file of the site, as `a/b.html`, sorted. */
export function files(root = SITE) {
  const found = [];
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder + entry.name;
      if (entry.isDirectory()) walk(path + '/');
      else found.push(path);
    }
  };
  walk('');
  return found.sort();
}

/** Every HTML page that is more than a redirect. */
export function pages(root = SITE) {
  return files(root).filter((path) => path.endsWith('.html') && !isRedirect(join(root, path)));
}

export function isRedirect(file) {
  return /http-equiv="?refresh/i.test(readFileSync(file, 'utf8').slice(0, 4096));
}

/** The fullest page of each kind that there is, as [{ kind, path }]; each other top folder is a kind too. */
export function onePageOfEachKind(root = SITE) {
  const fullest = new Map();
  for (const path of pages(root)) {
    const kind = KINDS.find(([, pattern]) => pattern.test(path))?.[0] ?? `other, ${path.split('/')[0]}`;
    const size = statSync(join(root, path)).size;
    if (size > (fullest.get(kind)?.size ?? -1)) fullest.set(kind, { path, size });
  }
  if (fullest.size === 0) throw new Error(`there is no page in ${root}`);
  return [...fullest].map(([kind, { path }]) => ({ kind, path }));
}

/** The kinds that the design promises and the site lacks. */
export function missingKinds() {
  const there = onePageOfEachKind().map(({ kind }) => kind);
  return KINDS.map(([kind]) => kind).filter((kind) => !there.includes(kind));
}

/** The fullest page of one kind. */
export function pageOf(kind) {
  const found = onePageOfEachKind().find((one) => one.kind === kind);
  if (!found) throw new Error(`${SITE} has no page of the kind “${kind}”`);
  return found.path;
}
