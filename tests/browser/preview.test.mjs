// `waypost serve` as an author meets it: edit and see, break and be told, mend and see it go.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { launch, withPage } from './browser.mjs';
import { axeFaults, none, sidewaysFaults } from './checks.mjs';
import { keyboardFaults } from './keyboard.mjs';
import { Folder, preview, proxy } from './serving.mjs';

const LINES = Array.from({ length: 60 }, (_, n) => `Paragraph ${n} says something of its own, so that the page is longer than the window.\n`);
const SITE = {
  'site.toml': 'title = "Careers"\nbase_url = "https://careers.example.com/"\n[areas.technical]\ntitle = "Technical"\n',
  'content/tracks/ic.md': '+++\ntitle = "Engineers"\nlevels = ["engineer", "senior"]\n+++\n',
  'content/levels/engineer.md': '+++\ntitle = "Engineer"\ntrack = "ic"\nrequires.design = "beginner"\n+++\n## [[design]]\n- Draws what is asked\n',
  'content/levels/senior.md': '+++\ntitle = "Senior"\ntrack = "ic"\nincludes = "engineer"\nrequires.design = "advanced"\n+++\nLeads.\n\n## [[design]]\n- Draws what is needed\n',
  'content/skills/design.md': '+++\ntitle = "Design"\narea = "technical"\n+++\nTo draw.\n\n## Beginner\nLines.\n\n## Intermediate\nShapes.\n\n## Advanced\nRooms.\n\n## Expert\nHouses.\n',
  'content/guide/long.md': `# A long page\n\n![A dot](/dot.svg)\n\n## Begin\n\n${LINES.slice(0, 30).join('\n')}\n## Middle\n\n${LINES.slice(30).join('\n')}\n`,
  'static/dot.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><path d="M0 0h20v20z"/></svg>\n',
  'templates/hooks/before-content.html': `<form><label>Name <input name="who"></label> <label>Why <textarea name="why"></textarea></label>
<label>One <select name="one"><option>a</option><option>b</option></select></label>
<label><input type="checkbox" name="tick"> Tick</label></form>
<details><summary>First fold</summary>inside</details><details open><summary>Second fold</summary>inside</details>\n`,
};

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

/** Opens `path` of a preview of `files` and lets `look` loose on it; what the page says on the console is a fault. */
async function previewing(path, look, { files = SITE, serve = [], expected = /^$/, ...options } = {}) {
  const folder = new Folder(files);
  let server = await preview(folder, serve);
  try {
    await withPage(browser, { viewport: { width: 1280, height: 800 }, home: server.url, ...options }, async (page, faults) => {
      await page.goto(server.url + path);
      await ready(page);
      await look(page, folder, server);
      none(faults.filter((fault) => !expected.test(fault)));
    });
  } finally {
    await server.stop();
    folder.clear();
  }
}

const bar = (page) => page.locator('waypost-preview');
const panel = (page) => bar(page).getByRole('region');
const ready = (page) => bar(page).getByRole('button', { name: /fault/i }).first().waitFor();
const sees = (page, text) => page.locator('body').getByText(text).first().waitFor();
/** Until the page was renewed, to what the last edit wrote. */
async function settled(page) {
  await ready(page);
  await page.waitForTimeout(250);
}
/** Counts how often the document is loaded, and leaves a mark that a reload would wipe. */
const marked = (page) => page.evaluate(() => { window.mark = true; });
const isMarked = (page) => page.evaluate(() => window.mark === true);

