/** A deviation: the reference wrong in one way, as a plain value. */
import type { Documented } from '../conventions/convention.js';
import type { OpRecord } from '../ops/index.js';
import type { Tensor } from '../tensor.js';

/** What a JSON text can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What a deviation is inferred from: a call that a library answered. */
export interface Observed {
  /** As the library got them: attributes complete, channels last. */
  readonly args: readonly unknown[];
  readonly spelling?: string;
  /** What the library returned; left out where it threw. */
  readonly result?: Tensor | readonly Tensor[];
  /** The words of what it threw. */
  readonly error?: string;
  /** What the reference returns; left out where it refuses the call. */
  readonly expected?: Tensor | readonly Tensor[];
  /** Whether a deviation need make the wrong cells of the result alone: others are right, whatever it makes of them. Default: false. */
  readonly isInPart?: true;
  /** Calls made just before, of which the result may depend. */
  readonly before?: readonly { readonly args: readonly unknown[] }[];
}

export interface Deviation<Parameters extends Json = Json> {
  /** `same-pads-undilated` */
  readonly id: string;
  /** A convention is another meaning that somebody documents; all else is a fault. */
  readonly kind: 'fault' | 'convention';
  readonly documented?: readonly Documented[];
  /** What the op does, to be read after its name: `computes 'same' pads for the undilated window`. */
  readonly sentence: string | ((parameters: Parameters) => string);
  /** Whether it may show by what the cells hold (NaN, signs, zeros): what reads other cells, or counts them, does not. Default: true. */
  readonly goesByData?: boolean;
  /** The records that it can turn wrong. */
  applies(op: OpRecord): boolean;
  /**
   * The parameters that calls which stray let it have, the likeliest first. Default: one deviation without any, `null`.
   *
   * @param strays calls that stray, the smallest first
   */
  infer?(op: OpRecord, strays: readonly Observed[]): Iterable<Parameters>;
  /** The record turned wrong. */
  to(op: OpRecord, parameters: Parameters): OpRecord;
}

/** A deviation, as it stands in a list of them. */
export function defineDeviation<Parameters extends Json = null>(deviation: Deviation<Parameters>): Deviation {
  return deviation as unknown as Deviation;
}
