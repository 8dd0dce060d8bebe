import { agreement } from '../../properties/agreement.js';
import { mutants } from '../mutants/agreement.js';
import { testsOfKills } from './kills.js';

describe('laws of agreement', () => {
  testsOfKills(agreement, mutants);
});
