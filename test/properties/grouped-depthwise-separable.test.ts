import { groupedDepthwiseSeparable } from '../../properties/grouped-depthwise-separable.js';
import { mutants } from '../mutants/grouped-depthwise-separable.js';
import { testsOfKills } from './kills.js';

describe('laws of grouped, depthwise and separable convolution', () => {
  testsOfKills(groupedDepthwiseSeparable, mutants);
});
