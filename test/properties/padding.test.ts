import { padding } from '../../properties/padding.js';
import { mutants } from '../mutants/padding.js';
import { testsOfKills } from './kills.js';

describe('laws of padding', () => {
  testsOfKills(padding, mutants);
});
