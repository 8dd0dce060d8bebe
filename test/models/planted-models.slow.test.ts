import { expect } from 'chai';
import { agreement } from '../../properties/agreement.js';
import { inProcess } from '../../src/engine/in-process.js';
import { defineLibrary, type TensorLibrary } from '../../src/library.js';
import { checkModel } from '../../src/models/check/check-model.js';
import { randomFeeds } from '../../src/models/onnx/inputs.js';
import { readModel } from '../../src/models/onnx/read-model.js';
import { float32 } from '../../src/precision.js';
import { referenceIn } from '../../src/reference.js';
import { elements, fromData, type Tensor } from '../../src/tensor.js';
import { detectorLike, mobileNetLike, uNetLike } from './nets.js';
import { trustedRuntime } from './runtime.js';
import { writeModel, type WrittenModel } from './write-model.js';

const { ops } = referenceIn(float32);

const mapped = (x: Tensor, f: (value: number) => number): Tensor => fromData(Float32Array.from(elements(x), f), [...x.shape]);

/** A tensor with its spatial axes, those of a filter, from their ends. */
const flipped = (filter: Tensor): Tensor => filter.step(...filter.shape.map((_, axis) => (axis < filter.shape.length - 2 ? -1 : 1)));

interface Planted {
  readonly what: string;
  readonly net: WrittenModel;
  readonly ops: TensorLibrary['ops'];
  /** The node that is to be named first. */
  readonly first: string;
  /** What its cause is to say. */
  readonly says: RegExp;
}

const [mobile, unet, detector] = [mobileNetLike(2, 16, 4), uNetLike(8, 2), detectorLike(9, 4)];

const planted: readonly Planted[] = [
  {
    what: 'no bias where windows are strided',
    net: mobile,
    ops: {
      conv: (x, filter, { bias, ...rest }) =>
        ops.conv!(x, filter, rest.strides.some((stride) => stride > 1) || bias === undefined ? rest : { ...rest, bias }),
    },
    first: 'conv_0',
    says: /bias/,
  },
  {
    what: 'a sum instead of a mean',
    net: mobile,
    ops: { globalAveragePool: (x) => mapped(ops.globalAveragePool!(x) as Tensor, (value) => value * 2) },
    first: 'globalaveragepool_9',
    says: /^globalAveragePool/,
  },
  {
    what: 'a maximum that begins at 0',
    net: unet,
    ops: { maxPool: (x, attributes) => mapped(ops.maxPool!(x, attributes) as Tensor, (value) => Math.max(0, value)) },
    first: 'maxpool_1',
    says: /^maxPool .*0/,
  },
  {
    what: 'a transposed filter from its end',
    net: unet,
    ops: { convTranspose: (y, filter, attributes) => ops.convTranspose!(y, flipped(filter), attributes) },
    first: 'convtranspose_4',
    says: /reversed/,
  },
  {
    what: 'corners aligned that are not',
    net: unet,
    ops: { resize: (x, attributes) => ops.resize!(x, { ...attributes, alignCorners: true, halfPixelCenters: false }) },
    first: 'resize_5',
    says: /^resize takes false for true as its align/,
  },
  {
    what: 'mirrored sides that repeat the edge',
    net: detector,
    ops: { pad: (x, attributes) => ops.pad!(x, attributes.mode === 'reflect' ? { ...attributes, mode: 'symmetric' } : attributes) },
    first: 'pad_0',
    says: /mode/,
  },
  {
    what: 'pads that count in a mean',
    net: detector,
    ops: { averagePool: (x, attributes) => ops.averagePool!(x, { ...attributes, countPadding: true }) },
    first: 'averagepool_2',
    says: /countPadding|padding/,
  },
  {
    what: 'the groups in the opposite order',
    net: detector,
    ops: { conv: (x, filter, attributes) => ops.conv!(attributes.groups > 1 ? x.step(1, 1, 1, -1) : x, filter, attributes) },
    first: 'conv_3',
    says: /groups/,
  },
  {
    what: 'gaps between taps that are not kept',
    net: detector,
    ops: { conv: (x, filter, attributes) => ops.conv!(x, filter, { ...attributes, dilations: attributes.dilations.map(() => 1) }) },
    first: 'conv_4',
    says: /dilations/,
  },
  {
    what: 'the nearest cells of another grid',
    net: detector,
    ops: {
      resize: (x, attributes) => ops.resize!(x, attributes.mode === 'nearest' ? { ...attributes, alignCorners: true } : attributes),
    },
    first: 'resize_5',
    says: /^resize takes false for true as its align/,
  },
];

describe('a bug planted in a model', () => {
  for (const { what, net, ops: own, first, says } of planted)
    it(`is named by its node and its cause: ${what}`, async function () {
      this.timeout(120_000);
      const right = referenceIn(float32);
      const bias = { bias: true } as const;
      const limits = { conv: bias, depthwiseConv: bias, convTranspose: bias };
      const given = defineLibrary({ ...right, name: 'planted', ops: { ...right.ops, ...own }, limits });
      const model = readModel(writeModel(net));
      const [library, trusted] = [await inProcess(given, agreement), await inProcess(trustedRuntime(), [])];
      const { nodes, findings } = await checkModel(model, randomFeeds(model, 7), { library, trusted });
      const stray = nodes.find(({ verdict }) => verdict === 'strays');
      expect(stray?.name).to.equal(first);
      expect(findings.find(({ id }) => id === stray!.finding)?.sentence).to.match(says);
    });
});
