/** The matrix as a page. */
import type { Row } from './matrix.js';
import { summaries } from './summary.js';

const cell = (text: string): string => text.replace(/[\\|<>*_`[\]]/g, (character) => `\\${character}`);

const percent = (part: number, whole: number): string => (whole === 0 ? '' : `${((100 * part) / whole).toFixed(1)} %`);

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const least = (row: Row): number => Math.min(...row.kills.map(({ run }) => run));

/** How a kill's blame stands to the ops that are wrong. */
export function blameOf(row: Row, blamed: string | undefined): 'right' | 'none' | 'wrong' {
  if (blamed === undefined) return 'none';
  return row.ops.some((op) => op === blamed) ? 'right' : 'wrong';
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function familyRows(rows: readonly Row[]): (string | number)[][] {
  const families = [...new Set(rows.map(({ family }) => family))];
  return families.map((family) => {
    const own = rows.filter((row) => row.family === family);
    const dead = own.filter(({ kills }) => kills.length > 0);
    const kills = own.flatMap((row) => row.kills.map(({ blamed }) => blameOf(row, blamed)));
    return [
      family,
      own.length,
      own.length - dead.length,
      kills.length,
      median(dead.map(least)),
      median(dead.flatMap(({ shrunk }) => (shrunk === undefined ? [] : [shrunk.elements]))),
      kills.filter((kind) => kind === 'right').length,
      kills.filter((kind) => kind === 'none').length,
      kills.filter((kind) => kind === 'wrong').length,
    ];
  });
}

/** Of calls at random that stray, the share in which the condition holds; of those in which it holds, the share that strays. */
function sharesOf(shrunk: Row['shrunk']): [string, string] {
  const judged = shrunk?.judged;
  return judged === undefined ? ['', ''] : [share(judged.both, judged.straying), share(judged.both, judged.held)];
}

const share = (part: number, whole: number): string => (whole === 0 ? 'none seen' : `${Math.round((100 * part) / whole)} %`);

/** Laws that a row names; the others are counted. */
const named = 4;

function mutantRow(row: Row): (string | number)[] {
  const { shrunk, kills } = row;
  const laws = kills.slice(0, named).map(({ law, run }) => `${law} (${run})`);
  const more = kills.length - named;
  return [
    cell(row.mutant),
    row.ops.length > 3 ? `${row.ops.length} ops` : row.ops.join(', '),
    `${laws.join(', ')}${more > 0 ? `, ${more} more` : ''}`,
    kills.length === 0 ? 'survives' : least(row),
    shrunk?.elements ?? '',
    shrunk === undefined ? '' : (shrunk.blamed ?? (shrunk.reproduced ? 'no op by itself' : 'state')),
    cell(shrunk?.condition ?? ''),
    ...sharesOf(shrunk),
  ];
}

export interface Settings {
  readonly runs: number;
  readonly seed: number;
  readonly laws: readonly string[];
  /** Why a kill blames no op, or another than the wrong one, by mutant. */
  readonly explained: Readonly<Record<string, string>>;
}

const fewStraying = 10;

const judgedRows = (rows: readonly Row[]): NonNullable<NonNullable<Row['shrunk']>['judged']>[] =>
  rows.flatMap(({ shrunk }) => (shrunk?.judged !== undefined && shrunk.judged.straying >= fewStraying ? [shrunk.judged] : []));

const narrow = (rows: readonly Row[]): unknown[] => judgedRows(rows).filter(({ both, straying }) => both < 0.75 * straying);

function medianShare(rows: readonly Row[], of: 'straying' | 'held'): string {
  const shares = judgedRows(rows).map((judged) => (judged[of] === 0 ? 0 : judged.both / judged[of]));
  return `${Math.round(100 * median(shares))} %`;
}

export function markdown(rows: readonly Row[], { runs, seed, laws, explained }: Settings): string {
  const all = summaries(laws, rows);
  const idle = all.filter(({ kills }) => kills === 0);
  const redundant = all.filter(({ within }) => within !== undefined);
  const survivors = rows.filter(({ kills }) => kills.length === 0);
  const kills = rows.flatMap((row) => row.kills.map((kill) => ({ row, kill, blame: blameOf(row, kill.blamed) })));
  const odd = rows.filter((row) => row.kills.some(({ blamed }) => blameOf(row, blamed) !== 'right'));
  const count = (kind: string): number => kills.filter(({ blame }) => blame === kind).length;
  return `# Laws and mutants

Written by \`npm run campaign:mutants\`: each mutant of \`test/mutants\`, a wrong library, against every law that uses an op that is wrong in it,
${runs} runs each, seed ${seed}. ${rows.length} mutants, ${laws.length} laws, ${rows.reduce((sum, { asked }) => sum + asked, 0)} cells, ${kills.length} kills.

- Mutants that survive: ${survivors.length === 0 ? 'none' : survivors.map(({ mutant }) => cell(mutant)).join('; ')}.
- Laws that kill nothing: ${idle.length === 0 ? 'none' : idle.map(({ law }) => law).join(', ')}.
- In the run that fails first, unshrunk, the first op that strays is a wrong one in ${count('right')} kills of ${kills.length} (${percent(count('right'), kills.length)}); in ${count('none')} no call
  strays by itself; in ${count('wrong')} another op is blamed.
- Conditions, judged by 400 calls at random each that they were not made from, where ten stray or more: in the median ${medianShare(rows, 'straying')} of the
  calls that stray hold the condition, and ${medianShare(rows, 'held')} of the calls that hold it stray. It holds in less than three of four straying calls for
  ${narrow(rows).length} of ${judgedRows(rows).length} mutants: a bug with several causes, or one that a law's case shows a part of.
- ${redundant.length} laws kill only what one other law kills, on these mutants; they are listed last, and kept: a mutant that tells them apart may yet be planted.

${table(['family of the mutant', 'mutants', 'survive', 'kills', 'median of the first failing runs', 'median elements of the counterexample', 'blame right', 'no blame', 'blame wrong'], familyRows(rows))}

## Where the blame is not a wrong op

${
  odd.length === 0
    ? 'Nowhere.'
    : table(
        ['mutant', 'kills', 'no blame', 'blame wrong', 'why'],
        odd.map((row) => [
          cell(row.mutant),
          row.kills.length,
          row.kills.filter(({ blamed }) => blamed === undefined).length,
          [...new Set(row.kills.filter(({ blamed }) => blameOf(row, blamed) === 'wrong').map(({ blamed }) => blamed))].join(', '),
          cell(explained[row.mutant] ?? 'not explained'),
        ]),
      )
}

${[...new Set(rows.map(({ family }) => family))].map((family) => familyTable(family, rows)).join('\n\n')}

## Laws that kill only what another kills

${table(
  ['law', 'kills', 'all of them are killed by'],
  redundant.map(({ law, kills: n, within }) => [law, n, within!]),
)}
`;
}

function familyTable(family: string, rows: readonly Row[]): string {
  const own = rows.filter((row) => row.family === family);
  return `## ${family}

${table(['mutant', 'wrong ops', 'laws that kill it (runs to the first failure)', 'fewest runs', 'elements', 'blamed', 'condition', 'of straying calls', 'of its calls'], own.map(mutantRow))}`;
}
