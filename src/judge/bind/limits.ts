/** Whether a call lies within a library's limits. What each limit means is said by the op's record. */
import { InvalidArgument } from '../../invalid-argument.js';
import type { Limits, OpLimits } from '../../library.js';
import { isOpName, opNames, recordOf, type AnyRecord, type OpName } from '../../ops/index.js';
import type { LimitedCall } from '../../ops/limits.js';
import { toArray, type Shape, type Tensor } from '../../tensor.js';
import { attributesAt, completeAttributes } from './attributes.js';

type Attributes = Readonly<Record<string, unknown>>;

/** How many spatial axes a call has: those of its first tensor, or of its lists. */
function axesOf({ attributes: specs }: AnyRecord, attributes: Attributes, shapes: readonly Shape[]): number | undefined {
  if (shapes[0] !== undefined) return Math.max(0, shapes[0].length - 2);
  const lists = Object.keys(specs)
    .filter((name) => specs[name]!.per === 'spatial')
    .map((name) => attributes[name]);
  return lists.find((value) => Array.isArray(value))?.length;
}

const windowAttribute = ({ window }: Attributes): readonly number[] => (Array.isArray(window) ? (window as number[]) : []);

/** The window's spatial sizes: the attribute `window`, or the leading axes of the filter, the tensor that begins with spatial axes. */
function windowOf(record: AnyRecord, attributes: Attributes, shapes: readonly Shape[], spatialAxes: number | undefined): readonly number[] {
  const window = windowAttribute(attributes);
  if (window.length > 0 || record.kind !== 'tensors' || spatialAxes === undefined) return window;
  const at = Object.values(record.tensors).findIndex(({ axes }) => axes[0] === 'spatial...');
  return shapes[at]?.slice(0, spatialAxes) ?? [];
}

/** The limits of an op on a library that says nothing of it; `undefined` where everything goes. */
const unsaid = Object.fromEntries(
  opNames.map((op): [OpName, OpLimits | undefined] => {
    const said = Object.entries(recordOf(op).limits).flatMap(([name, spec]) => (spec.unsaid === undefined ? [] : [[name, spec.unsaid]]));
    return [op, said.length === 0 ? undefined : (Object.fromEntries(said) as OpLimits)];
  }),
) as Readonly<Record<OpName, OpLimits | undefined>>;

/** What of a call is beyond limits, in a few words each. */
function reasons({ limits, name: op }: AnyRecord, own: OpLimits, call: LimitedCall, whose: 'library' | 'spelling' = 'library'): string[] {
  const found: string[] = [];
  const otherwise = whose === 'library' ? unsaid[op as OpName] : undefined;
  for (const name in limits) {
    const limit = own[name as keyof OpLimits] ?? otherwise?.[name as keyof OpLimits];
    // A limit's spec knows the type of its values, which the definition of the library was checked against.
    const broken = limit === undefined ? undefined : limits[name]!.broken(limit as never, call);
    if (broken !== undefined) found.push(broken);
  }
  return found;
}

function outside(own: OpLimits, found: readonly string[]): string | undefined {
  return found.length === 0 ? undefined : `${found.join(', ')}${own.reason === undefined ? '' : ` (${own.reason})`}`;
}

function outsideWhole(
  record: AnyRecord,
  own: OpLimits,
  attributes: Attributes,
  shapes: readonly Shape[],
  given = attributes,
  whose: 'library' | 'spelling' = 'library',
): string | undefined {
  const spatialAxes = axesOf(record, given, shapes);
  const call = { attributes, shapes, spatialAxes, window: windowOf(record, attributes, shapes, spatialAxes) };
  return outside(own, reasons(record, own, call, whose));
}

const isSpecial = (tensor: Tensor | Shape): boolean => 'data' in tensor && toArray(tensor).some((value) => !Number.isFinite(value));

const shapeOf = (tensor: Tensor | Shape): Shape => ('shape' in tensor ? tensor.shape : tensor);
const isShaped = (arg: unknown): arg is Tensor | Shape => Array.isArray(arg) || (typeof arg === 'object' && arg !== null && 'shape' in arg);

/**
 * What of a call lies outside the library's limits; `undefined` where nothing does.
 *
 * @param whose a spelling's limits say nothing of what they leave out
 */
export function outsideLimits(
  op: OpName,
  limits: Limits,
  args: readonly unknown[],
  whose: 'library' | 'spelling' = 'library',
): string | undefined {
  const own = limits[op] ?? (whose === 'library' ? unsaid[op] : undefined);
  if (own === undefined) return undefined;
  const at = attributesAt(op);
  const attributes = (at < 0 ? {} : args[at]) as Attributes;
  const reason = outsideWhole(recordOf(op), own, attributes, args.filter(isShaped).map(shapeOf), attributes, whose);
  return reason === undefined ? undefined : `${op}: ${reason}`;
}

/**
 * The same of a call that is yet to be made, without the op's name: what a case program's `alsoCalls` and `takes` ask.
 *
 * @param tensors the call's tensors or their shapes, in their order; limits on those left out are not asked
 * @param given 'whole': attributes that are left out have their defaults; 'part': they are not asked either
 */
export function outsideLimitsBefore(
  op: string,
  limits: Limits,
  attributes: object,
  tensors: readonly (Tensor | Shape)[],
  given: 'whole' | 'part',
): string | undefined {
  if (!isOpName(op)) throw new InvalidArgument('alsoCalls', 'op', op, `the ops are ${opNames.join(', ')}`);
  const own = limits[op] ?? unsaid[op];
  if (own === undefined) return undefined;
  const record = recordOf(op);
  const shapes = tensors.map(shapeOf);
  if (given === 'whole')
    return outsideWhole(record, own, completeAttributes(op, tensors, attributes) as Attributes, shapes, attributes as Attributes);
  const part = attributes as Attributes;
  const spatialAxes = shapes[0] === undefined ? undefined : axesOf(record, part, shapes);
  const found = reasons(record, own, { attributes: part, shapes, spatialAxes, window: windowAttribute(part) });
  if (own.specialValues === 'ignored' && tensors.some(isSpecial)) found.push('special values');
  return outside(own, found);
}
