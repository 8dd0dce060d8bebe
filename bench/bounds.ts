/**
 * How sound and how sharp error bounds are, per op and precision: honest evaluations in random order against float64.
 *
 *     npx tsx bench/bounds.ts [--cases 100000] [--op conv] [--json]
 *
 * Exit status 1 if any evaluation is outside its bound.
 */
import { parseArgs } from 'node:util';
import { registry, type KernelName } from '../src/ops/kernels.js';
import { boundedPrecisions, measureBounds } from '../test/kernels/bounds.js';

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '100000' }, op: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const ops = (Object.keys(registry) as KernelName[]).filter((op) => values.op === undefined || op === values.op);
let outside = 0;
if (!values.json) console.log('op | precision | cases | cells | outside | unbounded % | median error / bound | of inexact cells | largest');
for (const op of ops) {
  for (const precision of boundedPrecisions) {
    const { violations, ...measured } = measureBounds(op, precision, Number(values.cases), 1);
    outside += violations.length;
    const { name, cases, cells, unbounded, median, medianInexact, largest } = { name: measured.precision, ...measured };
    if (values.json) console.log(JSON.stringify({ ...measured, outside: violations.length, example: violations[0] }));
    else {
      const share = ((100 * unbounded) / cells).toFixed(2);
      console.log(
        [
          op,
          name,
          cases,
          cells,
          violations.length,
          share,
          median.toPrecision(2),
          medianInexact.toPrecision(2),
          largest.toPrecision(2),
        ].join(' | '),
      );
      if (violations[0] !== undefined) console.log(violations[0]);
    }
  }
}
process.exitCode = outside > 0 ? 1 : 0;
