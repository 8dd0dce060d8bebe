/** What normalisations share of attributes. */
import { InvalidArgument } from '../../invalid-argument.js';
import { requireShape } from '../../kernels/arguments.js';
import type { Shape, Tensor } from '../../tensor.js';
import { choice, type AttributeSpec } from '../attributes.js';
import { numbers, only } from '../limits.js';

export interface NormalizedAttributes {
  /** Added to the variance, >= 0. Default: 1e-5. */
  readonly epsilon?: number;
  /** `[channels]`, times which the normalised values are taken. Default: 1. */
  readonly scale?: Tensor;
  /** `[channels]`, added last. Default: 0. */
  readonly offset?: Tensor;
}

export const usualEpsilon = 1e-5;

export const epsilon: AttributeSpec = {
  docs: 'Added to the variance, >= 0. Default: 1e-5.',
  type: 'number',
  default: usualEpsilon,
  least: 0,
  fractions: true,
  limits: {
    epsilon: numbers('epsilons that are taken.', 'epsilon', ({ attributes }) => {
      const value = attributes['epsilon'];
      return typeof value === 'number' ? [value] : [];
    }),
  },
};

/** What is normalised together. */
export type Over = 'channels' | 'item';

const overs = ['channels', 'item'] as const;

export const over = choice(
  'over',
  "What is normalised together: 'channels', those of each cell; 'item', all cells and channels of each item of the batch. Default: 'channels'.",
  overs,
  { over: only('What is normalised together, of what is taken.', 'over', overs, ({ attributes }) => attributes['over']) },
);

/** The epsilon of a call. */
export function epsilonOf(op: string, { epsilon: value = usualEpsilon }: { readonly epsilon?: number }): number {
  if (typeof value !== 'number' || !(value >= 0 && value < Infinity))
    throw new InvalidArgument(op, 'epsilon', value, 'it must be a finite number >= 0', 'epsilon-range');
  return value;
}

/** Checks that a tensor which may be left out has a number for each channel. */
export function requireChannels(op: string, name: string, shape: Shape | undefined, channels: number): void {
  if (shape !== undefined) requireShape(op, name, shape, [channels]);
}
