/** W after W, and W inside W. */
import { drawChannels, drawGroups, within } from '../../src/ops/convolution/conv-case.js';
import type { Draw } from '../../src/draw/draw.js';
import { drawChain, drawRateList, type Chain } from '../../src/arbitraries/rated-case.js';
import { blockedAxes, drawSpaceToBatch } from '../../src/ops/space/space-batch-case.js';
import { effectiveKernel } from '../../src/geometry.js';
import { regimes } from '../../src/domain.js';
import { defineLaw, equal, type Operand } from '../../src/law.js';
import { sizeOf, type Tensor } from '../../src/tensor.js';
import { drawSteppedChain, drawSteps } from './steps.js';
import { withSpaceToBatchCode, withSpaceToBatchDocs } from './sources.js';

/** Two convolutions one after the other. */
function drawConvChain<C extends Chain>(d: Draw, chain: C): C & { groups: number; x: Tensor; u: Tensor; v: Tensor } {
  const groups = drawGroups(d);
  const [channels, between, out] = ['channels', 'between', 'channelsOut'].map((name) => within(d, name, d.domain.channels)) as [
    number,
    number,
    number,
  ];
  const content = { terms: sizeOf(chain.first) * sizeOf(chain.second) * channels * between, degree: 3 };
  return {
    ...chain,
    groups,
    x: d.tensor('x', [within(d, 'batch', d.domain.batch), chain.sizes, channels * groups], content),
    u: d.tensor('u', [chain.first, channels, between * groups], content),
    v: d.tensor('v', [chain.second, between, out * groups], content),
  };
}

export const chainsFuseValid = defineLaw({
  id: 'with-space-to-batch/chains-fuse-valid',
  statement: 'W(W(x, d, valid, C(., u)), d, valid, C(., v)) = W(x, d, valid, C(C(., u), v))',
  because:
    'Joining the grids and splitting them again by the same rate is nothing, save for the surplus after the data: only the last window of a ' +
    'grid reaches it, whatever the strides and dilations of C, and its result is what the crop takes off. Valid, as pads would stand between ' +
    'the two. The rates are the same: other rates are other grids.',
  sources: [withSpaceToBatchDocs],
  requires: ['withSpaceToBatch', 'conv'],
  cases: (d) => drawConvChain(d, drawSteppedChain(d, 'conv')),
  claim: (t, { x, u, v, groups, rates, firstSteps, secondSteps }) => {
    const attributes = { dilationRate: rates, padding: 'valid' } as const;
    const first = (y: Operand) => t.conv(y, u, { ...firstSteps, groups, padding: 'valid' });
    const second = (y: Operand) => t.conv(y, v, { ...secondSteps, groups, padding: 'valid' });
    return equal(
      t.withSpaceToBatch(t.withSpaceToBatch(x, attributes, first), attributes, second),
      t.withSpaceToBatch(x, attributes, (y) => second(first(y))),
    );
  },
});

export const chainsFuseValidMaxPool = defineLaw({
  id: 'with-space-to-batch/chains-fuse-valid-max-pool',
  statement: 'W(W(x, d, valid, M(., k)), d, valid, M(., l)) = W(x, d, valid, M(M(., k), l))',
  because:
    'As for convolutions: the surplus stands after the data, and no window that is kept reaches it, whatever the strides and dilations of M. ' +
    'Valid, as pads would stand between the two.',
  sources: [withSpaceToBatchDocs],
  requires: ['withSpaceToBatch', 'maxPool'],
  regimes,
  cases: (d) => {
    const chain = drawSteppedChain(d, 'maxPool');
    return { ...chain, x: d.tensor('x', [within(d, 'batch', d.domain.batch), chain.sizes, within(d, 'channels', d.domain.channels)]) };
  },
  claim: (t, { x, first, second, rates, firstSteps, secondSteps }) => {
    const attributes = { dilationRate: rates, padding: 'valid' } as const;
    const inner = (y: Operand) => t.maxPool(y, { window: first, ...firstSteps });
    const outer = (y: Operand) => t.maxPool(y, { window: second, ...secondSteps });
    return equal(
      t.withSpaceToBatch(t.withSpaceToBatch(x, attributes, inner), attributes, outer),
      t.withSpaceToBatch(x, attributes, (y) => outer(inner(y))),
    );
  },
});

