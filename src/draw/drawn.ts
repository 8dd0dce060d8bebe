import type { Regime } from '../domain.js';
import type { TensorData } from '../tensor.js';
import type { Choice } from './draw.js';

/** A drawn tensor. */
export interface DrawnTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** The spatial axis of each axis of the tensor; -1 for none. */
  readonly axes: readonly number[];
  /** In row-major order, in the precision's dtype. Never written to once the case is built. */
  readonly values: TensorData;
}

/** Everything that a case was built from. */
export interface Drawn {
  readonly choices: readonly Choice[];
  readonly tensors: readonly DrawnTensor[];
  readonly regime: Regime;
  /** By choice key, the values that explicit pads which were not asked for would have had to mean the same. */
  readonly aliases: ReadonlyMap<string, number>;
  /** Whether the ranges were those of the wide domain. */
  readonly isWide: boolean;
}

/** Keys of the explicit pads of an axis, asked for or not: of the one before the cells, then of the one after. */
export function padKeysOf({ choices, aliases }: Drawn, axis: number): string[] {
  const asked = choices.filter((choice) => choice.role === 'pad' && choice.axis === axis).map(({ name }) => choiceKey(name, axis));
  return asked.length > 0 ? asked : [...aliases.keys()].filter((key) => key.endsWith(`:${axis}`));
}

/** What a choice is called in maps. */
export function choiceKey(name: string, axis: number): string {
  return axis < 0 ? name : `${name}:${axis}`;
}
