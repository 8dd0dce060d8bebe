import { convGeometry } from '../../properties/conv-geometry.js';
import { mutants } from '../mutants/conv-geometry.js';
import { testsOfKills } from './kills.js';

describe('laws of the geometry of convolution', () => {
  testsOfKills(convGeometry, mutants);
});
