/** Resize as a node of ONNX. */
import { unsupported } from '../../../library.js';
import type { ResizeAttributes } from '../../../ops/index.js';
import { requireFinite } from '../../shared/require-finite.js';
import { channelsFirst, plain } from './layout.js';
import { input, int64, type OneNodeModel, type Operand } from '../model.js';
import type { Requests, Spelling } from '../request.js';
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
  resize: {
    names: ['sizes', 'sizes, oldest operator set', 'scales', 'sizes of some axes'],
    ask: (opsets, x, a) => {
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
      const spell = (opset: number, inputs: OneNodeModel['inputs'], isFirst = true, more: Attributes = {}): Spelling => ({
        model: { opType: 'Resize', opset, inputs, attributes: { ...attributes, ...more } },
        first: isFirst,
      });
      const spellings: Record<string, Spelling> = {
        sizes: spell(newest, [input('x', first), undefined, undefined, sizes]),
        'sizes, oldest operator set': spell(oldest, [input('x', first), roi, noScales, sizes]),
      };
      // Scales say the same only where they are numbers of float32.
      if (!a.alignCorners && scales.length === a.size.length && scales.every((scale) => Math.fround(scale) === scale && scale > 0)) {
        spellings['scales'] = spell(oldest, [input('x', first), roi, input('scales', operands.scales)]);
      }
      // ONNX resizes whatever axes it is told to; ONNX Runtime documents channels last for linear in two dimensions.
      if (newest >= sizesOfAxes && (a.mode === 'nearest' || spatial.length === 2)) {
        const inputs = [input('last', operands.last), undefined, undefined, input('someSizes', operands.someSizes)];
        spellings['sizes of some axes'] = spell(newest, inputs, false, { axes: spatial.map((_, axis) => axis + 1) });
      }
      return { operands, spellings };
    },
  },
} satisfies Requests;