export const chainsFuseSame = defineLaw({
  id: 'with-space-to-batch/chains-fuse-same',
  statement:
    'W(W(x, d, same, C(., u)), d, same, C(., v)) = W(x, d, valid, C(C(., u, same), v, same)), "odd kernels", d "divides the sizes"',
  because:
    'W pads (k - 1) d / 2 cells before the data: for odd k that is (k - 1) / 2 cells of each grid, just what same pads there. An even kernel ' +
    'would shift the grids, and a stride or a dilation of C would ask for other pads than W, which knows of neither. Where d does not divide ' +
    'the size, the grids hold surplus cells, which an inner same would compute with.',
  sources: [withSpaceToBatchDocs],
  requires: ['withSpaceToBatch', 'conv'],
  cases: (d) => drawConvChain(d, drawChain(d, { kind: 'same' })),
  claim: (t, { x, u, v, groups, rates: dilationRate, first, second }) => {
    const same = { groups, padding: 'same' } as const;
    const once = (y: Operand, w: Tensor, filterShape: number[]) =>
      t.withSpaceToBatch(y, { dilationRate, padding: 'same', filterShape }, (z, _, padding) => t.conv(z, w, { groups, padding }));
    return equal(
      once(once(x, u, first), v, second),
      t.withSpaceToBatch(x, { dilationRate, padding: 'valid' }, (y) => t.conv(t.conv(y, u, same), v, same)),
    );
  },
});

export const ratesCompose = defineLaw({
  id: 'with-space-to-batch/rates-compose',
  statement: 'S(S(x, a, pads), b, 0) = S(x, a b, pads), "up to the order of the batch"',
  because:
    'Cell (i b + p) a + q lies in grid q of the first split and, there, in grid p of the second; at once, it lies in grid p a + q. The batch of ' +
    'the two steps is (p, q, n) over all axes, at once it is (p_1, q_1, p_2, q_2, ..., n).',
  sources: [withSpaceToBatchCode],
  requires: ['spaceToBatch'],
  regimes,
  cases: (d) => {
    const c = drawSpaceToBatch(d, { most: 4 });
    // The block is a b: every factor of it is an a.
    const a = c.block.map((whole, axis) => {
      const factors = Array.from({ length: whole }, (_, i) => i + 1).filter((factor) => whole % factor === 0);
      return factors[d.int('factor', 0, factors.length - 1, { axis })]!;
    });
    return { ...c, a, b: c.block.map((whole, axis) => whole / a[axis]!) };
  },
  claim: (t, { x, n, a, b, block, pads, cells, batch, rest }) => {
    const twice = t.spaceToBatch(t.spaceToBatch(x, { blockShape: a, paddings: pads }), { blockShape: b });
    const later = Array.from({ length: 1 + n + rest.length }, (_, i) => 2 * n + i);
    const ordered = t.transpose(t.reshape(twice, [...b, ...a, batch, ...cells, ...rest]), [...a.flatMap((_, i) => [i, n + i]), ...later]);
    return equal(t.reshape(ordered, [sizeOf(block) * batch, ...cells, ...rest]), t.spaceToBatch(x, { blockShape: block, paddings: pads }));
  },
});

export const nestedRatesMultiply = defineLaw({
  id: 'with-space-to-batch/nested-rates-multiply',
  statement: 'W(x, a, valid, W(., b, valid, C(., w))) = W(x, a b, valid, C(., w))',
  because:
    'Every b-th cell of every a-th cell is every (a b)-th cell: C sees the same grids, and may stride and dilate in them. Valid, for what same ' +
    'pads inside a grid is not what it pads outside.',
  sources: [withSpaceToBatchDocs],
  requires: ['withSpaceToBatch', 'conv'],
  cases: (d) => {
    const n = d.axes(blockedAxes(d, 3));
    const a = drawRateList(d, n, false);
    const b = a.map((_, axis) => d.int('inner', 1, d.domain.dilation.max, { axis }));
    const most = n === 1 ? d.domain.kernel.max : Math.min(2, d.domain.kernel.max);
    const kernel = a.map((_, axis) => d.int('kernel', 1, most, { axis }));
    const span = (axis: number, dilation: number): number => effectiveKernel(kernel[axis]!, a[axis]! * b[axis]! * dilation);
    const [steps] = drawSteps(d, 'conv', ['steps'], n, (axis, [own]) => span(axis, own!.dilation));
    const sizes = kernel.map((_, axis) => span(axis, steps!.dilations[axis]!) + d.int('spare', 0, d.domain.size.max, { axis }));
    const { groups, channels, channelsOut } = drawChannels(d, {});
    const content = { terms: sizeOf(kernel) * channels, degree: 2 };
    return {
      a,
      b,
      attributes: { ...steps!, groups },
      x: d.tensor('x', [within(d, 'batch', d.domain.batch), sizes, channels * groups], content),
      w: d.tensor('w', [kernel, channels, channelsOut * groups], content),
    };
  },
  claim: (t, { x, a, b, w, attributes }) => {
    const dilated = (y: Operand, dilationRate: number[], op: (z: Tensor) => Operand) =>
      t.withSpaceToBatch(y, { dilationRate, padding: 'valid' }, op);
    const conv = (z: Tensor) => t.conv(z, w, attributes);
    return equal(
      dilated(x, a, (y) => dilated(y, b, conv)),
      dilated(
        x,
        a.map((rate, axis) => rate * b[axis]!),
        conv,
      ),
    );
  },
});
