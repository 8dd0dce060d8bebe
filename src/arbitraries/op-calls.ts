/** For every op that a library may have: how a case of it is drawn, and how it is called on the case. */
import type { CalledOps } from '../law.js';
import type { TensorOp } from '../ops/index.js';
import type { Tensor } from '../tensor.js';
import { drawConv } from '../ops/convolution/conv-case.js';
import { drawDepthwise } from '../ops/convolution/depthwise-case.js';
import type { Draw } from '../draw/draw.js';
import { drawing } from '../draw/drawing.js';
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
  return { draw: draw as (d: Draw) => OpCase, call: (t, c) => call(t, c as Case) };
}

export const opCalls: { readonly [Op in TensorOp]: OpCall } = {
  conv: opCall(drawConv, (t, c) => t.conv(c.x, c.filter, c.attributes)),
  depthwiseConv: opCall(drawDepthwise, (t, c) => t.depthwiseConv(c.x, c.filter, c.attributes)),
  separableConv: opCall(drawSeparable, (t, c) => t.separableConv(c.x, c.filter, c.pointwise, c.attributes)),
  convTranspose: opCall(drawTransposed, (t, c) => t.convTranspose(c.dy, c.filter, c.attributes)),
  convInputGradient: opCall(drawing(drawConvGradient, 'conv', ['filter']), (t, c) =>
    t.convInputGradient(c.inputShape, c.filter!, c.dy, c.attributes),
  ),
  convFilterGradient: opCall(drawing(drawConvGradient, 'conv', ['x']), (t, c) =>
    t.convFilterGradient(c.x!, c.filterShape, c.dy, c.attributes),
  ),
  depthwiseConvInputGradient: opCall(drawing(drawConvGradient, 'depthwise', ['filter']), (t, c) =>
    t.depthwiseConvInputGradient(c.inputShape, c.filter!, c.dy, c.attributes),
  ),
  depthwiseConvFilterGradient: opCall(drawing(drawConvGradient, 'depthwise', ['x']), (t, c) =>
    t.depthwiseConvFilterGradient(c.x!, c.filterShape, c.dy, c.attributes),
  ),
  maxPool: opCall(drawPool, (t, c) => t.maxPool(c.x, c.attributes)),
  averagePool: opCall(drawAveragePool, (t, c) => t.averagePool(c.x, c.attributes)),
  lpPool: opCall(drawLpPool, (t, c) => t.lpPool(c.x, c.attributes)),
  maxPoolGradient: opCall(drawMaxGradient, (t, c) => t.maxPoolGradient(c.x, c.dy, c.attributes)),
  averagePoolGradient: opCall(drawAverageGradient, (t, c) => t.averagePoolGradient(c.inputShape, c.dy, c.attributes)),
  pad: opCall(drawPad, (t, c) => t.pad(c.x, c.attributes)),
  spaceToBatch: opCall(drawSpaceToBatch, (t, c) => t.spaceToBatch(c.x, { blockShape: c.block, paddings: c.pads })),
  batchToSpace: opCall(drawBatchToSpace, (t, c) => t.batchToSpace(c.y, { blockShape: c.block, crops: c.pads })),
  spaceToDepth: opCall(drawSpaceToDepth, (t, c) => t.spaceToDepth(c.x, { blockSize: c.blockSize, mode: c.mode })),
  depthToSpace: opCall(drawDepthToSpace, (t, c) => t.depthToSpace(c.y, { blockSize: c.blockSize, mode: c.mode })),
  extractPatches: opCall(drawPatches, (t, c) => t.extractPatches(c.x, c.attributes)),
  matmul: opCall(drawMatmul, (t, c) => t.matmul(c.a, c.b)),
  morphologicalDilation: opCall(drawMorphology, (t, c) => t.morphologicalDilation(c.x, c.filter, c.attributes)),
  morphologicalErosion: opCall(drawMorphology, (t, c) => t.morphologicalErosion(c.x, c.filter, c.attributes)),
  resize: opCall(drawResize, (t, c) => t.resize(c.x, c.attributes)),
};
