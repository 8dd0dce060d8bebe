/** Every public arbitrary, with what makes its values valid. */
import { expect } from 'chai';
import * as arbitraries from '../../src/arbitraries/index.js';
import type { CaseArbitrary, CaseConstraints } from '../../src/arbitraries/index.js';
import * as kernels from '../../src/ops/kernels.js';
import type { Padding } from '../../src/geometry.js';
import { elements, isTensor, sizeOf, tensor, toArray, type Tensor } from '../../src/tensor.js';

export interface Subject<T extends object = object> {
  readonly name: string;
  readonly arbitrary: CaseArbitrary<T>;
  readonly validate: (value: T) => void;
  /** Elements of the least case; undefined where there is only one value or shrinking is to be seen elsewhere. */
  readonly single?: boolean;
}

const small: CaseConstraints = { maxElements: 300 };

function subject<T extends object>(name: string, arbitrary: CaseArbitrary<T>, validate: (value: T) => void, single = false): Subject {
  return { name, arbitrary, validate, single } as unknown as Subject;
}

/** Data within bounds, and nothing of a stray view. */
function tensorIsSound(x: Tensor): void {
  expect(isTensor(x)).to.equal(true);
  for (const corner of [0, 1]) {
    let at = x.offset;
    x.shape.forEach((length, axis) => (at += corner === 1 || x.stride[axis]! < 0 ? Math.max(0, length - 1) * x.stride[axis]! : 0));
    if (sizeOf(x.shape) > 0) expect(at).to.be.within(0, x.data.length - 1);
  }
  expect(toArray(x)).to.not.include(undefined);
}

const integers = (list: readonly number[], min: number, max: number): void => {
  for (const value of list) expect(value).to.satisfy(Number.isInteger).and.be.within(min, max);
};

export const pieces: readonly Subject[] = [
  subject('shapes', arbitraries.shapes({ minRank: 0, maxRank: 4, minLength: 0, maxLength: 6 }), (shape) => {
    expect(shape.length).to.be.within(0, 4);
    integers(shape, 0, 6);
  }),
  subject('broadcastableShapes', arbitraries.broadcastableShapes({ count: 3 }), ({ shapes, result }) => {
    expect(shapes).to.have.length(3);
    for (const shape of shapes) shape.forEach((length, i) => expect([1, result[result.length - shape.length + i]]).to.include(length));
    result.forEach((length, i) => expect(Math.max(...shapes.map((s) => s[s.length - result.length + i] ?? 1))).to.equal(length));
  }),
  subject('windowAxis', arbitraries.windowAxis(), ({ size, kernel, stride, dilation, pads, out }) => {
    const span = (kernel - 1) * dilation + 1;
    expect(out)
      .to.equal(Math.floor((size + pads[0] + pads[1] - span) / stride) + 1)
      .and.be.at.least(1);
  }),
  subject('strides', arbitraries.strides({ maxStride: 3 }), (list) => {
    expect(list.length).to.be.within(1, 3);
    integers(list, 1, 3);
  }),
  subject('dilations', arbitraries.dilations({ minAxes: 2, maxAxes: 2, minDilation: 2 }), (list) => {
    expect(list).to.have.length(2);
    integers(list, 2, 3);
  }),
  subject('explicit paddings', arbitraries.paddings({ kinds: ['explicit'] }) as CaseArbitrary<Exclude<Padding, string>>, (padding) => {
    for (const pair of padding) integers(pair, 0, 4);
  }),
  subject('groups', arbitraries.groups(12, 8), ({ groups }) => expect([1, 2, 4]).to.include(groups)),
  subject('blockShapes', arbitraries.blockShapes(), (blocks) => integers(blocks, 1, 3)),
  subject('blockPaddings', arbitraries.blockPaddings([5, 4, 0], [2, 3, 4]), (pads) => {
    [5, 4, 0].forEach((size, i) => expect((size + pads[i]![0] + pads[i]![1]) % [2, 3, 4][i]!).to.equal(0));
  }),
  subject('crops', arbitraries.crops([5, 1, 3]), (crops) => {
    [5, 1, 3].forEach((size, i) => expect(size - crops[i]![0] - crops[i]![1]).to.be.at.least(1));
  }),
  subject('axisSubsets', arbitraries.axisSubsets(4, { minLength: 1 }), (axes) => {
    integers(axes, 0, 3);
    axes.forEach((axis, i) => expect(axis).to.be.greaterThan(axes[i - 1] ?? -1));
  }),
  subject('tensors', arbitraries.tensors([2, 3, 2]), (x) => {
    expect(x.shape).to.deep.equal([2, 3, 2]);
    tensorIsSound(x);
  }),
  subject('views', arbitraries.views(tensor([1, 2, 3, 4, 5, 6], [2, 3])), (x) => {
    tensorIsSound(x);
    expect(toArray(x)).to.deep.equal([1, 2, 3, 4, 5, 6]);
  }),
];

