/** The scoreboard: libraries and families of laws, and a page a library; from the campaign's data alone. */
import { families } from '../../docs/families.js';
import { plain } from '../../docs/page.js';
import { badge } from './badge.js';
import { bisected, causesOf, libraries, readings, type Cause, type LibraryRow } from './rows.js';

const bugsOf = (library: LibraryRow): Cause[] => causesOf(library).filter(({ isBug }) => isBug);

const plural = (n: number, one: string): string => `${n} ${n === 1 ? one : `${one}s`}`;

const message = (row: LibraryRow): string =>
  `${row.hold === undefined ? row.outcome : `${row.hold} laws hold`}, ${plural(bugsOf(row).length, 'bug')} read`;

function index(): string {
  const names = [...families.keys()];
  const cell = (row: LibraryRow, family: string): string => {
    const found = bugsOf(row).filter((cause) => cause.families.has(family)).length;
    return found === 0 ? '' : `[${found}](/scoreboard/${row.library}.md#${family})`;
  };
  return [
    '# The scoreboard',
    'What the laws found in released libraries. A number counts the bugs, read by hand and each with its cause, that laws of a family show in a library; a bug that laws of several families show is counted in each. An empty cell says that none was read there, and no more: the library may lack the ops, and a search has a budget of time.',
    [
      `| library | laws that hold | broken | not reached | bugs read |`,
      '| --- | ---: | ---: | ---: | ---: |',
      ...libraries.map(
        (row) =>
          `| [${row.library}](/scoreboard/${row.library}.md) ${row.version} | ${row.hold ?? ''} | ${row.violated ?? ''} | ${row.inconclusive ?? ''} | ${bugsOf(row).length} |`,
      ),
    ].join('\n'),
    '## By family',
    [
      `| family | ${libraries.map(({ library }) => library).join(' | ')} |`,
      `| --- | ${libraries.map(() => '---:').join(' | ')} |`,
      ...names.map((family) => `| [${family}](/laws/${family}.md) | ${libraries.map((row) => cell(row, family)).join(' | ')} |`),
    ].join('\n'),
    'Each bug with a program that shows it: [Findings](/findings.md). The data behind this page are in `campaign/` of the repository; nothing here is written by hand.',
  ].join('\n\n');
}

function causeText({ name, findings }: Cause): string {
  const reading = readings.get(name);
  const [first] = findings;
  const ops = [...new Set(findings.flatMap(({ op }) => op ?? []))].map((op) => `\`${op}\``).join(', ');
  const tracker = reading?.issue === undefined ? '' : ` Reported: ${reading.issue.replace(/https?:\S+/g, (url) => `<${url}>`)}.`;
  return `- [${name}](/findings.md#${name}), ${ops === '' ? 'no op by itself' : ops}: ${plain(reading?.why ?? first!.sentence)}${tracker}`;
}

function libraryPage(row: LibraryRow): string {
  const bugs = bugsOf(row);
  const others = causesOf(row).filter(({ isBug }) => !isBug);
  const ofFamily = (family: string): Cause[] => bugs.filter((cause) => cause.families.has(family));
  const began = bisected.filter(({ library }) => library === row.library);
  const section = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : [`## ${title}`, lines.join('\n')]);
  const searched =
    row.ops === undefined
      ? `Its search: ${row.outcome}.`
      : `${row.ops} of its ops were called ${row.calls} times. Of ${row.lawsOnItsOps} laws on these ops ${row.hold} hold and ${row.violated} are broken; ${row.inconclusive} were not reached, and ${row.unsupported} others ask for ops or attributes that it does not have.`;
  return [
    `# ${row.library} ${row.version}`,
    `![tensor-laws: ${message(row)}](/badges/${row.library}.svg)`,
    `${searched} ${plural(row.findings.length, 'finding')}, one for each op and condition, come of ${plural(bugs.length + others.length, 'cause')}, of which ${plural(bugs.length, 'is a bug').replace('is a bugs', 'are bugs')}.`,
    'Below, bugs stand under each family of laws that shows them.',
    ...[...families.keys()].flatMap((family) => section(family, ofFamily(family).map(causeText))),
    ...section(
      'Of no law that is named',
      bugs.filter((cause) => [...cause.families].every((family) => !families.has(family))).map(causeText),
    ),
    ...section('No bugs', others.map(causeText)),
    ...section(
      'Since when',
      began.map(({ finding, lines }) => `- ${plain(finding)}: ${plain(lines.join('; '))}`),
    ),
    '[The whole scoreboard](/scoreboard/index.md)',
  ].join('\n\n');
}

/** Pages and badges by their paths. */
export function scoreboard(): Map<string, string> {
  return new Map([
    ['scoreboard/index.md', `${index()}\n`],
    ...libraries.flatMap((row): [string, string][] => [
      [`scoreboard/${row.library}.md`, `${libraryPage(row)}\n`],
      [`public/badges/${row.library}.svg`, badge(message(row))],
    ]),
  ]);
}
