import { prefix } from '../../properties/prefix.js';
import { mutants } from '../mutants/prefix.js';
import { testsOfKills } from './kills.js';

describe('laws of sums of prefixes', () => {
  testsOfKills(prefix, mutants);
});
