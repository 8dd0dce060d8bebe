/** What is fused with an op and means nothing is refused. */
import { inDomain } from '../../src/draw/in-domain.js';
import { everyOp } from '../../src/every-op.js';
import { rejects } from '../../src/law.js';
import type { NamedCall } from '../../src/ops/drawn-call.js';
import { dtypeOf, zeros, type Shape } from '../../src/tensor.js';
import { drawFusedCall, fusedOf, fusedOps, onnxConvBias, tfjsFused, withFusedOf } from './fused-calls.js';

export interface FaultyCall {
  readonly call: NamedCall;
  readonly fault: string;
}

export const rejectsBias = everyOp({
  prefix: 'fused/rejects-bias-',
  ops: fusedOps,
  statement: (op) => `${op} "throws on a bias of more or fewer numbers than the result has channels"`,
  because:
    'There is one number for each channel. Of more, some would be left out; of fewer, some would be made up. A single number, and a result of a single channel, are left alone: some libraries stretch them.',
  sources: [onnxConvBias, tfjsFused],
  regimes: ['exact'],
  draw: (d, calls, op): FaultyCall => {
    // Of one channel, a sum that stretches would take any bias.
    const { max } = d.domain.channels;
    const several = inDomain(d, { channels: { min: 2, max: Math.max(2, max) } });
    const call = drawFusedCall({ biased: true, kinds: ['none'] })(several, calls, op);
    const { bias } = fusedOf(call);
    const channels = bias!.size;
    const faults = ['one more', ...(channels > 2 ? ['one less'] : [])];
    const fault = d.option('fault', faults);
    const shape: Shape = [fault === 'one more' ? channels + 1 : channels - 1];
    return { call: withFusedOf(call, { bias: zeros(shape, dtypeOf(bias!)) }), fault };
  },
  claim: (call, c) => rejects(() => call(c.call), c.fault),
});
