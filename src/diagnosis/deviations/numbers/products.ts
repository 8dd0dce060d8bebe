/** Sums of products that leave out what they should not: of every op that is linear in two tensors. */
import type { Bounded } from '../../../kernels/errors/bounded.js';
import { tensorNames } from '../../../ops/call.js';
import type { OpRecord } from '../../../ops/index.js';
import type { Tensor } from '../../../tensor.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { fitting } from '../edits/fitting.js';
import { factorsOf, finite, isOfTwo, notZero, sumWithout } from '../edits/sums.js';
import { deliver } from '../edits/tensors.js';

type Skipped = { readonly zerosOf: string };

function skipping(op: OpRecord, { zerosOf }: Skipped): OpRecord {
  const at = tensorNames(op)[0] === zerosOf ? 0 : 1;
  return {
    ...op,
    evaluate: (plan, tensors, out) => {
      const given = tensors as readonly Tensor[];
      return deliver(sumWithout(op, plan, given, { at, present: notZero(given[at]!) }), out);
    },
    error: (plan, precision, bounded) =>
      op.error(
        plan,
        precision,
        (bounded as readonly Bounded[]).map(({ value, error }) => ({ value: finite(value), error })),
      ),
  };
}

const zerosSkipped = defineDeviation<Skipped>({
  id: 'zeros-skipped',
  kind: 'fault',
  sentence: ({ zerosOf }) => `skips zeros of its ${zerosOf}: 0 times NaN or infinity is 0`,
  applies: isOfTwo,
  infer: (op, strays) =>
    fitting(
      op,
      strays,
      factorsOf(op).map((zerosOf) => ({ zerosOf })),
      skipping,
    ),
  to: skipping,
});

export const productDeviations: readonly Deviation[] = [zerosSkipped];
