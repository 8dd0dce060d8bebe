/** Whether a call lies within a library's limits. What each limit means is said by the op's record. */
import { InvalidArgument } from '../invalid-argument.js';
import type { Limits, OpLimits } from '../library.js';
import { isOpName, opNames, recordOf, type AnyRecord, type OpName } from '../ops/index.js';
import type { Shape, Tensor } from '../tensor.js';
import { attributesAt, completeAttributes } from './attributes.js';

type Attributes = Readonly<Record<string, unknown>>;

/** How many spatial axes a call has whose first tensor is not given. */
function axesOfLists({ attributes: specs }: AnyRecord, attributes: Attributes): number | undefined {
  const lists = Object.keys(specs)
    .filter((name) => specs[name]!.per === 'spatial')
    .map((name) => attributes[name]);
  return lists.find((value) => Array.isArray(value))?.length;
}

/** The window's spatial sizes: the attribute `window`, or the leading axes of the filter, the tensor that begins with spatial axes. */
function windowOf(record: AnyRecord, attributes: Attributes, shapes: readonly Shape[], spatialAxes: number | undefined): readonly number[] {
  const { window } = attributes;
  if (Array.isArray(window) && window.length > 0) return window as number[];
  if (record.kind !== 'tensors' || spatialAxes === undefined) return [];
  const at = Object.values(record.tensors).findIndex(({ axes }) => axes[0] === 'spatial...');
  return shapes[at]?.slice(0, spatialAxes) ?? [];
}

function outside(record: AnyRecord, own: OpLimits, attributes: Attributes, shapes: readonly Shape[], axes?: number): string | undefined {
  const spatialAxes = shapes[0] === undefined ? axes : Math.max(0, shapes[0].length - 2);
  const call = { attributes, shapes, spatialAxes, window: windowOf(record, attributes, shapes, spatialAxes) };
  const found: string[] = [];
  for (const name in record.limits) {
    const limit = own[name as keyof OpLimits];
    // A limit's spec knows the type of its values, which the definition of the library was checked against.
    const broken = limit === undefined ? undefined : record.limits[name]!.broken(limit as never, call);
    if (broken !== undefined) found.push(broken);
  }
  return found.length === 0 ? undefined : `${found.join(', ')}${own.reason === undefined ? '' : ` (${own.reason})`}`;
}

const shapeOf = (tensor: Tensor | Shape): Shape => ('shape' in tensor ? tensor.shape : tensor);
const isShaped = (arg: unknown): arg is Tensor | Shape => Array.isArray(arg) || (typeof arg === 'object' && arg !== null && 'shape' in arg);

/** What of a call lies outside the library's limits; `undefined` where nothing does. */
export function outsideLimits(op: OpName, limits: Limits, args: readonly unknown[]): string | undefined {
  const own = limits[op];
  if (own === undefined) return undefined;
  const at = attributesAt(op);
  const reason = outside(recordOf(op), own, (at < 0 ? {} : args[at]) as Attributes, args.filter(isShaped).map(shapeOf));
  return reason === undefined ? undefined : `${op}: ${reason}`;
}

/**
 * The same of a call that is yet to be made, without the op's name: what a case program's `alsoCalls` asks.
 *
 * @param tensors the call's tensors or their shapes, in their order; limits on those left out are not asked
 */
export function outsideLimitsBefore(
  op: string,
  limits: Limits,
  attributes: object,
  tensors: readonly (Tensor | Shape)[],
): string | undefined {
  if (!isOpName(op)) throw new InvalidArgument('alsoCalls', 'op', op, `the ops are ${opNames.join(', ')}`);
  const own = limits[op];
  if (own === undefined) return undefined;
  const complete = completeAttributes(op, tensors, attributes) as Attributes;
  return outside(recordOf(op), own, complete, tensors.map(shapeOf), axesOfLists(recordOf(op), attributes as Attributes));
}
