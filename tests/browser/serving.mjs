// Runs `waypost serve` on a folder of its own that a test may edit, break and mend.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { REPOSITORY } from './site.mjs';

/** $WAYPOST_BINARY, or the binary that was built last. */
export function binary() {
  if (process.env.WAYPOST_BINARY) return process.env.WAYPOST_BINARY;
  const built = ['release', 'debug'].map((profile) => join(REPOSITORY, 'target', profile, 'waypost'))
    .map((file) => ({ file, at: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.at - a.at)[0];
  if (!built.at) throw new Error('there is no binary; run `cargo build`');
  return built.file;
}

/** A folder that goes when the test ends, with these files in it, or with the repository's own content. */
export class Folder {
  constructor(files) {
    this.path = mkdtempSync(join(tmpdir(), 'waypost-preview-'));
    if (files) for (const [name, text] of Object.entries(files)) this.write(name, text);
    else for (const name of ['site.toml', 'content']) cpSync(join(REPOSITORY, name), join(this.path, name), { recursive: true });
  }
  read(name) { return readFileSync(join(this.path, name), 'utf8'); }
  write(name, text) {
    mkdirSync(dirname(join(this.path, name)), { recursive: true });
    writeFileSync(join(this.path, name), text);
  }
  edit(name, from, to) {
    const text = this.read(name);
    if (!text.includes(from)) throw new Error(`${name} has no “${from}”`);
    this.write(name, text.replace(from, () => to));
  }
  remove(name) { rmSync(join(this.path, name)); }
  clear() { rmSync(this.path, { recursive: true, force: true }); }
}

/** Resolves to { url, stop } once the server has said where it is; `stop` ends it as SIGKILL does. */
export async function preview(folder, options = [], port = 0) {
  const { WAYPOST_EDITOR, ...env } = process.env; // the editor of whoever runs the tests
  const child = spawn(binary(), ['serve', '--root', folder.path, '--port', String(port), ...options], {
    stdio: ['ignore', 'pipe', 'pipe'], env,
  });
  let said = '';
  child.stderr.on('data', (text) => { said += text; });
  const ended = new Promise((done) => { child.on('exit', done); });
  const url = await new Promise((found, missed) => {
    let out = '';
    child.stdout.on('data', (text) => {
      out += text;
      const line = /^(http:\S+)\n/m.exec(out);
      if (line) found(line[1]);
    });
    ended.then((code) => missed(new Error(`waypost serve ended with ${code}: ${said}`)));
  });
  return { url, stop: () => { child.kill('SIGKILL'); return ended; } };
}

/**
 * A proxy as people put in front of things: another origin and another path, nothing else changed.
 * What it leads to is set as `to`, once that is known.
 */
export async function proxy(path) {
  const front = {};
  const server = createServer((incoming, answer) => {
    if (!incoming.url.startsWith(path)) { answer.writeHead(404).end(); return; }
    const target = new URL(front.to);
    const onward = request({
      host: target.hostname, port: target.port, method: incoming.method,
      path: target.pathname + incoming.url.slice(path.length), headers: incoming.headers,
    }, (got) => {
      answer.writeHead(got.statusCode, got.headers);
      answer.flushHeaders();
      got.pipe(answer);
      got.on('close', () => { if (!got.complete) answer.destroy(); });
    });
    onward.on('error', () => { if (answer.headersSent) answer.destroy(); else answer.writeHead(502).end('nobody is there'); });
    answer.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  front.url = `http://localhost:${server.address().port}${path}`;
  front.close = () => { server.close(); server.closeAllConnections(); };
  return front;
}
