// The content security policy of every page, and the one that docs/deploying.md recommends, by Google's evaluator.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { none } from './checks.mjs';
import { POLICY } from './server.mjs';
import { pages, SITE } from './site.mjs';

const require = createRequire(import.meta.url);
const { CspEvaluator } = require('csp_evaluator/dist/evaluator.js');
const { CspParser } = require('csp_evaluator/dist/parser.js');
const { Severity } = require('csp_evaluator/dist/finding.js');

/**
 * What the evaluator finds in a policy, in words. One thing it says of every policy that trusts the site's own
 * files: that this is bad where a site publishes what strangers wrote. A site made here is files that its owner
 * publishes; so this one is passed over, and nothing else is.
 */
function findings(policy) {
  return new CspEvaluator(new CspParser(policy).csp).evaluate()
    .filter((one) => !(one.severity === Severity.MEDIUM_MAYBE && one.value === "'self'"))
    .map((one) => `${Severity[one.severity]}: ${one.directive} ${one.value ?? ''}: ${one.description}`);
}
const POLICY_OF = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/;

test('every page has a policy before anything that it loads, and the evaluator finds nothing in it', () => {
  const policies = new Set(), faults = [];
  for (const path of pages()) {
    const html = readFileSync(join(SITE, path), 'utf8'), found = POLICY_OF.exec(html);
    if (!found) { faults.push(`${path} has none`); continue; }
    policies.add(found[1]);
    const first = html.search(/<(script|link|style|img|iframe|base)\b/);
    if (first >= 0 && first < found.index) faults.push(`${path} loads something before it`);
    if (/<(style|base)\b|<script(?![^>]*\b(?:src=|type="application\/ld\+json"))[^>]*>|<[a-z][^>]*\son[a-z]+=|<[a-z][^>]*\sstyle=/i.test(html.replace(/<(pre|code)\b[\s\S]*?<\/\1>/g, ''))) faults.push(`${path} has a script or a style of its own`);
  }
  none(faults);
  for (const policy of policies) none(findings(policy), policy);
});

test('the evaluator finds nothing in the header that the guide recommends, and these tests run under it', () => {
  none(findings(POLICY), POLICY);
  for (const directive of ["base-uri 'none'", "object-src 'none'", "form-action 'self'", "frame-ancestors 'none'"]) assert.ok(POLICY.includes(directive), directive);
});

test('a policy that lets something in is found', () => {
  for (const policy of ["default-src 'self' 'unsafe-inline'", "default-src *", "script-src 'self' https://ajax.googleapis.com", "img-src 'self'"]) assert.notDeepEqual(findings(policy), [], policy);
});