/** Runs an op and compares the result's shape with the one that the case states. */
function runs(result: Tensor, shape: readonly number[]): void {
  expect(result.shape).to.deep.equal([...shape]);
  expect(elements(result)).to.have.length(sizeOf(shape));
}

export const cases: readonly Subject[] = [
  subject('convCase', arbitraries.convCase(small), (c) => {
    tensorIsSound(c.x);
    tensorIsSound(c.filter);
    runs(kernels.conv(c.x, c.filter, c), [c.batch, ...c.out, c.channelsOut * c.groups]);
  }),
  subject('depthwiseCase', arbitraries.depthwiseCase(small), (c) => void kernels.depthwiseConv(c.x, c.filter, c)),
  subject('separableCase', arbitraries.separableCase(small), (c) => void kernels.separableConv(c.x, c.filter, c.pointwise, c)),
  subject('transposedCase', arbitraries.transposedCase(small), (c) =>
    runs(kernels.convTranspose(c.dy, c.filter, c.attributes), c.inputShape),
  ),
  subject('convGradientCase', arbitraries.convGradientCase(small), (c) =>
    runs(kernels.convInputGradient(c.inputShape, c.filter!, c.dy, c.attributes), c.inputShape),
  ),
  subject('poolCase', arbitraries.poolCase(small), (c) => {
    const y = kernels.maxPool(c.x, c.attributes);
    runs(y, [c.batch, ...c.out, c.channels]);
    expect(toArray(y)).to.not.include(-Infinity);
  }),
  subject('averagePoolCase', arbitraries.averagePoolCase(small), (c) => void kernels.averagePool(c.x, c.attributes)),
  subject('morphologyCase', arbitraries.morphologyCase(small), (c) => void kernels.morphologicalDilation(c.x, c.filter, c)),
  subject('patchesCase', arbitraries.patchesCase(small), (c) => void kernels.extractPatches(c.x, { ...c, window: c.kernel })),
  subject('padCase', arbitraries.padCase(small), (c) => void kernels.pad(c.x, c)),
  subject(
    'spaceToBatchCase',
    arbitraries.spaceToBatchCase(small),
    (c) => void kernels.spaceToBatch(c.x, { blockShape: c.block, paddings: c.pads }),
  ),
  subject('batchToSpaceCase', arbitraries.batchToSpaceCase(small), (c) =>
    runs(kernels.batchToSpace(c.y, { blockShape: c.block, crops: c.pads }), [c.batch, ...c.sizes, ...c.rest]),
  ),
  subject('spaceToDepthCase', arbitraries.spaceToDepthCase(small), (c) => void kernels.spaceToDepth(c.x, c)),
  subject('depthToSpaceCase', arbitraries.depthToSpaceCase(small), (c) => void kernels.depthToSpace(c.y, c)),
  subject('matmulCase', arbitraries.matmulCase(small), (c) => void kernels.matmul(c.a, c.b)),
  subject('resizeCase', arbitraries.resizeCase(small), (c) => void kernels.resize(c.x, c.attributes)),
];
