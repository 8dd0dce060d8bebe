/** Sums over an axis that leave out some of their terms. */
import type { Bounded } from '../../../kernels/errors/bounded.js';
import { tensorArguments, tensorNames } from '../../../ops/call.js';
import type { OpRecord } from '../../../ops/index.js';
import type { Tensor } from '../../../tensor.js';
import { defineDeviation, type Deviation, type Observed } from '../../deviation.js';
import { axisInWords } from '../edits/axes.js';
import { cellsOf } from '../edits/cells.js';
import { fitting } from '../edits/fitting.js';
import { blocks, itemsInWords, selects, type Items } from '../edits/items.js';
import { factorsOf, isOfTwo } from '../edits/sums.js';
import { moved } from '../edits/tensors.js';

type Terms = { readonly axis: string; readonly items: Items };

/** The role of an axis, of a group alone: `channels/groups` is `channels`. */
const roleOf = (axis: string): string => axis.split('/')[0]!;

const rolesOf = (op: OpRecord, name: string): readonly string[] => op.tensors[name]!.axes.map(roleOf);

/** The axes that two tensors are summed over: those that both have, and the result has not. */
function summedAxes(op: OpRecord): readonly string[] {
  if (!isOfTwo(op)) return [];
  const [left, right] = factorsOf(op).map((name) => rolesOf(op, name)) as [readonly string[], readonly string[]];
  // Of a depthwise filter each channel has a result of its own.
  const own = [...op.resultRoles[0]!.axes.map(roleOf), ...(left.concat(right).includes('multiplier') ? ['channels', 'outChannels'] : [])];
  return left.filter((role) => !role.endsWith('...') && right.includes(role) && !own.includes(role));
}

/** The places of a role's axis in the factors, and the number of its items: those of a group. */
function placesOf(
  op: OpRecord,
  axis: string,
  tensors: readonly (Tensor | undefined)[],
): { readonly at: readonly number[]; readonly size: number } {
  const names = tensorNames(op);
  const summed = factorsOf(op);
  const at = names.map((name, i) => {
    const fromEnd = rolesOf(op, name).toReversed().indexOf(axis);
    if (!summed.includes(name) || fromEnd < 0) return -1;
    // The batch stands before axes of which there may be any number.
    return axis === 'batch' ? 0 : tensors[i]!.shape.length - 1 - fromEnd;
  });
  return { at, size: Math.min(...at.flatMap((place, i) => (place < 0 ? [] : [tensors[i]!.shape[place]!]))) };
}

function without(x: Tensor, at: number, size: number, items: Items): Tensor {
  if (at < 0 || size === 0) return x;
  return moved(x, x.shape, (index) => (selects(items, index[at]! % size, size) ? undefined : index));
}

function withoutTerms(op: OpRecord, { axis, items }: Terms): OpRecord {
  return {
    ...op,
    evaluate: (plan, tensors: readonly (Tensor | undefined)[], out) => {
      const { at, size } = placesOf(op, axis, tensors);
      const given = tensors.map((x, i) => x && without(x, at[i]!, size, items));
      return op.evaluate(plan, given as readonly Tensor[], out);
    },
    error: (plan, precision, bounded: readonly (Bounded | undefined)[]) => {
      const { at, size } = placesOf(
        op,
        axis,
        bounded.map((x) => x?.value),
      );
      const given = bounded.map(
        (x, i) => x && { value: without(x.value, at[i]!, size, items), error: x.error && without(x.error, at[i]!, size, items) },
      );
      return op.error(plan, precision, given as readonly Bounded[]);
    },
  };
}

/** Nothing shows which terms are lost: those that kernels lose. */
function candidatesOf(size: number): readonly Items[] {
  if (size < 2) return [{ last: 1 }, { first: 1 }];
  const tails = blocks.filter((block) => size % block !== 0 && block < size).map((block): Items => ({ afterBlocksOf: block }));
  const froms = [1, ...blocks.filter((block) => block < size), size - 1].map((from): Items => ({ from }));
  const each = [0, 1].map((remainder): Items => ({ modulus: 2, remainder }));
  return [...tails, { last: 1 }, { first: 1 }, { last: 2 }, ...froms, ...each];
}

function infer(op: OpRecord, strays: readonly Observed[]): readonly Terms[] {
  const [smallest] = strays;
  if (cellsOf(smallest) === undefined) return [];
  const tensors = tensorArguments(op, smallest!.args) as readonly (Tensor | undefined)[];
  const candidates = summedAxes(op).flatMap((axis) =>
    candidatesOf(placesOf(op, axis, tensors).size).map((items): Terms => ({ axis, items })),
  );
  return fitting(op, strays, candidates, withoutTerms);
}

export const termDeviations: readonly Deviation[] = [
  defineDeviation<Terms>({
    id: 'terms-left-out',
    kind: 'fault',
    sentence: ({ axis, items }) => `never adds ${itemsInWords(items)} along ${axisInWords(axis)}`,
    applies: (op) => summedAxes(op).length > 0,
    infer,
    to: withoutTerms,
  }),
];
