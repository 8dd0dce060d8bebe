import { morphology } from '../../properties/morphology.js';
import { mutants } from '../mutants/morphology.js';
import { testsOfKills } from './kills.js';

describe('laws of morphology', () => {
  testsOfKills(morphology, mutants);
});
