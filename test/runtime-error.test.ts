import { expect } from 'chai';
import { isRuntimeError } from '../src/runtime-error.js';

/** What a function throws. */
function thrownBy(f: () => unknown): Error {
  try {
    f();
  } catch (error) {
    return error as Error;
  }
  throw new Error('it throws nothing');
}

describe('isRuntimeError', () => {
  const raised: Readonly<Record<string, () => unknown>> = {
    'a member of undefined': () => (undefined as unknown as number[]).length,
    'a cell of null': () => (null as unknown as number[])[3],
    'a call of what is no function': () => ({}) as unknown as { run: () => void },
    'a part of undefined': () => {
      const { shape } = undefined as unknown as { shape: unknown };
      return shape;
    },
    'a list that is none': () => Math.max(...(undefined as unknown as number[])),
    'a length below 0': () => new Float64Array(-7),
    'more elements than an array can have': () => new Array<number>(-2),
    'a piece that does not fit': () => new Float64Array(2).set([1, 2, 3], 1),
    'the largest of none': () => ([] as number[]).reduce((a, b) => Math.max(a, b)),
    'a call in a call without end': function again(): unknown {
      return [again()];
    },
  };
  for (const [what, f] of Object.entries(raised)) {
    const wrong = what.includes('no function') ? () => (f() as { run: () => void }).run() : f;
    it(`takes ${what} for one`, () => {
      expect(isRuntimeError(thrownBy(wrong))).to.equal(true);
    });
  }

  for (const error of [
    new TypeError('conv: x must be a tensor, but it is undefined'),
    new RangeError('conv: an empty batch is not supported'),
    new Error("Cannot read properties of undefined (reading 'length')"),
    new Error('unsupported'),
    new RangeError('length'),
  ]) {
    it(`does not take ${String(error)} for one`, () => {
      expect(isRuntimeError(error)).to.equal(false);
    });
  }
});
