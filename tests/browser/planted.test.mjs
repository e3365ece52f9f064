// The checks themselves: each must find the fault that is planted for it, and none in a sound page.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch, withPage } from './browser.mjs';
import { axeFaults, sidewaysFaults } from './checks.mjs';
import { crawl } from './crawl.mjs';
import { nuFaults, validateFaults } from './html.mjs';
import { keyboardFaults, skipFaults } from './keyboard.mjs';
import { paperFaults } from './pdf.mjs';
import { serve } from './server.mjs';

const STYLE = `
  :root { color-scheme: light dark }
  .skip:not(:focus) { position: absolute; left: -999px }
  .pale { color: #aaa; background: #fff }
  .tiny { display: inline-block; width: 9px; height: 9px; overflow: hidden; font-size: 6px }
  .wide { width: 600px }
  .scroll { overflow-x: auto }
  .cut { overflow: hidden; white-space: nowrap; width: 100px }
  .unmarked:focus { outline: none }
  .away { position: fixed; left: -999px }
  .under { position: relative; z-index: -1 }
  .cover { position: fixed; inset: 0; background: white }
  @media print { .no-paper { display: none } .new-sheet { break-after: page } .off-paper { position: relative; left: 200cm } }
  .new-sheet { height: 1px }`;
const WORDS = 'A reader should always know where they are, which way leads on, and how far they have come on it so far today.';

