// Writes docs/findings.md from the campaign's results and the readings: node campaign/findings.mjs
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { confirm } from './src/confirm.mjs';
import { kindOf } from './src/kinds.mjs';
import { findingsPage } from './src/paths.mjs';
import { inParallel } from './src/reproduction.mjs';
import { readingOf } from './src/readings.mjs';
import { outcomeOf, pathOf } from './src/run-library.mjs';
import { outcomeText, shortened } from './src/show.mjs';
import { summaryOf, versionIn } from './src/summary.mjs';

const { readyLibraryNames } = await import('tensor-laws/libraries/index');

/** A reproduction that says first what is expected. */
function withExpected(program, expected) {
  const lines = program.trimEnd().split('\n');
  const last = lines.findLastIndex((line) => line.startsWith('import ') || line.startsWith('const require'));
  lines.splice(last + 1, 0, `console.log(${JSON.stringify(`expected: ${expected}`)});`);
  return lines.join('\n');
}

function conditionOf({ title }) {
  return title.split(': ').slice(2).join(': ') || 'in this case';
}

async function section(library, version, finding, number) {
  const { counterexample, op, laws } = finding;
  const { confirmed, got } = await confirm(finding);
  const reading = readingOf(library, finding);
  const expected = outcomeText(counterexample.blame?.expected);
  // A call alone cannot show what the calls before it did.
  const verdict = confirmed ? (reading?.verdict ?? 'not read yet') : 'withdrawn';
  const why = confirmed
    ? (reading?.why ?? '')
    : 'The call alone gives what is expected: an earlier call had left the library in a bad state.';
  const lines = [
    `### ${library} ${number}: ${finding.title.split(': ').slice(0, 2).join(' ')}`,
    '',
    `- library: ${library} ${version}, op: ${op ?? 'none by itself'}, kind: ${kindOf(finding)}`,
    `- condition: ${conditionOf(finding)}`,
    `- expected: ${expected}`,
    `- got: ${got === undefined ? outcomeText(counterexample.blame?.result) : shortened(got)}`,
    `- reading: **${verdict}**${why === '' ? '' : `. ${why}`}`,
    ...(confirmed && reading?.verdict === 'bug' ? [`- known: ${reading.issue ?? 'apparently unreported'}`] : []),
    `- laws: ${laws.slice(0, 4).join(', ')}${laws.length > 4 ? `, and ${laws.length - 4} more` : ''}`,
    `- replay: \`${counterexample.token ?? 'none'}\``,
    '',
  ];
  if (finding.reproduction !== undefined) lines.push('```js', withExpected(finding.reproduction, expected), '```', '');
  return { verdict, text: lines.join('\n') };
}

const sections = [];
const verdicts = {};
for (const library of readyLibraryNames) {
  if (!existsSync(pathOf(library, 'json'))) continue;
  const report = JSON.parse(readFileSync(pathOf(library, 'json'), 'utf8'));
  const version = versionIn(report, outcomeOf(library));
  sections.push(`## ${library} ${version}\n`);
  if (report.findings.length === 0) sections.push('No findings.\n');
  const written = await inParallel(report.findings, (finding, i) => section(library, version, finding, i + 1));
  for (const { verdict, text } of written) {
    verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    sections.push(text);
  }
}
const counts = Object.entries(verdicts)
  .map(([name, n]) => `${n} ${name}`)
  .join(', ');
const head = `# Findings

What the laws find in released libraries, written by \`node campaign/findings.mjs\` from the results of \`npm run campaign:libraries\`.
Each has been run again in a process of its own, with the library alone; \`node campaign/reproduce.mjs\` does so once more. Readings are kept
by hand in \`campaign/readings.json\`: a bug contradicts the library's own documentation, declarations or sister ops; a convention is
another meaning that the library is consistent in; documented is what the library says of itself; withdrawn was no fault of the library.
A search has a budget of time: laws that are inconclusive in the table were not reached, and a row says nothing about them. Most
readings are by pattern of op and condition; a reading that was computed for one case says so.

${counts}.

${summaryOf(readyLibraryNames)}
`;
writeFileSync(findingsPage, `${head}${sections.join('\n').trimEnd()}\n`);
console.log(`${findingsPage}: ${counts}`);
