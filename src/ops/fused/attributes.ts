/** What a bias and an activation are as attributes, and what a library says of them: only what is declared is drawn. */
import { activationKinds, plainActivations } from '../../kernels/activation.js';
import { choice } from '../attributes.js';
import type { LimitedCall, LimitSpecs } from '../limits.js';

/** The kind of an activation: one of those that a library may say that it takes. */
export function kindOf(activation: unknown): unknown {
  if (typeof activation !== 'object' || activation === null) return activation;
  const { kind, alpha = 1 } = activation as { readonly kind?: unknown; readonly alpha?: number };
  return kind === 'elu' && alpha !== 1 ? 'elu with alpha' : kind;
}

const activations: LimitSpecs = {
  activations: {
    docs: `Kinds of activation taken, of ${activationKinds.join(', ')}. Left out: none is drawn.`,
    expected: `a list of ${activationKinds.map((kind) => `'${kind}'`).join(', ')}`,
    takes: (value) => Array.isArray(value) && value.every((kind) => activationKinds.includes(kind as string)),
    unsaid: [],
    broken: (limit: readonly unknown[], call) => {
      const kind = kindOf(call.attributes['activation']);
      return kind === undefined || kind === 'none' || limit.includes(kind) ? undefined : `activation ${String(kind)}`;
    },
  },
};

/** What is applied to the sums. */
export const fusedAttributes = {
  activation: choice(
    'activation',
    "Applied once, after the bias: a name, or { kind: 'leakyRelu', alpha }, { kind: 'elu', alpha }, { kind: 'clip', min, max }. Default: 'none'.",
    plainActivations,
    activations,
  ),
} as const;

const isFused = (call: LimitedCall): boolean =>
  call.attributes['bias'] !== undefined || !['none', undefined].includes(kindOf(call.attributes['activation']) as string);

/** The limits of ops that add a bias. */
export const biasLimit: LimitSpecs = {
  fusedAxes: {
    docs: 'Numbers of spatial axes on which a bias and an activation are taken. Left out: all.',
    expected: 'a list of numbers',
    takes: (value) => Array.isArray(value) && value.every((each) => typeof each === 'number'),
    broken: (limit: readonly number[], call) =>
      isFused(call) && call.spatialAxes !== undefined && !limit.includes(call.spatialAxes)
        ? `a bias or an activation on ${call.spatialAxes} spatial axes`
        : undefined,
  },
  bias: {
    docs: 'true: a bias is taken. Left out: none is drawn.',
    expected: 'true or false',
    takes: (value) => typeof value === 'boolean',
    unsaid: false,
    broken: (limit: boolean, { attributes }) => (!limit && attributes['bias'] !== undefined ? 'a bias' : undefined),
  },
};
