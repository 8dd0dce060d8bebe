/** Leading axes that are paired by number, not axis by axis. */
import type { Bounded } from '../../../kernels/errors/bounded.js';
import type { Planned } from '../../../ops/define-op.js';
import type { OpRecord } from '../../../ops/index.js';
import { elements, fromData, sizeOf, type Shape, type Tensor } from '../../../tensor.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { deliver, moved, resultOf, type PlanOf } from '../edits/tensors.js';

/** How many matrices a tensor is. */
const itemsOf = (shape: Shape): number => sizeOf(shape.slice(0, -2));

/** What the op comes to on as many matrices of each tensor. */
interface InTurn extends Planned {
  readonly inner: PlanOf;
  readonly items: number;
}

/** So many matrices, from the first again after the last. */
function repeated(x: Tensor, items: number): Tensor {
  const matrices = [itemsOf(x.shape), ...x.shape.slice(-2)];
  const flat = fromData(elements(x).slice(), matrices);
  return moved(flat, [items, ...matrices.slice(1)], ([item, ...index]) => [item! % matrices[0]!, ...index]);
}

function inTurn(op: OpRecord): OpRecord {
  return {
    ...op,
    plan: (shapes, attributes): InTurn => {
      const { outputShape } = op.plan(shapes, attributes) as { readonly outputShape: number[] };
      const counts = (shapes as readonly Shape[]).map(itemsOf);
      const items = counts.includes(0) ? 0 : Math.max(...counts);
      const inner = op.plan(
        (shapes as readonly Shape[]).map((shape) => [items, ...shape.slice(-2)]),
        attributes,
      );
      return { inner, items, outputShape: itemsOf(outputShape) === items ? outputShape : (inner.outputShape as number[]) };
    },
    evaluate: (plan, tensors, out) => {
      const { inner, items, outputShape } = plan as InTurn;
      const y = resultOf(
        op,
        inner,
        (tensors as readonly Tensor[]).map((x) => repeated(x, items)),
      );
      return deliver(fromData(y.data, outputShape as number[]), out);
    },
    error: (plan, precision, bounded) => {
      const { inner, items, outputShape } = plan as InTurn;
      const given = (bounded as readonly Bounded[]).map(({ value, error }) => ({
        value: repeated(value, items),
        error: error && repeated(error, items),
      }));
      const error = op.error(inner, precision, given) as Tensor;
      return fromData(error.data, outputShape as number[]);
    },
  };
}

const leadingAxesInTurn = defineDeviation({
  id: 'leading-axes-in-turn',
  kind: 'fault',
  sentence: 'pairs the items of its leading axes in turn, from the first again after the last, not axis by axis',
  applies: ({ tensors, results }) => results === 1 && Object.values(tensors).every(({ axes }) => axes[0] === 'rest...' && axes.length > 1),
  to: inTurn,
});

export const leadingAxesDeviations: readonly Deviation[] = [leadingAxesInTurn];
