import type { AnyLaw } from '../../src/law.js';
import { usualRuns } from './page.js';

/** The page that leads to the families. */
export function indexPage(families: ReadonlyMap<string, readonly AnyLaw[]>, mutants: ReadonlyMap<string, number>): string {
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  const rows = [...families].map(
    ([family, laws]) =>
      `| [${family}](${family}.md) | ${laws.length} | ${[...new Set(laws.flatMap(({ requires }) => requires))].length} | ${mutants.get(family) ?? 0} |`,
  );
  return `# The laws

Written by \`npm run docs\` from the laws themselves; \`npm run docs:check\` says whether these pages are up to date.

| family | laws | ops | mutants planted for them |
| --- | ---: | ---: | ---: |
${rows.join('\n')}
| all | ${sum([...families.values()].map(({ length }) => length))} | | ${sum([...mutants.values()])} |

How to read an entry:

- The statement is one line of mathematics; each page says what its letters stand for. \`x[a : b : s]\` is a slice, which may leave out
  each of the three; \`^T\` exchanges axes; \`<a, b>\` is the sum of products; \`.\` is the place of an argument.
- Then why it holds, and why under these side conditions only.
- Regimes: \`exact\` draws integers whose sums are exact, \`real\` numbers of wide exponents, \`special\` NaN, infinities and -0.
- Kills: wrong libraries, planted in \`test/mutants\`, that the law finds within ${usualRuns} runs. \`npm run campaign:mutants\` makes the whole matrix.
  Of many, three are named.
- A law that holds for many ops is told once, with its instances in a table.
- The block shows the smallest telling case on the reference: inputs, with digits where values are free, calls of the ops (attributes at
  their defaults left out), both sides.
  A tensor is its shape and its values.
`;
}
