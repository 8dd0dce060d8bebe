/** Wrong libraries of which small calls say nothing: their kernels go wrong from a size on, or where a remainder is left over. */
import {
  averagePool,
  conv,
  convInputGradient,
  convTranspose,
  depthwiseConv,
  matmul,
  maxPool,
  resize,
  spaceToDepth,
} from '../../src/ops/kernels.js';
import type { LibraryOps, TensorLibrary } from '../../src/library.js';
import { isTensor, sizeOf, type Shape, type Tensor } from '../../src/tensor.js';
import { mutate } from './mutate.js';
import { at, fromIndex } from './pieces.js';

/** A bug at a threshold, and what the smallest call that shows it has. */
export interface ThresholdBug {
  /** The bug, in a few words. */
  readonly name: string;
  readonly op: keyof LibraryOps;
  readonly library: TensorLibrary;
  /** Elements of the smallest call's tensors. */
  readonly least: number;
}

/** A call, by its shapes. */
interface Sizes {
  readonly x: Shape;
  /** The second tensor; `[]` for none. */
  readonly w: Shape;
  readonly y: Shape;
}

type Op = (...args: never[]) => Tensor;

/** What becomes of a wrong result. */
type Spoil = (y: Tensor) => Tensor;

/** Items along an axis from one on, axes from the end negative, are never written. */
const unwritten =
  (axis: number, from: (length: number) => number): Spoil =>
  (y) => {
    const along = (axis + y.shape.length) % y.shape.length;
    const first = from(y.shape[along]!);
    return fromIndex(y.shape, (index) => (index[along]! >= first ? 0 : at(y, index)));
  };

/** Items along an axis from one on are those of the one before. */
const repeated =
  (axis: number, from: (length: number) => number): Spoil =>
  (y) => {
    const along = (axis + y.shape.length) % y.shape.length;
    const first = from(y.shape[along]!);
    return fromIndex(y.shape, (index) =>
      at(
        y,
        index.map((i, each) => (each === along ? Math.min(i, first - 1) : i)),
      ),
    );
  };

const last = (length: number): number => length - 1;
const item = (i: number) => (): number => i;

function bug(op: keyof LibraryOps, own: Op, name: string, least: number, when: (sizes: Sizes) => boolean, spoil: Spoil): ThresholdBug {
  const wrong = (...args: never[]): Tensor => {
    const y = own(...args);
    const [x, w] = (args as unknown[]).filter(isTensor);
    return when({ x: x!.shape, w: w?.shape ?? [], y: y.shape }) && sizeOf(y.shape) > 0 ? spoil(y) : y;
  };
  return { name: `${op}: ${name}`, op, least, library: mutate({ [op]: wrong } as LibraryOps) };
}

const height = ({ y }: Sizes): number => y[1]!;
const width = ({ y }: Sizes): number => y.at(-2)!;
const channelsOut = ({ y }: Sizes): number => y.at(-1)!;
const channelsIn = ({ x }: Sizes): number => x.at(-1)!;

