/** The laws of geometry that each bug breaks, without the start of their ids. */
import type { geometryBugs } from './wrong-convolutions.js';

export const geometryKills: Readonly<Record<keyof typeof geometryBugs, readonly string[]>> = {
  'same puts the odd pad before': ['same-is-explicit', 'same-lower-mirrors-same'],
  'same-lower is taken for same': ['same-is-explicit', 'same-lower-mirrors-same'],
  'same pads by the undilated kernel': ['same-keeps-size', 'output-shape', 'same-is-explicit', 'dilation-is-upsampled-filter'],
  'same pads as at stride 1': ['same-is-explicit'],
  'pads are clipped to the kernel': ['explicit-is-pad-then-valid', 'output-shape'],
  'pads before and after are exchanged': ['explicit-is-pad-then-valid', 'zero-border'],
  'the pad before is used on both sides': ['explicit-is-pad-then-valid', 'output-shape', 'zero-border'],
  'pads of zero are taken for none given, and none given for same': ['zero-pads-are-valid'],
  'dilation is ignored for even kernels': ['dilation-is-upsampled-filter', 'zero-border', 'receptive-field'],
  'strides and dilations are exchanged': ['stride-subsamples', 'dilation-is-upsampled-filter', 'output-shape'],
  'a dilated kernel spans k d cells': ['dilation-of-unit-kernel-is-nothing', 'output-shape'],
  'the stride of the last axis is used for all': ['axis-swap', 'unit-axis', 'stride-subsamples'],
  'the dilation of the first axis is used for all': ['dilation-is-upsampled-filter', 'unit-axis'],
  'strides are read in reverse order': ['stride-subsamples', 'output-shape', 'unit-axis'],
  'the filter is reversed': ['every-cell-in-the-field-counts', 'zero-border'],
  'the filter of a strided convolution is reversed': ['stride-subsamples', 'stride-beyond-input'],
  'the last row is lost at a stride above the kernel': ['stride-subsamples', 'stride-beyond-input'],
  'one window alone is zero': ['tiles-with-halo', 'stride-subsamples'],
  'the last tap of even kernels is left out': ['every-cell-in-the-field-counts', 'zero-border'],
  'the last tap is left out from the third window on': ['tiles-with-halo', 'stride-subsamples'],
  'on three axes the dilation of the last is ignored': ['unit-axis', 'axis-swap'],
  'an axis of one cell makes the filter be read backwards': ['unit-axis'],
  'every cell is read, most of them times zero': ['receptive-field'],
  'the first image is used for all': ['receptive-field'],
  'cells between the taps leak in': ['receptive-field', 'dilation-is-upsampled-filter'],
  'results are added to what the last call left in a buffer': ['dilation-one-is-default', 'stride-one-is-default'],
  'no argument is checked': ['rejects-bad-arguments'],
  'steps below 1 are taken as 1': ['rejects-bad-arguments'],
  'pads below 0 are taken as 0': ['rejects-bad-arguments'],
  'lists that are too long are cut': ['rejects-bad-arguments'],
};

/** A bug's name and its kills, as full ids of a convolution's laws. */
export function killsOf(prefix: string, name: string): string[] {
  return geometryKills[name as keyof typeof geometryBugs].map((law) => `${prefix}${law}`);
}
