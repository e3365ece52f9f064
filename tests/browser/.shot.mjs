import { launch } from './browser.mjs';
const [url, out, w, script, scheme] = process.argv.slice(2);
const b = await launch(); const c = await b.newContext({ viewport: { width: +w || 1280, height: 900 }, colorScheme: scheme || 'light' }); const p = await c.newPage();
p.on('console', m => console.log(m.text())); p.on('pageerror', e => console.log(e.message));
await p.goto(url);
if (script) { const f = new Function('p', 'return (async()=>{' + script + '})()'); await f(p); }
await p.screenshot({ path: out, fullPage: true }); await b.close();
