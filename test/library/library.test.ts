import { expect } from 'chai';
import { bind } from '../../src/judge/bind/bind.js';
import { defineLibrary, InvalidLibrary, type LibraryDefinition } from '../../src/library.js';
import { float16, float32 } from '../../src/precision.js';
import { reference } from '../../src/reference.js';
import { zeros } from '../../src/tensor.js';

const define = (given: object): unknown => defineLibrary({ name: 'l', ops: {}, ...given } as LibraryDefinition);

describe('definitions of libraries', () => {
  const refused: readonly (readonly [object, string])[] = [
    [{ ops: { conv2d: () => 0 } }, 'library l: ops.conv2d is not an op; the ops are '],
    [{ limits: { conv2d: {} } }, 'library l: limits.conv2d is not an op; the ops are '],
    [{ limits: { conv: { stride: false } } }, 'library l: limits.conv.stride is not a limit; those of conv are '],
    [{ limits: { maxPool: { groups: 'no' } } }, 'library l: limits.maxPool.groups is "no"; it is '],
    [
      { limits: { conv: { padding: ['SAME'] } } },
      `library l: limits.conv.padding is ["SAME"]; it is a list of 'valid', 'same', 'same-lower', 'explicit'`,
    ],
    [{ limits: { conv: { padding: 'same' } } }, 'library l: limits.conv.padding is "same"; it is a list of'],
    [{ limits: { conv: { strides: { most: 3 } } } }, 'library l: limits.conv.strides is {"most":3}; it is true, false or { min, max }'],
    [{ limits: { pad: { modes: ['zero'] } } }, "it is a list of 'constant', 'edge', 'reflect', 'symmetric', 'wrap'"],
    [{ limits: { conv: true } }, 'library l: limits.conv is true; it is an object'],
    [{ precision: 'float32' }, 'library l: precision is "float32"; it is one such as float32, or an object of some of name, dtype'],
    [{ precision: { unitRoundOff: 1 } }, 'library l: precision.unitRoundOff is unknown'],
    [{ precision: { unitRoundoff: '2^-24' } }, 'library l: precision.unitRoundoff is "2^-24"; it is a number'],
    [{ precision: { accumulation: 'float32' } }, 'library l: precision.accumulation is "float32"; it is an object'],
    [{ precision: { accumulation: {} } }, 'library l: precision.accumulation is {}; it is a precision, such as float32'],
    [{ precision: { powerUlps: '4' } }, 'library l: precision.powerUlps is "4"; it is a number'],
    [{ precision: { transform: 'fft' } }, 'library l: precision.transform is "fft"; it is a function'],
    [{ precision: { dtype: 'float16' } }, 'library l: precision.dtype is "float16"; it is one of float64, float32'],
    [{ accepts: { conv: true } }, 'library l: accepts.conv is true; it is a function of a call'],
    [{ budget: 60 }, 'library l: budget is 60; it is an object'],
    [{ budget: { seconds: 60 } }, 'library l: budget.seconds is unknown; a budget has runs, time, calls'],
    [{ budget: { calls: 0 } }, 'library l: budget.calls is 0; it is an integer >= 1'],
    [{ validates: 'no' }, 'library l: validates is "no"; it is true or false'],
  ];
  for (const [given, message] of refused) {
    it(`refuses ${JSON.stringify(given)}`, () => {
      expect(() => define(given)).to.throw(InvalidLibrary, message);
    });
  }

  it('takes one object of limits for several ops, and leaves out of each what it does not know', () => {
    const shared = { groups: false, ceilMode: [false] };
    const { limits } = defineLibrary({ name: 'l', ops: {}, limits: { conv: shared, maxPool: shared } });
    expect(limits).to.deep.equal({ conv: { groups: false }, maxPool: { ceilMode: [false] } });
  });

  it('takes what the vocabulary knows', () => {
    const library = defineLibrary({
      name: 'l',
      ops: {},
      precision: { ...float16, flushesSubnormals: true },
      limits: {
        conv: { spatialAxes: { min: 2 }, strides: { max: 3 }, square: true, groups: false },
        resize: { size: { max: 8 }, alignCorners: false },
      },
    });
    expect(library.precision.flushesSubnormals).to.equal(true);
    expect(library.limits.conv!.spatialAxes).to.deep.equal([2, 3, 4, 5]);
  });

  it('holds calls to numbers and to square windows', async () => {
    const { ops } = reference;
    const limits = { conv: { strides: { max: 2 }, square: true } };
    const t = bind(defineLibrary({ name: 'l', ops, precision: float32, limits }));
    const [x, filter] = [zeros([1, 4, 4, 1], 'float32'), zeros([2, 2, 1, 1], 'float32')];
    expect((await t.conv(x, filter, { strides: [2, 1] })).shape).to.deep.equal([1, 2, 3, 1]);
    expect(await refusal(() => t.conv(x, filter, { strides: [3, 1] }))).to.equal('Unsupported: conv: strides not <= 2');
    expect(await refusal(() => t.conv(x, zeros([2, 1, 1, 1], 'float32')))).to.equal('Unsupported: conv: a window that is not square');
  });

  it('asks accepts last, and gives its reason', async () => {
    const accepts = {
      maxPool: ({ arguments: [x] }: { arguments: readonly unknown[] }) => (x as { size: number }).size < 9 || 'more than 8 cells',
    };
    const t = bind(defineLibrary({ name: 'l', ops: reference.ops, precision: float32, accepts }));
    expect((await t.maxPool(zeros([1, 8, 1], 'float32'))).shape).to.deep.equal([1, 8, 1]);
    expect(await refusal(() => t.maxPool(zeros([1, 9, 1], 'float32')))).to.equal('Unsupported: maxPool: more than 8 cells');
  });
});

async function refusal(call: () => Promise<unknown>): Promise<string> {
  return call().then(
    () => 'taken',
    (thrown: unknown) => String(thrown),
  );
}
