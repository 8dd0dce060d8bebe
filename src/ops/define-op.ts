/** Op records: all that is known of an op in one value, from which everything else that concerns it is derived. */
import type { Draw, Shown } from '../draw/draw.js';
import type { Pair } from '../geometry.js';
import type { Bounded } from '../kernels/errors/bounded.js';
import type { Combine, Finish } from '../kernels/fold-windows.js';
import type { Axis } from '../kernels/windows.js';
import type { Precision } from '../precision.js';
import type { DType, Shape, Tensor } from '../tensor.js';
import type { AttributeSpecs } from './attributes.js';
import { commonLimits, type LimitSpecs } from './limits.js';

/**
 * What an axis of a tensor is. `'spatial...'` stands for one axis per spatial axis, `'blocked...'` for one per block, `'rest...'` for
 * any number. Of a filter, `'spatial...'` are its window.
 */
export type AxisRole =
  | 'batch'
  | 'spatial...'
  | 'channels'
  | 'outChannels'
  | 'channels/groups'
  | 'multiplier'
  | 'one...'
  | 'blocked...'
  | 'rest...'
  | 'rows'
  | 'inner'
  | 'columns';

/** A tensor of an op, by the roles of its axes. */
export interface TensorRole {
  readonly axes: readonly AxisRole[];
  /** The dtype that the tensor has whatever the others are; `'shared'`: that of all tensors which share one. Default: 'shared'. */
  readonly dtype?: DType | 'shared';
}

/** A tensor that an op takes. */
export interface TensorSpec extends TensorRole {
  /** The caller gives its shape alone: a gradient in it is asked for. */
  readonly shapeOnly?: true;
  /** It may be left out, and is a member of the attributes under its name. Optional tensors come last. */
  readonly optional?: true;
}

/** What each parameter of an op is. */
export type ParameterKind = 'tensor' | 'shape' | 'attributes' | 'op' | 'list';

export interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
}

/** A call of tensors, shapes in place of tensors, and attributes. */
export type AnyCall = (...args: never[]) => Tensor | readonly Tensor[];

type Given<Call extends AnyCall> = Required<Parameters<Call>>;

/** Arguments that are tensors or shapes in place of them, each replaced; then as many optional ones. */
type Mapped<P extends readonly unknown[], T, S> = number extends P['length']
  ? readonly (T | S)[]
  : P extends readonly [infer Head, ...infer Rest]
    ? Head extends Tensor
      ? readonly [T, ...Mapped<Rest, T, S>]
      : Head extends Shape
        ? readonly [...(S extends undefined ? [] : [S]), ...Mapped<Rest, T, S>]
        : Mapped<Rest, T, S>
    : readonly (T | undefined)[];

/** The shapes of a call's tensors, and those given as arguments, in order. */
export type ShapesOf<Call extends AnyCall> = Mapped<Given<Call>, Shape, Shape>;
/** The tensors of a call, in order. */
export type TensorsOf<Call extends AnyCall> = Mapped<Given<Call>, Tensor, undefined>;
export type BoundedOf<Call extends AnyCall> = Mapped<Given<Call>, Bounded, undefined>;

/** The attributes that a call takes. */
export type AttributesOf<Call extends AnyCall> = Attributes<Given<Call>>;
type Attributes<P extends readonly unknown[]> = number extends P['length']
  ? object
  : P extends readonly [infer Head, ...infer Rest]
    ? Head extends Tensor | Shape
      ? Attributes<Rest>
      : Head
    : undefined;

/** The arguments of a call, none left out. */
export type DrawnArguments<Call extends AnyCall> = number extends Given<Call>['length'] ? readonly unknown[] : Given<Call>;

/** What a plan holds at least. */
export interface Planned {
  /** Of the result; of several results, a list. */
  readonly outputShape: number[] | readonly number[][];
}

