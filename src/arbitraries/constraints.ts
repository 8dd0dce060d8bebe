/** Constraints of the public arbitraries, in fast-check's manner: `minX` and `maxX`, both inclusive. */
import { defineDomain, type Domain, type Range, type Regime } from '../domain.js';
import { InvalidArgument } from '../invalid-argument.js';
import { float64, type Precision } from '../precision.js';

/**
 * The range of a constraint.
 *
 * @throws InvalidArgument on a bound that is not an integer >= floor, or min > max
 */
export function rangeOf(
  arbitrary: string,
  quantity: string,
  min: number,
  max: number,
  floor: number,
  ceiling = Number.MAX_SAFE_INTEGER,
): Range {
  const check = (name: string, value: number): void => {
    if (!Number.isInteger(value) || value < floor || value > ceiling) {
      const rule = ceiling === Number.MAX_SAFE_INTEGER ? `an integer >= ${floor}` : `an integer from ${floor} to ${ceiling}`;
      throw new InvalidArgument(arbitrary, name, value, `it must be ${rule}`);
    }
  };
  check(`min${quantity}`, min);
  check(`max${quantity}`, max);
  if (min > max) throw new InvalidArgument(arbitrary, `min${quantity}`, min, `it must be at most max${quantity} = ${max}`);
  return { min, max };
}

/** A bound left out is the default, or the other bound where that lies beyond the default. */
export function rangeWithDefault(
  arbitrary: string,
  quantity: string,
  min: number | undefined,
  max: number | undefined,
  whole: Range,
  floor: number,
): Range {
  return rangeOf(
    arbitrary,
    quantity,
    min ?? Math.min(whole.min, max !== undefined && max >= floor ? max : whole.min),
    max ?? Math.max(whole.max, min ?? whole.max),
    floor,
  );
}

/** How values are drawn. */
export interface ValueConstraints {
  /** Default: exact and real. */
  readonly regimes?: readonly Regime[];
  /** Default: float64. */
  readonly precision?: Precision;
  /** Whether views that are not dense are drawn too. Default: true. */
  readonly layouts?: boolean;
}

/** Bounds of a case. Each is inclusive; each shrinks towards its minimum. */
export interface CaseConstraints extends ValueConstraints {
  /** Spatial axes. Default: 1 and 3. */
  readonly minAxes?: number;
  readonly maxAxes?: number;
  /** Default: 1 and 3. */
  readonly minBatch?: number;
  readonly maxBatch?: number;
  /** Channels per group. Default: 1 and 9. */
  readonly minChannels?: number;
  readonly maxChannels?: number;
  /** Default: 1 and 3. */
  readonly minGroups?: number;
  readonly maxGroups?: number;
  /** Windows per spatial axis, or cells where there is no window. Default: 1 and 9. */
  readonly minSize?: number;
  readonly maxSize?: number;
  /** Cells of a kernel or window per axis. Default: 1 and 7. */
  readonly minKernel?: number;
  readonly maxKernel?: number;
  /** Default: 1 and 4. */
  readonly minStride?: number;
  readonly maxStride?: number;
  /** Default: 1 and 3. */
  readonly minDilation?: number;
  readonly maxDilation?: number;
  /** Explicit pads, each. Default: 0 and 4. */
  readonly minPad?: number;
  readonly maxPad?: number;
  /** Blocks of space-to-batch and space-to-depth. Default: 1 and 3. */
  readonly minBlock?: number;
  readonly maxBlock?: number;
  /** Elements per tensor aimed at. Default: 2000. */
  readonly maxElements?: number;
}

const quantities = {
  spatialAxes: 'Axes',
  batch: 'Batch',
  channels: 'Channels',
  groups: 'Groups',
  size: 'Size',
  kernel: 'Kernel',
  stride: 'Stride',
  dilation: 'Dilation',
  pad: 'Pad',
  block: 'Block',
} as const;

/**
 * The domain that constraints describe.
 *
 * @throws InvalidArgument naming the constraint that is impossible
 */
export function domainOf(arbitrary: string, constraints: CaseConstraints): Domain {
  const whole = defineDomain();
  const ranges: Partial<Record<keyof typeof quantities, Range>> = {};
  for (const [key, quantity] of Object.entries(quantities) as [keyof typeof quantities, (typeof quantities)[keyof typeof quantities]][]) {
    ranges[key] = rangeWithDefault(
      arbitrary,
      quantity,
      constraints[`min${quantity}`],
      constraints[`max${quantity}`],
      whole[key],
      key === 'pad' ? 0 : 1,
    );
  }
  if (ranges.spatialAxes!.max > 3) throw new InvalidArgument(arbitrary, 'maxAxes', ranges.spatialAxes!.max, 'there are at most 3');
  const elements = constraints.maxElements ?? whole.elements;
  if (!Number.isInteger(elements) || elements < 1)
    throw new InvalidArgument(arbitrary, 'maxElements', elements, 'it must be an integer >= 1');
  return defineDomain({
    ...ranges,
    elements,
    precision: constraints.precision ?? float64,
    layouts: constraints.layouts ?? true,
    regimes: constraints.regimes ?? whole.regimes,
  });
}
