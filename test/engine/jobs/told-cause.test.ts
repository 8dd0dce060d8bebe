import { expect } from 'chai';
import * as fc from 'fast-check';
import { dilationIsUpsampledFilter } from '../../../properties/conv-geometry.js';
import { defineLibrary, property, reference } from '../../../src/index.js';

/** Its dilations are read as 1. */
const library = defineLibrary({
  ...reference,
  name: 'ignores',
  ops: { conv: (x, w, a) => reference.ops.conv!(x, w, { ...a, dilations: a.dilations.map(() => 1) }) },
});

async function messageOf(options: { diagnose?: boolean }): Promise<string> {
  const { errorInstance } = await fc.check(property(dilationIsUpsampledFilter, library, options), { seed: 1 });
  return (errorInstance as Error).message;
}

describe('the cause of a property that fails', function () {
  this.timeout(60_000);

  it('comes first in its message, where it is asked for', async () => {
    expect(await messageOf({ diagnose: true })).to.match(/^conv ignores its dilations\n\n {2}conv\(x, filter, /);
  });

  it('is not looked for otherwise: the call that strays comes first', async () => {
    expect(await messageOf({})).to.match(/^conv returned .*\n\n {2}conv\(x, filter, /);
  });
});