/** What `defineOp` takes. */
export interface OpDefinition<Name extends string, Call extends AnyCall, Plan extends Planned> {
  readonly name: Name;
  /** One line: what it computes. */
  readonly docs: string;
  /** In the order of the arguments. */
  readonly tensors: Readonly<Record<string, TensorSpec>>;
  /** How many tensors it returns; several: a list of them. */
  readonly results: number;
  /** The result, or each of several. Default: like the first tensor. */
  readonly result?: TensorRole | readonly TensorRole[];
  readonly attributes: AttributeSpecs;
  /** Limits that concern no attribute alone. */
  readonly limits?: LimitSpecs;
  /**
   * Checks, geometry and the result's shape: data alone, from shapes alone.
   *
   * @throws InvalidArgument
   */
  plan(shapes: ShapesOf<Call>, attributes: AttributesOf<Call> | undefined): Plan;
  /**
   * The arithmetic. It reads `start`, `combine` and `finish` of the record that it is called on.
   *
   * @param out where to write the result: dense, of the plan's shape
   */
  evaluate(plan: Plan, tensors: TensorsOf<Call>, out?: ReturnType<Call>): ReturnType<Call>;
  /**
   * How far the result of an honest library may be from the true result, per element: float64, rounded up; Infinity where anything
   * is allowed (a partial sum could overflow), 0 where the result is not finite because an argument is not.
   *
   * @see Higham, Accuracy and Stability of Numerical Algorithms, chapters 3 and 4
   */
  error(plan: Plan, precision: Precision, bounded: BoundedOf<Call>): ReturnType<Call>;
  /** Which cells feed which; left out where there is no window. */
  window?(plan: Plan): WindowView | undefined;
  /** The zeros, before and after each axis of its tensor, that an op without a window lays around it. */
  border?(plan: Plan): readonly Pair[];
  /** What a result starts from, of ops that fold the cells of a window. */
  readonly start?: number;
  /** Takes one more cell, of ops that fold the cells of a window. */
  readonly combine?: Combine<Plan>;
  /** Makes the result of a total and the number of cells that count, of ops that fold the cells of a window. */
  readonly finish?: Finish<Plan>;
  /** The arguments of one call, valid by construction and within the limits; attributes are complete. */
  draw(d: Draw): DrawnArguments<Call>;
  /**
   * Takes a call back: the fields that the choices and tensors of `draw` are read from, by their names. What they do not tell is searched for.
   * Default: the arguments, by the names of the parameters.
   */
  shows?(...args: Given<Call>): Shown;
  /** The tensors that it is linear in, all else held fixed. */
  readonly linearIn: readonly string[];
}

/** How the cells of one tensor meet the cells of the result. */
export interface WindowView {
  /** The name of the tensor that is read. */
  readonly of: string;
  /** One per spatial axis: output o meets, by tap t, the cell o * stride + t * dilation - before. */
  readonly axes: readonly Axis[];
  /**
   * What a cell of the result is: a window of the tensor's cells; a cell, which the tensor's windows meet (an adjoint); or a tap, which
   * meets one cell of each window (a filter's gradient).
   */
  readonly result: 'window' | 'cell' | 'tap';
  /** What a cell of the padding counts as; left out where it counts as nothing. */
  readonly fill?: number;
  /** Channels of the tensor that feed a channel of the result by one tap. Default: the same channel. */
  feeds?(tap: readonly number[], channel: number): readonly Feeding[];
  /** The tensor that holds the weights of the taps. */
  readonly weights?: string;
}

export interface Feeding {
  readonly channel: number;
  /** The place of its weight in the tensor of weights. */
  readonly weight?: readonly number[];
}

/** An op on tensors, as `defineOp` returns it. A wrong op is `{ ...op, plan: another }`. */
export interface OpRecord<
  Name extends string = string,
  Call extends AnyCall = AnyCall,
  Plan extends Planned = Planned,
> extends OpDefinition<Name, Call, Plan> {
  readonly kind: 'tensors';
  /** Never set: carries the type of its call. */
  readonly call?: Call;
  readonly limits: LimitSpecs;
  /** The tensors that are not optional, then the attributes where it has any. */
  readonly parameters: readonly Parameter[];
  /** The names of the tensors that are members of the attributes. */
  readonly optionalTensors: readonly string[];
  /** One per result. */
  readonly resultRoles: readonly TensorRole[];
}

/**
 * An op's record.
 *
 * @throws TypeError on a record that contradicts itself
 */
export function defineOp<Name extends string, Call extends AnyCall, Plan extends Planned>(
  definition: OpDefinition<Name, Call, Plan>,
): OpRecord<Name, Call, Plan> {
  const { name, tensors, results, result, attributes, linearIn } = definition;
  const entries = Object.entries(tensors);
  const required = entries.filter(([, spec]) => spec.optional !== true);
  const optionalTensors = entries.filter(([, spec]) => spec.optional === true).map(([tensor]) => tensor);
  const wrong = (what: string): never => {
    throw new TypeError(`defineOp ${name}: ${what}`);
  };
  if (required.length === 0) wrong('an op on tensors takes a tensor, or a shape');
  if (entries.slice(0, required.length).some(([, spec]) => spec.optional === true)) wrong('optional tensors come last');
  if (optionalTensors.some((tensor) => tensor in attributes)) wrong('an optional tensor has the name of an attribute');
  if (!linearIn.every((tensor) => tensor in tensors)) wrong(`linearIn names tensors: ${Object.keys(tensors).join(', ')}`);
  const resultRoles = result === undefined ? new Array<TensorRole>(results).fill({ axes: required[0]![1].axes }) : [result].flat();
  if (!Number.isInteger(results) || results < 1 || resultRoles.length !== results) wrong('results counts the results');
  const hasAttributes = Object.keys(attributes).length > 0 || optionalTensors.length > 0;
  return {
    ...definition,
    kind: 'tensors',
    limits: { ...commonLimits, ...Object.assign({}, ...Object.values(attributes).map((each) => each.limits)), ...definition.limits },
    parameters: [
      ...required.map(([tensor, { shapeOnly }]): Parameter => ({ name: tensor, kind: shapeOnly === true ? 'shape' : 'tensor' })),
      ...(hasAttributes ? [{ name: 'attributes', kind: 'attributes' } as const] : []),
    ],
    optionalTensors,
    resultRoles,
  };
}
