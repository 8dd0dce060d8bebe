import { spaceToDepth } from '../../properties/space-to-depth.js';
import { mutants } from '../mutants/space-to-depth.js';
import { testsOfKills } from './kills.js';

describe('laws of space-to-depth', () => {
  testsOfKills(spaceToDepth, mutants);
});
