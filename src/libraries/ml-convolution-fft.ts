/**
 * ml-convolution by the fast Fourier transform. What the transform loses in one cell is a share of all the cells, not of those that the
 * window covers, so its results are held to an absolute error: 2^-20 a product, in data whose sums stay below 2^20. In float64 the
 * transforms of some ten cells lose at most some 2^-53 * 10 * 2^23, a hundredth of that.
 */
import ml from 'ml-convolution';
import { mlConvolution, type MlConvolution } from './ml-convolution/library.js';
import { float64, type Precision } from '../precision.js';

const largest = 2 ** 20;
const precision: Precision = {
  ...float64,
  name: 'float64 by FFT',
  largest,
  least: -largest,
  largestInteger: largest,
  smallestNormal: 2 ** -20,
  smallestSubnormal: 2 ** -20,
};

export default mlConvolution(ml as MlConvolution, 'ml-convolution-fft', 'fft', precision);
