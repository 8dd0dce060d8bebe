/** Every window configuration up to a size. */
import type * as fc from 'fast-check';
import { InvalidArgument } from '../invalid-argument.js';
import type { TensorData } from '../tensor.js';
import { Builder, type Setting } from './builders/builder.js';
import type { CaseArbitrary } from './case-arbitrary.js';
import type { CaseProgram, Content, IntOptions, Role } from './draw.js';
import type { Drawn } from './drawn.js';
import { EmptyDomain } from './empty-domain.js';
import { fill } from './values/fill.js';
import { advance, type Digit } from './odometer.js';
import { FastRandom } from './builders/random.js';

/** One part of an enumeration: index 1 to count. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** A configuration without a value within the size. */
class Pruned extends Error {}

/** Choices that are no part of a window configuration stay at their least; so does the spelling. */
function isEnumerated(axis: number, role: Role | undefined): boolean {
  return axis >= 0 || role === 'option' || role === 'pad' || role === 'axes';
}

/** Answers from an odometer of digits, which it extends as choices come up. */
class OdometerBuilder extends Builder {
  private position = 0;
  private largest = 0;

  constructor(
    setting: Setting,
    private readonly digits: Digit[],
    private readonly size: number,
  ) {
    super(setting, true);
    this.start();
  }

  protected override answer(_name: string, axis: number, min: number, max: number, options: IntOptions): number {
    if (!isEnumerated(axis, options.role)) return min;
    if (axis >= 0 && min > this.size) throw new Pruned();
    const digit = (this.digits[this.position++] ??= { value: min, last: axis >= 0 ? Math.min(max, this.size) : max });
    if (axis >= 0) this.largest = Math.max(this.largest, digit.value);
    return digit.value;
  }

  protected override answerLayout(name: string, max: number): number {
    this.choices.push({ name: `${name} layout`, role: 'layout', axis: -1, min: 0, max, value: 0, class: 'dense' });
    return 0;
  }

  protected override values(name: string, shape: number[], _axes: number[], content: Content): TensorData {
    const values = this.emptyValues(shape);
    // One generic data set: dense, different for each tensor, the same whatever the configuration.
    fill(values, new FastRandom(name.length, 7), content, this.regime, this.domain.precision);
    return values;
  }

  /** The largest value of a choice along an axis. */
  get reached(): number {
    return this.largest;
  }
}

/** The configurations whose largest value is `size`, each once. */
export function* configurationsOf<Case>(
  setting: Setting,
  program: CaseProgram<Case>,
  size: number,
): Generator<{ readonly value: Case; readonly drawn: Drawn }> {
  const digits: Digit[] = [];
  do {
    try {
      const builder = new OdometerBuilder(setting, digits, size);
      const value = program(builder);
      if (builder.reached === size || (size === 1 && builder.reached === 0)) yield { value, drawn: builder.drawn() };
    } catch (error) {
      if (!(error instanceof Pruned || error instanceof EmptyDomain)) throw error;
    }
  } while (advance(digits));
}

/**
 * Every window configuration up to a size, lazily: all whose largest number is 1, then 2, and so on; each with one generic data set.
 * Kinds of padding, modes and numbers of axes are walked too; batch, channels and groups have their least values.
 *
 * @param size largest size, kernel, stride, dilation and pad, in cells; an integer >= 1
 * @param shard the part to walk: all shards together walk everything once. Default: everything
 * @throws InvalidArgument on a size or shard that is not an integer >= 1, or an index above the count
 */
export function* enumerateCases<Case>(
  arbitrary: CaseArbitrary<Case>,
  size: number,
  shard: Shard = { index: 1, count: 1 },
): Generator<fc.Value<Case>> {
  if (!Number.isInteger(size) || size < 1) throw new InvalidArgument('enumerateCases', 'size', size, 'it must be an integer >= 1');
  const { index, count } = shard;
  if (!Number.isInteger(count) || count < 1)
    throw new InvalidArgument('enumerateCases', 'shard.count', count, 'it must be an integer >= 1');
  if (!Number.isInteger(index) || index < 1 || index > count)
    throw new InvalidArgument('enumerateCases', 'shard.index', index, `it must be an integer from 1 to ${count}`);
  let position = 0;
  for (let s = 1; s <= size; s++) {
    for (const { value, drawn } of configurationsOf(arbitrary.setting, arbitrary.program, s)) {
      if (position++ % count === index - 1) yield arbitrary.known(value, drawn);
    }
  }
}
