/** What a resize refuses. */
import { drawResize } from '../../src/ops/resize/resize-case.js';
import { defineLaw, rejects } from '../../src/law.js';
import { dtypeOf, zeros } from '../../src/tensor.js';
import { needsEmptyTensors } from '../degenerate/clear-error.js';
import { tensorflow, torch } from './sources.js';

export const rejectsBadArguments = defineLaw({
  id: 'resize/rejects-bad-arguments',
  statement: 'resize "throws on a size < 1 or not an integer, sizes of another length, an unknown mode, both flags at once"',
  because: 'There is no such tensor, or no such grid of sample points. One fault a case.',
  sources: [tensorflow],
  requires: ['resize'],
  regimes: ['exact'],
  cases: (d) => {
    const takesBoth = d.takes('resize', { alignCorners: true, halfPixelCenters: true });
    const fault = d.option('fault', [
      'size',
      'too few sizes',
      'too many sizes',
      ...(d.takes('resize', { mode: 'bicubical' }) ? ['mode'] : []),
      ...(takesBoth ? ['flags'] : []),
    ]);
    const { x, attributes, n } = drawResize(d);
    const at = d.int('badAxis', 0, n - 1);
    const wrong = d.option('badSize', [0, -1, 1.5]);
    const bad: Record<string, object> = {
      size: { size: attributes.size.map((size, axis) => (axis === at ? wrong : size)) },
      'too few sizes': { size: attributes.size.slice(1) },
      'too many sizes': { size: [...attributes.size, 1] },
      mode: { mode: 'bicubical' },
      flags: { alignCorners: true, halfPixelCenters: true },
    };
    return { x, fault, attributes: { ...attributes, ...bad[fault] } };
  },
  claim: (t, { x, attributes, fault }) => rejects(() => t.resize(x, attributes), fault),
});

export const rejectsNoCells = defineLaw({
  id: 'resize/rejects-no-cells',
  statement: 'resize(x "of no cells along an axis") "to cells throws"',
  because:
    'Every cell of the result reads a cell of x on its axis, and there is none: any number is made up. The result has elements, as nothing of nothing may be honest; so the batch and channels are not empty, and an axis that keeps its size of 0 is not asked for.',
  sources: [tensorflow, torch],
  requires: ['resize'],
  regimes: ['exact'],
  cases: (d) => {
    const { x, n, attributes } = drawResize(d);
    const along = d.int('along', 0, n - 1);
    const shape = x.shape.map((size, axis) => (axis === 1 + along ? 0 : size));
    const empty = zeros(shape, dtypeOf(x));
    needsEmptyTensors(d, 'resize', empty);
    return { empty, attributes };
  },
  claim: (t, { empty, attributes }) => rejects(() => t.resize(empty, attributes), 'no cells'),
});
