// The two HTML checkers: the Nu checker of the W3C, and html-validate.
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HtmlValidate } from 'html-validate';
import rules from './html-validate.config.mjs';

/** Faults that the Nu checker finds in all files of a folder, in one process. */
export async function nuFaults(folder) {
  const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
  const args = ['-Xss2m', '-jar', jar, '--skip-non-html', '--errors-only', '--format', 'json', folder];
  const { stderr } = await new Promise((done, fail) => execFile('java', args, { maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
    // It exits with 1 when it finds something, and writes what it finds on stderr.
    if (error && error.code !== 1) fail(error);
    else done({ stderr });
  }));
  return JSON.parse(stderr).messages.map(({ url, firstLine, lastLine, message, extract }) =>
    `${url ? relative(folder, fileURLToPath(url)) : folder}:${firstLine ?? lastLine}: ${message} (${extract?.trim()})`);
}

/** Faults that html-validate finds in these pages. */
export async function validateFaults(folder, paths) {
  const validator = new HtmlValidate(rules);
  const faults = [];
  for (const path of paths) {
    const { results } = await validator.validateFile(join(folder, path));
    for (const { messages } of results) {
      for (const { line, column, message, ruleId } of messages) faults.push(`${path}:${line}:${column}: ${message} (${ruleId})`);
    }
  }
  return faults;
}
