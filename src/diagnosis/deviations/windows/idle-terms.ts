/** Cells that are none of a window's, read all the same, times zero: an infinity or NaN among them makes NaN. */
import type { Bounded } from '../../../kernels/errors/bounded.js';
import { tensorNames } from '../../../ops/call.js';
import type { OpRecord } from '../../../ops/index.js';
import { allocate, dtypeOf, elements, fromData, type Tensor } from '../../../tensor.js';
import { isWindowed } from '../../../ops/edited-windows.js';
import { defineDeviation, type Deviation } from '../../deviation.js';
import { fitting } from '../edits/fitting.js';
import { deliver, resultOf } from '../edits/tensors.js';

/** Which cells: all of the tensor, those of the same image, or those of the same channel of it. */
type Read = { readonly cells: 'all' | 'image' | 'channel' };

/** Of each cell of the result, the cells of x that are read beside its own, by a number. */
function parts(
  x: Tensor,
  result: Tensor,
  { cells }: Read,
): { readonly ofCell: (i: number) => number; readonly ofResult: (i: number) => number } {
  const [channels, out] = [x.shape.at(-1)!, result.shape.at(-1)!];
  const [perImage, perResult] = [x.size / x.shape[0]!, result.size / result.shape[0]!];
  const image = (i: number, size: number): number => Math.floor(i / size);
  switch (cells) {
    case 'all':
      return { ofCell: () => 0, ofResult: () => 0 };
    case 'image':
      return { ofCell: (i) => image(i, perImage), ofResult: (i) => image(i, perResult) };
    case 'channel': {
      // Several channels of the result in turn may come from one.
      const each = Math.max(1, Math.floor(out / channels));
      return {
        ofCell: (i) => image(i, perImage) * channels + (i % channels),
        ofResult: (i) => image(i, perResult) * channels + Math.floor((i % out) / each),
      };
    }
  }
}

function spoilt(x: Tensor, result: Tensor, read: Read): Tensor {
  const values = elements(x);
  const { ofCell, ofResult } = parts(x, result, read);
  const touched = new Set<number>();
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) touched.add(ofCell(i));
  if (touched.size === 0) return result;
  const right = elements(result);
  const y = allocate(right.length, dtypeOf(result));
  for (let i = 0; i < y.length; i++) y[i] = touched.has(ofResult(i)) ? Number.NaN : right[i]!;
  return fromData(y, [...result.shape]);
}

const reading = (op: OpRecord, read: Read): OpRecord => {
  const at = tensorNames(op).indexOf('x');
  return {
    ...op,
    evaluate: (plan, tensors, out) => {
      const given = tensors as readonly Tensor[];
      return deliver(spoilt(given[at]!, resultOf(op, plan, given), read), out);
    },
    error: (plan, precision, bounded) => op.error(plan, precision, bounded as readonly Bounded[]),
  };
};

const inWords: Readonly<Record<Read['cells'], string>> = {
  all: 'all cells',
  image: 'all cells of the image',
  channel: 'all cells of the channel',
};

export const idleTermDeviations: readonly Deviation[] = [
  defineDeviation<Read>({
    id: 'other-cells-times-zero',
    kind: 'fault',
    sentence: ({ cells }) => `reads ${inWords[cells]}, most of them times zero: an infinity or NaN anywhere makes NaN`,
    applies: (op) => op.results === 1 && isWindowed(op) && op.tensors['x'] !== undefined && !('dy' in op.tensors),
    infer: (op, strays) =>
      fitting(
        op,
        strays,
        (['channel', 'image', 'all'] as const).map((cells): Read => ({ cells })),
        reading,
      ),
    to: reading,
  }),
];
