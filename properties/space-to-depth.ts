/** Space-to-depth and depth-to-space: blocks of space as channels. */
import type { Draw } from '../src/draw/draw.js';
import { within } from '../src/ops/convolution/conv-case.js';
import { drawDepthToSpace, drawSpaceToDepth, type SpaceDepth } from '../src/ops/space/space-depth-case.js';
import { regimes } from '../src/domain.js';
import { defineLaw, equal, rejects, type Source } from '../src/law.js';

const tensorflow: Source = {
  title: 'TensorFlow: tf.nn.space_to_depth',
  url: 'https://www.tensorflow.org/api_docs/python/tf/nn/space_to_depth',
};
const onnx: Source = { title: 'ONNX: DepthToSpace', url: 'https://onnx.ai/onnx/operators/onnx__DepthToSpace.html' };
const pixelShuffle: Source = {
  title: 'Shi et al., Real-Time Single Image and Video Super-Resolution',
  url: 'https://arxiv.org/abs/1609.05158',
};

export const roundTrip = defineLaw({
  id: 'space-to-depth/round-trip',
  statement: 'depthToSpace(spaceToDepth(x, b, mode), b, mode) = x, "bit for bit"',
  because: 'Each cell of a block moves to a channel of its own, and back.',
  sources: [tensorflow, onnx],
  requires: ['spaceToDepth', 'depthToSpace'],
  regimes,
  cases: drawSpaceToDepth,
  claim: (t, { x, blockSize, mode }) => equal(t.depthToSpace(t.spaceToDepth(x, { blockSize, mode }), { blockSize, mode }), x),
});

export const roundTripBack = defineLaw({
  id: 'space-to-depth/round-trip-back',
  statement: 'spaceToDepth(depthToSpace(y, b, mode), b, mode) = y, "bit for bit"',
  because: 'Each channel of a block moves to a cell of its own, and back.',
  sources: [tensorflow, onnx],
  requires: ['spaceToDepth', 'depthToSpace'],
  regimes,
  cases: drawDepthToSpace,
  claim: (t, { y, blockSize, mode }) => equal(t.spaceToDepth(t.depthToSpace(y, { blockSize, mode }), { blockSize, mode }), y),
});

/** x as `[batch, cell, edge, cell, edge, ..., channels]`. */
const inBlocks = ({ batch, cells, blockSize, channels }: SpaceDepth): number[] => [
  batch,
  ...cells.flatMap((q) => [q, blockSize]),
  channels,
];

/** Axes that bring blocks to `[batch, ...cells, ...edges, channels]`, or to `[batch, ...cells, channels, ...edges]`. */
function intoDepth(n: number, mode: 'DCR' | 'CRD'): number[] {
  const cells = Array.from({ length: n }, (_, i) => 1 + 2 * i);
  const edges = Array.from({ length: n }, (_, i) => 2 + 2 * i);
  return mode === 'DCR' ? [0, ...cells, ...edges, 2 * n + 1] : [0, ...cells, 2 * n + 1, ...edges];
}

const definition = {
  DCR: 'Depth is (block offset, channel), offsets in row-major order, as in TensorFlow.',
  CRD: 'Depth is (channel, block offset), as in torch: the channels of one pixel shuffle stay together.',
} as const;

export const dcrIsReshapeTranspose = reshapeTranspose('DCR', 'space-to-depth/dcr-is-reshape-transpose');
export const crdIsReshapeTranspose = reshapeTranspose('CRD', 'space-to-depth/crd-is-reshape-transpose');
export const dcrIsReshapeTransposeBack = reshapeTransposeBack('DCR', 'space-to-depth/dcr-is-reshape-transpose-back');
export const crdIsReshapeTransposeBack = reshapeTransposeBack('CRD', 'space-to-depth/crd-is-reshape-transpose-back');

