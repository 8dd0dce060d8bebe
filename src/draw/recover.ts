/** Shrinking of cases that were not drawn here: a user's own example, a stored failure. */
import type { Regime } from '../domain.js';
import type { TensorData } from '../tensor.js';
import { elements, isTensor, sameShape, type Tensor } from '../tensor.js';
import { Builder, type Setting } from './builders/builder.js';
import type { CaseProgram, Content, IntOptions, Shown } from './draw.js';
import type { Drawn } from './drawn.js';
import { advance, type Digit } from './odometer.js';

/** A tensor of another shape than the example's: these answers lead nowhere. */
class Mismatch extends RangeError {}

/** Programs run in search of choices that a case does not show. */
const mostRuns = 4000;
/** Values of such a choice that are tried. */
const mostValues = 16;

/** Answers from the fields of a finished case; what they do not show comes from an odometer. */
class ReadingBuilder extends Builder {
  private position = 0;

  constructor(
    setting: Setting,
    private shown: Shown,
    private readonly digits: Digit[],
    private readonly shownRegime: Regime,
  ) {
    super(setting, true);
    this.start();
  }

  override reads(show: (theCase: Shown) => Shown): void {
    this.shown = show(this.shown);
  }

  protected override answer(name: string, axis: number, min: number, max: number, options: IntOptions): number {
    const read = options.role === 'regime' ? this.regimeIndex() : (options.from?.(this.shown, axis) ?? this.field(name, axis));
    if (read !== undefined && read >= min && read <= max) return read;
    if (min === max) return min;
    return (this.digits[this.position++] ??= { value: min, last: Math.min(max, min + mostValues) }).value;
  }

  /** Under another regime a shrink would round the values, or make them finite. */
  private regimeIndex(): number {
    return Math.max(0, this.setting.regimes.indexOf(this.shownRegime));
  }

  private field(name: string, axis: number): number | undefined {
    const { shown } = this;
    const attributes = shown['attributes'] as Shown | undefined;
    // One axis alone is shown in the singular.
    let field = shown[name] ?? shown[name.replace(/s$/, '')] ?? attributes?.[name];
    if (axis >= 0 && Array.isArray(field)) field = (field as unknown[])[axis];
    const numbered = /^([a-z]+)(\d+)$/.exec(name);
    if (field === undefined && numbered !== null) field = (shown[numbered[1]!] as unknown[] | undefined)?.[Number(numbered[2])];
    return typeof field === 'number' ? field : undefined;
  }

  protected override values(name: string, shape: number[], _axes: number[], _content: Content): TensorData {
    // A case may be a tensor and nothing else.
    const given = isTensor(this.shown) ? this.shown : this.shown[name];
    const values = this.emptyValues(shape);
    if (isTensor(given)) {
      if (!sameShape(given.shape, shape)) throw new Mismatch(name);
      values.set(elements(given));
    }
    return values;
  }

  protected override answerLayout(name: string, max: number): number {
    // Layouts do not show; the values are what the example is about.
    this.choices.push({ name: `${name} layout`, role: 'layout', axis: -1, min: 0, max, value: 0, class: 'dense' });
    return 0;
  }
}

/** The regime of the tensors of a case. */
function regimeOf(shown: unknown): Regime {
  if (isTensor(shown)) {
    const values = elements(shown);
    if (!values.every(Number.isFinite)) return 'special';
    return values.every(Number.isInteger) ? 'exact' : 'real';
  }
  if (typeof shown !== 'object' || shown === null) return 'exact';
  const found = Object.values(shown).map(regimeOf);
  return found.includes('special') ? 'special' : found.includes('real') ? 'real' : 'exact';
}

/** Whether a rebuilt case says the same as the example. */
function agrees(a: unknown, b: unknown): boolean {
  if (isTensor(a)) return isTensor(b) && sameTensor(a, b);
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((entry, i) => agrees(entry, b[i]));
  if (typeof a === 'object' && a !== null) {
    if (typeof b !== 'object' || b === null) return false;
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every((key) => agrees((a as Shown)[key], (b as Shown)[key]));
  }
  return Object.is(a, b) || typeof a === 'function';
}

function sameTensor(a: Tensor, b: Tensor): boolean {
  if (!sameShape(a.shape, b.shape)) return false;
  const left = elements(a);
  const right = elements(b);
  return left.every((value, i) => Object.is(value, right[i]));
}

/** Whether two values of a case say the same: tensors by shape and elements, the rest by structure. */
export const sameValue = agrees;

/**
 * What a case was built from, where its fields show it; undefined for a value that the program does not build.
 *
 * @param isIt whether a case that was built is the one meant. Default: its fields agree with the value's
 */
export function recover<Case>(
  setting: Setting,
  program: CaseProgram<Case>,
  value: unknown,
  isIt: (built: Case) => boolean = (built) => agrees(built, value),
): Drawn | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found = recoverIn(setting, program, value, isIt);
  return found ?? (setting.wide && recoverIn(setting.wide, program, value, isIt));
}

function recoverIn<Case>(setting: Setting, program: CaseProgram<Case>, value: object, isIt: (built: Case) => boolean): Drawn | undefined {
  const digits: Digit[] = [];
  const regime = regimeOf(value);
  let runs = 0;
  do {
    try {
      const builder = new ReadingBuilder(setting, value as Shown, digits, regime);
      if (isIt(program(builder))) return builder.drawn();
    } catch (error) {
      // A value of another make may lead the program anywhere: it is not one of its cases.
      if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    }
  } while (++runs < mostRuns && advance(digits));
  return undefined;
}
