/** For every op that a library may have: how a case of it is drawn, and how it is called on the case. */
import type { CalledOps } from '../law.js';
import type { TensorOp } from '../ops/index.js';
import type { Tensor } from '../tensor.js';
import { drawConv } from '../ops/convolution/conv-case.js';
import { drawDepthwise } from '../ops/convolution/depthwise-case.js';
import type { Draw } from '../draw/draw.js';
import { drawAverageGradient, drawConvGradient, drawMaxGradient } from '../ops/convolution/gradient-case.js';
import { drawMatmul } from '../ops/products/matmul-case.js';
import { drawMorphology } from '../ops/morphology/morphology-case.js';
import { drawPad } from '../ops/padding/pad-case.js';
import { drawPatches } from '../ops/products/patches-case.js';
import { drawAveragePool, drawLpPool, drawPool } from '../ops/pooling/pool-case.js';
import { drawResize } from '../ops/resize/resize-case.js';
import { drawSeparable } from '../ops/convolution/separable-case.js';
import { drawBatchToSpace, drawSpaceToBatch } from '../ops/space/space-batch-case.js';
import { drawDepthToSpace, drawSpaceToDepth } from '../ops/space/space-depth-case.js';
import { drawTransposed } from '../ops/convolution/transposed-case.js';

export type { TensorOp } from '../ops/index.js';

/** A case of some op: named arguments, and whatever else its drawing says. */
export type OpCase = Readonly<Record<string, unknown>>;

export interface OpCall {
  /** Draws a case within the limits; `casesOf` gets the op. */
  readonly draw: (d: Draw) => OpCase;
  readonly call: (t: CalledOps, c: OpCase) => Promise<Tensor>;
}

/** Hides what the cases of one op are: its `call` gets what its `draw` made, possibly with other tensors in place. */
function opCall<Case extends object>(draw: (d: Draw) => Case, call: (t: CalledOps, c: Case) => Promise<Tensor>): OpCall {
  return { draw: (d) => draw(d) as OpCase, call: (t, c) => call(t, c as Case) };
}

export const opCalls: { readonly [Op in TensorOp]: OpCall } = {
  conv: opCall(
    (d) => drawConv(d),
    (t, c) => t.conv(c.x, c.filter, c.attributes),
  ),
  depthwiseConv: opCall(
    (d) => drawDepthwise(d),
    (t, c) => t.depthwiseConv(c.x, c.filter, c.attributes),
  ),
  separableConv: opCall(
    (d) => drawSeparable(d),
    (t, c) => t.separableConv(c.x, c.filter, c.pointwise, c.attributes),
  ),
  convTranspose: opCall(
    (d) => drawTransposed(d),
    (t, c) => t.convTranspose(c.dy, c.filter, c.attributes),
  ),
  convInputGradient: opCall(
    (d) => drawConvGradient(d, 'conv', ['filter']),
    (t, c) => t.convInputGradient(c.inputShape, c.filter!, c.dy, c.attributes),
  ),
  convFilterGradient: opCall(
    (d) => drawConvGradient(d, 'conv', ['x']),
    (t, c) => t.convFilterGradient(c.x!, c.filterShape, c.dy, c.attributes),
  ),
  depthwiseConvInputGradient: opCall(
    (d) => drawConvGradient(d, 'depthwise', ['filter']),
    (t, c) => t.depthwiseConvInputGradient(c.inputShape, c.filter!, c.dy, c.attributes),
  ),
  depthwiseConvFilterGradient: opCall(
    (d) => drawConvGradient(d, 'depthwise', ['x']),
    (t, c) => t.depthwiseConvFilterGradient(c.x!, c.filterShape, c.dy, c.attributes),
  ),
  maxPool: opCall(
    (d) => drawPool(d),
    (t, c) => t.maxPool(c.x, c.attributes),
  ),
  averagePool: opCall(
    (d) => drawAveragePool(d),
    (t, c) => t.averagePool(c.x, c.attributes),
  ),
  lpPool: opCall(
    (d) => drawLpPool(d),
    (t, c) => t.lpPool(c.x, c.attributes),
  ),
  maxPoolGradient: opCall(
    (d) => drawMaxGradient(d),
    (t, c) => t.maxPoolGradient(c.x, c.dy, c.attributes),
  ),
  averagePoolGradient: opCall(
    (d) => drawAverageGradient(d),
    (t, c) => t.averagePoolGradient(c.inputShape, c.dy, c.attributes),
  ),
  pad: opCall(
    (d) => drawPad(d),
    (t, c) => t.pad(c.x, c.attributes),
  ),
  spaceToBatch: opCall(
    (d) => drawSpaceToBatch(d),
    (t, c) => t.spaceToBatch(c.x, { blockShape: c.block, paddings: c.pads }),
  ),
  batchToSpace: opCall(
    (d) => drawBatchToSpace(d),
    (t, c) => t.batchToSpace(c.y, { blockShape: c.block, crops: c.pads }),
  ),
  spaceToDepth: opCall(
    (d) => drawSpaceToDepth(d),
    (t, c) => t.spaceToDepth(c.x, { blockSize: c.blockSize, mode: c.mode }),
  ),
  depthToSpace: opCall(
    (d) => drawDepthToSpace(d),
    (t, c) => t.depthToSpace(c.y, { blockSize: c.blockSize, mode: c.mode }),
  ),
  extractPatches: opCall(
    (d) => drawPatches(d),
    (t, c) => t.extractPatches(c.x, c.attributes),
  ),
  matmul: opCall(
    (d) => drawMatmul(d),
    (t, c) => t.matmul(c.a, c.b),
  ),
  morphologicalDilation: opCall(
    (d) => drawMorphology(d),
    (t, c) => t.morphologicalDilation(c.x, c.filter, c.attributes),
  ),
  morphologicalErosion: opCall(
    (d) => drawMorphology(d),
    (t, c) => t.morphologicalErosion(c.x, c.filter, c.attributes),
  ),
  resize: opCall(
    (d) => drawResize(d),
    (t, c) => t.resize(c.x, c.attributes),
  ),
};
