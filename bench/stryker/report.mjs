// Writes bench/stryker/survivors.md from Stryker's report and the readings of what no law finds: node bench/stryker/report.mjs
import { readFileSync, writeFileSync } from 'node:fs';

const page = 'bench/stryker/survivors.md';
const { files, testFiles } = JSON.parse(readFileSync('reports/mutation/mutation.json', 'utf8'));
/** Groups of mutants of a title and a reason, each by file, the text of its first line, what is replaced, and by what. */
const readings = JSON.parse(readFileSync('bench/stryker/survivors.json', 'utf8'));

const names = new Map(
  Object.values(testFiles)
    .flatMap(({ tests }) => tests)
    .map(({ id, name }) => [id, name]),
);
const line = (text) => text.replace(/\s+/g, ' ').trim();

/** The source that a mutant replaces. */
function textOf(lines, { start, end }) {
  if (start.line === end.line) return line(lines[start.line - 1].slice(start.column - 1, end.column - 1));
  const between = lines.slice(start.line, end.line - 1);
  return line([lines[start.line - 1].slice(start.column - 1), ...between, lines[end.line - 1].slice(0, end.column - 1)].join(' '));
}

/** How a mutant was found: by a law on values, by the bounds of one, by a test of the kernels; or not, as one that is only slow. */
function findOf({ status, killedBy }, isRead) {
  if (status !== 'Killed') return { Timeout: isRead ? 'none' : 'law', Survived: 'none', NoCoverage: 'none' }[status] ?? 'left out';
  const name = names.get(killedBy[0]) ?? killedBy[0];
  return name.startsWith('test/')
    ? name.replace('test/kernels/', '').replace('.test.ts', '')
    : name.startsWith('the bounds')
      ? 'bound'
      : 'law';
}

/** A long text is kept by its beginning. */
const fits = (text, kept) => (/ ?\.\.\.$|…$/.test(kept) ? text.startsWith(kept.replace(/ ?(\.\.\.|…)$/, '')) : text === kept);
const isOf = (mutant, read) =>
  mutant.file === read.file && mutant.source === read.line && fits(mutant.from, read.from) && fits(mutant.to, read.to);
const isRead = (mutant) => readings.some((group) => group.mutants.some((each) => isOf(mutant, each)));

const mutants = Object.entries(files).flatMap(([path, { mutants: list, source }]) => {
  const lines = source.split('\n');
  const file = path.replace('src/kernels/', '');
  return list.map((mutant) => {
    const text = {
      file,
      line: mutant.location.start.line,
      source: lines[mutant.location.start.line - 1].trim(),
      from: textOf(lines, mutant.location),
      to: line(mutant.replacement),
    };
    return { ...text, by: findOf(mutant, isRead(text)) };
  });
});
const tried = mutants.filter(({ by }) => by !== 'left out');
const byLaws = ({ by }) => by === 'law' || by === 'bound';
const missed = tried.filter((mutant) => !byLaws(mutant));
const unread = missed.filter((mutant) => !isRead(mutant));

const cell = (text) => (text.length > 70 ? `${text.slice(0, 67)}...` : text).replaceAll('|', '\\|');
const percent = (part, whole) => `${((100 * part) / whole).toFixed(1)} %`;

function section({ title, why, mutants: read }) {
  const here = missed.filter((mutant) => read.some((each) => isOf(mutant, each)));
  if (here.length === 0) return '';
  const rows = here.map(
    ({ file, line: at, from, to, by }) => `| ${file}:${at} | \`${cell(from)}\` to \`${cell(to)}\` | ${by === 'none' ? '' : by} |`,
  );
  return [`### ${title} (${here.length})`, '', why, '', '| where | change | test that finds it |', '| --- | --- | --- |', ...rows, ''].join(
    '\n',
  );
}

