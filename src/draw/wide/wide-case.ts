/** Cases with one extent or a few at sizes where kernels branch, and all else small. */
import type { Setting } from '../builders/builder.js';
import type { CaseProgram, Choice, Role } from '../draw.js';
import { choiceKey, type Drawn } from '../drawn.js';
import { EmptyDomain } from '../empty-domain.js';
import type { FastRandom } from '../builders/random.js';
import { TooLarge, type Target } from '../builders/rerun-builder.js';
import { ShapeBuilder } from './shape-builder.js';
import { drawSize } from './sizes.js';
import { WideBuilder } from './wide-builder.js';

/** Draws of one case before it is left to those of small ones. */
const attempts = 4;
/** How much a case is, at most. A larger domain has larger ones; a small one has them as large as it may. */
interface Bounds {
  /** The product of the wide extents. */
  readonly cells: number;
  /** The product of all extents, windows and the like: about the work of a call. */
  readonly work: number;
  /** Of all tensors. */
  readonly elements: number;
}

function boundsOf({ domain: { largest } }: Setting): Bounds {
  const upTo = (usual: number, part: number, most: number): number => Math.min(Math.max(usual, Math.floor(largest / part)), most);
  return { cells: upTo(2 ** 12, 16, largest / 2), work: upTo(2 ** 14, 4, Infinity), elements: upTo(2 ** 13, 8, largest) };
}

const extents: ReadonlySet<Role> = new Set<Role>(['extent', 'group']);
const factors: ReadonlySet<Role> = new Set<Role>(['extent', 'group', 'window']);

/** By how much a choice multiplies the work of a call, at most: blocks, strides and pads make tensors larger. */
function factorOf({ role, axis }: Choice, value: number): number {
  if (factors.has(role) || (role === 'count' && axis >= 0)) return Math.max(1, value);
  return role === 'pad' && axis >= 0 ? 1 + Math.abs(value) : 1;
}

/** Takes one out of a list. */
function takeOne<T>(random: FastRandom, list: T[]): T | undefined {
  return list.splice(random.int(0, list.length - 1), 1)[0];
}

/** One extent, two or three: mostly one along a spatial axis, beside those that count channels or the like. */
function chosen(random: FastRandom, choices: readonly Choice[]): Choice[] {
  const free = choices.filter(({ role, min, max }) => extents.has(role) && max > min);
  const spatial = free.filter(({ axis }) => axis >= 0);
  const counts = free.filter(({ axis }) => axis < 0);
  const wide: Choice[] = [];
  for (let left = [1, 2, 2, 3, 3][random.int(0, 4)]!; left > 0; left--) {
    const isSpatial = counts.length === 0 || (spatial.length > 0 && random.int(0, 3) > (wide.length === 0 ? 0 : 2));
    const next = takeOne(random, isSpatial ? spatial : counts);
    if (next !== undefined) wide.push(next);
  }
  return wide;
}

/** What each wide extent becomes, by choice key; they share the room more or less evenly. */
function targetsOf(random: FastRandom, sizes: readonly number[], cells: number, wide: readonly Choice[]): Map<string, Target> {
  const targets = new Map<string, Target>();
  let room = cells;
  for (const [i, { name, axis }] of wide.entries()) {
    const left = wide.length - i;
    const most = left === 1 ? room : Math.max(room ** (1 / left), room / 16);
    // Channels come in whole vectors mostly, and columns have remainders.
    const size = drawSize(random, sizes, most, axis < 0 ? 4 : 2);
    if (size === undefined) continue;
    targets.set(choiceKey(name, axis), { size, ofWindows: (random.bits() & 1) === 0 });
    room = Math.max(1, room / size);
  }
  return targets;
}

/** Other choices that go back to their least, so that a call is not much work: extents and windows now and then, all where it would be. */
function lessened(
  random: FastRandom,
  choices: readonly Choice[],
  targets: ReadonlyMap<string, Target>,
  mostWork: number,
): Map<string, number> {
  const others = choices.filter((choice) => factorOf(choice, choice.value) > 1 && !targets.has(choiceKey(choice.name, choice.axis)));
  let work = 1;
  for (const { size } of targets.values()) work *= size;
  for (const choice of others) work *= factorOf(choice, choice.value);
  const less = new Map<string, number>();
  while (others.length > 0) {
    const choice = others.splice(random.int(0, others.length - 1), 1)[0]!;
    if (work <= mostWork && (!factors.has(choice.role) || random.int(0, 3) > 0)) continue;
    less.set(choiceKey(choice.name, choice.axis), choice.min);
    work *= factorOf(choice, choice.min) / factorOf(choice, choice.value);
  }
  return less;
}

/**
 * A case with one to three extents at, just below or just above a size at which kernels branch, or a remainder more; the others small, the
 * data sparse. `undefined` where none was found: the ranges leave no extent, or limits none that is wide.
 *
 * @param setting of wide cases
 * @param small the same over the domain of small ones
 */
export function wideCase<Case>(
  setting: Setting,
  small: Setting,
  program: CaseProgram<Case>,
  choices: FastRandom,
  data: FastRandom,
  recording: boolean,
): { readonly value: Case; readonly drawn?: Drawn } | undefined {
  const { cells, work, elements } = boundsOf(setting);
  for (let left = attempts; left > 0; left--) {
    try {
      const shapes = new ShapeBuilder(small, choices);
      program(shapes);
      const drawn = shapes.drawn();
      const targets = targetsOf(choices, setting.domain.sizes, cells, chosen(choices, drawn.choices));
      if (targets.size === 0) return undefined;
      const edit = { choices: lessened(choices, drawn.choices, targets, work), targets };
      const builder = new WideBuilder(setting, drawn, edit, data, elements, recording);
      const value = program(builder);
      return recording ? { value, drawn: builder.drawn() } : { value };
    } catch (thrown) {
      // Beside a wide extent a later choice may have no value, the limits may not allow the call, or the case is too large.
      if (!(thrown instanceof EmptyDomain || thrown instanceof TooLarge)) throw thrown;
    }
  }
  return undefined;
}
