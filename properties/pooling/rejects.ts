/** What pools refuse. */
import { taken, type Taken } from '../../src/arbitraries/taken.js';
import type { Draw } from '../../src/draw/draw.js';
import { defineLaw, rejects } from '../../src/law.js';
import type { LpPoolAttributes, Padding, Pair } from '../../src/ops/index.js';
import type { Tensor } from '../../src/tensor.js';
import { average, lp, maximum, replaced, type Pool } from './pools.js';
import { onnxMaxPool, tensorflowPool } from './sources.js';

/** A padding that there is none of. */
const sideways = 'sideways' as unknown as Padding;
const listFaults = ['zero', 'negative', 'too short', 'too long'] as const;
type ListFault = (typeof listFaults)[number];

/** A per-axis list with one fault: at one axis, or at all of them where the library takes equal entries only. */
function spoilt(list: readonly number[], fault: ListFault, axis: number, everywhere: boolean): number[] {
  if (fault === 'too short') return list.slice(1);
  if (fault === 'too long') return [...list, list.at(-1)!];
  const value = fault === 'zero' ? 0 : -1;
  return everywhere ? list.map(() => value) : replaced(list, axis, value);
}

/** Faults of padding that a library is asked about: one that lists the kinds that it takes has said what it does not take. */
function paddingFaults(takes: Taken): string[] {
  const ofPads = takes.unevenPads && takes.unequalPads ? ['negative pad', 'one pair too few'] : [];
  return takes.calls({ padding: sideways }) ? ['unknown padding', ...ofPads] : ofPads;
}

export interface Fault {
  readonly fault: string;
  readonly x: Tensor;
  readonly attributes: LpPoolAttributes;
}

/** A valid case, and one argument of it spoilt. */
function drawFault<Name extends string>(d: Draw, pool: Pool<Name>): Fault {
  const takes = taken(d, pool.op);
  const ofPadding = paddingFaults(takes);
  const what = d.option('fault', [
    'window',
    'strides',
    'dilations',
    ...(takes.padding('valid') ? ['window larger than the input'] : []),
    ...(ofPadding.length === 0 ? [] : ['padding']),
    ...(pool.op === 'lpPool' && takes.calls({ p: 0 }) ? ['p below 1'] : []),
  ]);
  // A case without padding stays valid but for the pads that are put in its place.
  const unpadded = what === 'padding' && takes.padding('valid');
  const c = pool.draw(d, unpadded ? { padding: ['valid'] } : {});
  const { attributes, x, n } = c;
  const axis = d.int('axis', 0, n - 1);
  const listed = (name: 'window' | 'strides' | 'dilations', equal: boolean): Fault => {
    const fault = d.option('of list', listFaults);
    return { fault: `${name} ${fault}`, x, attributes: { ...attributes, [name]: spoilt(attributes[name], fault, axis, equal) } };
  };
  switch (what) {
    case 'window':
      return listed('window', false);
    case 'strides':
      return listed('strides', !takes.unequalStrides);
    case 'dilations':
      return listed('dilations', !takes.unequalDilations);
    case 'p below 1':
      return { fault: what, x, attributes: { ...attributes, p: d.option('p', [0, 0.5, -1]) } };
    case 'padding': {
      const fault = d.option('of padding', ofPadding);
      const pads = c.sizes.map((): Pair => [0, 0]);
      const padding = fault === 'unknown padding' ? sideways : fault === 'negative pad' ? replaced(pads, axis, [-1, 1]) : pads.slice(1);
      return { fault, x, attributes: { ...attributes, padding } };
    }
    default: {
      const window = replaced(attributes.window, axis, c.sizes[axis]! + 1);
      return { fault: what, x, attributes: { ...attributes, window, padding: 'valid', ceilMode: false } };
    }
  }
}

function rejectsBadArguments<Name extends string>(pool: Pool<Name>) {
  const { letter, op } = pool;
  return defineLaw({
    id: `pooling/rejects-bad-arguments-${pool.name}` as const,
    statement: `${letter} "refuses a window, stride or dilation below 1, lists of other lengths, bad padding, a window that fits nowhere${op === 'lpPool' ? ', p below 1' : ''}"`,
    because:
      'None of these has a meaning, and a result of any shape would hide the mistake. One fault at a time, with any padding that has no part in it, so that each is found for itself.',
    sources: [tensorflowPool, onnxMaxPool],
    requires: [op],
    regimes: ['exact'],
    cases: (d) => drawFault(d, pool),
    claim: (t, { x, attributes, fault }) => rejects(() => t[op](x, attributes), fault),
  });
}

export const rejectsBadArgumentsMax = rejectsBadArguments(maximum);
export const rejectsBadArgumentsAverage = rejectsBadArguments(average);
export const rejectsBadArgumentsLp = rejectsBadArguments(lp);

export const rejections = [rejectsBadArgumentsMax, rejectsBadArgumentsAverage, rejectsBadArgumentsLp] as const;