function fileRow(file) {
  const here = tried.filter((mutant) => mutant.file === file);
  const count = (is) => here.filter(is).length;
  const laws = count(({ by }) => by === 'law');
  const bounds = count(({ by }) => by === 'bound');
  const none = count(({ by }) => by === 'none');
  return `| ${file} | ${here.length} | ${laws} | ${bounds} | ${here.length - laws - bounds - none} | ${none} | ${percent(laws + bounds, here.length)} |`;
}

const total = (is) => tried.filter(is).length;
const none = total(({ by }) => by === 'none');
const text = `# Mutation testing of the reference kernels

    npm run campaign:stryker                                      # all of src/kernels: more than an hour
    npm run campaign:stryker -- --mutate src/kernels/matmul.ts    # one file
    node bench/stryker/report.mjs                                 # this page

[Stryker](https://stryker-mutator.io) changes the kernels in one place at a time; the laws are its tests ([how](laws.ts)). A mutant
of a kernel is a library that the laws check, judged by the kernels as they were built: the laws of agreement (which find what any law
on values finds, as a broken law has a straying call), of what is refused, of what nothing gives, and of with-space-to-batch. An error of
a mutant that is no \`InvalidArgument\` counts as a find. A mutant of an error rule moves the line that a law draws between honest and wrong:
it is found where a bound of a law, in one of six precisions, is not what it was ([how](kept-bounds.ts)).
What no law finds is then put to the kernels' own tests (\`test/kernels\`), and counts as not found by the laws.

Of ${tried.length} mutants the laws find ${total(byLaws)}, ${percent(total(byLaws), tried.length)}: ${total(({ by }) => by === 'law')} by what they claim, ${total(({ by }) => by === 'bound')} by their bounds. The kernels' own tests find
${tried.length - total(byLaws) - none} of the others; ${none} change nothing that can be seen, or what is said of them below.
Left out: texts of errors (Stryker's StringLiteral) and what runs once, on loading, ${mutants.length - tried.length} in all. A mutant that never ends is found.
Stryker is incremental: what an earlier run found is not tried again while the line and the law that found it are there.

| file | mutants | found by laws | by their bounds | by the kernels' own tests | by none | score of the laws |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${[...new Set(tried.map(({ file }) => file))].sort().map(fileRow).join('\n')}

## What it led to

- Laws: \`resize/points-on-cells-are-cells\`, \`resize/bilinear-halfway-is-mean\`, \`resize/flip\`, \`resize/rejects-no-cells\`,
  \`grouped-depthwise-separable/separable-rejects-bad-arguments\`, \`transposed-and-gradients/conv-transpose-rejects-bad-arguments\`,
  \`transposed-and-gradients/max-pool-gradient-of-no-cell\`, \`transposed-and-gradients/average-pool-gradient-of-no-cell\`, \`pooling/more-pads-shift-windows-*\`,
  \`degenerate/empty-axis-*\` of five rearrangements.
- Wider cases: more blocks than axes in the refusals of space-to-batch and its inverse, a vector on either side of \`matmul\`.
- Laws draw small tensors, so that kernels which cut large ones into blocks are never seen to do so. The campaign runs the laws of
  agreement of the convolution family on batches of thousands as well; so can anyone, with \`domain: { batch: { min: 9000, max: 11000 } }\`.

## What no law finds, and why

Each was read. \`a to b\` is the change; where a test of the kernels finds it, the last column names that.

${unread.length === 0 ? '' : `### Not read (${unread.length})\n\n${unread.map(({ file, line: at, from, to }) => `- ${file}:${at}: \`${cell(from)}\` to \`${cell(to)}\``).join('\n')}\n\n`}${readings
  .map(section)
  .filter((each) => each !== '')
  .join('\n')}`;
writeFileSync(page, `${text.trimEnd()}\n`);
console.log(`${page}: ${tried.length} mutants, ${total(byLaws)} found by laws, ${none} by nothing, ${unread.length} not read`);
if (unread.length > 0) process.exitCode = 1;
