/** Records whose numbers are changed one by one. */
import type { Bounded } from '../../../kernels/errors/bounded.js';
import type { OpRecord } from '../../../ops/index.js';
import type { Precision } from '../../../precision.js';
import { elements, fromData, type Tensor } from '../../../tensor.js';
import { mapped, withReading } from './tensors.js';

/** What becomes of a number: monotone, or its magnitude, so that the ends of what it may be bound what it may become. */
export interface Change {
  readonly f: (value: number) => number;
  /** Whether a library rounds what it makes. Default: false. */
  readonly rounds?: boolean;
  /** How far off a number may be before it is changed, as a share of it: that it was rounded to a wider format first. Default: 0. */
  readonly slack?: number;
}

/** How far the changed number may be off, where the number itself may be by `error`. */
function endsOf({ f, rounds = false, slack = 0 }: Change, value: number, given: number, precision: Precision): number {
  if (given === Infinity) return Infinity;
  const error = given + (Number.isFinite(value) ? slack * Math.abs(value) : 0);
  const middle = f(value);
  if (!Number.isFinite(middle)) return 0;
  const apart =
    error === 0 || !Number.isFinite(value) ? 0 : Math.max(Math.abs(f(value + error) - middle), Math.abs(middle - f(value - error)));
  const rounding = rounds ? precision.unitRoundoff * (Math.abs(middle) + apart) + precision.smallestSubnormal : 0;
  const all = (apart + rounding) * (1 + 2 ** -50);
  return rounds && !(Math.abs(middle) + all <= precision.largest) ? Infinity : all;
}

function errorsOf(change: Change, { value, error }: Bounded, precision: Precision): Tensor | undefined {
  if (error === undefined && change.rounds !== true && change.slack === undefined) return undefined;
  const values = elements(value);
  const errors = error && elements(error);
  return fromData(
    Float64Array.from(values, (each, i) => endsOf(change, each, errors?.[i] ?? 0, precision)),
    [...value.shape],
  );
}

/** The record whose result, or one of whose tensors, has other numbers. */
export function withValues(op: OpRecord, tensor: string, change: Change): OpRecord {
  return withReading(
    op,
    tensor,
    (x) => mapped(x, change.f),
    (x, _read, _plan, precision) => errorsOf(change, x, precision),
  );
}
