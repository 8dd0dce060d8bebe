import { fused } from '../../properties/fused.js';
import { mutants } from '../mutants/fused.js';
import { testsOfKills } from './kills.js';

describe('laws of what is fused', () => {
  testsOfKills(fused, mutants);
});
