// Writes docs/findings.md from what is known of the findings: node campaign/page.mjs [--check]
import { readFileSync, writeFileSync } from 'node:fs';
import { findingsPage } from './src/page.mjs';
import { pagePath } from './src/paths.mjs';

const text = findingsPage();
if (!process.argv.includes('--check')) writeFileSync(pagePath, text);
else if (readFileSync(pagePath, 'utf8') !== text) {
  console.error('docs/findings.md is not up to date: npm run findings');
  process.exitCode = 1;
}