test('what was saved is seen, and what the reader did is kept', () => previewing('guide/long/', async (page, folder) => {
  await page.fill('[name=who]', 'Ada');
  await page.fill('[name=why]', 'one\ntwo');
  await page.selectOption('[name=one]', 'b');
  await page.check('[name=tick]');
  await page.getByText('First fold').click();
  await page.getByText('Second fold').click();
  await page.focus('[name=why]');
  await page.evaluate(() => document.querySelector('[name=why]').setSelectionRange(2, 5));
  await page.evaluate(() => document.getElementById('middle').scrollIntoView({ behavior: 'instant' }));
  const middle = () => page.evaluate(() => Math.round(document.getElementById('middle').getBoundingClientRect().top));
  const before = await middle();

  folder.edit('content/guide/long.md', '## Begin\n', '## Begin\n\nWritten just now.\n\nAnd this.\n');
  await sees(page, 'Written just now.');
  await settled(page);
  assert.equal(await middle(), before, 'what was read stays where it was');
  assert.deepEqual(await page.evaluate(() => {
    const why = document.querySelector('[name=why]');
    return {
      fields: ['who', 'why', 'one'].map((name) => document.querySelector(`[name=${name}]`).value),
      ticked: document.querySelector('[name=tick]').checked,
      folds: [...document.querySelectorAll('details')].filter((one) => / fold/.test(one.textContent)).map((one) => one.open),
      focus: document.activeElement === why,
      caret: [why.selectionStart, why.selectionEnd],
    };
  }), { fields: ['Ada', 'one\ntwo', 'b'], ticked: true, folds: [true, false], focus: true, caret: [2, 5] });
}));

test('a field that goes and comes back has its text', () => previewing('guide/long/', async (page, folder) => {
  await page.fill('[name=who]', 'Ada');
  await page.waitForTimeout(800);
  const hook = 'templates/hooks/before-content.html';
  folder.edit(hook, '<input name="who">', 'no field');
  await sees(page, 'no field');
  await settled(page);
  folder.edit(hook, 'no field', '<input name="who">');
  await page.locator('[name=who]').waitFor();
  await settled(page);
  assert.equal(await page.inputValue('[name=who]'), 'Ada');
}));

test('no key is lost by one who types while files change', () => previewing('guide/long/', async (page, folder) => {
  const words = 'the quick brown fox jumps over the lazy dog';
  await page.focus('[name=who]');
  for (const [n, key] of [...words].entries()) {
    await page.keyboard.type(key);
    if (n % 10 === 4) folder.edit('content/guide/long.md', '## Begin\n', `## Begin\n\nSaved at ${n}.\n`);
    await page.waitForTimeout(40);
  }
  await sees(page, 'Saved at 34.');
  await settled(page);
  await page.keyboard.type('!');
  assert.equal(await page.inputValue('[name=who]'), `${words}!`);
}));

