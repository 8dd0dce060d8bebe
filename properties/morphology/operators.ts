/** The two morphological ops, for laws that hold of each. */
import type { BoundOps, Operand, Source } from '../../src/law.js';
import type { WindowAttributes } from '../../src/ops/index.js';
import type { Tensor } from '../../src/tensor.js';

/** A morphological op, its letter in statements, and what stands for nothing in it. */
export interface Operator<Name extends string = string> {
  readonly name: Name;
  readonly op: 'morphologicalDilation' | 'morphologicalErosion';
  readonly letter: string;
  /** What the operator takes over a window. */
  readonly best: (t: BoundOps, a: Operand, b: Operand) => Promise<Tensor>;
  readonly call: (t: BoundOps, x: Operand, filter: Operand, attributes: WindowAttributes) => Promise<Tensor>;
}

export const dilation: Operator<'dilation'> = {
  name: 'dilation',
  op: 'morphologicalDilation',
  letter: 'D',
  best: (t, a, b) => t.maximum(a, b),
  call: (t, x, filter, attributes) => t.morphologicalDilation(x, filter, attributes),
};

export const erosion: Operator<'erosion'> = {
  name: 'erosion',
  op: 'morphologicalErosion',
  letter: 'E',
  best: (t, a, b) => t.minimum(a, b),
  call: (t, x, filter, attributes) => t.morphologicalErosion(x, filter, attributes),
};

export const soille: Source = { title: 'P. Soille, Morphological Image Analysis, 2nd edition, chapter 3' };
export const dilation2d: Source = {
  title: 'TensorFlow, tf.nn.dilation2d',
  url: 'https://www.tensorflow.org/api_docs/python/tf/nn/dilation2d',
};
export const erosion2d: Source = {
  title: 'TensorFlow, tf.nn.erosion2d',
  url: 'https://www.tensorflow.org/api_docs/python/tf/nn/erosion2d',
};
