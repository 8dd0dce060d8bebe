/** What the letters of statements stand for. */
import type { OpName } from '../ops/index.js';
import { namesIn } from './names.js';
import { parseStatement } from './parse.js';

interface Letter {
  readonly name: string;
  readonly means: string;
  /** Laws on one of these ops mean this by it. Default: all laws. */
  readonly of?: readonly OpName[];
}

const norms: readonly OpName[] = ['batchNorm', 'layerNorm', 'instanceNorm', 'groupNorm', 'rmsNorm'];

/** The first that fits a law is meant. */
const letters: readonly Letter[] = [
  { name: 'epsilon', means: 'what is added to a variance', of: norms },
  { name: 'v', means: 'a variance', of: norms },
  { name: 'm', means: 'a mean', of: norms },
  { name: 's', means: 'a scale', of: norms },
  { name: 'o', means: 'an offset', of: norms },
  { name: 'alpha', means: 'what a mean of squares is multiplied with', of: ['lrn'] },
  { name: 'k', means: 'what is added to it', of: ['lrn'] },
  { name: 'W', means: 'withSpaceToBatch' },
  { name: 'C', means: 'conv', of: ['conv', 'convInputGradient', 'convFilterGradient', 'convTranspose', 'withSpaceToBatch'] },
  { name: 'C', means: 'a matrix', of: ['matmul'] },
  { name: 'D', means: 'depthwiseConv', of: ['depthwiseConv', 'depthwiseConvInputGradient', 'depthwiseConvFilterGradient'] },
  { name: 'D', means: 'morphologicalDilation', of: ['morphologicalDilation', 'morphologicalErosion'] },
  { name: 'E', means: 'morphologicalErosion' },
  { name: 'S', means: 'separableConv', of: ['separableConv'] },
  { name: 'S', means: 'spaceToBatch' },
  { name: 'B', means: 'batchToSpace', of: ['batchToSpace'] },
  { name: 'B', means: 'a matrix', of: ['matmul'] },
  { name: 'M', means: 'maxPool' },
  { name: 'A', means: 'a matrix', of: ['matmul'] },
  { name: 'A', means: 'averagePool' },
  { name: 'L', means: 'lpPool' },
  { name: 'P', means: 'pad, zeros where nothing else is said' },
  { name: 'T', means: 'convTranspose', of: ['convTranspose'] },
  { name: 'T', means: 'axes exchanged' },
  { name: 'I', means: 'the identity matrix' },
  { name: 'b', means: 'a bias', of: ['conv', 'depthwiseConv', 'separableConv', 'convTranspose'] },
  { name: 'R', means: 'the reference' },
  { name: 'x', means: 'an input' },
  { name: 'y', means: 'a result, or another input' },
  { name: 'w', means: 'a filter' },
  { name: 'u', means: 'a filter', of: ['conv'] },
  { name: 'v', means: 'a filter', of: ['conv', 'separableConv', 'withSpaceToBatch'] },
  { name: 'v', means: 'a constant', of: ['pad'] },
  { name: 'f', means: 'a filter', of: ['morphologicalDilation', 'morphologicalErosion'] },
  { name: 'f', means: 'a factor', of: ['resize'] },
  { name: 'g', means: 'a filter', of: ['morphologicalDilation', 'morphologicalErosion'] },
  {
    name: 'g',
    means: 'a gradient of the result',
    of: [
      'convInputGradient',
      'convFilterGradient',
      'depthwiseConvInputGradient',
      'depthwiseConvFilterGradient',
      'averagePoolGradient',
      'maxPoolGradient',
      'pad',
    ],
  },
  { name: 'dx', means: 'the gradient of x' },
  { name: 'dw', means: 'the gradient of the filter' },
  { name: 's', means: 'strides' },
  { name: 'd', means: 'dilations' },
  { name: 'k', means: 'the size of the window' },
  { name: 'o', means: 'the index of a result' },
  { name: 'j', means: 'the index of a tap' },
  { name: 'i', means: 'the index of a cell' },
  { name: 'n', means: 'a batch element, or how many axes' },
  { name: 'N', means: 'the size of the batch' },
  { name: 'in', means: 'the size of the input' },
  { name: 'ones', means: 'a filter of ones' },
];

/** A name without its index, number and primes: `x_1` and `w'` are an x and a w. */
const stem = (name: string): string => name.replace(/(?:_\w+|\d+|')+$/, '');

/** A law, as far as it says what its letters are. */
interface Stated {
  readonly statement: string;
  readonly requires: readonly OpName[];
}

/**
 * What the letters of a law's statement stand for, in the order in which they come; letters whose meaning is plain are left out.
 *
 * @throws NotInNotation
 */
export function legendOf({ statement, requires }: Stated): ReadonlyMap<string, string> {
  const stems = new Set(namesIn(parseStatement(statement)).map(stem));
  return new Map(
    [...stems].flatMap((name) => {
      const letter = letters.find((each) => each.name === name && (each.of === undefined || each.of.some((op) => requires.includes(op))));
      return letter === undefined ? [] : [[name, letter.means] as const];
    }),
  );
}

/** The legend of several laws: a letter that stands for two things has both. */
export function legendText(laws: readonly Stated[]): string {
  const all = new Map<string, Set<string>>();
  for (const [name, means] of laws.flatMap((law) => [...legendOf(law)])) all.set(name, (all.get(name) ?? new Set()).add(means));
  return [...all].map(([name, means]) => `${name} = ${[...means].join(' or ')}`).join(', ');
}
