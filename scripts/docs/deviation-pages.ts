/** The pages of deviations and of conventions. */
import { conventions } from '../../src/conventions/index.js';
import { deviations } from '../../src/diagnosis/deviations/index.js';
import { isTensorOp, opNames, tensorRecord } from '../../src/ops/index.js';
import { exampleOf } from './deviation-example.js';

const written = 'Written by `npm run docs`: edit';

const opsOf = (applies: (typeof conventions)[number]['applies']): string =>
  opNames
    .filter(isTensorOp)
    .filter((op) => applies(tensorRecord(op)))
    .map((op) => `\`${op}\``)
    .join(', ');

async function picture(id: string): Promise<string[]> {
  const example = await exampleOf(deviations.find((each) => each.id === id)!);
  return example === undefined ? [] : [`> ${example.sentence}`, ['```text', ...example.lines, '```'].join('\n')];
}

/** Every fault, with its sentence and one call. */
export async function deviationsPage(): Promise<string> {
  const faults = deviations.filter(({ kind }) => kind === 'fault');
  const sections: string[] = [];
  for (const { id, sentence } of faults) {
    const shown = await picture(id);
    const said = shown.length > 0 ? shown : [`> An op ${typeof sentence === 'string' ? sentence : id}.`];
    sections.push([`### ${id}`, ...said].join('\n\n'));
  }
  return `${[
    '# Deviations',
    `${faults.length} ways in which an op can be wrong. ${written} [the deviations](../src/diagnosis/deviations/index.ts) instead.`,
    'A deviation is the reference wrong in one way. A straying call is explained by the one that makes of it, and of fresh calls around it, what the library makes of them: to the bit where data are exact, within the bound elsewhere. Its sentence, with the calls in which it shows, is that of the finding. Other meanings that somebody documents are [conventions](conventions.md), and no faults.',
    '## How to add one',
    'One value in the file of its family, in `src/diagnosis/deviations/`, made by `defineDeviation`: an `id`, the `sentence` as a maintainer would write it after the name of the op, the records that it `applies` to, and `to`, which edits a record: its plan for another geometry, its `start`, `combine` or `finish` for other arithmetic, its tensors read otherwise. Nothing of a kernel is copied. Parameters are inferred from the results of straying calls by `infer`; without it there are none. Then one call by hand in `test/diagnosis/deviations/worked/`, from which the tests find it again.',
    'Deviations of your own need no place here: `checkLaws(library, { deviations: [mine] })`, or `tensor-laws check my-library.ts --deviations ./mine.ts`. One that throws is left aside, and said in a line.',
    '## All of them',
    'Each with one call: what it must come to, and what it comes to by the deviation, as `withCause(reference, cause)` computes it.',
    ...sections,
  ].join('\n\n')}\n`;
}

/** Every convention, by what it settles, with one call and who documents it. */
export async function conventionsPage(): Promise<string> {
  const sections: string[] = [];
  for (const about of new Set(conventions.map((each) => each.about))) {
    sections.push(`## ${about[0]!.toUpperCase()}${about.slice(1)}`);
    for (const { id, documented, applies } of conventions.filter((each) => each.about === about)) {
      const sources = documented.map(({ by, url, says }) => `- [${by}](${url})${says === undefined ? '' : `: ${says}`}`).join('\n');
      sections.push([`### ${id}`, ...(await picture(id)), `Of ${opsOf(applies)}. Documented by:`, sources].join('\n\n'));
    }
  }
  return `${[
    '# Conventions',
    `${conventions.length} meanings of an op that are not the reference's, and that somebody documents. ${written} [the conventions](../src/conventions/index.ts) instead.`,
    'An op that means it so in every call is told as one that differs by convention, the same for every library: the law that breaks by it has the verdict `convention`, which is not red, unless the command is `--strict`. An op that means it so in some of its calls alone (in two dimensions and not in three, in one spelling and not in another) contradicts itself: that is a bug, and the sentence says where.',
    "A library that documents one declares it, `defineLibrary({ conventions: ['max-ignores-nan'], ... })`, and is held to it: the reference is turned for that library, and a call that keeps to the reference's own meaning is wrong. Where a law contradicts what is declared, it asks that each of its sides be what the reference so turned makes of it. A convention holds of all ops that it applies to.",
    'What an attribute asks for is no convention: an average that counts padding where `countPadding` is false is wrong, whoever counts it by default. A library without the attribute says so in its limits.',
    '## How to add one',
    'One value in the file of its family, in `src/conventions/`: an `id`, what it is `about` (of one thing one convention is declared), the `sentence`, at least one page that documents it, the records that it `applies` to, and `to`, which turns a record, and changes no result to which it makes no difference. A meaning that nobody documents is a [deviation](deviations.md).',
    ...sections,
  ].join('\n\n')}\n`;
}
