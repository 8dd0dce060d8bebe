/** Shapes of published models, as the bounds of cases: facts from their published configurations. */
import type { Domain } from '../domain.js';

const only = (value: number): { readonly min: number; readonly max: number } => ({ min: value, max: value });

/** `mobileNetV1`: 3x3 and depthwise 3x3 with strides 1 and 2, pointwise 1x1, images of 224. @see https://arxiv.org/abs/1704.04861 table 1 */
const mobileNetV1: Partial<Domain> = {
  spatialAxes: only(2),
  kernel: { min: 1, max: 3 },
  stride: { min: 1, max: 2 },
  dilation: only(1),
  pad: { min: 0, max: 1 },
  groups: only(1),
  sizes: [7, 14, 28, 32, 56, 64, 112, 128, 224, 256, 512, 1024],
};

/** `resNet50`: a 7x7 stem and a 3x3 pool with stride 2, 1x1 and 3x3 bottlenecks, images of 224. @see https://arxiv.org/abs/1512.03385 table 1 */
const resNet50: Partial<Domain> = {
  spatialAxes: only(2),
  kernel: { min: 1, max: 7 },
  stride: { min: 1, max: 2 },
  dilation: only(1),
  pad: { min: 0, max: 3 },
  groups: only(1),
  sizes: [7, 14, 28, 56, 64, 112, 128, 224, 256, 512, 1024, 2048],
};

/** `uNet`: unpadded 3x3, 2x2 pools and transposed 2x2 with stride 2, a last 1x1, images of 572. @see https://arxiv.org/abs/1505.04597 figure 1 */
const uNet: Partial<Domain> = {
  spatialAxes: only(2),
  kernel: { min: 1, max: 3 },
  stride: { min: 1, max: 2 },
  dilation: only(1),
  pad: only(0),
  groups: only(1),
  sizes: [28, 30, 32, 64, 128, 140, 256, 284, 512, 572, 1024],
};

/**
 * `whisper`: the two convolutions over time, windows of 3 with pads of 1, strides 1 and 2, over 80 mel bands and 3000 frames; states of
 * tiny to large. @see https://github.com/openai/whisper/blob/main/whisper/model.py
 */
const whisper: Partial<Domain> = {
  spatialAxes: only(1),
  kernel: only(3),
  stride: { min: 1, max: 2 },
  dilation: only(1),
  pad: only(1),
  groups: only(1),
  sizes: [80, 384, 512, 768, 1024, 1280, 1500, 3000],
};

/** Domains of published models, for `domain` of a check, a search or a library. */
export const domains = { mobileNetV1, resNet50, uNet, whisper } as const;
