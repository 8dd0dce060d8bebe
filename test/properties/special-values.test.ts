import { specialValues } from '../../properties/special-values.js';
import { mutants } from '../mutants/special-values.js';
import { testsOfKills } from './kills.js';

describe('laws of special-values', () => {
  testsOfKills(specialValues, mutants);
});
