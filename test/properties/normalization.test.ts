import { normalization } from '../../properties/normalization.js';
import { mutants } from '../mutants/normalization.js';
import { testsOfKills } from './kills.js';

describe('laws of normalisations', () => {
  testsOfKills(normalization, mutants);
});
