/** What a separable convolution refuses. */
import { drawSeparable } from '../../src/ops/convolution/separable-case.js';
import { defineLaw, rejects } from '../../src/law.js';
import { tensorflowSeparable } from '../conv-geometry/sources.js';

const faults = [
  'strides of 0',
  'dilations of 0',
  'strides too long',
  'dilations too short',
  'depthwise channels',
  'pointwise channels',
  'pointwise kernel',
] as const;

export const separableRejectsBadArguments = defineLaw({
  id: 'grouped-depthwise-separable/separable-rejects-bad-arguments',
  statement:
    'S "throws on a pointwise filter of more than one tap or of other channels than D makes, a depthwise filter of other channels than x, strides or dilations of 0, lists of the wrong length, a window that fits nowhere"',
  because:
    'The matrix mixes the channels of one cell: other taps and channels have nothing to mix. The rest is what D refuses. One fault at a time in a call that is right otherwise.',
  sources: [tensorflowSeparable],
  requires: ['separableConv'],
  regimes: ['exact'],
  cases: (d) => {
    const unpadded = d.takes('separableConv', { padding: 'valid' });
    const fault = d.option('fault', [...faults, ...(unpadded ? (['no window'] as const) : [])]);
    const c = drawSeparable(d, fault === 'no window' ? { padding: ['valid'] } : {});
    const { strides, dilations } = c;
    const between = c.groups * c.channelsOut;
    const filter =
      fault === 'depthwise channels'
        ? d.tensor('other', [c.kernel, c.groups + 1, c.channelsOut])
        : fault === 'no window'
          ? d.tensor('larger', [c.sizes.map((size) => size + 1), c.groups, c.channelsOut])
          : c.filter;
    const taps = c.kernel.map(() => (fault === 'pointwise kernel' ? 2 : 1));
    const mixes = fault === 'pointwise channels' ? between + 1 : between;
    const bad = {
      'strides of 0': { strides: strides.map(() => 0) },
      'dilations of 0': { dilations: dilations.map(() => 0) },
      'strides too long': { strides: [...strides, strides.at(-1)!] },
      'dilations too short': { dilations: dilations.slice(1) },
    }[fault as string];
    const { padding } = c;
    return {
      x: c.x,
      filter,
      pointwise: d.tensor('mixing', [taps, mixes, c.mixed]),
      attributes: { strides, dilations, padding, ...bad },
      fault,
    };
  },
  claim: (t, { x, filter, pointwise, attributes, fault }) => rejects(() => t.separableConv(x, filter, pointwise, attributes), fault),
});
