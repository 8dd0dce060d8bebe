import { sizeOf, type Shape } from '../../tensor.js';
import { clamp, type ResizePlan } from './resize-plan.js';

/** A bilinear resize, axis by axis: (1 - f) * below + f * above. */
export function blend(values: Float64Array, shape: Shape, { places }: ResizePlan): Float64Array {
  const current = [...shape];
  for (const [i, axisPlaces] of places.entries()) {
    const [outer, cells, inner] = [sizeOf(current.slice(0, i + 1)), current[i + 1]!, sizeOf(current.slice(i + 2))];
    const next = new Float64Array(outer * axisPlaces.length * inner);
    let to = 0;
    for (let n = 0; n < outer; n++) {
      for (const place of axisPlaces) {
        const below = Math.floor(place);
        const fraction = place - below;
        const from = (n * cells + clamp(below, cells)) * inner;
        // A place on a cell reads that cell alone: a neighbour's NaN or infinity is not its own.
        const other = fraction === 0 ? from : (n * cells + clamp(below + 1, cells)) * inner;
        for (let c = 0; c < inner; c++) {
          const low = values[from + c]!;
          next[to++] = other === from ? low : low * (1 - fraction) + values[other + c]! * fraction;
        }
      }
    }
    values = next;
    current[i + 1] = axisPlaces.length;
  }
  return values;
}
