/** Whether a transposed convolution fails on anything cheaper than what a shrink ended at: every cheaper case is tried. */
import type { Padding, Pair } from '../../src/geometry.js';
import { padsOf, validSize } from '../../src/geometry.js';
import { fromData, sizeOf, type Tensor } from '../../src/tensor.js';
import type { Minimum } from './brute-force.js';
import type { ScatteredCase } from './windowed.js';

const kinds = ['valid', 'same', 'same-lower', 'explicit'] as const;
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

function* paddings(): Iterable<readonly [Padding, number]> {
  for (const [i, kind] of kinds.entries()) {
    if (kind !== 'explicit') yield [kind, i];
    else
      for (const a of [0, 1, 2])
        for (const b of [0, 1, 2])
          for (const c of [0, 1, 2])
            for (const d of [0, 1, 2]) {
              const pads: Pair[] = [
                [a, b],
                [c, d],
              ];
              yield [pads, i + a + b + c + d];
            }
  }
}

/** Elements and parameters of the cheapest case that fails, at most those of `found`; sizes, kernels to 4, strides to 3, dilations to 2. */
export function cheapest(fails: (c: ScatteredCase) => boolean, found: Minimum): readonly [number, number] {
  let best: readonly [number, number] = [found.elements, found.parameters];
  const axes: { size: number; kernel: number; stride: number; dilation: number }[] = [];
  for (const size of upTo(4))
    for (const kernel of upTo(4))
      for (const stride of upTo(3)) for (const dilation of upTo(2)) axes.push({ size, kernel, stride, dilation });
  for (const [padding, padCost] of paddings()) {
    const withOut = (i: number): ((typeof axes)[number] & { out: number })[] =>
      axes
        .map((axis) => {
          const [before, after] = padsOf(padding, i, axis.size, axis.kernel, axis.stride, axis.dilation);
          return { ...axis, out: validSize(axis.size + before + after, axis.kernel, axis.stride, axis.dilation) };
        })
        .filter(({ out }) => out >= 1);
    for (const h of withOut(0))
      for (const w of withOut(1)) {
        const spatial = padCost + h.size + h.kernel + h.stride + h.dilation + w.size + w.kernel + w.stride + w.dilation;
        for (const batch of [1, 2])
          for (const groups of [1, 2])
            for (const channels of [1, 2])
              for (const channelsOut of [1, 2]) {
                const elements = (batch * h.out * w.out + h.kernel * w.kernel * channels) * channelsOut * groups;
                const parameters = spatial + batch + groups + channels + channelsOut;
                if (elements > best[0] || (elements === best[0] && parameters >= best[1])) continue;
                const shapes = [
                  [batch, h.out, w.out, channelsOut * groups],
                  [h.kernel, w.kernel, channels, channelsOut * groups],
                ] as const;
                const [dy, filter] = shapes.map((shape) => fromData(new Float64Array(sizeOf(shape)), [...shape])) as [Tensor, Tensor];
                for (let i = 0; i < dy.data.length; i++) dy.data[i] = 3 + 2 * i;
                for (let i = 0; i < filter.data.length; i++) filter.data[i] = 5 - 3 * i;
                const c = {
                  batch,
                  groups,
                  channels,
                  channelsOut,
                  sizes: [h.size, w.size],
                  kernel: [h.kernel, w.kernel],
                  strides: [h.stride, w.stride],
                  dilations: [h.dilation, w.dilation],
                  padding,
                  dy,
                  filter,
                };
                if (fails(c)) best = [elements, parameters];
              }
      }
  }
  return best;
}
