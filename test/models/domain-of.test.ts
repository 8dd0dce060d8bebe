import { expect } from 'chai';
import { checkLaws } from '../../src/engine/check-laws.js';
import { defineDomain, type Domain } from '../../src/domain.js';
import { defineLibrary } from '../../src/library.js';
import { domainOf } from '../../src/models/index.js';
import { domains } from '../../src/models/domains.js';
import { float64 } from '../../src/precision.js';
import { reference } from '../../src/reference.js';
import type { Tensor } from '../../src/tensor.js';
import { mobileNetLike, uNetLike } from './nets.js';
import { weights, writeModel } from './write-model.js';

interface Called {
  readonly x: readonly number[];
  readonly window: readonly number[];
  readonly strides: readonly number[];
}

/** The shapes of the convolutions that a check makes in a domain. */
async function convolutionsIn(domain: Partial<Domain>): Promise<readonly Called[]> {
  const called: Called[] = [];
  const { conv } = reference.ops as Required<typeof reference.ops>;
  const library = defineLibrary({
    name: 'watched',
    precision: float64,
    ops: {
      conv: (x, filter, attributes) => {
        called.push({ x: x.shape, window: filter.shape.slice(0, -2), strides: attributes.strides });
        return conv(x, filter, attributes) as Tensor;
      },
    },
  });
  await checkLaws(library, { laws: ['agreement/conv'], runs: 300, seed: 1, domain });
  return called;
}

describe('the domain of a model', () => {
  it('has its windows, strides, pads and channels', () => {
    // A stem of 3 to 4 channels, 3x3 with stride 2; depthwise 3x3 and 1x1 with strides 1 and 2; images of 8.
    expect(domainOf(writeModel(mobileNetLike(2, 8, 4)))).to.deep.equal({
      spatialAxes: { min: 2, max: 2 },
      kernel: { min: 1, max: 3 },
      stride: { min: 1, max: 2 },
      dilation: { min: 1, max: 1 },
      pad: { min: 0, max: 1 },
      groups: { min: 1, max: 1 },
      sizes: [3, 4, 8],
    });
  });

  it('has those of pools and transposed convolutions, and dilations', () => {
    const { kernel, stride, dilation, pad } = domainOf(writeModel(uNetLike(8, 2)));
    expect({ kernel, stride, dilation, pad }).to.deep.equal({
      kernel: { min: 2, max: 3 },
      stride: { min: 1, max: 2 },
      dilation: { min: 1, max: 2 },
      pad: { min: 0, max: 2 },
    });
  });

  it('counts the groups of convolutions that are not depthwise', () => {
    const of = (dims: readonly number[], group: number): Partial<Domain> =>
      domainOf(
        writeModel({
          nodes: [{ name: 'c', opType: 'Conv', inputs: ['x', 'w'], outputs: ['y'], attributes: { group } }],
          constants: { w: weights(dims, 1) },
          inputs: { x: [1, 6, 5] },
          outputs: ['y'],
        }),
      );
    expect(of([6, 3, 3], 2).groups).to.deep.equal({ min: 2, max: 2 });
    expect(of([6, 1, 3], 6)).not.to.have.property('groups');
    expect(of([6, 1, 3], 6).sizes).to.deep.equal([5, 6]);
  });

  it('draws calls like those of the model', async () => {
    const calls = await convolutionsIn(domainOf(writeModel(mobileNetLike(2, 48, 32))));
    expect(calls.length).to.be.greaterThan(200);
    for (const { x, window, strides } of calls) {
      expect(x).to.have.lengthOf(4);
      for (const cells of window) expect(cells).to.be.within(0, 3);
      for (const stride of strides) expect(stride).to.be.within(1, 2);
    }
    const extents = new Set(calls.flatMap(({ x }) => x));
    expect([...extents]).to.include.members([32, 48]);
  });

  it('refuses what is no model', () => {
    expect(() => domainOf(new Uint8Array([1, 2, 3]))).to.throw('no ONNX model');
  });
});

describe('domains of published models', () => {
  for (const [name, domain] of Object.entries(domains))
    it(`${name}: is a domain, and its windows are drawn`, async () => {
      const { kernel, stride, sizes } = defineDomain(domain);
      const calls = await convolutionsIn(domain);
      for (const { window, strides } of calls) {
        for (const cells of window) expect(cells).to.be.within(0, kernel.max);
        for (const each of strides) expect(each).to.be.within(stride.min, stride.max);
      }
      expect(calls.some(({ window }) => window.every((cells) => cells === kernel.max))).to.equal(true);
      expect(calls.some(({ x }) => x.some((extent) => sizes.includes(extent) && extent > 9))).to.equal(true);
    });
});
