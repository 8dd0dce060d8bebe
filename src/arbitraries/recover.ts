/** Shrinking of cases that were not drawn here: a user's own example, a stored failure. */
import type { TensorData } from '../tensor.js';
import { elements, isTensor, sameShape, type Tensor } from '../tensor.js';
import { Builder, type Setting } from './builder.js';
import type { CaseProgram, Content, IntOptions } from './draw.js';
import type { Drawn } from './drawn.js';

type Shown = Readonly<Record<string, unknown>>;

/** Answers from the fields of a finished case. */
class ReadingBuilder extends Builder {
  constructor(
    setting: Setting,
    private readonly shown: Shown,
    private readonly regimeIndex: number,
  ) {
    super(setting, true);
    this.start();
  }

  protected override answer(name: string, axis: number, min: number, _max: number, options: IntOptions): number {
    if (name === 'regime') return this.regimeIndex;
    const read = options.from?.(this.shown, axis);
    if (read !== undefined) return read;
    // One axis alone is shown in the singular.
    const field = this.shown[name] ?? this.shown[name.replace(/s$/, '')];
    const value = axis >= 0 && Array.isArray(field) ? (field as unknown[])[axis] : field;
    return typeof value === 'number' ? value : min;
  }

  protected override values(name: string, shape: number[], _axes: number[], _content: Content): TensorData {
    // A case may be a tensor and nothing else.
    const given = isTensor(this.shown) ? this.shown : this.shown[name];
    const values = this.emptyValues(shape);
    if (isTensor(given) && sameShape(given.shape, shape)) values.set(elements(given));
    return values;
  }

  protected override answerLayout(name: string, max: number): number {
    // Layouts do not show; the values are what the example is about.
    this.choices.push({ name: `${name} layout`, axis: -1, min: 0, max, value: 0, class: 'dense' });
    return 0;
  }
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

/** What a case was built from, where its fields show it; undefined for a value that the program does not build. */
export function recover(setting: Setting, program: CaseProgram<unknown>, value: unknown): Drawn | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (let regime = 0; regime < setting.regimes.length; regime++) {
    try {
      const builder = new ReadingBuilder(setting, value as Shown, regime);
      if (agrees(program(builder), value)) return builder.drawn();
    } catch (error) {
      // A value of another make may lead the program anywhere: it is not one of its cases.
      if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    }
  }
  return undefined;
}
