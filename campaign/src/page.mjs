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

What the laws find in released libraries: what \`tensor-laws search\` says of each bug, under the first library that has it, with one call that
shows it, and what a reader made of that. A section is a bug; where several sentences are of one bug, all are listed. Each call has been run
again in a process of its own, with the library alone; \`node campaign/reproduce.mjs\` does so once more. A bug contradicts the library's own
documentation, declarations or sister ops, and the other libraries that have the op were asked for the same call. A search has a budget of
time: laws that are inconclusive in the table were not reached.

This page is written by \`npm run findings\`. The findings are data: \`campaign/findings/<library>.json\`, with the readings of
\`campaign/readings.json\`, written by \`node campaign/findings.mjs\` from the results of \`npm run campaign:libraries\`. \`campaign/by-hand/\` has
calls worked by hand, a script a library. A reading is of all findings of its library, ops and way of calling; what no reading is of says so.
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

const asText = (sentence) => sentence.replaceAll(/[<>*_`|]/g, (each) => `\\${each}`);

/** The rows of each bug, in the order in which they were found: those that a reader put together, and each that nobody read yet. */
function rowsByBug(libraries) {
  const bugs = new Map();
  for (const { library, version, findings } of libraries) {
    for (const finding of findings) {
      const { cause, verdict, id } = finding;
      if (verdict === 'withdrawn') continue;
      if (cause !== undefined && !causes.has(cause))
        throw new Error(`${library} ${finding.number} has the cause ${cause}, and no reading has`);
      const key = cause ?? `${library} ${id}`;
      bugs.set(key, [...(bugs.get(key) ?? []), { library, version, ...finding }]);
    }
  }
  return [...bugs.values()];
}

const isRule = ({ sentence }) => !sentence.includes('no rule was found');

/** The row that shows a bug: one with a program, a rule before none, and the gravest of them. */
function shown(rows) {
  return rows
    .filter(({ program }) => program !== undefined)
    .toSorted((a, b) => Number(isRule(b)) - Number(isRule(a)) || a.number - b.number)[0];
}

function bugSection(rows) {
  const [{ cause, token, library }] = rows;
  const row = shown(rows);
  const main = row ?? rows[0];
  const others = rows.filter((each) => each !== main);
  const reading = cause === undefined ? undefined : causes.get(cause);
  const call =
    row === undefined
      ? [`No call shows it alone: \`npx tensor-laws replay ${library} '${token}'\`.`]
      : [`- expected: ${row.expected}`, `- got: ${row.got}`, `- of the others, ${row.otherLibraries}`, '', ...fenced(row.program)];
  return [
    ...(cause === undefined ? [] : [`<a id="${cause}"></a>`, '']),
    `### ${asText(main.sentence)}`,
    '',
    ...(reading === undefined ? [] : [reading.why, '']),
    `- ${main.library} ${main.version}`,
    ...others.map(({ library: of, version, sentence }) => `- ${of} ${version}: ${asText(sentence)}`),
    `- reading: ${reading === undefined ? 'not read yet' : `${reading.verdict}, ${knownText(reading)}`}`,
    ...(row === undefined ? ['', ...call] : call),
    '',
  ].join('\n');
}

function bugSections(libraries) {
  const sections = new Map();
  for (const rows of rowsByBug(libraries)) {
    const { library } = rows[0];
    sections.set(library, [...(sections.get(library) ?? []), bugSection(rows)]);
  }
  return [...sections].flatMap(([library, written]) => [`## ${library}\n`, ...written]);
}

/** What libraries mean otherwise than the reference, as somebody documents it. */
function conventionsSection(libraries) {
  const rows = libraries.flatMap(({ library, conventions = [] }) => conventions.map((sentence) => `| ${library} | ${asText(sentence)} |`));
  return [
    '## Conventions',
    '',
    'Other meanings that somebody documents: told, and no bugs.',
    '',
    '| library | convention |',
    '| --- | --- |',
    ...rows,
    '',
  ].join('\n');
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
    `${rowsByBug(libraries).length} bugs of ${all.length} findings (${said.join(', ')}); ${readScripted().length} more bugs by script.\n`,
    table(libraries),
    ...bugSections(libraries),
    conventionsSection(libraries),
    scriptedSection(),
    bisectedSection(),
    `${withdrawnSection().trimEnd()}\n`,
  ].join('\n');
}
