// Writes docs/findings.md from the campaign's results and the readings: node campaign/findings.mjs
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { confirm } from './src/confirm.mjs';
import { bisectedSection, scriptedSections, withdrawnSection } from './src/further.mjs';
import { kindOf } from './src/kinds.mjs';
import { findingsPage, fromPackage } from './src/paths.mjs';
import { inParallel } from './src/reproduction.mjs';
import { readingOf } from './src/readings.mjs';
import { outcomeOf, pathOf } from './src/run-library.mjs';
import { secondOpinions } from './src/second.mjs';
import { outcomeText, shortened } from './src/show.mjs';
import { summaryOf, versionIn } from './src/summary.mjs';

const { readyLibraryNames } = await import('tensor-laws/libraries/index');
const { allFindings } = await fromPackage('report/plain.js');
const { fromJson } = await fromPackage('judge/json.js');

/** Libraries with kernels of their own, of which each judges the others' findings. */
const judges = ['convnetjs', 'jax-js', 'ml-convolution', 'numpy-ts', 'onnxruntime-node', 'opencv-js', 'tfjs-cpu', 'tfjs-wasm'];

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

/** What other libraries make of the same call, in words. */
function opinionText({ expected, refused, other }, accepted) {
  const words = accepted
    ? [
        [refused, 'refuse the call'],
        [[...expected, ...other], 'take it'],
      ]
    : [
        [expected, 'give what is expected'],
        [other, 'give something else'],
        [refused, 'throw'],
      ];
  const parts = words
    .filter(([names]) => names.length > 0)
    .map(([names, verb]) => `${names.join(', ')} ${names.length === 1 ? verb.replace(/^(\w+)/, '$1s') : verb}`);
  return parts.length === 0 ? 'none has the call' : parts.join('; ');
}

/** Findings of each reading, by library: what is one cause to a reader. */
const causes = new Map();
function noteCause(library, number, { op }, reading) {
  if (!causes.has(reading)) causes.set(reading, { ops: new Set(), rows: new Map() });
  const { ops, rows } = causes.get(reading);
  if (op !== undefined) ops.add(op);
  rows.set(library, [...(rows.get(library) ?? []), number]);
}

function causesSection() {
  const lines = [...causes].map(([{ verdict, why, issue }, { ops, rows }]) => {
    const where = [...rows].map(([library, numbers]) => `${library} ${numbers.sort((a, b) => a - b).join(', ')}`).join('; ');
    return `| ${where} | ${[...ops].join(', ')} | ${verdict} | ${why.replaceAll('|', '\\|')} | ${issue ?? (verdict === 'bug' ? 'apparently unreported' : '')} |`;
  });
  const head = ['| findings | ops | reading | why | known |', '| --- | --- | --- | --- | --- |'];
  return [
    `## Causes\n`,
    `${causes.size} causes of the findings below, each with the numbers of its findings.\n`,
    ...head,
    ...lines,
    '',
  ].join('\n');
}

async function section(library, version, finding, number, opinion) {
  const { counterexample, op, laws } = finding;
  const reading = readingOf(library, finding);
  const { confirmed: alone, got } = await confirm(finding);
  // What a library keeps from one call to the next is no less a fault, where a reader has found it out.
  const confirmed = alone || reading?.stateful === true;
  // A result that is no tensor comes of arguments that should be refused.
  const isBad = finding.kind === 'accepted' || (finding.kind === 'badResult' && counterexample.blame?.expected === undefined);
  const expected = finding.kind === 'badResult' && isBad ? 'an error' : outcomeText(counterexample.blame?.expected);
  // A call alone cannot show what the calls before it did.
  const verdict = confirmed ? (reading?.verdict ?? 'not read yet') : 'withdrawn';
  if (confirmed && reading !== undefined) noteCause(library, number, finding, reading);
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
    `- other libraries: ${opinionText(opinion, isBad)}`,
    `- laws: ${laws.slice(0, 4).join(', ')}${laws.length > 4 ? `, and ${laws.length - 4} more` : ''}`,
    `- replay: \`${counterexample.token ?? 'none'}\``,
    '',
  ];
  if (finding.reproduction !== undefined) lines.push('```js', withExpected(finding.reproduction, expected), '```', '');
  return { verdict, text: lines.join('\n') };
}

const reports = readyLibraryNames
  .filter((library) => existsSync(pathOf(library, 'json')))
  .map((library) => ({ library, report: JSON.parse(readFileSync(pathOf(library, 'json'), 'utf8')) }));

/** The call of a finding that hangs or ends its process, by the library's own words: a search may have had no process left to ask. */
async function shownCall(library, { counterexample: { blame } }) {
  if (blame === undefined) return undefined;
  const { default: loaded } = await import(`tensor-laws/libraries/${library}`);
  return loaded.show?.({ op: blame.op, arguments: blame.args.map((arg) => fromJson(arg)), deadly: true });
}

for (const { library, report } of reports) {
  for (const finding of allFindings(report)) finding.reproduction ??= await shownCall(library, finding);
}
const found = reports.flatMap(({ library, report }) => allFindings(report).map((finding) => ({ library, finding })));
const opinions = await secondOpinions(found, judges);
const sections = [];
const verdicts = {};
for (const { library, report } of reports) {
  const version = versionIn(report, outcomeOf(library));
  sections.push(`## ${library} ${version}\n`);
  if (allFindings(report).length === 0) sections.push('No findings.\n');
  const first = found.findIndex((each) => each.library === library);
  const written = await inParallel(allFindings(report), (finding, i) => section(library, version, finding, i + 1, opinions[first + i]));
  for (const { verdict, text } of written) {
    verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    sections.push(text);
  }
}
const scripted = await scriptedSections();
const counts = [...Object.entries(verdicts).map(([name, n]) => `${n} ${name}`), `${scripted.length} by script`].join(', ');
const head = `# Findings

What the laws find in released libraries, written by \`node campaign/findings.mjs\` from the results of \`npm run campaign:libraries\`.
Each has been run again in a process of its own, with the library alone; \`node campaign/reproduce.mjs\` does so once more. Readings are kept
by hand in \`campaign/readings.json\`: a bug contradicts the library's own documentation, declarations or sister ops; a convention is
another meaning that the library is consistent in; documented is what the library says of itself; withdrawn was no fault of the library.
The same call was also made on the other libraries that have it, through their own adapters: a bug of one is what the others do not do.
A search has a budget of time: laws that are inconclusive in the table were not reached, and a row says nothing about them. A bug that
shows under several conditions, or in several ops, has several rows. The plain scripts beside this page, \`docs/*-findings.mjs\`, name each
cause once, with calls worked by hand.

${counts}.

${summaryOf(readyLibraryNames)}
`;
const further = ['## Bugs that no law reaches\n', ...scripted, bisectedSection(), withdrawnSection()];
writeFileSync(findingsPage, `${head}${[causesSection(), ...sections, ...further].join('\n').trimEnd()}\n`);
console.log(`${findingsPage}: ${counts}`);
