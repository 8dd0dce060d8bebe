/** Pools: windows reduced by the functions of numpy. */
import { unsupported } from '../../library.js';
import { hasTies } from '../shared/ties.js';
import { call, gradients, variable, type Expression } from './expression.js';
import { asIs, channelsLast, each, first, zeros, type Requests, type Spelling } from './request.js';

interface PoolWindows {
  readonly window: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
}

const names = ['windows over all axes', 'windows over the last axes', 'windows over all axes, channels last'] as const;
const [allAxes, lastAxes, last] = names;

/** Pools, with windows over all axes of channels first, over the last axes alone, and over those of channels last. */
function poolCalls(reduction: 'np.max' | 'np.mean', { window, strides, dilations }: PoolWindows): Record<string, Spelling> {
  if (dilations.some((dilation) => dilation !== 1)) throw unsupported('lax.reduceWindow has no dilations');
  const reduce = (name: string, sizes: readonly number[], steps: readonly number[]): Expression =>
    call('lax.reduceWindow', variable(name), { kind: 'function', name: reduction }, sizes, steps);
  return {
    [allAxes]: { expression: reduce('x', [1, 1, ...window], [1, 1, ...strides]), back: channelsLast },
    [lastAxes]: { expression: reduce('x', window, strides), back: channelsLast },
    [last]: { expression: reduce('xLast', [1, ...window, 1], [1, ...strides, 1]), back: asIs },
  };
}

function poolGradients(forward: Readonly<Record<string, Spelling>>): Record<string, Spelling> {
  const [all, onLast] = [allAxes, lastAxes].map((name) => gradients(forward[name]!.expression, 'x'));
  return each({ ...all, [`vjp, ${lastAxes}`]: onLast!.vjp }, channelsLast);
}

const derivatives = ['vjp', 'grad', `vjp, ${lastAxes}`];

export const pools = {
  maxPool: { names, ask: (xs, a) => ({ tensors: { x: first(xs), xLast: xs }, spellings: poolCalls('np.max', a) }) },
  averagePool: { names, ask: (xs, a) => ({ tensors: { x: first(xs), xLast: xs }, spellings: poolCalls('np.mean', a) }) },
  maxPoolGradient: {
    names: derivatives,
    ask: (xs, dy, a) => {
      if (hasTies(xs, a)) throw unsupported("JAX's maximum shares its gradient between equal cells");
      return { tensors: { x: first(xs), dy: first(dy) }, spellings: poolGradients(poolCalls('np.max', a)) };
    },
  },
  averagePoolGradient: {
    names: derivatives,
    ask: (shape, dy, a) => ({
      tensors: { x: first(zeros(shape)), dy: first(dy) },
      spellings: poolGradients(poolCalls('np.mean', a)),
    }),
  },
} satisfies Requests;
