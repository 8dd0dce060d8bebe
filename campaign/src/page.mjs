// docs/findings.md: what was found, a section a cause.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { campaign } from './paths.mjs';
import { causes } from './readings.mjs';
import { readRows, readScripted } from './rows.mjs';
import { programOf, scripted } from './scripted.mjs';
import { table } from './table.mjs';

const read = (file) => JSON.parse(readFileSync(join(campaign, file), 'utf8'));

const head = `# Findings

What the laws find in released libraries, as far as it was read by hand: a section a cause, under the first library that has it, with one
call that shows it. Each call has been run again in a process of its own, with the library alone; \`node campaign/reproduce.mjs\` does so once
more. A bug contradicts the library's own documentation, declarations or sister ops, and the other libraries that have the op were asked for
the same call. A search has a budget of time: laws that are inconclusive in the table were not reached.

This page is written by \`npm run findings\`. All findings, one for each condition and op under which a cause shows, are data:
\`campaign/findings/<library>.json\`, with the readings of \`campaign/readings.json\`, written by \`node campaign/findings.mjs\` from the results of
\`npm run campaign:libraries\`. \`campaign/by-hand/\` has calls worked by hand, a script a library.
`;

/** Longer programs are folded away. */
const longest = 25;

function fenced(program) {
  const code = ['```js', program, '```'];
  return program.split('\n').length <= longest
    ? code
    : ['<details>', '<summary>the call as a program</summary>', '', ...code, '', '</details>'];
}

const knownText = ({ verdict, issue }) => issue ?? (verdict === 'bug' ? 'apparently unreported' : 'not reported');

/** The rows of each cause that has any, in the order in which they were found. */
function rowsByCause(libraries) {
  const rows = new Map();
  for (const { library, version, findings } of libraries) {
    for (const finding of findings) {
      if (finding.cause === undefined) continue;
      if (!causes.has(finding.cause)) throw new Error(`${library} ${finding.number} has the cause ${finding.cause}, and no reading has`);
      rows.set(finding.cause, [...(rows.get(finding.cause) ?? []), { library, version, ...finding }]);
    }
  }
  return rows;
}

/** `tfjs-cpu 4.22.0: 3, 69`: where a cause was found. */
function places(rows) {
  const libraries = new Map();
  for (const { library, version, number } of rows) {
    const name = `${library} ${version}`;
    libraries.set(name, [...(libraries.get(name) ?? []), number]);
  }
  return [...libraries].map(([name, numbers]) => `${name}: ${numbers.join(', ')}`).join('; ');
}

/** The row with the shortest program shows the cause. */
function shown(rows) {
  return rows.filter(({ program }) => program !== undefined).toSorted((a, b) => a.program.length - b.program.length)[0];
}

function causeSection(cause, rows) {
  const { why, ...reading } = causes.get(cause);
  const ops = [...new Set(rows.flatMap(({ op }) => op ?? []))].join(', ') || 'no op by itself';
  const row = shown(rows);
  const call =
    row === undefined
      ? [`No call shows it alone: \`npx tensor-laws replay '${rows[0].token}' ${rows[0].library}\`.`]
      : [`- expected: ${row.expected}`, `- got: ${row.got}`, '', ...fenced(row.program)];
  return [
    `### ${cause}`,
    '',
    why,
    '',
    `- ops: ${ops}`,
    `- findings: ${places(rows)}`,
    `- reading: ${reading.verdict}, ${knownText(reading)}`,
    ...(row === undefined ? ['', ...call] : call),
    '',
  ].join('\n');
}

function causeSections(libraries) {
  const rows = rowsByCause(libraries);
  const sections = new Map();
  for (const [cause, found] of rows) {
    const { library } = found[0];
    sections.set(library, [...(sections.get(library) ?? []), causeSection(cause, found)]);
  }
  return [...sections].flatMap(([library, written]) => [`## ${library}\n`, ...written]);
}

function scriptedSection() {
  const sections = readScripted().map(({ library, version, title, got }) => {
    const entry = scripted.find((each) => each.library === library && each.title === title);
    return [
      `### ${library}: ${title}`,
      '',
      entry.why,
      '',
      `- library: ${library} ${version}`,
      `- reading: bug, ${entry.issue ?? 'apparently unreported'}`,
      `- expected: ${entry.expected}`,
      `- got: ${got}`,
      '',
      ...fenced(programOf(entry)),
      '',
    ].join('\n');
  });
  return ['## Bugs that no law reaches\n', ...sections].join('\n');
}

/** Findings of which it is known in which version they began or ended. */
function bisectedSection() {
  const rows = read('bisected.json').flatMap(({ library, finding, lines, command }) => [
    `### ${library}: ${finding}`,
    '',
    `    ${command}`,
    ...lines.map((line) => `    ${line}`),
    '',
  ]);
  return ['## Bisected', '', 'What `tensor-laws bisect` says of findings that are not in every version.', '', ...rows].join('\n');
}

/** What was once a finding, and is none. */
function withdrawnSection() {
  const rows = read('withdrawn.json').map(({ library, finding, why }) => `| ${library} | ${finding} | ${why} |`);
  return [
    '## Withdrawn',
    '',
    'Once in this list, and no fault of the library: each is a limit of its adapter now, with its reason, or a fault of the adapter that was mended.',
    '',
    '| library | finding | why it is none |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** The page as it should be, of the data that there are. */
export function findingsPage() {
  const libraries = readRows();
  const all = libraries.flatMap(({ findings }) => findings);
  const counts = {};
  for (const { verdict } of all) counts[verdict] = (counts[verdict] ?? 0) + 1;
  const said = Object.entries(counts).map(([verdict, n]) => `${n} ${verdict}`);
  return [
    head,
    `${rowsByCause(libraries).size} causes of ${all.length} findings (${said.join(', ')}); ${readScripted().length} more bugs by script.\n`,
    table(libraries),
    ...causeSections(libraries),
    scriptedSection(),
    bisectedSection(),
    `${withdrawnSection().trimEnd()}\n`,
  ].join('\n');
}
