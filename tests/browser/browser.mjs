// Starts Chromium with a fresh profile, and opens pages that remember what went wrong in them.
import { accessSync, constants } from 'node:fs';
import { chromium } from 'playwright-core';

export const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** $CHROMIUM, or where Debian and Google put it. */
export function chromiumFile() {
  const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];
  for (const file of places.filter(Boolean)) {
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch { /* the next one */ }
  }
  throw new Error('no Chromium found; `apt-get install chromium`, or name one in CHROMIUM');
}

export function launch() {
  return chromium.launch({ executablePath: chromiumFile(), args: FLAGS });
}

/**
 * Runs `look(page, faults)` in a context of its own, and closes it. `faults` gathers everything
 * that the page says or asks for and should not: a console message (Chromium reports a breach of
 * the content security policy as one), an error, a failed request, a request to elsewhere.
 */
export async function withPage(browser, options, look) {
  const { home, ...contextOptions } = options;
  const context = await browser.newContext(contextOptions);
  try {
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    const faults = [];
    page.on('console', (message) => faults.push(`console ${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => faults.push(`script error: ${error.message}`));
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText;
      // Aborted is what was still under way when the test went on to the next page.
      if (reason !== 'net::ERR_ABORTED') faults.push(`request failed: ${request.url()} (${reason})`);
    });
    page.on('request', (request) => {
      if (home && !request.url().startsWith(home)) faults.push(`request to elsewhere: ${request.url()}`);
    });
    return await look(page, faults);
  } finally {
    await context.close();
  }
}
