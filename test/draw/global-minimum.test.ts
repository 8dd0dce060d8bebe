import { expect } from 'chai';
import { bruteForce } from '../../bench/planted/brute-force.js';
import { last, seen, unseen, type Bug } from '../../bench/planted/conv-bugs.js';
import { measure, median } from '../../bench/planted/table.js';
import { shows } from '../../bench/planted/windowed.js';
import { convCase } from '../../src/arbitraries/index.js';

const cases = convCase({ minAxes: 2, maxAxes: 2, regimes: ['exact'] });
const space = { groups: 2, channels: 3, filter: true, kinds: ['valid', 'same', 'same-lower', 'explicit'], pads: 4 } as const;
// Those whose minimum is found by brute force in a moment.
const bugs: readonly Bug[] = [...seen, ...unseen, ...last].filter(
  ({ name }) => !/third|group|oblong|sums of 5|tile|fourth|4 lost/.test(name),
);

describe('shrinking of planted bugs', () => {
  it('ends at the cheapest failing case that there is, in few evaluations', () => {
    const rows = bugs.map((bug) => measure(bug.name, cases, shows(bug), bruteForce(shows(bug), space), 3));
    const elsewhere = rows.flatMap((row) => row.others.map((end) => `${row.name}: ${end}`));
    expect(elsewhere.length / (3 * bugs.length), elsewhere.join('\n')).to.be.at.most(0.05);
    expect(median(rows.flatMap((row) => row.evaluations))).to.be.at.most(100);
  });
});
