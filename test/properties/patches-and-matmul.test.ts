import { patchesAndMatmul } from '../../properties/patches-and-matmul.js';
import { mutants } from '../mutants/patches-and-matmul.js';
import { testsOfKills } from './kills.js';

describe('laws of patches-and-matmul', () => {
  testsOfKills(patchesAndMatmul, mutants);
});
