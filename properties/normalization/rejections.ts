/** What normalisations refuse. */
import { everyOp } from '../../src/every-op.js';
import { rejects } from '../../src/law.js';
import type { NamedCall } from '../../src/ops/drawn-call.js';
import type { TensorOp } from '../../src/ops/index.js';
import { dtypeOf, zeros } from '../../src/tensor.js';
import { inputOf, normalOps, onnx, torch, withGiven } from './kinds.js';

/** A call with one fault. */
export interface FaultyCall {
  readonly call: NamedCall;
  readonly fault: string;
}

/** What may be wrong with calls of an op, beside a scale of another length. */
function faultsOf(op: TensorOp, channels: number): readonly string[] {
  if (op === 'lrn') return ['a window of no channels', 'a window of half a channel'];
  const lengths = op === 'batchNorm' ? ['a longer mean', 'a longer variance'] : [];
  // Of a single number libraries stretch, and of one channel anything is that.
  const own = op === 'groupNorm' && channels > 1 ? ['groups that do not divide the channels'] : [];
  return [...lengths, 'a longer scale', ...own];
}

export const rejectsBadArguments = everyOp({
  prefix: 'normalization/rejects-bad-arguments-',
  ops: normalOps,
  statement: (op) =>
    `${op} "throws on numbers for more channels than there are, groups that do not divide the channels, a window of no channels"`,
  because: 'Some numbers would be left out, or some channels be in no group. One fault a case.',
  sources: [onnx, torch],
  regimes: ['exact'],
  draw: (d, calls, op): FaultyCall => {
    const call = calls(d);
    const x = inputOf(call);
    const channels = x.shape.at(-1)!;
    const fault = d.option('fault', faultsOf(op, channels));
    // One channel's number is a single one, which some libraries stretch: two more.
    const longer = zeros([channels + 2], dtypeOf(x));
    switch (fault) {
      case 'a longer mean':
        return { call: { ...call, mean: longer }, fault };
      case 'a longer variance':
        return { call: { ...call, variance: longer }, fault };
      case 'a longer scale':
        return { call: withGiven(call, { scale: longer }), fault };
      case 'groups that do not divide the channels':
        return { call: withGiven(call, { groups: channels + 1 }), fault };
      default:
        return { call: withGiven(call, { size: fault === 'a window of no channels' ? 0 : 0.5 }), fault };
    }
  },
  claim: (call, c) => rejects(() => call(c.call), c.fault),
});
