import { taken } from '../../src/arbitraries/taken.js';
import { drawMatmul } from '../../src/ops/products/matmul-case.js';
import { drawPatches } from '../../src/ops/products/patches-case.js';
import { ranksWithin } from '../../src/draw/ranks.js';
import { defineLaw, rejects } from '../../src/law.js';
import type { Padding } from '../../src/ops/index.js';

export const patchesReject = defineLaw({
  id: 'patches-and-matmul/patches-reject',
  statement:
    'patches "throws on a window, stride or dilation < 1 or not an integer, lists of another length, an unknown padding, a window that never fits"',
  because: 'No window can be laid there. One fault a case.',
  sources: [{ title: 'TensorFlow: tf.image.extract_patches', url: 'https://www.tensorflow.org/api_docs/python/tf/image/extract_patches' }],
  requires: ['extractPatches'],
  regimes: ['exact'],
  cases: (d) => {
    const takes = taken(d, 'extractPatches');
    const fault = d.option('fault', [
      'number',
      'length',
      'no window',
      // What lies outside the limits is not asked: a library may refuse it for another reason.
      ...(takes.calls({ padding: 'full' }) ? ['padding'] : []),
      ...(takes.padding('explicit') ? ['pads'] : []),
    ]);
    const c = drawPatches(d, fault === 'no window' ? { padding: ['valid'] } : {});
    const list = d.option('list', ['window', 'strides', 'dilations']);
    const at = d.int('badAxis', 0, c.n - 1);
    const { attributes } = c;
    if (fault === 'number') {
      const whole = !takes.strides || !takes.dilations;
      const bad = d.option('badNumber', whole ? [0, -1] : [0, -1, 1.5]);
      const together = !takes.unequalStrides || !takes.unequalDilations;
      return {
        x: c.x,
        fault,
        attributes: { ...attributes, [list]: attributes[list].map((v, axis) => (together || axis === at ? bad : v)) },
      };
    }
    if (fault === 'length')
      return { x: c.x, fault, attributes: { ...attributes, [list]: [...attributes[list], attributes[list].at(-1)!] } };
    if (fault === 'padding') return { x: c.x, fault, attributes: { ...attributes, padding: 'full' as Padding } };
    if (fault === 'pads') return { x: c.x, fault, attributes: { ...attributes, padding: c.pads.map(() => [-1, -1] as const) } };
    const window = attributes.window.map((k, axis) => (axis === at ? c.sizes[axis]! + 1 : k));
    return { x: c.x, fault, attributes: { ...attributes, window } };
  },
  claim: (t, { x, attributes, fault }) => rejects(() => t.extractPatches(x, attributes), fault),
});

export const matmulRejects = defineLaw({
  id: 'patches-and-matmul/matmul-rejects',
  statement: 'matmul "throws on inner sizes that differ, leading axes that do not broadcast, a rank below 2"',
  because: 'Rows and columns of different lengths have no product. One fault a case.',
  sources: [{ title: 'NumPy: numpy.matmul', url: 'https://numpy.org/doc/stable/reference/generated/numpy.matmul.html' }],
  requires: ['matmul'],
  regimes: ['exact'],
  cases: (d) => {
    const stretches = d.takes('matmul', {}, [1, 1], [1, 1, 1]);
    const leads = stretches && ranksWithin(d, 3, 4).length > 0;
    const fault = d.option('fault', ['inner', ...(leads ? ['leading'] : []), ...(stretches ? ['rank'] : [])]);
    const c = drawMatmul(d, { sameLeading: true, least: fault === 'leading' ? 3 : 2 });
    if (fault === 'rank') {
      const vector = d.tensor('vector', [c.inner]);
      return d.option('side', ['b', 'a']) === 'b' ? { fault, a: c.a, b: vector } : { fault, a: vector, b: c.b };
    }
    if (fault === 'inner') return { fault, a: c.a, b: d.tensor('wrong', [...c.leading, c.inner + d.int('more', 1, 3), c.columns]) };
    // Sizes of 2 and 3 do not stretch to each other.
    const at = d.int('badAxis', 0, c.leading.length - 1);
    const leading = (size: number): number[] => c.leading.map((own, axis) => (axis === at ? size : own));
    return { fault, a: d.tensor('left', [...leading(2), c.rows, c.inner]), b: d.tensor('right', [...leading(3), c.inner, c.columns]) };
  },
  claim: (t, { a, b, fault }) => rejects(() => t.matmul(a, b), fault),
});
