// Serves a folder on loopback as a plain web server would: under a sub-path, with a strict policy.
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { createGzip, gzipSync } from 'node:zlib';

const TYPES = {
  '.css': 'text/css; charset=utf-8', '.csv': 'text/csv; charset=utf-8', '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon', '.jpg': 'image/jpeg', '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json', '.md': 'text/markdown; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png', '.svg': 'image/svg+xml', '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json', '.webp': 'image/webp', '.woff2': 'font/woff2',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', '.xml': 'application/xml',
};
const BASE = '/some/sub/path/';
/** The header that docs/deploying.md recommends: what runs here runs there. */
export const POLICY = /add_header Content-Security-Policy "([^"]+)"/.exec(readFileSync(new URL('../../docs/deploying.md', import.meta.url), 'utf8'))[1];

/** The file for a path below the base, or `{ redirect }`, or nothing. */
function find(root, path) {
  const file = join(root, normalize('/' + path));
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isFile()) return { file };
  if (!stat?.isDirectory()) return {};
  if (path && !path.endsWith('/')) return { redirect: true };
  return statSync(join(file, 'index.html'), { throwIfNoEntry: false })?.isFile()
    ? { file: join(file, 'index.html') } : {};
}

/**
 * Resolves to { url, close, outside }: the site's address, and the paths that were asked for
 * outside the sub-path, which no page of the site may do.
 */
export async function serve(root, notFound = join(root, '404.html')) {
  const outside = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://host');
    const headers = { 'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff' };
    // As public hosts do it; Lighthouse reckons with the bytes on the wire.
    const zip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') && !/\.(png|jpg|webp|woff2|xlsx)$/.test(pathname);
    if (zip) headers['Content-Encoding'] = 'gzip';
    if (!pathname.startsWith(BASE)) {
      outside.push(pathname);
      response.writeHead(404, { 'Content-Type': TYPES['.txt'] }).end('outside the site\n');
      return;
    }
    const { file, redirect } = find(root, decodeURIComponent(pathname.slice(BASE.length)));
    if (redirect) {
      response.writeHead(301, { Location: pathname + '/' }).end();
    } else if (file && pathname !== BASE + '404.html') {
      headers['Content-Type'] = TYPES[extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, headers);
      const stream = createReadStream(file);
      (zip ? stream.pipe(createGzip()) : stream).pipe(response);
    } else {
      const page = statSync(notFound, { throwIfNoEntry: false }) ? readFileSync(notFound, 'utf8') : 'not found\n';
      // It was built for this host; the port is known only now.
      const here = page.replaceAll(`http://127.0.0.1${BASE}`, `http://${request.headers.host}${BASE}`);
      response.writeHead(pathname === BASE + '404.html' ? 200 : 404, { ...headers, 'Content-Type': TYPES['.html'] });
      response.end(zip ? gzipSync(here) : here);
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${server.address().port}${BASE}`,
    outside,
    close: () => { server.close(); server.closeAllConnections(); },
  };
}
