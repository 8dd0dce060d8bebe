/** ml-convolution by the fast Fourier transform. */
import ml from 'ml-convolution';
import { byFft } from '../by-fft.js';
import { mlConvolution, type MlConvolution } from './ml-convolution/library.js';
import { float64 } from '../precision.js';

export default mlConvolution(ml as MlConvolution, 'ml-convolution-fft', 'fft', byFft(float64));