/** Those that the draws were tuned with. */
export const seen: readonly ThresholdBug[] = [
  bug(
    'conv',
    conv,
    'the last column, at width >= 16, width mod 4 = 3 and 16 channels out',
    19 + 16,
    (s) => width(s) >= 16 && width(s) % 4 === 3 && channelsOut(s) === 16,
    unwritten(-2, last),
  ),
  bug('conv', conv, 'channels from the 33rd on', 1 + 33, (s) => channelsOut(s) > 32, repeated(-1, item(32))),
  bug('conv', conv, 'rows from the 64th on', 64 + 1, (s) => height(s) >= 64, unwritten(1, item(63))),
  bug('conv', conv, 'images from the 9th on', 9 + 1, (s) => s.y[0]! > 8, repeated(0, item(8))),
  bug(
    'depthwiseConv',
    depthwiseConv,
    'the last of >= 16 channels, channels mod 8 = 5',
    21 + 21,
    (s) => channelsIn(s) >= 16 && channelsIn(s) % 8 === 5,
    unwritten(-1, last),
  ),
  bug('depthwiseConv', depthwiseConv, 'columns from the 33rd on', 33 + 1, (s) => width(s) > 32, repeated(-2, item(32))),
  bug(
    'depthwiseConv',
    depthwiseConv,
    'the last column, at width 8k + 1 and 4 channels',
    9 * 4 + 4,
    (s) => width(s) > 8 && width(s) % 8 === 1 && channelsIn(s) === 4,
    unwritten(-2, last),
  ),
  bug('maxPool', maxPool, 'columns from the 20th on', 20, (s) => width(s) >= 20, repeated(-2, item(19))),
  bug(
    'maxPool',
    maxPool,
    'the last channels of > 16 that are no multiple of 4',
    17,
    (s) => channelsIn(s) > 16 && channelsIn(s) % 4 !== 0,
    unwritten(-1, (n) => n - (n % 4)),
  ),
  bug('averagePool', averagePool, 'channels from the 33rd on', 33, (s) => channelsIn(s) > 32, unwritten(-1, item(32))),
  bug('convTranspose', convTranspose, 'the last column, of >= 64', 64 + 1, (s) => width(s) >= 64, unwritten(-2, last)),
  bug('convTranspose', convTranspose, 'channels from the 16th on', 1 + 16, (s) => channelsOut(s) >= 16, repeated(-1, item(15))),
  bug(
    'matmul',
    matmul,
    'the last column, of >= 16 with 3 over',
    1 + 19,
    (s) => channelsOut(s) >= 16 && channelsOut(s) % 4 === 3,
    unwritten(-1, last),
  ),
  bug(
    'matmul',
    matmul,
    'the last row, at >= 16 rows and columns',
    16 + 16,
    (s) => width(s) >= 16 && channelsOut(s) >= 16,
    unwritten(-2, last),
  ),
  bug('resize', resize, 'columns from the 32nd on', 1, (s) => width(s) >= 32, unwritten(-2, item(31))),
];

/** Those that were written afterwards. */
export const unseen: readonly ThresholdBug[] = [
  bug('conv', conv, 'all, from 17 channels in on', 17 + 17, (s) => channelsIn(s) >= 17, unwritten(0, item(0))),
  bug('conv', conv, 'the last column, at width 32', 32 + 1, (s) => width(s) === 32, unwritten(-2, last)),
  bug('conv', conv, 'columns from the 128th on', 128 + 1, (s) => width(s) >= 128, repeated(-2, item(127))),
  bug('conv', conv, 'columns from the 2048th on', 2048 + 1, (s) => width(s) >= 2048, repeated(-2, item(2047))),
  bug('depthwiseConv', depthwiseConv, 'channels from the 65th on', 65 + 65, (s) => channelsIn(s) > 64, unwritten(-1, item(64))),
  bug(
    'depthwiseConv',
    depthwiseConv,
    'the last result of a channel, at a multiplier of >= 5',
    1 + 5,
    (s) => s.w.at(-1)! >= 5,
    unwritten(-1, last),
  ),
  bug('maxPool', maxPool, 'the last column, at width 64', 64, (s) => width(s) === 64, unwritten(-2, last)),
  bug('maxPool', maxPool, 'images from the 16th on', 16, (s) => s.y[0]! >= 16, unwritten(0, item(15))),
  bug(
    'averagePool',
    averagePool,
    'the last column, at odd widths >= 17',
    17,
    (s) => width(s) >= 17 && width(s) % 2 === 1,
    unwritten(-2, last),
  ),
  bug(
    'averagePool',
    averagePool,
    'the last of >= 16 columns, at 8 channels',
    16 * 8,
    (s) => width(s) >= 16 && channelsIn(s) === 8,
    repeated(-2, last),
  ),
  bug(
    'convTranspose',
    convTranspose,
    'all, from 16 columns of y on, at 4 channels',
    16 * 4 + 4,
    (s) => s.x.at(-2)! >= 16 && s.x.at(-1) === 4,
    unwritten(0, item(0)),
  ),
  bug('convInputGradient', convInputGradient, 'the last channel, of >= 32', 32 + 1, (s) => channelsOut(s) >= 32, unwritten(-1, last)),
  bug('matmul', matmul, 'all, at an inner length of >= 65', 65 + 65, (s) => s.x.at(-1)! >= 65, unwritten(-2, item(0))),
  bug('matmul', matmul, 'the last row, of >= 128', 128 + 1, (s) => width(s) >= 128, repeated(-2, last)),
  bug('resize', resize, 'channels from the 16th on', 16, (s) => channelsIn(s) >= 16, repeated(-1, item(15))),
  bug('spaceToDepth', spaceToDepth, 'the last column of blocks, of >= 16', 16, (s) => width(s) >= 16, unwritten(-2, last)),
];
