/** Laws of ops as functions: what comes out depends on what goes in, and on nothing else. */
import type { Draw } from '../../src/draw/draw.js';
import type { OpCase } from '../../src/arbitraries/op-calls.js';
import { secondDraw } from '../../src/draw/second-draw.js';
import { equal } from '../../src/law.js';
import { indices, type Tensor } from '../../src/tensor.js';
import { bits, dataOf, everyOp, everyTensorOp } from './every-op.js';

const purity = {
  title: 'Array API standard: copy-view behavior and mutability',
  url: 'https://data-apis.org/array-api/latest/design_topics/copies_views_and_mutation.html',
};

/** Two cases of one op, mostly of different shapes. */
function drawTwo(d: Draw, one: (d: Draw) => OpCase): OpCase & { readonly first: OpCase; readonly second: OpCase } {
  return { first: one(d), second: one(secondDraw(d)) };
}

export const inputsUntouched = everyOp({
  name: 'inputs-untouched',
  ops: everyTensorOp,
  statement: (op) => `${op} leaves the data of its arguments as they were`,
  because: 'A caller may use a tensor again. Also what lies outside of a view is left alone.',
  sources: [purity],
  claim: (call, c) => {
    const before = dataOf(c);
    return equal(
      call(c).then(() => dataOf(c)),
      before,
    );
  },
});

/** Writes another value into every element. */
function overwrite(x: Tensor): void {
  for (const index of indices(x.shape)) {
    const at = index.reduce((sum, i, axis) => sum + i * x.stride[axis]!, x.offset);
    x.data[at] = x.data[at] === 77 ? 78 : 77;
  }
}

export const resultNotAliased = everyOp({
  name: 'result-not-aliased',
  ops: everyTensorOp,
  statement: (op) => `writing to a result of ${op} changes neither its arguments, nor a result that was there before, nor later results`,
  because: 'A result is fresh: no view of an argument, no buffer that another result holds, no entry of a cache.',
  sources: [purity],
  claim: (call, c) => {
    const before = dataOf(c);
    const written = (async () => {
      const [first, second] = [await call(c), await call(c)];
      const kept = bits(second);
      overwrite(first);
      const inputs = dataOf(c);
      return { inputs, kept, second: bits(second), third: bits(await call(c)) };
    })();
    const kept = written.then((w) => w.kept);
    return [
      equal(
        written.then((w) => w.inputs),
        before,
        'the arguments stay',
      ),
      equal(
        written.then((w) => w.second),
        kept,
        'a result that was there stays',
      ),
      equal(
        written.then((w) => w.third),
        kept,
        'later results stay',
      ),
    ];
  },
});

export const deterministic = everyOp({
  name: 'deterministic',
  ops: everyTensorOp,
  statement: (op) => `${op} twice on the same arguments gives the same bits`,
  because: 'A result is a function of the arguments. Nothing random and nothing of the time of day enters it.',
  sources: [purity],
  claim: (call, c) => {
    const first = call(c).then(bits);
    return equal(first.then(() => call(c)).then(bits), first);
  },
});

export const orderIndependent = everyOp({
  name: 'order-independent',
  ops: everyTensorOp,
  statement: (op) => `a call of ${op} on other arguments, between two equal calls, changes nothing`,
  because: 'No buffer, no cached kernel and no state made for one shape may show in the results of another.',
  sources: [purity],
  draw: drawTwo,
  claim: (call, { first, second }) => {
    const before = call(first).then(bits);
    const between = before.then(() => call(second));
    return equal(between.then(() => call(first)).then(bits), before);
  },
});

export const concurrentCalls = everyOp({
  name: 'concurrent-calls',
  ops: everyTensorOp,
  statement: (op) => `calls of ${op} that are begun before the first has ended give what they give one after the other`,
  because: 'A call that waits holds its own arguments and its own result; another call has no business with them.',
  sources: [purity],
  draw: drawTwo,
  claim: (call, { first, second }) => {
    const alone = (async () => [bits(await call(first)), bits(await call(second)), bits(await call(first))].flat())();
    const together = alone.then(() => Promise.all([call(first), call(second), call(first)]));
    return equal(
      together.then((results) => results.flatMap(bits)),
      alone,
    );
  },
});
