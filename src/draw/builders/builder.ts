import type { Domain, Regime } from '../../domain.js';
import type { OpLimits } from '../../limits.js';
import { allocate, sizeOf, type Shape, type Tensor, type TensorData } from '../../tensor.js';
import type { Choice, Content, Draw, IntOptions, OptionOptions, Role, Shown } from '../draw.js';
import { choiceKey, type Drawn, type DrawnTensor } from '../drawn.js';
import { EmptyDomain } from '../empty-domain.js';
import { arrange, layoutName, layoutsOfRank, repeatFirst } from '../values/layouts.js';

/** What every builder of one arbitrary shares. */
export interface Setting {
  readonly domain: Domain;
  readonly limits: OpLimits;
  readonly regimes: readonly Regime[];
  /** What of a call lies outside the library's limits; left out where it has none. */
  readonly outside?: OutsideLimits;
  /** The same over the domain of wide cases; left out where none are drawn. */
  readonly wide?: Setting;
  /** Whether this is the setting of wide cases. */
  readonly isWide?: boolean;
}

/** The setting that a case was built in. */
export function settingOf(setting: Setting, { isWide }: Drawn): Setting {
  return isWide ? (setting.wide ?? setting) : setting;
}

/** Says what of a call, given whole or in part, lies outside a library's limits; `undefined` where nothing does. */
export type OutsideLimits = (
  op: string,
  attributes: object,
  tensors: readonly (Tensor | Shape)[],
  given: 'whole' | 'part',
) => string | undefined;

const none: IntOptions = {};
const layoutOptions: IntOptions = { classes: layoutName, role: 'layout' };
/** Every option is drawn as often as any other. */
const optionOptions: IntOptions = { typical: Infinity };
const noOptions: OptionOptions = {};
const regimeOptions: OptionOptions = { role: 'regime' };
const axesOptions: OptionOptions = { role: 'axes' };
const noAliases: ReadonlyMap<string, number> = new Map();

/** How many windows a size has room for. */
function windowsIn(size: number, sizeFor: (windows: number) => number): number {
  return 1 + Math.max(0, Math.floor((size - sizeFor(1)) / (sizeFor(2) - sizeFor(1))));
}

/** Which option a finished case shows. */
function shownOption(
  theCase: Readonly<Record<string, unknown>>,
  name: string,
  axis: number,
  role: Role,
  options: readonly unknown[],
): number | undefined {
  const attributes = theCase['attributes'] as Readonly<Record<string, unknown>> | undefined;
  const field = role === 'axes' ? (theCase['n'] ?? theCase['rank']) : (theCase[name] ?? attributes?.[name]);
  const shown = axis >= 0 && Array.isArray(field) ? (field as unknown[])[axis] : field;
  const at = options.indexOf(role === 'pad' && Array.isArray(shown) ? 'explicit' : shown);
  return at < 0 ? undefined : at;
}

/** Runs a case program: asks its subclass for each answer, and records what it drew where that is wanted. */
export abstract class Builder implements Draw {
  readonly domain: Domain;
  readonly limits: OpLimits;
  regime: Regime = 'exact';
  protected readonly choices: Choice[] = [];
  protected readonly tensors: DrawnTensor[] = [];
  private aliases: Map<string, number> | undefined;
  /** Of all tensors so far. */
  protected elements = 0;

  constructor(
    protected readonly setting: Setting,
    /** Whether choices, tensors and aliases are kept. */
    protected readonly recording: boolean,
  ) {
    this.domain = setting.domain;
    this.limits = setting.limits;
  }

  /** To be called before the program: the regime is the first choice. */
  protected start(): void {
    this.regime = this.option('regime', this.setting.regimes, regimeOptions);
  }

  /** A number that [min, max] and the step may not hold: it is brought inside. */
  protected abstract answer(name: string, axis: number, min: number, max: number, options: IntOptions): number;

  /** The values of a tensor. */
  protected abstract values(name: string, shape: number[], axes: number[], content: Content): TensorData;

  /** A layout, 0 (dense) to `max`. */
  protected answerLayout(name: string, max: number): number {
    return this.int(`${name} layout`, 0, max, layoutOptions);
  }

