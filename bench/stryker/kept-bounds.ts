/**
 * Whether the laws still draw the line between honest and wrong where the kernels as they were built draw it. Where a bound differs, some
 * library's result lies between the two, and the law's verdict on that library has changed.
 */
import fc from 'fast-check';
import { bindBounded } from '../../src/judge/bind/bounded.js';
import type { AnyLaw, BoundOps, Claim, Side } from '../../src/law.js';
import type { TensorLibrary } from '../../src/library.js';
import { float16, float32, float64, int32, type Precision } from '../../src/precision.js';
import { isTensor, toArray, type Tensor } from '../../src/tensor.js';
import { built } from './built.js';
import { casesFor } from './cases.js';

const cases = 40;

const { bindBounded: bindBuilt } = await built<{ readonly bindBounded: typeof bindBounded }>('src/judge/bind/bounded.js');
const { reference } = await built<{ readonly reference: TensorLibrary }>('src/reference.js');

const precisions: readonly Precision[] = [
  float64,
  float32,
  { ...float32, name: 'float32-flushed', flushesSubnormals: true },
  { ...float16, name: 'float16-wide', factor: 4 },
  // Sums often pass its largest number.
  { ...float16, name: 'float16-short', largest: 480, least: -480 },
  int32,
];

type Bind = (precision: Precision) => { readonly t: BoundOps; readonly errorOf: (x: Tensor) => Tensor | undefined };

async function boundOf(side: Side, errorOf: (x: Tensor) => Tensor | undefined): Promise<string> {
  const value: unknown = await side;
  const error = isTensor(value) ? errorOf(value) : undefined;
  if (error === undefined) return '';
  const bounds = toArray(error);
  return bounds.every((bound) => bound === 0) ? '' : bounds.join(' ');
}

/** The bounds of both sides of each claim, or what is thrown where there are none. */
async function boundsOf(bind: Bind, precision: Precision, law: AnyLaw, c: unknown): Promise<string> {
  const { t, errorOf } = bind(precision);
  const made = law.claim(t, c) as Claim | readonly Claim[];
  const claims = (Array.isArray(made) ? made : [made]) as readonly Claim[];
  const sides = claims.flatMap((claim) => (claim.kind === 'rejects' ? [] : [claim.left, claim.right]));
  const bounds = await Promise.allSettled(sides.map((side) => boundOf(side, errorOf)));
  return bounds.map((bound) => (bound.status === 'fulfilled' ? bound.value : 'throws')).join('; ');
}

/** Whether the bounds of a law are those that the built kernels give, on cases that they drew. */
export function keptBounds(law: AnyLaw): () => Promise<string | undefined> {
  let known: { readonly precision: Precision; readonly c: unknown; readonly bounds: string }[] | undefined;
  return async () => {
    if (known === undefined) {
      known = [];
      for (const precision of precisions) {
        const found = casesFor(law, { ...reference, precision }, {});
        if ('missing' in found) continue;
        for (const c of fc.sample(found.cases, { numRuns: cases, seed: 1 }))
          known.push({ precision, c, bounds: await boundsOf(bindBuilt, precision, law, c) });
      }
    }
    for (const { precision, c, bounds } of known) {
      const now = await boundsOf(bindBounded, precision, law, c);
      if (now !== bounds) return `in ${precision.name} the bounds are ${now} instead of ${bounds}`;
    }
    return undefined;
  };
}
