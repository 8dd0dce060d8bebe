import { transposedAndGradients } from '../../properties/transposed-and-gradients.js';
import { mutants } from '../mutants/transposed-and-gradients.js';
import { testsOfKills } from './kills.js';

describe('laws of transposed convolution and gradients', () => {
  testsOfKills(transposedAndGradients, mutants);
});
