/** Whether a call wrote to its arguments. */
import { tensorArguments, tensorNames } from '../../ops/call.js';
import type { AnyRecord } from '../../ops/index.js';
import { isTensor, type Tensor } from '../../tensor.js';

/** Whether two tensors have the same data, outside of their views too. */
function hasSameData(x: Tensor, y: Tensor): boolean {
  return x.data.length === y.data.length && x.data.every((value, i) => Object.is(value, y.data[i]));
}

/** The name of a tensor that is no longer as it was before a call; `undefined` for none. */
export function writtenTo(record: AnyRecord, before: readonly unknown[], after: readonly unknown[]): string | undefined {
  const names = record.kind === 'tensors' ? tensorNames(record) : record.parameters.map(({ name }) => name);
  const of = (args: readonly unknown[]): readonly unknown[] => (record.kind === 'tensors' ? tensorArguments(record, args) : args);
  const now = of(after);
  return names[of(before).findIndex((x, i) => isTensor(x) && isTensor(now[i]) && !hasSameData(x, now[i]))];
}
