import { expect } from 'chai';
import { callFeatures } from '../../src/diagnosis/call-features.js';
import { describeCondition, explain, type Sample } from '../../src/diagnosis/condition.js';
import { checkLaws } from '../../src/engine/check-laws.js';
import * as kernels from '../../src/ops/kernels.js';
import { defineLibrary } from '../../src/library.js';
import { float64 } from '../../src/precision.js';
import { reference } from '../../src/reference.js';
import { zeros } from '../../src/tensor.js';

describe('callFeatures', () => {
  it('says what is particular about a call', () => {
    const features = callFeatures('conv', [
      zeros([2, 5, 4, 6]),
      zeros([2, 3, 3, 4]),
      {
        strides: [1, 3],
        dilations: [2, 2],
        padding: [
          [1, 0],
          [1, 0],
        ],
        groups: 2,
      },
    ]);
    const expected = {
      rank: '4',
      batch: '> 1',
      channels: '> 4',
      sizes: 'unequal',
      kernel: 'even',
      stride: '> 1',
      strides: 'unequal',
      dilation: '> 1',
    };
    for (const [feature, value] of Object.entries(expected)) expect(features.get(feature), feature).to.equal(value);
    expect(features.get('pads before and after')).to.equal('unequal');
    expect(features.get('stride against kernel')).to.equal('not larger');
    expect(features.get('groups')).to.equal('> 1');
  });
});

describe('explain', () => {
  const sample = (padding: string, dilation: string, strays: boolean): Sample => ({
    features: new Map([
      ['padding', padding],
      ['dilation', dilation],
    ]),
    strays,
  });
  const both = [...Array(8).keys()].flatMap(() => [
    sample('same', '> 1', true),
    sample('same', '1', false),
    sample('valid', '> 1', false),
    sample('valid', '1', false),
  ]);

  it('finds the smallest conjunction', () => {
    const condition = explain(
      new Map([
        ['padding', 'same'],
        ['dilation', '> 1'],
      ]),
      both,
    );
    expect(describeCondition(condition)).to.equal('padding same, dilation > 1: always (8 of 8 calls)');
  });

  it('needs no term where every call strays', () => {
    expect(
      describeCondition(
        explain(
          new Map([['padding', 'same']]),
          both.map((each) => ({ ...each, strays: true })),
        ),
      ),
    ).to.equal('everywhere: always (32 of 32 calls)');
  });
});

describe('a library with five bugs', () => {
  it('has one finding for each, with its condition', async () => {
    const library = defineLibrary({
      name: 'five',
      precision: float64,
      ops: {
        ...reference.ops,
        // Dilation is lost where a stride is above 1.
        conv: (x, filter, a) =>
          kernels.conv(x, filter, a.strides.some((s) => s > 1) ? { ...a, dilations: a.dilations.map(() => 1), padding: a.padding } : a),
        maxPool: (x, a) => {
          const y = kernels.maxPool(x, a);
          if (a.padding === 'same') for (let i = 0; i < y.data.length; i++) y.data[i] = Math.max(0, y.data[i]!);
          return y;
        },
        averagePool: (x, a) => kernels.averagePool(x, { ...a, countPadding: true }),
        resize: (x, a) => kernels.resize(x, { ...a, halfPixelCenters: a.mode === 'bilinear' ? false : a.halfPixelCenters }),
        depthToSpace: (x, a) => kernels.depthToSpace(x, { ...a, mode: 'DCR' }),
      },
    });
    const { findings } = await checkLaws(library, { laws: ['agreement/*'], runs: 100, seed: 1 });
    const titles = findings.map(({ title }) => title);
    expect(new Set(findings.map(({ op }) => op))).to.deep.equal(new Set(['conv', 'maxPool', 'averagePool', 'resize', 'depthToSpace']));
    const of = (op: string): string => titles.find((title) => title.startsWith(`${op}:`)) ?? '';
    expect(of('maxPool')).to.include('padding same');
    expect(of('conv')).to.include('stride > 1').and.to.include('dilation > 1');
    expect(of('resize')).to.include('halfPixelCenters true').and.to.include('mode bilinear');
    expect(of('depthToSpace')).to.include('mode CRD');
    expect(of('averagePool')).to.match(/padding|countPadding false/);
  });
});
