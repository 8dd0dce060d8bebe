/** Resizes as calls of the vocabulary. */
import { channelsLast, Untranslated, type GivenNode } from './given.js';
import type { TranslatedCall } from './index.js';
import { spatialAxesOf } from './windows.js';

/** From operator set 11 on Resize says its coordinates; before, and in Upsample, they are o * in / out. */
const saysCoordinates = 11;

/** Of all axes, from a list of some of them. */
function ofAllAxes(list: readonly number[], axes: readonly number[] | undefined, otherwise: readonly number[]): number[] {
  if (axes === undefined) return [...list];
  const all = [...otherwise];
  for (const [i, axis] of axes.entries()) all[axis < 0 ? axis + all.length : axis] = list[i]!;
  return all;
}

/** The sizes that a node asks for, where its coordinates follow from them alone. */
function sizesOf(given: GivenNode, shape: readonly number[]): number[] {
  const axes = given.ints('axes');
  const isOld = given.node.opType === 'Upsample' || given.opset < saysCoordinates;
  const sizes = isOld ? undefined : given.list(3);
  if (sizes !== undefined && sizes.length > 0) {
    if (given.word('keep_aspect_ratio_policy', 'stretch') !== 'stretch') throw new Untranslated('it keeps the ratio of its sides');
    return ofAllAxes(sizes, axes, shape);
  }
  const scales = given.ints('scales') ?? given.list(isOld ? 1 : 2);
  if (scales === undefined || scales.length === 0) throw new Untranslated('it has neither sizes nor scales');
  const every = ofAllAxes(
    scales,
    axes,
    shape.map(() => 1),
  );
  return shape.map((size, axis) => {
    const scaled = size * every[axis]!;
    // ONNX takes the scale as it is, not the ratio of the sizes.
    if (!Number.isInteger(scaled)) throw new Untranslated(`its scale ${every[axis]!} makes no whole size of ${size}`);
    return scaled;
  });
}

interface Grid {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

function gridOf(given: GivenNode, mode: 'nearest' | 'bilinear', isOld: boolean): Grid {
  const coordinates = isOld ? 'asymmetric' : given.word('coordinate_transformation_mode', 'half_pixel');
  const rounding = isOld ? 'floor' : given.word('nearest_mode', 'round_prefer_floor');
  const grids: Readonly<Record<string, Grid>> = {
    asymmetric: { alignCorners: false, halfPixelCenters: false },
    half_pixel: { alignCorners: false, halfPixelCenters: true },
    align_corners: { alignCorners: true, halfPixelCenters: false },
  };
  const grid = grids[coordinates];
  if (grid === undefined) throw new Untranslated(`its coordinates are ${coordinates}`);
  // Halves go up in the vocabulary, and without a flag everything goes down.
  const meant = coordinates === 'asymmetric' ? 'floor' : 'round_prefer_ceil';
  if (mode === 'nearest' && rounding !== meant) throw new Untranslated(`its nearest_mode is ${rounding}, with coordinates ${coordinates}`);
  return grid;
}

export function resize(given: GivenNode): TranslatedCall {
  const x = given.floats(0, 'input');
  spatialAxesOf(x.shape);
  const word = given.word('mode', 'nearest');
  if (word !== 'nearest' && word !== 'linear') throw new Untranslated(`its mode is ${word}`);
  if (given.int('antialias', 0) !== 0) throw new Untranslated('it smooths what it makes smaller');
  const isOld = given.node.opType === 'Upsample' || given.opset < saysCoordinates;
  const mode = word === 'linear' ? 'bilinear' : 'nearest';
  const sizes = sizesOf(given, x.shape);
  if (sizes.length !== x.shape.length || sizes[0] !== x.shape[0] || sizes[1] !== x.shape[1])
    throw new Untranslated('it resizes its batch or its channels');
  return { op: 'resize', args: [channelsLast(x), { size: sizes.slice(2), mode, ...gridOf(given, mode, isOld) }], first: true };
}
