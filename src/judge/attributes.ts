import { parameters, type OpName } from '../ops/index.js';
import type { Tensor } from '../tensor.js';

type Attributes = Record<string, unknown>;

const ones = (n: number): number[] => new Array<number>(n).fill(1);
const noPads = (n: number): [number, number][] => Array.from({ length: n }, () => [0, 0]);

const windowed: Record<string, (n: number) => unknown> = { strides: ones, dilations: ones, padding: () => 'valid' };
const convolved = { ...windowed, groups: () => 1 };
const pooled = { ...windowed, window: ones, ceilMode: () => false };

/** What each op's attributes are when left out, from the number of spatial axes. */
const defaults: { readonly [K in OpName]?: Record<string, (n: number) => unknown> } = {
  conv: convolved,
  depthwiseConv: windowed,
  separableConv: windowed,
  convTranspose: { ...convolved, outputPadding: (n) => new Array<number>(n).fill(0) },
  convInputGradient: convolved,
  convFilterGradient: convolved,
  depthwiseConvInputGradient: windowed,
  depthwiseConvFilterGradient: windowed,
  maxPool: pooled,
  averagePool: { ...pooled, countPadding: () => false },
  lpPool: { ...pooled, p: () => 2 },
  maxPoolGradient: pooled,
  averagePoolGradient: { ...pooled, countPadding: () => false },
  pad: { mode: () => 'constant', value: () => 0 },
  spaceToBatch: { paddings: noPads },
  batchToSpace: { crops: noPads },
  spaceToDepth: { mode: () => 'DCR' },
  depthToSpace: { mode: () => 'DCR' },
  extractPatches: { ...windowed, window: ones },
  morphologicalDilation: windowed,
  morphologicalErosion: windowed,
  resize: { mode: () => 'nearest', alignCorners: () => false, halfPixelCenters: () => false },
};

/** The position of an op's attributes among its arguments; -1 for none. */
export function attributesAt(op: OpName): number {
  return parameters[op].findIndex((parameter) => parameter.kind === 'attributes');
}

/** How many axes a list attribute has: the blocked ones, or the spatial ones of the first tensor or shape. */
function axesOf(args: readonly unknown[], attributes: Attributes): number {
  const blocks = attributes['blockShape'];
  if (Array.isArray(blocks)) return blocks.length;
  const first = args[0];
  const rank = Array.isArray(first) ? first.length : ((first as Tensor | undefined)?.shape?.length ?? 2);
  return Math.max(0, rank - 2);
}

/** Fills in what was left out; attributes that are complete are returned as they are. */
export function completeAttributes(op: OpName, args: readonly unknown[], given: object = {}): object {
  const missing = defaults[op];
  if (missing === undefined) return given;
  const attributes = given as Attributes;
  let complete: Attributes | undefined;
  for (const name in missing) {
    if (attributes[name] !== undefined) continue;
    complete ??= { ...attributes };
    complete[name] = missing[name]!(axesOf(args, attributes));
  }
  return complete ?? given;
}
