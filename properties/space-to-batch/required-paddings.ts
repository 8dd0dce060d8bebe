import { drawBlocks } from '../../src/ops/space/space-batch-case.js';
import type { RequiredPaddings } from '../../src/ops/index.js';
import { defineLaw, equal } from '../../src/law.js';

export const requiredPaddingsMinimal = defineLaw({
  id: 'space-to-batch/required-paddings-minimal',
  statement:
    'requiredSpaceToBatchPaddings "adds the least after each axis that makes in + pads a multiple of the block, and crops just that"',
  because:
    'The surplus must stand after the data, or the grids would shift; one block or more of it would be a grid row of nothing; and what was added ' +
    'must be what is cropped, or the result has another size.',
  sources: [
    {
      title: 'TensorFlow: tf.required_space_to_batch_paddings',
      url: 'https://www.tensorflow.org/api_docs/python/tf/required_space_to_batch_paddings',
    },
  ],
  requires: ['requiredSpaceToBatchPaddings'],
  regimes: ['exact'],
  cases: (d) => {
    const { sizes, pads, block } = drawBlocks(d);
    // Sizes that divide are as rare as any residue once a surplus is drawn on top.
    return { sizes: sizes.map((size, axis) => size + d.int('surplus', 0, block[axis]! - 1, { axis })), pads, block };
  },
  claim: (t, { sizes, pads, block }) => {
    const required = t.requiredSpaceToBatchPaddings(sizes, block, pads);
    const each = (f: (result: RequiredPaddings, axis: number) => number): Promise<number[]> =>
      required.then((result) => sizes.map((_, axis) => f(result, axis)));
    const extra = ({ paddings }: RequiredPaddings, axis: number): number => paddings[axis]![1] - pads[axis]![1];
    const zeros = sizes.map(() => 0);
    return [
      equal(
        required.then(({ paddings, crops }) => [paddings.length, crops.length]),
        [sizes.length, sizes.length],
        'one pair per axis',
      ),
      equal(
        each(({ paddings }, axis) => paddings[axis]![0]),
        pads.map(([before]) => before),
        'the pads before stay',
      ),
      equal(
        each(({ paddings }, axis) => (sizes[axis]! + paddings[axis]![0] + paddings[axis]![1]) % block[axis]!),
        zeros,
        'the block divides',
      ),
      equal(
        each((result, axis) => Math.floor(extra(result, axis) / block[axis]!)),
        zeros,
        '0 <= what is added < block',
      ),
      equal(
        each(({ crops }, axis) => crops[axis]![0]),
        zeros,
        'nothing is cropped before',
      ),
      equal(
        each(({ crops }, axis) => crops[axis]![1]),
        each(extra),
        'what was added is cropped',
      ),
    ];
  },
});
