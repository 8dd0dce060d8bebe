import { degenerate } from '../../properties/degenerate.js';
import { mutants } from '../mutants/degenerate.js';
import { testsOfKills } from './kills.js';

describe('laws of degenerate', () => {
  testsOfKills(degenerate, mutants);
});
