import { expect } from 'chai';
import { laws } from '../../properties/index.js';
import { unknownPins } from '../../src/engine/unknown-pins.js';

const warningsOf = (id: string): string[] => unknownPins({ name: 'l', known: { [id]: { reason: 'r' } } }, laws);

describe('pins that pin nothing', () => {
  it('are told, with the nearest id where one is near', () => {
    expect(warningsOf('conv-algebra/zero')).to.deep.equal([]);
    expect(warningsOf('conv-algebra/zeros')).to.deep.equal([
      "library l: known: 'conv-algebra/zeros' is no law's id, and pins nothing; the nearest is 'conv-algebra/zero'",
    ]);
    expect(warningsOf('x')).to.deep.equal(["library l: known: 'x' is no law's id, and pins nothing"]);
  });
});
