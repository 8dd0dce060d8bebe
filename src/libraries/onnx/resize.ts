/** Resize as a node of ONNX. */
import { unsupported } from '../../library.js';
import type { ResizeAttributes } from '../../ops/index.js';
import { requireFinite } from '../shared/require-finite.js';
import { channelsFirst, plain } from './layout.js';
import { input, int64, type Operand } from './model.js';
import type { Requests, Spelling } from './request.js';
import type { Attributes } from './windows.js';

/** From operator set 18 on the sizes may be those of some axes. */
const sizesOfAxes = 18;
const none: Operand = { dims: [0], data: new Float32Array(0) };

/**
 * The same coordinates: without a flag o * in / out, rounded down; with either flag rounded to the nearest cell, halves up.
 *
 * @see https://onnx.ai/onnx/operators/onnx__Resize.html coordinate_transformation_mode, nearest_mode
 */
function attributesOf({ mode, alignCorners, halfPixelCenters }: Required<ResizeAttributes>): Attributes {
  const coordinates = alignCorners ? 'align_corners' : halfPixelCenters ? 'half_pixel' : 'asymmetric';
  const rounding = alignCorners || halfPixelCenters ? 'round_prefer_ceil' : 'floor';
  return {
    coordinate_transformation_mode: coordinates,
    ...(mode === 'nearest' ? { mode, nearest_mode: rounding } : { mode: mode === 'bilinear' ? 'linear' : mode }),
  };
}

export const resizes = {
  resize: (opsets, x, a) => {
    if (a.alignCorners && a.halfPixelCenters) throw unsupported('coordinate_transformation_mode is one word');
    // Linear is linear in every axis, batch and channels too, and a neighbour at weight 0 is multiplied like any other.
    if (a.mode !== 'nearest') requireFinite(x);
    const [newest, oldest] = opsets('Resize');
    const first = channelsFirst(x);
    const spatial = x.shape.slice(1, -1);
    const outer = [x.shape[0] ?? 1, x.shape.at(-1) ?? 1];
    const scales = spatial.map((size, axis) => (a.size[axis] ?? NaN) / size);
    const operands = {
      x: first,
      last: plain(x),
      sizes: int64([...outer, ...a.size]),
      someSizes: int64(a.size),
      scales: { dims: [x.shape.length], data: Float32Array.of(1, 1, ...scales) },
    };
    const attributes = attributesOf(a);
    const [roi, noScales] = [input('roi', none, true), input('noScales', none, true)];
    const sizes = input('sizes', operands.sizes);
    const spellings: Spelling[] = [
      { model: { opType: 'Resize', opset: newest, inputs: [input('x', first), undefined, undefined, sizes], attributes }, first: true },
      { model: { opType: 'Resize', opset: oldest, inputs: [input('x', first), roi, noScales, sizes], attributes }, first: true },
    ];
    // Scales say the same only where they are numbers of float32.
    if (!a.alignCorners && scales.length === a.size.length && scales.every((scale) => Math.fround(scale) === scale && scale > 0)) {
      const inputs = [input('x', first), roi, input('scales', operands.scales)];
      spellings.push({ model: { opType: 'Resize', opset: oldest, inputs, attributes }, first: true });
    }
    // ONNX resizes whatever axes it is told to; ONNX Runtime documents channels last for linear in two dimensions.
    if (newest >= sizesOfAxes && (a.mode === 'nearest' || spatial.length === 2)) {
      const inputs = [input('last', operands.last), undefined, undefined, input('someSizes', operands.someSizes)];
      const axes = spatial.map((_, axis) => axis + 1);
      spellings.push({ model: { opType: 'Resize', opset: newest, inputs, attributes: { ...attributes, axes } }, first: false });
    }
    return { operands, spellings };
  },
} satisfies Requests;
