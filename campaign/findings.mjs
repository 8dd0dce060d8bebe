// Writes findings/ from the campaign's results and the readings, and docs/findings.md from that: node campaign/findings.mjs
// A library without a result here keeps what was found in it before.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { confirm } from './src/confirm.mjs';
import { kindOf } from './src/kinds.mjs';
import { findingsPage } from './src/page.mjs';
import { fromPackage, pagePath } from './src/paths.mjs';
import { inParallel } from './src/reproduction.mjs';
import { readingOf } from './src/reading-of.mjs';
import { writeRows, writeScripted } from './src/rows.mjs';
import { pathOf } from './src/run-library.mjs';
import { runScripted } from './src/scripted.mjs';
import { secondOpinions } from './src/second.mjs';
import { outcomeText, shortened } from './src/show.mjs';
import { numbersOf } from './src/summary.mjs';

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

/** A finding as a row. */
async function rowOf(library, finding, number, opinion) {
  const { counterexample, op, laws } = finding;
  const reading = readingOf(library, finding);
  const { confirmed: alone, got } = await confirm(finding);
  // What a library keeps from one call to the next is no less a fault, where a reader has found it out.
  const confirmed = alone || reading?.stateful === true;
  // A result that is no tensor comes of arguments that should be refused.
  const isBad = finding.kind === 'accepted' || (finding.kind === 'badResult' && counterexample.blame?.expected === undefined);
  const expected = finding.kind === 'badResult' && isBad ? 'an error' : outcomeText(counterexample.blame?.expected);
  return {
    number,
    id: finding.id,
    sentence: finding.sentence,
    op,
    ops: finding.ops,
    kind: kindOf(finding),
    expected,
    got: got === undefined ? outcomeText(counterexample.blame?.result) : shortened(got),
    // A call alone that gives what is expected: an earlier one had left the library in a bad state.
    verdict: confirmed ? (reading?.verdict ?? 'not read yet') : 'withdrawn',
    cause: confirmed ? reading?.cause : undefined,
    otherLibraries: opinionText(opinion, isBad),
    laws: `${laws.slice(0, 4).join(', ')}${laws.length > 4 ? `, and ${laws.length - 4} more` : ''}`,
    token: counterexample.token ?? 'none',
    program: finding.reproduction === undefined ? undefined : withExpected(finding.reproduction, expected),
  };
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
const verdicts = {};
for (const { library, report } of reports) {
  const first = found.findIndex((each) => each.library === library);
  const findings = await inParallel(allFindings(report), (finding, i) => rowOf(library, finding, i + 1, opinions[first + i]));
  for (const { verdict } of findings) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  const conventions = (report.conventions ?? []).map(({ sentence }) => sentence);
  writeRows({ ...numbersOf(library), findings, conventions });
}
const scripted = await runScripted();
writeScripted(scripted);
writeFileSync(pagePath, findingsPage());
console.log(`${pagePath}: ${[...Object.entries(verdicts).map(([name, n]) => `${n} ${name}`), `${scripted.length} by script`].join(', ')}`);
