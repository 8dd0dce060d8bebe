/** Laws of a bias. */
import { everyOp } from '../../src/every-op.js';
import { regimes } from '../../src/domain.js';
import { drawConv } from '../../src/ops/convolution/conv-case.js';
import { drawFused } from '../../src/ops/fused/draw-fused.js';
import { defineLaw, equal } from '../../src/law.js';
import { dtypeOf, denseCopy, zeros } from '../../src/tensor.js';
import { asResult, drawFusedCall, fusedOf, fusedOps, onnxConvBias, tfjsFused, webnnConv, withFusedOf } from './fused-calls.js';

const biased = { biased: true, kinds: ['none'] } as const;

export const biasAdds = everyOp({
  prefix: 'fused/bias-adds-',
  ops: fusedOps,
  statement: (op) => `${op}(..., b) = ${op}(...) + b, b "along the channels of the result"`,
  because: 'A bias is one number for each channel of the result, and is added to each of its cells, once, padding or not.',
  sources: [onnxConvBias, tfjsFused, webnnConv],
  regimes,
  draw: drawFusedCall(biased),
  claim: (call, c, { record }, t) => {
    const rank = record.resultRoles[0]!.axes.length;
    const { bias } = fusedOf(c);
    const plain = call(withFusedOf(c, {}));
    return equal(
      call(c),
      plain.then((y) => t.add(y, asResult(denseCopy(bias!), Math.max(rank, y.shape.length)))),
    );
  },
});

export const zeroBiasIsNone = everyOp({
  prefix: 'fused/zero-bias-is-none-',
  ops: fusedOps,
  statement: (op) => `${op}(..., b) = ${op}(...), b = 0`,
  because: 'Adding nothing changes nothing: the path with a bias and the one without give the same sums.',
  sources: [onnxConvBias, tfjsFused],
  regimes,
  draw: drawFusedCall(biased),
  claim: (call, c) => {
    const { bias } = fusedOf(c);
    return equal(call(withFusedOf(c, { bias: zeros(bias!.shape, dtypeOf(bias!)) })), call(withFusedOf(c, {})));
  },
});

export const biasIsAChannelOfOnes = defineLaw({
  id: 'fused/bias-is-a-channel-of-ones',
  statement: 'C(x, w, b) = C(concat(x, 1), concat(w, b "at the first tap, 0 at the others")), "along the input channels", valid',
  because:
    'The new channel is 1 wherever a window reads it, for no window of a valid convolution reads padding: its products with the filter add up to b.',
  sources: [onnxConvBias],
  requires: ['conv'],
  cases: (d) => {
    const c = drawConv(d, { groups: { max: 1 }, padding: ['valid'] });
    return { ...c, ...drawFused(d, c.n, c.channelsOut, c.content, biased) };
  },
  claim: (t, c) => {
    const taps = c.kernel.reduce((product, size) => product * size, 1);
    const first = asResult(denseCopy(c.bias!), 2);
    const column = t.reshape(
      t.border(first, [
        [0, taps - 1],
        [0, 0],
      ]),
      [...c.kernel, 1, c.channelsOut],
    );
    const ones = t.shift(zeros([c.batch, ...c.sizes, 1], dtypeOf(c.x)), 1);
    const plain = c.attributes;
    return equal(
      t.conv(c.x, c.filter, { ...plain, bias: c.bias! }),
      t.conv(t.concat([c.x, ones], -1), t.concat([c.filter, column], -2), plain),
    );
  },
});
