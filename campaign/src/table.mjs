// Searches of libraries in numbers, as a Markdown table.

function words(counts) {
  const entries = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return entries.length === 0 ? 'none' : entries.map(([name, n]) => `${n} ${name}`).join(', ');
}

function row(numbers) {
  const { library, version, outcome, ops, calls, lawsOnItsOps, hold, violated, unsupported, crashed, inconclusive, kinds } = numbers;
  const cells =
    ops === undefined
      ? ['', '', '', '', '', '', '']
      : [`${ops} (${calls} calls)`, lawsOnItsOps, hold, violated, unsupported, `${crashed} / ${inconclusive}`, words(kinds)];
  return `| ${[library, version, outcome, ...cells].join(' | ')} |`;
}

/** A row a library. */
export function table(numbers) {
  return [
    '| library | version | outcome | ops covered | laws on its ops | hold | violated | unsupported | crashed / inconclusive | findings by kind |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...numbers.map(row),
    '',
  ].join('\n');
}
