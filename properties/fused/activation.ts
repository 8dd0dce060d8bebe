/** Laws of an activation. */
import { everyOp } from '../../src/every-op.js';
import { equal, type Helpers, type Operand } from '../../src/law.js';
import type { Activation } from '../../src/ops/index.js';
import { tensor, type Tensor } from '../../src/tensor.js';
import { drawFusedCall, fusedOf, fusedOps, named, tfjsFused, webnnConv, withFusedOf } from './fused-calls.js';

const onnxActivations = {
  title: 'ONNX: Relu, LeakyRelu, Clip, HardSwish',
  url: 'https://onnx.ai/onnx/operators/',
};

/** Activations that sums, products, maxima and minima make. */
const kinds = ['relu', 'relu6', 'leakyRelu', 'clip', 'hardSwish'] as const;

const number = (value: number) => tensor([value], []);

/** An activation by itself. */
function activated(t: Helpers, y: Promise<Tensor>, activation: Activation | undefined): Promise<Tensor> {
  return y.then(async (given) => {
    const like = async (value: number): Promise<Tensor> => t.broadcast(number(value), await t.shapeOf(given));
    const between = async (x: Operand, min: number, max: number): Promise<Tensor> =>
      t.minimum(t.maximum(x, await like(min)), await like(max));
    const own = named(activation);
    switch (own.kind) {
      case 'relu':
        return t.maximum(given, await like(0));
      case 'relu6':
        return between(given, 0, 6);
      case 'leakyRelu':
        return t.maximum(given, t.scale(given, 'alpha' in own ? own.alpha : 0));
      case 'clip':
        return 'min' in own ? between(given, own.min, own.max) : given;
      default:
        return t.scale(t.multiply(given, await between(t.shift(given, 3), 0, 6)), 1 / 6);
    }
  });
}

export const activationComesLast = everyOp({
  prefix: 'fused/activation-comes-last-',
  ops: fusedOps,
  statement: (op) => `${op}(..., b, "an activation" f) = f(${op}(..., b))`,
  because:
    'What is fused is what it is when it is not: the bias is added to the sums, and the activation applied once to each result. Of activations that sums, products and maxima make.',
  sources: [tfjsFused, webnnConv, onnxActivations],
  regimes: ['exact', 'real'],
  draw: drawFusedCall({ kinds }),
  claim: (call, c, _each, t) => {
    const { bias, activation } = fusedOf(c);
    const plain = call(withFusedOf(c, bias === undefined ? {} : { bias }));
    return equal(call(c), activated(t, plain, activation));
  },
});
