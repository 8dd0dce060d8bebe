/** Where a normalisation looks, and in what order. */
import { everyOp } from '../../src/every-op.js';
import { defineLaw, equal } from '../../src/law.js';
import { withTensors } from '../../src/ops/drawn-call.js';
import { drawLrn } from '../../src/ops/normalization/lrn-case.js';
import { denseCopy, dtypeOf, zeros, type Tensor } from '../../src/tensor.js';
import { batchPaper, givenOf, groupPaper, inputOf, layerPaper, lrnPaper, normalOps, onnx, plain, scaledOps } from './kinds.js';

export const itemsIndependent = everyOp({
  prefix: 'normalization/items-independent-',
  ops: normalOps,
  statement: (op) => `${op}(x)[n] = ${op}(x[n])`,
  because: 'Each item of the batch is normalised by numbers of its own, or by numbers that are given.',
  sources: [groupPaper, layerPaper],
  regimes: ['exact', 'real'],
  claim: (call, c, _each, t) => {
    const items = Array.from({ length: inputOf(c).shape[0]! }, (_, n) => t.gather(inputOf(c), 0, [n]).then((x) => call({ ...c, x })));
    return equal(call(c), t.concat(items, 0));
  },
});

export const cellsInAnyOrder = everyOp({
  prefix: 'normalization/cells-in-any-order-',
  ops: normalOps,
  statement: (op) => `${op}(reverse x) = reverse ${op}(x), "along the spatial axes"`,
  because: 'A sum does not see the order of its terms, and no cell has a place of its own.',
  sources: [groupPaper, layerPaper],
  regimes: ['exact', 'real'],
  claim: (call, c, _each, t) => {
    const axes = inputOf(c)
      .shape.slice(1, -1)
      .map((_, axis) => 1 + axis);
    return equal(
      t.reverse(inputOf(c), axes).then((x) => call({ ...c, x })),
      t.reverse(call(c), axes),
    );
  },
});

export const channelsInAnyOrder = everyOp({
  prefix: 'normalization/channels-in-any-order-',
  ops: scaledOps,
  statement: (op) => `${op}(reverse x) = reverse ${op}(x), "along the channels, of every tensor"`,
  because: 'Each channel goes with its own numbers, and groups of one size stay groups when all channels are reversed.',
  sources: [groupPaper, batchPaper],
  regimes: ['exact', 'real'],
  claim: (call, c, { record }, t) => {
    const given = new Map<Tensor, Tensor>();
    withTensors(record, c, (x: Tensor) => given.set(x, x));
    const reversed = (async () => {
      for (const x of given.keys()) given.set(x, await t.reverse(x, [x.shape.length - 1]));
      return call(withTensors(record, c, (x: Tensor) => given.get(x)));
    })();
    return equal(reversed, t.reverse(call(c), [inputOf(c).shape.length - 1]));
  },
});

export const scaleAndOffsetComeLast = everyOp({
  prefix: 'normalization/scale-and-offset-come-last-',
  ops: scaledOps,
  statement: (op) => `${op}(x, s, o) = s ${op}(x) + o, "along the channels"`,
  because: 'Each is a number for each channel, which what is normalised is multiplied with, and which is then added, once.',
  sources: [batchPaper, layerPaper, onnx],
  regimes: ['exact', 'real'],
  claim: (call, c, _each, t) => {
    const { scale, offset } = givenOf(c);
    const rank = inputOf(c).shape.length;
    const along = (x: Tensor): Promise<Tensor> => t.reshape(denseCopy(x), [...new Array<number>(rank - 1).fill(1), x.size]);
    let y = call(plain(c));
    if (scale !== undefined) y = t.multiply(y, along(scale));
    if (offset !== undefined) y = t.add(y, along(offset));
    return equal(call(c), y);
  },
});

export const lrnFlips = defineLaw({
  id: 'normalization/lrn-flips',
  statement: 'lrn(reverse x) = reverse lrn(x), "along the channels, of odd size"',
  because: 'A window of odd size reaches as far to either side. One of even size reaches one channel further after than before.',
  sources: [lrnPaper, onnx],
  requires: ['lrn'],
  cases: (d) => {
    const size = 1 + 2 * d.int('half window', 0, 2);
    const [x, attributes] = drawLrn(d, { size });
    d.alsoCalls('lrn', attributes, x);
    return { x, attributes };
  },
  claim: (t, { x, attributes }) => equal(t.lrn(t.reverse(x, [-1]), attributes), t.reverse(t.lrn(x, attributes), [-1])),
});

export const lrnOfZeroChannels = defineLaw({
  id: 'normalization/lrn-of-zero-channels',
  statement: 'lrn(concat(x, 0)) = concat(lrn(x), 0), "along the channels"',
  because: 'A channel of zeros adds nothing to any window, and windows end where the channels do: the divisor is the size all the same.',
  sources: [onnx],
  requires: ['lrn'],
  cases: (d) => {
    const [x, attributes] = drawLrn(d);
    const more = zeros([...x.shape.slice(0, -1), d.int('more channels', 1, 3)], dtypeOf(x));
    d.alsoCalls('lrn', attributes, [...x.shape.slice(0, -1), x.shape.at(-1)! + more.shape.at(-1)!]);
    return { x, more, attributes };
  },
  claim: (t, { x, more, attributes }) => equal(t.lrn(t.concat([x, more], -1), attributes), t.concat([t.lrn(x, attributes), more], -1)),
});
