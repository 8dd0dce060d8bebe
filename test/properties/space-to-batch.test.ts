import { spaceToBatch } from '../../properties/space-to-batch.js';
import { mutants } from '../mutants/space-to-batch.js';
import { testsOfKills } from './kills.js';

describe('laws of space-to-batch', () => {
  testsOfKills(spaceToBatch, mutants);
});
