import { withSpaceToBatch } from '../../properties/with-space-to-batch.js';
import { mutants } from '../mutants/with-space-to-batch.js';
import { testsOfKills } from './kills.js';

describe('laws of with-space-to-batch', () => {
  testsOfKills(withSpaceToBatch, mutants);
});