function reshapeTranspose<const Id extends string>(mode: 'DCR' | 'CRD', id: Id) {
  return defineLaw({
    id,
    statement: `spaceToDepth(x, b, ${mode}) = reshape * transpose * reshape "of x, the blocks' edges moved ${mode === 'DCR' ? 'before' : 'after'} the channels"`,
    because: `This is the definition. ${definition[mode]}`,
    sources: [tensorflow, onnx, pixelShuffle],
    requires: ['spaceToDepth'],
    regimes,
    cases: (d) => drawSpaceToDepth(d, { modes: [mode] }),
    claim: (t, c) => {
      const moved = t.transpose(t.reshape(c.x, inBlocks(c)), intoDepth(c.n, mode));
      return equal(t.spaceToDepth(c.x, { blockSize: c.blockSize, mode }), t.reshape(moved, [c.batch, ...c.cells, c.depth]));
    },
  });
}

function reshapeTransposeBack<const Id extends string>(mode: 'DCR' | 'CRD', id: Id) {
  return defineLaw({
    id,
    statement: `depthToSpace(y, b, ${mode}) = reshape * transpose * reshape "of y, the blocks' edges moved from ${mode === 'DCR' ? 'before' : 'after'} the channels into space"`,
    because: `The inverse of the definition of space-to-depth. ${definition[mode]}`,
    sources: [tensorflow, onnx, pixelShuffle],
    requires: ['depthToSpace'],
    regimes,
    cases: (d) => drawDepthToSpace(d, { modes: [mode] }),
    claim: (t, c) => {
      const order = intoDepth(c.n, mode);
      const blocks = inBlocks(c);
      const split = t.reshape(
        c.y,
        order.map((axis) => blocks[axis]!),
      );
      const back = order.map((_, axis) => order.indexOf(axis));
      return equal(
        t.depthToSpace(c.y, { blockSize: c.blockSize, mode }),
        t.reshape(t.transpose(split, back), [c.batch, ...c.sizes, c.channels]),
      );
    },
  });
}

export const modesAgreeOnOneChannel = defineLaw({
  id: 'space-to-depth/modes-agree-on-one-channel',
  statement: 'spaceToDepth(x, b, DCR) = spaceToDepth(x, b, CRD), x "of one channel"',
  because: 'The modes differ in whether channels or block offsets run fastest; one channel does not run.',
  sources: [onnx],
  requires: ['spaceToDepth'],
  regimes,
  cases: drawBothModes,
  claim: (t, { x, blockSize, mode, other }) => equal(t.spaceToDepth(x, { blockSize, mode }), t.spaceToDepth(x, { blockSize, mode: other })),
});

/** One channel, and both modes in either order: a library that takes one mode alone has no case. */
function drawBothModes(d: Draw) {
  const c = drawSpaceToDepth(d, { oneChannel: true });
  const others = (['DCR', 'CRD'] as const).filter((mode) => mode !== c.mode && d.takes('spaceToDepth', { mode }));
  return { ...c, other: d.option('other', others) };
}

export const preservesMultiset = defineLaw({
  id: 'space-to-depth/preserves-multiset',
  statement: '"the elements of spaceToDepth(x, b) are the elements of x, each as often"',
  because: 'Space-to-depth is a permutation of the cells.',
  sources: [tensorflow],
  requires: ['spaceToDepth'],
  regimes,
  cases: drawSpaceToDepth,
  claim: (t, { x, blockSize, mode }) => equal(t.sort(t.spaceToDepth(x, { blockSize, mode })), t.sort(x)),
});

export const convOfStrideBlockIsMatmul = defineLaw({
  id: 'space-to-depth/conv-of-stride-block-is-matmul',
  statement: `C(x, w, stride b, kernel b, valid) = matmul(spaceToDepth(x, b), w'), w' = w "as a matrix of rows (offset, channel)"`,
  because:
    'Windows of b cells at stride b are the blocks, and DCR lays out a block as the filter lays out its taps. Kernel = stride, so that windows neither overlap nor leave gaps, undilated. One group, whose filter is one matrix.',
  sources: [
    tensorflow,
    { title: 'Dosovitskiy et al., An Image is Worth 16x16 Words (patch embedding)', url: 'https://arxiv.org/abs/2010.11929' },
  ],
  requires: ['conv', 'spaceToDepth', 'matmul'],
  cases: (d) => {
    const most = d.takes('conv', { strides: [2] }) ? d.domain.block.max : 1;
    const depth = Math.max(1, d.domain.channels.max) * most ** d.domain.spatialAxes.max;
    const c = drawSpaceToDepth(d, { modes: ['DCR'], most, content: { terms: depth, degree: 2 } });
    const out = within(d, 'channelsOut', d.domain.channels);
    const kernel = c.cells.map(() => c.blockSize);
    return { ...c, kernel, out, w: d.tensor('w', [kernel, c.channels, out], { terms: depth, degree: 2 }) };
  },
  claim: (t, { x, w, batch, cells, depth, out, blockSize, mode, kernel }) => {
    const rows = batch * cells.reduce((a, b) => a * b, 1);
    const blocks = t.reshape(t.spaceToDepth(x, { blockSize, mode }), [rows, depth]);
    return equal(t.conv(x, w, { strides: kernel }), t.reshape(t.matmul(blocks, t.reshape(w, [depth, out])), [batch, ...cells, out]));
  },
});

