// Follows every link of a site from its home page, without JavaScript, and gives what leads nowhere.
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { withPage } from './browser.mjs';
import { linksOf } from './checks.mjs';

/** One name for a page, however it is linked to. */
const key = (path) => path.replace(/(^|\/)index\.html$/, '$1');
const named = (path) => key(path) || 'home';

/**
 * `home` is the address of the site's folder, `http:` or `file:`. Resolves to { faults, reached };
 * `reached` holds the pages that were opened, as paths below `home` without `index.html`.
 */
export function crawl(browser, home) {
  return withPage(browser, { home, javaScriptEnabled: false }, async (page, noise) => {
    const faults = new Set();
    const ids = new Map(); // what each page has to point at
    const fragments = []; // what is pointed at, looked up when all pages are known
    const start = home.startsWith('file:') ? 'index.html' : '';
    const queue = [{ path: start, from: start }];
    const seen = new Set([start]);
    let published; // the address that the home page says it is published at

    for (const { path, from } of queue) {
      noise.length = 0; // what the page before still had to say
      const opened = await open(page, home, path);
      if (opened === 'a file' || (opened === 'a page' && ids.has(key(path)))) continue;
      if (opened !== 'a page') {
        faults.add(`${named(from)} links to ${named(path)}, ${opened}`);
        continue;
      }
      const { links, ...here } = await linksOf(page);
      ids.set(key(path), new Set(here.ids));
      published ??= here.canonical ?? '';
      if (!here.heading) faults.add(`${named(path)} has no heading`);
      for (const fault of [...here.broken, ...noise]) faults.add(`${named(path)}: ${fault}`);
      for (const { tag, written, url } of links) {
        const fault = linkFault(home, published, tag, url);
        if (fault) faults.add(`${named(path)}: ${written} ${fault}`);
        if (!url.startsWith(home)) continue;
        const [target, fragment] = url.slice(home.length).split('#');
        const next = target.split('?')[0];
        if (tag === 'a' && fragment && fragment !== 'top') fragments.push({ path, next, fragment, written });
        if (!seen.has(next)) queue.push({ path: next, from: path });
        seen.add(next);
      }
    }
    for (const { path, next, fragment, written } of fragments) {
      const there = ids.get(key(next));
      if (there && !there.has(decodeURIComponent(fragment))) faults.add(`${named(path)}: ${written} points at an id that is not there`);
    }
    return { faults: [...faults].sort(), reached: [...ids.keys()] };
  });
}

function linkFault(home, published, tag, url) {
  if (tag === 'a' && published && url.startsWith(published)) return 'leaves this copy of the site for the published one';
  const sameHost = url.startsWith(new URL('/', home).href);
  if (!url.startsWith(home) && (sameHost || !/^(https?|mailto|tel):/.test(url))) return 'leads out of the site';
  return undefined;
}

/** 'a page' (now open), 'a file', or what is wrong. */
async function open(page, home, path) {
  const isPage = /(^|\/|\.html)$/.test(path) || !/\.\w+$/.test(path);
  if (home.startsWith('file:')) {
    const stat = statSync(fileURLToPath(home + path), { throwIfNoEntry: false });
    if (!stat) return 'which is not there';
    if (stat.isDirectory()) return 'a folder, which opens no page from disk';
    if (!isPage) return 'a file';
    await page.goto(home + path, { waitUntil: 'load' });
    return 'a page';
  }
  const answer = isPage ? await page.goto(home + path, { waitUntil: 'load' }) : await fetch(home + path);
  const status = typeof answer.status === 'function' ? answer.status() : answer.status;
  if (status !== 200) return `which answers ${status}`;
  return isPage ? 'a page' : 'a file';
}
