/** Convolutions with a bias and an activation, as TensorFlow.js fuses them. */
import { unsupported } from '../../library.js';
import type { FusedAttributes } from '../../ops/index.js';
import type { Shape } from '../../tensor.js';
import { call, variable, type Expression, type Options } from './expression.js';
import type { Source } from './request.js';
import { padAs, short, type GivenWindows, type PadsAs } from './windows.js';

const names: Readonly<Record<string, string>> = { none: 'linear', leakyRelu: 'leakyrelu' };

/** Refuses what only a fused function can say. */
export function requireUnfused({ bias, activation = 'none' }: FusedAttributes): void {
  if (bias !== undefined || activation !== 'none') throw unsupported('only tf.fused adds a bias and applies an activation');
}

function activationOf({ activation = 'none' }: FusedAttributes): Options {
  if (typeof activation === 'string') return { activation: names[activation] ?? activation };
  if (activation.kind === 'leakyRelu') return { activation: 'leakyrelu', leakyreluAlpha: activation.alpha };
  throw unsupported(`tf.fused has no ${activation.kind} with parameters`);
}

/** The bias as a tensor to make. */
export function biasOf({ bias }: FusedAttributes): Readonly<Record<string, Source>> {
  return bias === undefined ? {} : { bias };
}

/** `tf.fused.conv2d` or `tf.fused.depthwiseConv2d` of `x` with `filter`. */
export function fusedCall(name: 'conv2d' | 'depthwiseConv2d', pads: PadsAs, shape: Shape, w: GivenWindows, a: FusedAttributes): Expression {
  if (shape.length !== 4) throw unsupported('tf.fused takes two spatial axes');
  return call(`fused.${name}`, {
    x: variable('x'),
    filter: variable('filter'),
    strides: short(w.strides, 2),
    pad: padAs(pads, w),
    dataFormat: 'NHWC',
    dilations: short(w.dilations, 2),
    dimRoundingMode: pads === 'list' ? 'floor' : undefined,
    bias: a.bias === undefined ? undefined : variable('bias'),
    ...activationOf(a),
  });
}