test('a change of words is put into the page as it stands, and makes the page that loading makes', () => previewing('levels/senior/', async (page, folder, server) => {
  const document = (tab) => tab.evaluate(() => window.document.documentElement.outerHTML
    .replace(/<waypost-preview.*?<\/waypost-preview>/s, '').replace(/ data-version="\w+"/, ''));
  // The text of the page is fetched once it is shown.
  await page.waitForTimeout(500);
  await marked(page);
  const fresh = await page.context().newPage();
  let is = 'Draws what is needed';
  for (const next of ['Draws what is wanted', 'Draws & <b>builds</b> what is wanted', 'Draws `code` and *words*', 'Draws one\n- Draws two\n- Draws three', 'Draws again']) {
    folder.edit('content/levels/senior.md', is, next);
    is = next;
    const words = next.split('\n').pop().replace(/^- |[*`]|<\/?b>/g, '');
    await page.waitForFunction((said) => window.document.querySelector('main').textContent.replace(/<\/?b>/g, '').includes(said), words);
    await fresh.goto(server.url + 'levels/senior/');
    await ready(fresh);
    assert.equal(await document(page), await document(fresh), next);
  }
  assert.ok(await isMarked(page), 'the page was not loaded again');
  folder.edit('content/levels/senior.md', 'title = "Senior"', 'title = "Elder"');
  await page.waitForFunction(() => window.document.title.startsWith('Elder'));
  await fresh.goto(server.url + 'levels/senior/');
  await ready(fresh);
  await settled(page);
  assert.equal(await document(page), await document(fresh), 'the title');
  await fresh.close();
}, { files: { ...SITE, 'templates/hooks/before-content.html': '<p>Nothing to fill in.</p>\n' } }));

test('a page that did not change is not loaded again', () => previewing('guide/long/', async (page, folder) => {
  await marked(page);
  folder.edit('content/skills/design.md', 'To draw.', 'To draw well.');
  await page.waitForTimeout(1000);
  assert.ok(await isMarked(page));
}));

test('styles and pictures change in the page as it stands', () => previewing('guide/long/', async (page, folder) => {
  await marked(page);
  folder.edit('site.toml', '[areas', '[theme]\naccent = "#7a1b48"\n[areas');
  await page.waitForFunction(() => getComputedStyle(document.documentElement).getPropertyValue('--accent').trim() === '#7a1b48');
  assert.ok(await isMarked(page), 'the page was not loaded again for a style');
  assert.equal(await page.locator('link[rel=stylesheet]').count(), 2, 'the old sheet is gone');

  folder.edit('static/dot.svg', 'width="20"', 'width="60"');
  await page.waitForFunction(() => document.querySelector('main img').naturalWidth === 60);
  assert.ok(await isMarked(page), 'nor for a picture');
}));

test('a fault is told over the last good page, and goes by itself', () => previewing('levels/senior/', async (page, folder, server) => {
  await marked(page);
  folder.edit('content/levels/senior.md', 'requires.design', 'requires.desing');
  await panel(page).waitFor();
  const text = await panel(page).innerText();
  for (const part of ['1 fault here', 'no skill is called', 'desing', '^^^^^^', 'did you mean', 'content/levels/senior.md', 'as it last was']) assert.ok(text.includes(part), `“${part}” in: ${text}`);
  assert.ok(!/error\[|= help/.test(text), 'nothing is said twice');
  const link = await panel(page).getByRole('link', { name: /in the editor/ }).getAttribute('href');
  assert.match(link, /^vscode:\/\/file\/.*content\/levels\/senior\.md:5:\d+$/);
  assert.ok(link.includes(folder.path), 'the editor is told the whole path');
  assert.ok(await page.locator('main').getByText('Draws what is needed').first().isVisible(), 'the last good version stays');
  assert.ok(await isMarked(page));
  await page.screenshot({ path: process.env.SHOTS ? `${process.env.SHOTS}/fault.png` : undefined });

  await page.keyboard.press('Escape');
  await panel(page).waitFor({ state: 'hidden' });
  folder.edit('content/levels/senior.md', 'Leads.', 'Leads on.');
  await page.waitForTimeout(800);
  assert.ok(await panel(page).isHidden(), 'what was closed stays closed while the faults are the same');

  await page.goto(server.url + 'levels/engineer/');
  await ready(page);
  assert.ok(await page.getByRole('heading', { name: 'Engineer', exact: true }).isVisible(), 'the rest can be read');
  await bar(page).getByRole('button', { name: '1 fault elsewhere' }).waitFor();
  folder.edit('content/levels/engineer.md', 'requires.design', 'requires.desine');
  await panel(page).waitFor();
  assert.match(await panel(page).innerText(), /1 fault here, 1 elsewhere/, 'a new fault opens the list again');

  folder.edit('content/levels/engineer.md', 'requires.desine', 'requires.design');
  folder.edit('content/levels/senior.md', 'requires.desing', 'requires.design');
  await panel(page).waitFor({ state: 'hidden' });
  await bar(page).getByRole('button', { name: 'No faults' }).waitFor();
  await page.goto(server.url + 'levels/senior/');
  await sees(page, 'Leads on.');
}, { serve: ['--editor', 'vscode'] }));

// They end later than the load, and would be gone from the bar for a moment at each save.
test('what the slower checks found does not come and go', () => previewing('levels/senior/', async (page, folder) => {
  const button = bar(page).getByRole('button', { name: /elsewhere/ });
  await button.waitFor();
  await page.waitForTimeout(500);
  const words = await button.textContent();
  folder.edit('content/levels/senior.md', 'Leads.', 'Leads on.');
  await sees(page, 'Leads on.');
  await page.waitForTimeout(700);
  await button.click();
  await button.evaluate((element) => {
    window.said = [];
    new MutationObserver(() => window.said.push(element.textContent)).observe(element, { childList: true, subtree: true, characterData: true });
  });
  folder.edit('content/guide/long.md', '## Begin', '## Begin with this');
  await page.waitForTimeout(1500);
  assert.deepEqual((await page.evaluate(() => window.said)).filter((one) => one !== words), []);
  assert.ok(await panel(page).isVisible(), 'the list stays open for whoever opened it');
}, { files: { ...SITE, 'content/skills/words.md': '+++\ntitle = "Words"\narea = "technical"\n+++\nTo say it plainly.\n' } }));

test('a page that exists only broken shows what it has', () => previewing('', async (page, folder, server) => {
  folder.write('content/skills/words.md', '+++\ntitle = "Words"\narea = "tecnical"\n+++\nTo say it plainly.\n');
  await panel(page).waitFor();
  await page.goto(server.url + 'skills/words/');
  await sees(page, 'To say it plainly.');
  await panel(page).getByText('has not been without an error').waitFor();
  folder.edit('content/skills/words.md', 'tecnical', 'technical');
  await panel(page).waitFor({ state: 'hidden' });
  await sees(page, 'To say it plainly.');
}));

test('a page that goes says so, and comes back by itself', () => previewing('guide/long/', async (page, folder, server) => {
  const text = folder.read('content/guide/long.md');
  folder.remove('content/guide/long.md');
  await bar(page).getByText('This page is gone').waitFor();
  assert.ok(await page.locator('main').getByText('Paragraph 1 says').isVisible());
  folder.write('content/guide/long.md', text.replace('A long page', 'A page again'));
  await sees(page, 'A page again');
  assert.ok(await bar(page).getByText('This page is gone').isHidden());

  await page.goto(server.url + 'guide/to-come/');
  await bar(page).getByText('There is no page at this address').waitFor();
  folder.write('content/guide/to-come.md', '# Here at last\n');
  await sees(page, 'Here at last');
}, { expected: /status of 404/ }));

test('jump to what was edited, if the author wants that', () => previewing('levels/senior/', async (page, folder, server) => {
  folder.edit('content/skills/design.md', 'To draw.', 'To draw well.');
  await page.waitForTimeout(700);
  assert.equal(page.url(), server.url + 'levels/senior/', 'it is off at first');
  await bar(page).getByRole('switch').check();
  folder.edit('content/skills/design.md', 'To draw well.', 'To draw better.');
  await page.waitForURL(server.url + 'skills/design/');
  await sees(page, 'To draw better.');
  await ready(page);
  assert.ok(await bar(page).getByRole('switch').isChecked(), 'it is remembered');

  await page.fill('[name=who]', 'Ada');
  await page.waitForTimeout(800);
  folder.edit('content/levels/senior.md', 'Leads.', 'Leads on.');
  await bar(page).getByText('Not left, because').waitFor();
  assert.equal(page.url(), server.url + 'skills/design/', 'what is typed is not left behind');
}));

test('two tabs don’t disturb each other', () => previewing('levels/senior/', async (page, folder, server) => {
  const other = await page.context().newPage();
  await other.goto(server.url + 'guide/long/');
  await settled(other);
  await page.fill('[name=who]', 'here');
  await other.fill('[name=who]', 'there');
  await page.waitForTimeout(800);
  await marked(page);
  folder.edit('content/guide/long.md', '## Begin\n', '## Begin\n\nNew there.\n');
  await sees(other, 'New there.');
  await settled(other);
  assert.equal(await other.inputValue('[name=who]'), 'there');
  assert.equal(await page.inputValue('[name=who]'), 'here');
  assert.ok(await isMarked(page));
  // The first one listens for both; when it goes, the second hears for itself.
  await page.close();
  folder.edit('content/guide/long.md', 'New there.', 'Newer there.');
  await sees(other, 'Newer there.');
}));

test('a server that ends is missed calmly, and found again', async () => {
  const folder = new Folder(SITE);
  let server = await preview(folder);
  const port = new URL(server.url).port;
  try {
    await withPage(browser, {}, async (page) => {
      await page.goto(server.url + 'guide/long/');
      await ready(page);
      await page.fill('[name=who]', 'Ada');
      await server.stop();
      await bar(page).getByText('The preview has ended').waitFor();
      assert.ok(await page.locator('main').getByText('Paragraph 1 says').isVisible());
      folder.edit('content/guide/long.md', '## Begin\n', '## Begin\n\nWritten meanwhile.\n');
      server = await preview(folder, [], port);
      await sees(page, 'Written meanwhile.');
      await settled(page);
      assert.ok(await bar(page).getByText('The preview has ended').isHidden());
      assert.equal(await page.inputValue('[name=who]'), 'Ada');
    });
  } finally {
    await server.stop();
    folder.clear();
  }
});

for (const [name, options] of [['which was told of', (way) => ['--base-url', way.url]], ['by name alone', () => ['--allow-host', 'localhost']]]) {
  test(`behind a proxy under another origin and path, ${name}`, async () => {
    const folder = new Folder(SITE);
    const way = await proxy('/tools/preview/');
    let server = await preview(folder, options(way));
    way.to = server.url;
    try {
      await withPage(browser, { home: way.url }, async (page, faults) => {
        await page.goto(`${way.url}levels/senior/`);
        await ready(page);
        folder.edit('content/levels/senior.md', 'Leads.', 'Leads on.');
        await sees(page, 'Leads on.');
        await settled(page);
        folder.edit('content/levels/senior.md', 'requires.design', 'requires.desing');
        await panel(page).waitFor();
        await page.getByRole('navigation').first().getByRole('link').first().click();
        await page.waitForURL((url) => url.href.startsWith(way.url) && !url.href.includes('senior'));
        await ready(page);
        none(faults);
        // The proxy answers in the server's place, which is no network fault.
        await server.stop();
        await bar(page).getByText('The preview has ended').waitFor();
        server = await preview(folder, options(way));
        way.to = server.url;
        await bar(page).getByText('The preview has ended').waitFor({ state: 'hidden' });
      });
    } finally {
      way.close();
      await server.stop();
      folder.clear();
    }
  });
}

// Text of content stays text, wherever the bar shows it.
test('what an author writes is text in the bar', () => previewing('skills/evil/', async (page, folder) => {
  await bar(page).getByRole('button', { name: 'This page' }).click();
  folder.edit('content/skills/evil.md', '+++\nDone.', '"><img src=x onerror=alert(1)> = 1\n+++\nDone.');
  await bar(page).getByRole('button', { name: /2 faults here/ }).click();
  await panel(page).getByText('onerror').first().waitFor();
  const inside = await bar(page).evaluate((host) => host.shadowRoot.querySelectorAll('img, script').length);
  assert.equal(inside, 0);
}, { files: { ...SITE, 'content/skills/evil.md': '+++\ntitle = \'"><script>alert(1)</script>\'\narea = "technical"\nowner = \'<b>"&amp;\'\n+++\nDone.\n' } }));

test('the bar passes axe, in light and dark, wide and at 320 px', () => previewing('levels/senior/', async (page, folder) => {
  folder.edit('content/levels/senior.md', 'requires.design', 'requires.desing');
  await panel(page).waitFor();
  for (const [width, height] of [[1280, 800], [320, 640]]) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      for (const name of ['This page', 'Whole site', /fault/]) {
        await bar(page).getByRole('button', { name, expanded: false }).click();
        const where = `${name}, ${width} px, ${colorScheme}`;
        none(await axeFaults(page), where);
        none(await sidewaysFaults(page), where);
        assert.equal(await bar(page).evaluate((host) => {
          const dock = host.shadowRoot.querySelector('aside');
          return [dock, ...dock.querySelectorAll('.bar > *, .inner > *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1).length;
        }), 0, `nothing is wider than the window: ${where}`);
        if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${String(name).replace(/\W/g, '')}-${width}-${colorScheme}.png` });
      }
    }
  }
  await page.keyboard.press('Escape');
  await bar(page).getByRole('button', { name: 'Hide' }).click();
  none(await axeFaults(page), 'folded');
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  assert.ok(await page.evaluate(() => {
    const end = document.body.getBoundingClientRect().bottom;
    return end <= document.querySelector('waypost-preview').shadowRoot.querySelector('aside').getBoundingClientRect().top + 1;
  }), 'the bar stands below the page’s end, not on it');
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/folded.png` });
}, { serve: ['--editor', 'vscode'] }));

test('by keyboard alone', () => previewing('levels/senior/', async (page, folder) => {
  const focused = () => bar(page).evaluate((host) => host.shadowRoot.activeElement?.textContent ?? null);
  const until = async (words) => {
    for (let n = 0; n < 80; n += 1) {
      await page.keyboard.press('Tab');
      if ((await focused())?.includes(words)) return;
    }
    assert.fail(`Tab does not lead to “${words}”`);
  };
  none(await keyboardFaults(page, 20));
  await until('This page');
  await page.keyboard.press('Enter');
  assert.equal(await focused(), 'This page');
  await panel(page).getByText('Where its parts come from').waitFor();
  await until('content/levels/senior.md');
  const part = await focused();
  folder.edit('content/levels/senior.md', 'Leads.', 'Leads on.');
  await sees(page, 'Leads on.');
  await settled(page);
  assert.equal(await focused(), part, 'the focus stays in the panel when the page is renewed');
  await page.keyboard.press('Escape');
  assert.ok(await panel(page).isHidden());
  assert.equal(await focused(), 'This page', 'the focus is back where it came from');

  // Whoever is in a field is left there when the faults come.
  await page.focus('[name=who]');
  folder.edit('content/levels/senior.md', 'requires.design', 'requires.desing');
  await panel(page).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.name), 'who');
  await page.waitForFunction(() => document.querySelector('waypost-preview').shadowRoot.querySelector('[role=status]').textContent === '1 fault here');
  await until('in the editor');
  folder.edit('content/levels/senior.md', 'requires.desing', 'requires.design');
  await panel(page).waitFor({ state: 'hidden' });
  assert.equal(await focused(), 'No faults', 'nobody is left in a panel that is gone');

  await until('Hide');
  await page.keyboard.press('Enter');
  assert.equal(await focused(), 'Preview');
  await page.reload();
  await bar(page).getByRole('button', { name: /^Preview/ }).waitFor();
}, { serve: ['--editor', 'vscode'], reducedMotion: 'reduce' }));

test('nothing of it on paper, nothing left behind', () => previewing('levels/senior/', async (page, folder, server) => {
  const names = () => page.evaluate(() => Object.keys(window).sort().join());
  const withIt = await names();
  await page.emulateMedia({ media: 'print' });
  assert.ok(await bar(page).isHidden());
  await page.route('**/_waypost/preview.js', (route) => route.fulfill({ body: '' }));
  await page.goto(server.url + 'levels/senior/');
  assert.equal(await names(), withIt);
}));

test('the repository’s own content', () => previewing('levels/staff/', async (page, folder) => {
  folder.edit('content/levels/staff.md', 'title = "Staff Engineer"', 'title = "Staff Engineer, renamed"');
  await page.getByRole('heading', { level: 1, name: 'Staff Engineer, renamed' }).waitFor();
  await settled(page);
  folder.edit('content/levels/staff.md', 'requires.', 'requirs.');
  await panel(page).waitFor();
  folder.edit('content/levels/staff.md', 'requirs.', 'requires.');
  await panel(page).waitFor({ state: 'hidden' });
}, { files: null }));
