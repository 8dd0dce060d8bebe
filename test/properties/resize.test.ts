import { resize } from '../../properties/resize.js';
import { mutants } from '../mutants/resize.js';
import { testsOfKills } from './kills.js';

describe('laws of resize', () => {
  testsOfKills(resize, mutants);
});
