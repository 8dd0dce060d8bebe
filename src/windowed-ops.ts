/** The ops whose results are made of windows of a tensor, each cell of its own. */
import { everyTensorOp } from './every-op.js';
import { planOf } from './ops/call.js';
import type { AxisRole, OpRecord, WindowView } from './ops/define-op.js';
import { argumentsOf, type NamedCall } from './ops/drawn-call.js';
import { tensorRecord, type TensorOp } from './ops/index.js';
import { zeros } from './tensor.js';

/** How many axes of a tensor on one spatial axis have a role. */
const axesOf = (role: AxisRole): number[] => (role === 'blocked...' || role === 'rest...' ? [] : [1]);

/** How an op reads its tensors where each axis has one cell and all attributes are left out. */
function smallestView(record: OpRecord): WindowView | undefined {
  if (record.window === undefined) return undefined;
  const args = record.parameters.map(({ name, kind }) => {
    if (kind === 'attributes') return undefined;
    const shape = record.tensors[name]!.axes.flatMap(axesOf);
    return kind === 'shape' ? shape : zeros(shape);
  });
  return record.window(planOf(record, args));
}

/** Ops of which each cell of the result is made of a window of x, in every call. */
export const windowedOps: readonly TensorOp[] = everyTensorOp.filter((op) => {
  const record = tensorRecord(op);
  // Windows on cells that are apart do not lie on x.
  return smallestView(record)?.result === 'window' && !('baseDilations' in record.attributes);
});

/** Those of the windowed ops that are linear in what their windows read. */
export const linearWindowedOps: readonly TensorOp[] = windowedOps.filter((op) => tensorRecord(op).linearIn.includes('x'));

/** Those of the windowed ops that take x alone, and keep its axes: pools. */
export const poolOps: readonly TensorOp[] = windowedOps.filter((op) => {
  const { tensors, resultRoles } = tensorRecord(op);
  return Object.keys(tensors).join() === 'x' && resultRoles[0]!.axes.join() === tensors['x']!.axes.join();
});

/** How a call of a windowed op reads its x. */
export function viewOf(record: OpRecord, call: NamedCall): WindowView {
  return record.window!(planOf(record, argumentsOf(record, call)))!;
}
