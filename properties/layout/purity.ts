/** Laws of ops as functions: what comes out depends on what goes in, and on nothing else. */
import type { CaseProgram, Draw } from '../../src/draw/draw.js';
import { regimes } from '../../src/domain.js';
import { withOtherData } from '../../src/draw/other-data.js';
import { secondDraw } from '../../src/draw/second-draw.js';
import { everyOp, everyTensorOp } from '../../src/every-op.js';
import { equal } from '../../src/law.js';
import type { NamedCall } from '../../src/ops/drawn-call.js';
import { indices, type Tensor } from '../../src/tensor.js';
import { bits, bitsOfAll, dataOf } from './bits.js';

const purity = {
  title: 'Array API standard: copy-view behavior and mutability',
  url: 'https://data-apis.org/array-api/latest/design_topics/copies_views_and_mutation.html',
};

/** Two cases of one op, mostly of different shapes. */
function drawTwo(d: Draw, calls: CaseProgram<NamedCall>): { readonly first: NamedCall; readonly second: NamedCall } {
  return { first: calls(d), second: calls(secondDraw(d)) };
}

export const inputsUntouched = everyOp({
  prefix: 'layout/inputs-untouched-',
  ops: everyTensorOp,
  statement: (op) => `${op} "leaves the data of its arguments as they were"`,
  because: 'A caller may use a tensor again. Also what lies outside of a view is left alone.',
  sources: [purity],
  regimes,
  claim: (call, c, { record }) => {
    const before = dataOf(record, c);
    return equal(
      call(c).then(() => dataOf(record, c)),
      before,
    );
  },
});

/** Writes another value into every element. */
function overwrite(x: Tensor): void {
  for (const index of indices(x.shape)) {
    let at = x.offset;
    for (let axis = 0; axis < index.length; axis++) at += index[axis]! * x.stride[axis]!;
    x.data[at] = x.data[at] === 77 ? 78 : 77;
  }
}

export const resultNotAliased = everyOp({
  prefix: 'layout/result-not-aliased-',
  ops: everyTensorOp,
  statement: (op) => `"writing to a result of ${op} changes neither its arguments, nor a result that was there before, nor later results"`,
  because: 'A result is fresh: no view of an argument, no buffer that another result holds, no entry of a cache.',
  sources: [purity],
  regimes,
  claim: (call, c, { record }) => {
    const before = dataOf(record, c);
    const written = (async () => {
      const [first, second] = [await call(c), await call(c)];
      const kept = bits(second);
      overwrite(first);
      const inputs = dataOf(record, c);
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
  prefix: 'layout/deterministic-',
  ops: everyTensorOp,
  statement: (op) => `${op} "twice on the same arguments gives the same bits"`,
  because: 'A result is a function of the arguments. Nothing random and nothing of the time of day enters it.',
  sources: [purity],
  regimes,
  claim: (call, c) => {
    const first = call(c).then(bits);
    return equal(first.then(() => call(c)).then(bits), first);
  },
});

export const ownData = everyOp({
  prefix: 'layout/own-data-',
  ops: everyTensorOp,
  statement: (op) =>
    `${op} "on other data, right after a call in the same shapes, gives what the reference gives, and the first result stays"`,
  because: 'What is kept by shape, a kernel or scratch, holds no data of the call before; what a call returned stays with the caller.',
  sources: [purity],
  regimes,
  draw: (d, calls) => withOtherData(d, calls),
  claim: (call, { first, second }, { reference }) => {
    const before = call(first);
    const kept = before.then(bits);
    const after = kept.then(() => call(second));
    const stayed = after.then(() => before).then(bits);
    return [equal(after, reference(second), 'the second result'), equal(stayed, kept, 'the first result stays')];
  },
});

export const orderIndependent = everyOp({
  prefix: 'layout/order-independent-',
  ops: everyTensorOp,
  statement: (op) => `"a call of ${op} on other arguments, between two equal calls, changes nothing"`,
  because: 'No buffer, no cached kernel and no state made for one shape may show in the results of another.',
  sources: [purity],
  regimes,
  draw: drawTwo,
  claim: (call, { first, second }) => {
    const before = call(first).then(bits);
    const between = before.then(() => call(second));
    return equal(between.then(() => call(first)).then(bits), before);
  },
});

export const concurrentCalls = everyOp({
  prefix: 'layout/concurrent-calls-',
  ops: everyTensorOp,
  statement: (op) => `"calls of ${op} that are begun before the first has ended give what they give one after the other"`,
  because: 'A call that waits holds its own arguments and its own result; another call has no business with them.',
  sources: [purity],
  regimes,
  draw: drawTwo,
  claim: (call, { first, second }) => {
    const alone = (async () => bitsOfAll([await call(first), await call(second), await call(first)]))();
    const together = alone.then(() => Promise.all([call(first), call(second), call(first)]));
    return equal(together.then(bitsOfAll), alone);
  },
});
