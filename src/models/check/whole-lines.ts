/** What is told of a model as a whole, in plain lines. */
import type { ModelTensor } from '../../library.js';
import type { Combination, GrownError, OutputError, WholeReport } from '../whole/whole-report.js';
import { tableLines } from './table-lines.js';

/** Nodes in which the error grows most. */
const mostGrown = 5;

/** `0.0012 %` */
export function percent(share: number): string {
  if (share === 0) return 'exact';
  return Number.isFinite(share) ? `${Number((100 * share).toPrecision(2))} %` : 'not finite';
}

const ofScale = (error: number | undefined, scale: number): string => (error === undefined ? '' : percent(error === 0 ? 0 : error / scale));

/** Each result's errors, a row each, with titles. */
export function outputRows(outputs: readonly OutputError[]): string[][] {
  return [
    ['result', 'largest', 'node by node', 'as one model', 'trusted'],
    ...outputs.map(({ name, scale, apart, whole, trusted }) => [
      name,
      String(Number(scale.toPrecision(3))),
      ...[apart, whole, trusted].map((error) => ofScale(error, scale)),
    ]),
  ];
}

/** The nodes in which the error grows most, the first the one where it does so the most. */
export function grownMost(grown: readonly GrownError[]): readonly GrownError[] {
  const by = ({ before, after }: GrownError): number => after - before;
  return grown
    .filter((each) => by(each) > 0)
    .sort((a, b) => by(b) - by(a))
    .slice(0, mostGrown);
}

const fedText = (feeds: Readonly<Record<string, ModelTensor>>): string =>
  Object.entries(feeds)
    .map(([name, { type, dims }]) => `${name} ${type} [${dims.join(', ')}]`)
    .join(', ');

/** `Conv conv_2, Relu relu_3` */
export function combinationTitle({ nodes, opTypes }: Combination): string {
  return nodes.map((name, i) => (name.startsWith(`${opTypes[i]!} `) ? name : `${opTypes[i]!} ${name}`)).join(', ');
}

/** What is told of a combination, below its title. */
export function combinationLines({ message, again, reproduction }: Combination): string[] {
  return [
    `of these alone, ${message}`,
    `fed with ${fedText(reproduction.feeds) || 'nothing'}`,
    ...(again ? [] : ['it was right when it was run again: the backend keeps state, or is not deterministic']),
  ];
}

/** What the errors of the results come to, in a sentence. */
export function wholeSentence({ verdict, message }: Pick<WholeReport, 'verdict' | 'message'>): string {
  switch (verdict) {
    case 'right':
      return 'as one model it is no further from float64 than its nodes one by one: rounding explains the rest';
    case 'strays':
      return 'each node by itself is right, and as one model they are wrong:';
    case 'nodes only':
      return 'the library runs no models: how far nodes one by one on the trusted backend are from float64';
    case 'not run':
      return `the whole was not run: ${message!}`;
  }
}

/** `not computed in float64: Clip (30), HardSigmoid (1)` */
export function narrowLine({ narrow, grown }: Pick<WholeReport, 'narrow' | 'grown'>): string {
  const counts = new Map<string, number>();
  const names = new Set(narrow);
  for (const { name, opType } of grown) if (names.has(name)) counts.set(opType, (counts.get(opType) ?? 0) + 1);
  return `not computed in float64: ${[...counts].map(([opType, count]) => `${opType} (${count})`).join(', ')}`;
}

export function wholeLines(report: WholeReport): string[] {
  const { outputs, grown, narrow, combination } = report;
  const most = grownMost(grown);
  return [
    '',
    wholeSentence(report),
    ...(combination === undefined
      ? []
      : [
          `  ${report.message!}`,
          `  the fewest nodes that are so: ${combinationTitle(combination)}`,
          ...combinationLines(combination).map((line) => `  ${line}`),
        ]),
    ...(outputs.length === 0 ? [] : ['', "off by, at most, as a share of a result's largest number:", ...tableLines(outputRows(outputs))]),
    ...(most.length === 0
      ? []
      : [
          '',
          'the error grows most, node by node, in:',
          ...tableLines([
            ['node', 'op', 'of what it reads', 'of its result'],
            ...most.map(({ name, opType, before, after }) => [name, opType, percent(before), percent(after)]),
          ]),
        ]),
    ...(narrow.length === 0 ? [] : ['', narrowLine(report)]),
  ];
}