const badNumbers = [0, -1, 1.5] as const;

/** An unknown mode is beyond what a library with a list of modes promises to look at. */
function faults(d: Draw, op: 'spaceToDepth' | 'depthToSpace'): readonly string[] {
  return d.takes(op, { mode: 'unknown' }) ? ['indivisible', 'block', 'mode'] : ['indivisible', 'block'];
}

export const rejectsIndivisible = defineLaw({
  id: 'space-to-depth/rejects-indivisible',
  statement: 'spaceToDepth "throws on a size that the block does not divide, a block < 1 or not an integer, an unknown mode"',
  because: 'There is no grid of whole blocks to move, or no meaning at all. One fault a case.',
  sources: [tensorflow],
  requires: ['spaceToDepth'],
  regimes: ['exact'],
  cases: (d) => {
    const fault = d.option('fault', faults(d, 'spaceToDepth'));
    const c = drawSpaceToDepth(d, fault === 'indivisible' ? { least: 2 } : {});
    if (fault === 'block') return { ...c, fault, blockSize: d.option('badBlock', badNumbers) };
    if (fault === 'mode') return { ...c, fault, mode: 'RCD' as 'DCR' };
    const wrong = d.int('badAxis', 0, c.n - 1);
    const sizes = c.sizes.map((size, axis) => size + (axis === wrong ? d.int('surplus', 1, c.blockSize - 1) : 0));
    return { ...c, fault, x: d.tensor('uneven', [c.batch, sizes, c.channels]) };
  },
  claim: (t, { x, blockSize, mode, fault }) => rejects(() => t.spaceToDepth(x, { blockSize, mode }), fault),
});

export const rejectsIndivisibleDepth = defineLaw({
  id: 'space-to-depth/rejects-indivisible-depth',
  statement: 'depthToSpace "throws on a depth that the cells of a block do not divide, a block < 1 or not an integer, an unknown mode"',
  because: 'A block needs a channel for each of its cells. One fault a case.',
  sources: [tensorflow],
  requires: ['depthToSpace'],
  regimes: ['exact'],
  cases: (d) => {
    const fault = d.option('fault', faults(d, 'depthToSpace'));
    const c = drawDepthToSpace(d, fault === 'indivisible' ? { least: 2 } : {});
    if (fault === 'block') return { ...c, fault, blockSize: d.option('badBlock', badNumbers) };
    if (fault === 'mode') return { ...c, fault, mode: 'RCD' as 'DCR' };
    return { ...c, fault, y: d.tensor('uneven', [c.batch, c.cells, c.depth + d.int('surplus', 1, c.blockCells - 1)]) };
  },
  claim: (t, { y, blockSize, mode, fault }) => rejects(() => t.depthToSpace(y, { blockSize, mode }), fault),
});

/** The laws of space-to-depth. */
export const spaceToDepth = [
  roundTrip,
  roundTripBack,
  dcrIsReshapeTranspose,
  crdIsReshapeTranspose,
  dcrIsReshapeTransposeBack,
  crdIsReshapeTransposeBack,
  modesAgreeOnOneChannel,
  preservesMultiset,
  convOfStrideBlockIsMatmul,
  rejectsIndivisible,
  rejectsIndivisibleDepth,
] as const;
