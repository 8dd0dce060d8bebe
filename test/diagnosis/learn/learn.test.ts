import { expect } from 'chai';
import type { Feature } from '../../../src/diagnosis/features.js';
import { holds } from '../../../src/diagnosis/cause/guard.js';
import { learn, type Example } from '../../../src/diagnosis/learn/learn.js';
import { whereText } from '../../../src/diagnosis/cause/words.js';

/** A small deterministic generator of numbers below `n`. */
function numbers(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return Math.floor(state / 65536) % n;
  };
}

/** Calls with features drawn at random, and whether a rule holds of them. */
function calls(count: number, seed: number, rule: (f: ReadonlyMap<string, Feature>) => boolean): Example[] {
  const below = numbers(seed);
  return Array.from({ length: count }, () => {
    const features = new Map<string, Feature>([
      ['padding', ['valid', 'same', 'explicit'][below(3)]!],
      ['largest dilation', 1 + below(3)],
      ['largest stride', 1 + below(3)],
      ['output size of the width', 1 + below(40)],
      ['batch', 1 + below(3)],
      ['ceil mode', below(2) === 1],
    ]);
    return { features, is: rule(features) ? 'must' : 'not' };
  });
}

/** What is learnt from 400 calls, held against 400 others. */
function judged(rule: (f: ReadonlyMap<string, Feature>) => boolean): string {
  const guards = learn(calls(400, 1, rule));
  expect(guards).to.not.equal(undefined);
  for (const { features, is } of calls(400, 2, rule)) expect(holds({ guards: guards! }, features)).to.equal(is === 'must');
  return whereText(guards!);
}

describe('learn', () => {
  it('finds a threshold with a choice', () => {
    expect(judged((f) => f.get('padding') === 'same' && Number(f.get('largest dilation')) > 1)).to.equal(
      "where padding is 'same' and dilation > 1",
    );
  });

  it('finds a size and a remainder', () => {
    const width = 'output size of the width';
    const text = judged((f) => Number(f.get(width)) >= 16 && Number(f.get(width)) % 4 === 3);
    expect(text).to.include('output size of the width is 3 mod 4');
  });

  it('finds what is not so, of three kinds', () => {
    expect(judged((f) => f.get('padding') !== 'valid' && f.get('ceil mode') === false && f.get('batch') === 2)).to.equal(
      "where padding is not 'valid', ceil mode is off and batch is 2",
    );
  });

  it('needs nothing where every call has the fault, and knows nothing where none has', () => {
    expect(learn(calls(20, 1, () => true))).to.deep.equal([]);
    expect(learn(calls(20, 1, () => false))).to.equal(undefined);
  });

  it('says nothing where no conjunction tells the calls apart', () => {
    const below = numbers(5);
    expect(learn(calls(300, 3, () => below(2) === 1))).to.equal(undefined);
  });
});
