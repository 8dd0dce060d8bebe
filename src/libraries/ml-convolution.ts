/** ml-convolution's direct algorithm. */
import ml from 'ml-convolution';
import { mlConvolution, type MlConvolution } from './ml-convolution/library.js';
import { float64 } from '../precision.js';

export default mlConvolution(ml as MlConvolution, 'ml-convolution', 'direct', float64);
