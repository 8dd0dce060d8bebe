import { pooling } from '../../properties/pooling.js';
import { mutants } from '../mutants/pooling.js';
import { testsOfKills } from './kills.js';

describe('laws of pooling', () => {
  testsOfKills(pooling, mutants);
});
