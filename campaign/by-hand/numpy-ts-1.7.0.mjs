// Bugs of numpy-ts 1.7.0, found by `tensor-laws check numpy-ts`, each computed by hand: node campaign/by-hand/numpy-ts-1.7.0.mjs
import * as np from 'numpy-ts';
const bugs = [
  [
    '1 matmul reads a view that runs backwards as if it did not',
    () =>
      np.matmul(
        np.flip(
          np.array([
            [1, 2],
            [3, 4],
          ]),
        ),
        np.array([
          [1, 0],
          [0, 1],
        ]),
      ),
    '[2,2] [[4,3],[2,1]]',
  ],
  [
    '1b likewise dot',
    () =>
      np.dot(
        np.flip(
          np.array([
            [1, 2],
            [3, 4],
          ]),
        ),
        np.array([
          [1, 0],
          [0, 1],
        ]),
      ),
    '[2,2] [[4,3],[2,1]]',
  ],
  [
    '2 convolve reads the memory of a view in its own order',
    () => np.convolve(np.array([1, 2, 3, 4]), np.flip(np.array([10, 1]))),
    '[5] [1,12,23,34,40]',
  ],
  ['2b likewise a view with steps', () => np.convolve(np.array([1, 2, 3, 4]), np.array([1, 99, 10]).slice('::2')), '[5] [1,12,23,34,40]'],
  ['2c likewise correlate', () => np.correlate(np.flip(np.array([4, 3, 2, 1])), np.array([1, 10]), 'full'), '[5] [10,21,32,43,4]'],
  [
    "3 convolve, 'same', the second longer than the first: as long as the longer one, by NumPy's documentation",
    () => np.convolve(np.array([1, 2]), np.array([1, 2, 3]), 'same'),
    '[3] [1,4,7]',
  ],
  ['4 missing validation: np.pad takes negative widths (NumPy: an error)', () => np.pad(np.array([1, 2, 3, 4]), [[-1, 1]]), 'an error'],
  ['5 missing validation: np.pad takes half a cell', () => np.pad(np.array([1, 2]), [[0.5, 1]]), 'an error'],
  [
    '6 missing validation: convolve takes an empty array (NumPy: an error)',
    () => np.convolve(np.array([]), np.array([1, 2, 3]), 'same'),
    'an error',
  ],
  ["7 np.pad: of the modes that it declares, 'constant' alone is there", () => np.pad(np.array([5]), [[1, 1]], 'edge'), '[3] [5,5,5]'],
];
for (const [what, call, expected] of bugs) {
  let got;
  try {
    const y = call();
    got = `${JSON.stringify(y.shape)} ${JSON.stringify(y.toArray())}`;
  } catch (error) {
    got = `throws ${error.message.split('\n')[0].slice(0, 110)}`;
  }
  console.log(`${what}\n  expected ${expected}\n  got      ${got}`);
}
