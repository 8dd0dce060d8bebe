import { convAlgebra } from '../../properties/conv-algebra.js';
import { mutants } from '../mutants/conv-algebra.js';
import { testsOfKills } from './kills.js';

describe('laws of the algebra of convolution', () => {
  testsOfKills(convAlgebra, mutants);
});
