/** Cells of a result in which alone a deviation shows, and the record that is wrong in them. */
import { InvalidArgument } from '../../invalid-argument.js';
import type { Axis } from '../../kernels/windows.js';
import type { Planned } from '../../ops/define-op.js';
import type { OpRecord } from '../../ops/index.js';
import { elements, fromData, indices, sameShape, type Shape, type Tensor } from '../../tensor.js';
import { axesOfRole, axisInWords, placeOfAxis } from '../deviations/edits/axes.js';
import { itemsInWords, selects, type Items } from '../deviations/edits/items.js';
import { deliver } from '../deviations/edits/tensors.js';

const kinds = {
  negative: { is: (value) => value < 0, words: 'negative' },
  positive: { is: (value) => value > 0, words: 'positive' },
  zero: { is: (value) => value === 0, words: '0' },
  integer: { is: (value) => Number.isInteger(value), words: 'an integer' },
  'positive integer': { is: (value) => Number.isInteger(value) && value > 0, words: 'a positive integer' },
  fraction: { is: (value) => Number.isFinite(value) && !Number.isInteger(value), words: 'no integer' },
  'not finite': { is: (value) => !Number.isFinite(value), words: 'infinite or NaN' },
} satisfies Record<string, { readonly is: (value: number) => boolean; readonly words: string }>;

type Kind = keyof typeof kinds;

const places = {
  padding: { words: 'in windows that reach into the padding', is: (axes, at) => reaches(axes, at, 'before') || reaches(axes, at, 'after') },
  before: { words: 'in windows that reach into the padding before', is: (axes, at) => reaches(axes, at, 'before') },
  after: { words: 'in windows that reach into the padding after', is: (axes, at) => reaches(axes, at, 'after') },
  inside: { words: 'in windows that lie inside', is: (axes, at) => !reaches(axes, at, 'before') && !reaches(axes, at, 'after') },
} satisfies Record<string, { readonly words: string; readonly is: (axes: readonly Axis[], at: readonly number[]) => boolean }>;

type Place = keyof typeof places;

/** Whether a window has a tap in the padding on a side of some axis. */
function reaches(axes: readonly Axis[], at: readonly number[], side: 'before' | 'after'): boolean {
  return axes.some(({ stride, dilation, kernel, before, size }, i) => {
    const first = at[i]! * stride - before;
    return side === 'before' ? first < 0 : first + (kernel - 1) * dilation >= size;
  });
}

/** Items along an axis; items along any of the axes of a role; windows by where they lie; cells by what the right result holds. */
export type CellSet =
  | { readonly axis: string; readonly items: Items }
  | { readonly anyAxis: string; readonly items: Items }
  | { readonly windows: Place }
  | { readonly value: Kind };

/** Whether a cell is in a set. */
type IsIn = (index: readonly number[], value: number) => boolean;

/** Of results of a shape; `undefined` where a result has no such cells. */
export function isInSet(op: OpRecord, cells: CellSet, shape: Shape, plan: Planned): IsIn | undefined {
  if ('value' in cells) {
    const { is } = kinds[cells.value];
    return (_, value) => is(value);
  }
  if ('windows' in cells) {
    const view = op.window?.(plan);
    if (view?.result !== 'window') return undefined;
    const { is } = places[cells.windows];
    return (index) => is(view.axes, index.slice(1));
  }
  const { items } = cells;
  const axes =
    'axis' in cells ? [placeOfAxis(op, 'result', shape.length, cells.axis)] : axesOfRole(op, 'result', shape.length, cells.anyAxis);
  if (axes.length === 0 || axes.some((at) => at < 0)) return undefined;
  return (index) => axes.some((at) => selects(items, index[at]!, shape[at]!));
}

/** As a sentence ends: `in the last item of its result along the channels`. */
export function cellsInWords(cells: CellSet): string {
  if ('value' in cells) return `where the result should be ${kinds[cells.value].words}`;
  if ('windows' in cells) return places[cells.windows].words;
  const along = 'axis' in cells ? axisInWords(cells.axis) : `any ${cells.anyAxis} axis`;
  return `in ${itemsInWords(cells.items)} of its result along ${along}`;
}

/** The kinds of values and of places that a set may go by. */
export const valueSets: readonly CellSet[] = (Object.keys(kinds) as Kind[]).map((value) => ({ value }));
export const windowSets: readonly CellSet[] = (Object.keys(places) as Place[]).map((windows) => ({ windows }));

/** A plan of both records; `wrong` is left out where there is nothing of its own to be seen. */
interface Both extends Planned {
  readonly right: Planned;
  readonly wrong?: Planned;
}

function planOr(op: OpRecord, ...given: Parameters<OpRecord['plan']>): Planned | undefined {
  try {
    return op.plan(...given);
  } catch (thrown) {
    if (thrown instanceof InvalidArgument) return undefined;
    throw thrown;
  }
}

/** The record, of one result, that is as a deviated one in some cells alone, where both have as many. */
export function deviatedIn(op: OpRecord, deviated: OpRecord, cells: CellSet): OpRecord {
  const mixed = (plan: Planned, right: Tensor, wrong: () => Tensor, values: Tensor): Tensor => {
    const isIn = isInSet(op, cells, right.shape, plan);
    if (isIn === undefined) return right;
    const [result, others, held] = [elements(right).slice(), elements(wrong()), elements(values)];
    let i = 0;
    for (const index of indices(right.shape)) {
      if (isIn(index, held[i]!)) result[i] = others[i]!;
      i++;
    }
    return fromData(result, [...right.shape]);
  };
  const { window, border } = op;
  return {
    ...op,
    plan: (shapes, attributes): Both => {
      const right = op.plan(shapes, attributes);
      const wrong = planOr(deviated, shapes, attributes);
      const isAlike = wrong !== undefined && sameShape(wrong.outputShape as Shape, right.outputShape as Shape);
      return { outputShape: right.outputShape, right, ...(isAlike && { wrong }) };
    },
    evaluate: (plan, tensors, out) => {
      const { right, wrong } = plan as Both;
      const result = op.evaluate(right, tensors) as Tensor;
      if (wrong === undefined) return deliver(result, out);
      return deliver(
        mixed(right, result, () => deviated.evaluate(wrong, tensors) as Tensor, result),
        out,
      );
    },
    error: (plan, precision, bounded) => {
      const { right, wrong } = plan as Both;
      const error = op.error(right, precision, bounded) as Tensor;
      if (wrong === undefined) return error;
      const values = op.evaluate(
        right,
        bounded.map((x) => (x as { readonly value: Tensor } | undefined)?.value) as readonly Tensor[],
      ) as Tensor;
      return mixed(right, error, () => deviated.error(wrong, precision, bounded) as Tensor, values);
    },
    ...(window !== undefined && { window: (plan: Planned) => window.call(op, (plan as Both).right) }),
    ...(border !== undefined && { border: (plan: Planned) => border.call(op, (plan as Both).right) }),
  };
}
