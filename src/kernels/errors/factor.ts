/** Arguments of error rules. */
import { elements, fromData, sizeOf, type Tensor } from '../../tensor.js';
import type { Bounded } from './bounded.js';
import { float64Elements } from '../products/products.js';

/** An argument by its magnitudes. NaN and infinities, and infinite errors, are taken out and marked. */
export interface Factor {
  readonly magnitude: Tensor;
  /** magnitude + error; the same tensor where there is no error. */
  readonly reach: Tensor;
  readonly special: Special | undefined;
  readonly shape: number[];
  readonly bounded: Bounded;
}

export interface Special {
  /** 1 where the value is NaN or infinite. */
  readonly notFinite: Tensor;
  /** 1 where the error is infinite. */
  readonly unbounded: Tensor;
}

export function factorOf(bounded: Bounded): Factor {
  const shape = [...bounded.value.shape];
  const values = float64Elements(bounded.value);
  const size = values.length;
  const errors = bounded.error && elements(bounded.error);
  const magnitude = new Float64Array(size);
  let finite = true;
  for (let i = 0; i < size; i++) {
    const value = Math.abs(values[i]!);
    if (value < Infinity) magnitude[i] = value;
    else finite = false;
  }
  let reach = magnitude;
  if (errors) {
    let exact = true;
    const sums = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      const error = errors[i]!;
      if (error < Infinity) {
        sums[i] = magnitude[i]! + error;
        if (error !== 0) exact = false;
      } else {
        sums[i] = magnitude[i]!;
        finite = false;
      }
    }
    if (!exact) reach = sums;
  }
  const magnitudes = fromData(magnitude, shape);
  return {
    magnitude: magnitudes,
    reach: reach === magnitude ? magnitudes : fromData(reach, shape),
    special: finite ? undefined : specialOf(values, errors, shape),
    shape,
    bounded,
  };
}

function specialOf(values: Float64Array, errors: ArrayLike<number> | undefined, shape: number[]): Special {
  const unbounded = Float64Array.from(values, (_, i) => (errors?.[i] === Infinity ? 1 : 0));
  return {
    notFinite: fromData(
      Float64Array.from(values, (value, i) => (Number.isFinite(value) || unbounded[i] === 1 ? 0 : 1)),
      shape,
    ),
    unbounded: fromData(unbounded, shape),
  };
}

/** 1 where the library's number may be zero or of the other sign, though the exact one is not. */
export function uncertain({ bounded, shape }: Factor): Tensor {
  const values = float64Elements(bounded.value);
  const errors = bounded.error && elements(bounded.error);
  return fromData(
    Float64Array.from(values, (value, i) => (errors !== undefined && errors[i]! > 0 && errors[i]! >= Math.abs(value) ? 1 : 0)),
    shape,
  );
}

export function constant(shape: number[], value: number): Tensor {
  return fromData(new Float64Array(sizeOf(shape)).fill(value), shape);
}