  int(name: string, min: number, max: number, options: IntOptions = none): number {
    if (!(max >= min)) throw new EmptyDomain(name, `no integer from ${min} to ${max} is left in the domain and the limits`);
    const axis = options.axis ?? -1;
    const step = options.step ?? 1;
    let value = Math.min(max, Math.max(min, this.answer(name, axis, min, max, options)));
    if (step !== 1) value = min + Math.floor((value - min) / step) * step;
    if (this.recording) {
      const { role = 'count', classes, sizeFor } = options;
      this.choices.push({
        name,
        role,
        axis,
        min,
        max,
        value,
        class: classes?.(value) ?? '',
        ...(sizeFor !== undefined && { windows: windowsIn(value, sizeFor) }),
      });
    }
    return value;
  }

  option<T extends string | number | boolean>(name: string, options: readonly T[], how: OptionOptions = noOptions): T {
    if (options.length === 0) throw new EmptyDomain(name, `the domain and the limits leave no ${name}`);
    const { axis = -1, role = 'option' } = how;
    // Unrecorded draws need no classes: this is the path of every random case.
    if (!this.recording) return options[options.length === 1 ? 0 : this.answer(name, axis, 0, options.length - 1, optionOptions)]!;
    const index = this.int(name, 0, options.length - 1, {
      axis,
      role,
      classes: (i) => String(options[i]),
      typical: Infinity,
      from: (theCase, a) => shownOption(theCase, name, a, role, options),
    });
    return options[index]!;
  }

  axes(allowed?: readonly number[]): number {
    const { min, max } = this.domain.spatialAxes;
    const counts = [];
    for (let n = min; n <= max; n++) {
      if ((allowed?.includes(n) ?? true) && (this.limits.spatialAxes?.includes(n) ?? true)) counts.push(n);
    }
    return this.option('axes', counts, axesOptions);
  }

  means(name: string, axis: number, value: number): void {
    if (!this.recording) return;
    this.aliases ??= new Map();
    this.aliases.set(choiceKey(name, axis), value);
  }

  /** Only what reads a finished case asks. */
  reads(_show: (theCase: Shown) => Shown): void {}

  tensor(name: string, dims: readonly (number | readonly number[])[], content: Content = {}): Tensor {
    const shape: number[] = [];
    const axes: number[] = [];
    for (const dim of dims) {
      if (typeof dim === 'number') {
        shape.push(dim);
        axes.push(-1);
      } else {
        for (let axis = 0; axis < dim.length; axis++) {
          shape.push(dim[axis]!);
          axes.push(axis);
        }
      }
    }
    this.count(name, shape);
    const values = this.values(name, shape, axes, content);
    const free = this.domain.layouts && content.layouts !== false;
    const layout = free ? this.answerLayout(name, layoutsOfRank(shape.length) - 1) : 0;
    if (layout > 4 && values.length > 0) repeatFirst(values, shape, layout - 5);
    if (this.recording) this.tensors.push({ name, shape, axes, values });
    // A law may hand the tensor to a library that writes to it; what was recorded stays as it was.
    return arrange(this.recording && layout === 0 ? values.slice() : values, shape, layout, this.domain.precision.dtype);
  }

  makes(name: string, shape: Shape): void {
    this.count(name, shape);
  }

  /** Adds a tensor's elements to those of the case. */
  protected count(name: string, shape: Shape): void {
    const { largest } = this.domain;
    this.elements += sizeOf(shape);
    if (this.elements > largest) throw new EmptyDomain(name, `the case has more than ${largest} elements, the domain's largest`);
  }

  alsoCalls(op: string, attributes: object, ...tensors: readonly (Tensor | Shape)[]): void {
    const reason = this.setting.outside?.(op, attributes, tensors, 'whole');
    if (reason !== undefined) throw new EmptyDomain(op, reason);
  }

  takes(op: string, attributes: object, ...tensors: readonly (Tensor | Shape)[]): boolean {
    return this.setting.outside?.(op, attributes, tensors, 'part') === undefined;
  }

  protected emptyValues(shape: readonly number[]): TensorData {
    return allocate(sizeOf(shape), this.domain.precision.dtype);
  }

  drawn(): Drawn {
    return {
      choices: this.choices,
      tensors: this.tensors,
      regime: this.regime,
      aliases: this.aliases ?? noAliases,
      isWide: this.setting.isWide === true,
    };
  }
}
