/** What is returned where no window fits. */
import { ceilSize, validSize, type Pair } from '../geometry.js';
import { InvalidArgument } from '../invalid-argument.js';
import type { Axis } from '../kernels/windows.js';
import { axesOf, isWindowed, withAxes } from '../ops/edited-windows.js';
import type { OpRecord } from '../ops/index.js';
import type { Shape } from '../tensor.js';
import type { Convention } from './convention.js';

/** Cells that make room for any window: plans are data alone, and nothing of that size is made. */
const room = 2 ** 30;

const larger = ([batch, ...others]: Shape): number[] => [batch!, ...others.map((size, i) => (i < others.length - 1 ? size + room : size))];

function windowsOf({ size, before, after, kernel, stride, dilation }: Axis, ceilMode: boolean): number {
  const pads: Pair = [before, after];
  const out = ceilMode ? ceilSize(size, pads, kernel, stride, dilation) : validSize(size + before + after, kernel, stride, dilation);
  return Math.max(0, out);
}

/** No window on the axes on which none fits, so that the result has no cell. */
const emptied = (op: OpRecord): OpRecord => ({
  ...op,
  plan: (shapes, given) => {
    try {
      return op.plan(shapes, given);
    } catch (refusal) {
      if (!(refusal instanceof InvalidArgument) || refusal.code !== 'window-fits') throw refusal;
    }
    const [x, ...others] = shapes as readonly Shape[];
    const plan = op.plan([larger(x!), ...others], given);
    const { ceilMode = false } = (given ?? {}) as { readonly ceilMode?: boolean };
    const axes = axesOf(op, plan)!.map((axis, i): Axis => {
      const own = { ...axis, size: x![i + 1]! };
      return { ...own, out: windowsOf(own, ceilMode) };
    });
    return withAxes(op, plan, axes);
  },
});

export const noWindowConventions: readonly Convention[] = [
  {
    id: 'no-window-is-empty',
    about: 'no window that fits',
    sentence: 'returns a result without cells where no window fits',
    documented: [
      {
        by: 'StableHLO, convolution',
        url: 'https://github.com/openxla/stablehlo/blob/main/docs/spec.md#convolution',
        says: 'the number of windows is 0 where the dilated window is larger than the padded input',
      },
      {
        by: 'ONNX, MaxPool',
        url: 'https://onnx.ai/onnx/operators/onnx__MaxPool.html',
        says: 'the size is floor((input + pads - dilation * (kernel - 1) - 1) / stride + 1), which is 0 where no more than a stride is missing',
      },
    ],
    applies: (op) => isWindowed(op) && 'x' in op.tensors && !('dy' in op.tensors),
    to: emptied,
  },
];
