import { layout } from '../../properties/layout.js';
import { mutants } from '../mutants/layout.js';
import { testsOfKills } from './kills.js';

describe('laws of layout', () => {
  testsOfKills(layout, mutants);
});
