import { taken } from '../../src/arbitraries/taken.js';
import { drawPad } from '../../src/ops/padding/pad-case.js';
import { defineLaw, equal, type Operand } from '../../src/law.js';
import type { PadMode, Pair } from '../../src/ops/index.js';
import { orClearError } from '../degenerate/clear-error.js';
import { copied } from './modes.js';
import { numpyPad, tensorflowPad } from './sources.js';

const repeating = ['symmetric', 'wrap'] as const satisfies readonly PadMode[];

export const beyondTheSize = defineLaw({
  id: 'padding/beyond-the-size',
  statement: 'P(x, (a, b), mode)[i + a] = x "going on", "or a clear error", mode "symmetric or wrap", "a pad above the size"',
  because:
    'x and its mirror image, or x alone, are a period that may go on for ever, as in NumPy; a library that stops after one period says so, as TensorFlow does. Cells that are neither are read from beside x.',
  sources: [numpyPad, tensorflowPad],
  requires: ['pad'],
  regimes: ['exact'],
  cases: (d) => {
    const c = drawPad(d, { modes: repeating });
    // Where neither batch nor channels may be padded, the long pad lies between them.
    const inner = taken(d, 'pad').outerPads ? 0 : 1;
    const along = d.int('along', inner, c.rank - 1 - inner);
    const long = c.sizes[along]! + 1 + d.int('beyond', 0, 2 * c.sizes[along]!);
    const before = d.option('end', ['before', 'after']) === 'before';
    const paddings = c.paddings.map((pair, axis): Pair => (axis !== along ? pair : before ? [long, pair[1]] : [pair[0], long]));
    return { x: c.x, sizes: c.sizes, attributes: { ...c.attributes, paddings } };
  },
  claim: (t, { x, sizes, attributes }) => {
    let endless: Operand = x;
    for (const [axis, size] of sizes.entries())
      endless = t.gather(endless, axis, copied(attributes.mode as (typeof repeating)[number], size, attributes.paddings[axis]!));
    return equal(orClearError(t.pad(x, attributes), Promise.resolve(endless)), endless);
  },
});