const html = (main, { head = '', first = '<a class="skip" href="#main">Skip to the content</a>' } = {}) => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A planted page</title>
<link rel="icon" href="icon.svg">
<link rel="stylesheet" href="style.css">
${head}</head>
<body>
<header>${first}<a href="index.html">Home</a></header>
<main id="main">
<h1>A planted page</h1>
<p>${WORDS}</p>
${main}
</main>
</body>
</html>
`;

let browser, site, folder;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waypost-planted-'));
  put('style.css', STYLE);
  put('icon.svg', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z"/></svg>');
  put('sound.html', html('<p><a href="index.html#main">A link</a></p>'));
  put('index.html', html('<p><a href="sound.html">A sound page</a></p>'));
  [browser, site] = await Promise.all([launch(), serve(folder)]);
});
after(async () => {
  await browser?.close();
  site?.close();
  rmSync(folder, { recursive: true, force: true });
});

function put(path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Opens a page with this content in its main part, and looks at it. */
function on(main, look, { options = {}, ...more } = {}) {
  put('planted.html', html(main, more));
  return withPage(browser, { home: site.url, ...options }, async (page, faults) => {
    await page.goto(site.url + 'planted.html', { waitUntil: 'networkidle' });
    return look(page, faults);
  });
}

const finds = async (faults, pattern) => assert.match((await faults).join('\n'), pattern);

test('axe', async () => {
  assert.deepEqual(await on('', axeFaults), []);
  await finds(on('<p class="pale">Pale words</p>', axeFaults), /color-contrast/);
  await finds(on('<a class="tiny" href="#a">a</a><a class="tiny" href="#b">b</a>', axeFaults), /target-size/);
  await finds(on('<h4>Too deep</h4>', axeFaults), /heading-order/);
  await finds(on('<img src="icon.svg">', axeFaults), /image-alt/);
});

test('quiet', async () => {
  const faults = (page, all) => all;
  assert.deepEqual(await on('', faults), []);
  for (const options of [{ javaScriptEnabled: true }, { javaScriptEnabled: false }]) {
    await finds(on('<p style="color: red">Styled</p>', faults, { options }), /Content Security Policy/);
    await finds(on('<img alt="" src="http://127.0.0.2:9/a.png">', faults, { options }), /request to elsewhere: http:\/\/127\.0\.0\.2/);
    await finds(on('<img alt="" src="missing.png">', faults, { options }), /404/);
  }
  await finds(on('<script>1</script>', faults), /Content Security Policy/);
  put('talks.js', 'console.log("hello"); missing()');
  await finds(on('<script src="talks.js"></script>', faults), /console log: hello[^]*script error: missing is not defined/);
});

test('narrow', async () => {
  const narrow = (main) => on(main, sidewaysFaults, { options: { viewport: { width: 320, height: 640 } } });
  assert.deepEqual(await narrow('<div class="scroll" tabindex="0" role="region" aria-label="Wide"><div class="wide">Wide</div></div>'), []);
  await finds(narrow('<div class="wide">Wide</div>'), /the page is 6\d\d px wide/);
  await finds(narrow('<div class="scroll"><div class="wide">Wide</div></div>'), /not by keyboard/);
  await finds(narrow(`<div class="cut">${WORDS}</div>`), /cut off/);
});

test('on paper', async () => {
  const paper = (main) => on(main, (page) => paperFaults(page, 'A4', join(folder, 'planted.pdf')));
  assert.deepEqual(await paper(`<p>${WORDS}</p>`), []);
  await finds(paper('<div class="new-sheet"></div><div class="new-sheet"></div><p>the last words of all</p>'), /sheet 2 of 3 is empty/);
  await finds(paper('<p class="off-paper">Nobody will read this.</p>'), /not on paper|over the edge/);
});

test('by keyboard', async () => {
  const walk = (main, more) => on(main, (page) => keyboardFaults(page), more);
  const skip = (main, more) => on(main, (page) => skipFaults(page), more);
  assert.deepEqual(await walk('<p><a href="#main">A link</a></p>'), []);
  assert.deepEqual(await skip('<p><a href="#main">A link</a></p>'), []);
  await finds(walk('', { first: '' }), /not a link that skips/);
  await finds(skip('', { first: '<a href="#nowhere">Skip</a><a href="a">Home</a>' }), /not in the main part/);
  await finds(walk('<a class="unmarked" href="#main">A link</a>'), /does not show/);
  await finds(walk('<a class="under" href="#main">A link</a><div class="cover"></div>'), /under something else/);
  await finds(walk('<a class="away" href="#main">A link</a>'), /out of sight/);
});

test('links', async () => {
  const homes = { sub: site.url, disk: pathToFileURL(folder + '/').href };
  for (const home of Object.values(homes)) {
    const { faults, reached } = await crawl(browser, home);
    assert.deepEqual(faults, []);
    assert.ok(reached.includes('sound.html'));
  }
  put('planted/index.html', html('').replaceAll('"style', '"../style').replaceAll('"icon', '"../icon').replaceAll('"index', '"../index'));
  put('sound.html', html(`<a href="missing.html">1</a><a href="index.html#missing">2</a><a href="planted/">3</a>
    <a href="/elsewhere">4</a><img alt="" src="missing.png"><a href="https://example.com/careers/x">5</a><a href="data.csv">6</a>`,
  { head: '' }));
  put('index.html', html('<p><a href="sound.html">A sound page</a></p>', { head: '<link rel="canonical" href="https://example.com/careers/">' }));
  for (const [from, home] of Object.entries(homes)) {
    const faults = crawl(browser, home).then((result) => result.faults);
    await finds(faults, /links to missing\.html/);
    await finds(faults, /index\.html#missing points at an id/);
    await finds(faults, /\/elsewhere leads out of the site/);
    await finds(faults, /missing\.png/);
    await finds(faults, /leaves this copy/);
    await finds(faults, /data\.csv/);
    if (from === 'disk') await finds(faults, /planted\/, a folder/);
  }
});

test('HTML checkers', async () => {
  rmSync(folder, { recursive: true });
  put('sound.html', html(''));
  assert.deepEqual(await nuFaults(folder), []);
  assert.deepEqual(await validateFaults(folder, ['sound.html']), []);
  put('faulty.html', html('<p id="a">One<p id="a">Two</p><div><span><p>Three</p></span></div><table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table></em>'));
  await finds(nuFaults(folder), /faulty\.html:\d+: Duplicate ID/);
  await finds(validateFaults(folder, ['faulty.html']), /faulty\.html:\d+:\d+: .*no-dup-id/);
});
