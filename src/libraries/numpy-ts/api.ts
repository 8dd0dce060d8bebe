/** What is used of numpy-ts. */

export interface NumpyArray {
  readonly shape: readonly number[];
  readonly dtype: string;
  reshape(...shape: number[]): NumpyArray;
  toArray(): unknown;
}

type Call = (...given: unknown[]) => NumpyArray;

export interface Numpy {
  readonly __version__: string;
  readonly array: Call;
  readonly zeros: Call;
  readonly correlate: Call;
  readonly convolve: Call;
  readonly flip: Call;
  readonly add: Call;
  readonly pad: Call;
  readonly matmul: Call;
  readonly dot: Call;
  readonly tensordot: Call;
  readonly einsum: Call;
  readonly transpose: Call;
}
