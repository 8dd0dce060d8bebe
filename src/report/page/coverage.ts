/** What the runs reached: of each family, and of each op. */
import escape from 'escape-html';
import { isRed } from '../../judge/verdict.js';
import type { LawResult, Report } from '../report.js';
import { counts, familyOf } from './law-table.js';

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** `10`, or `4 to 10`: the runs that the laws came to which nothing stopped. */
function reached(results: readonly LawResult[]): string {
  const runs = results.filter(({ verdict: { kind } }) => kind === 'holds' || kind === 'inconclusive').map((each) => each.runs);
  if (runs.length === 0) return '';
  const [least, most] = [Math.min(...runs), Math.max(...runs)];
  return least === most ? `${most}` : `${least} to ${most}`;
}

function familyRow(family: string, results: readonly LawResult[]): string {
  const of = (kind: string): number => results.filter(({ verdict }) => verdict.kind === kind).length;
  const red = results.filter(({ verdict }) => isRed(verdict)).length;
  const covered = results.flatMap(({ verdict }) => (verdict.kind === 'holds' && verdict.coverage ? [verdict.coverage] : []));
  const [hit, possible] = [sum(covered.map((each) => each.hit)), sum(covered.map((each) => each.possible))];
  const other = results.length - of('holds') - red - of('inconclusive') - of('unsupported');
  const cells = [results.length, of('holds'), red, other, of('inconclusive'), of('unsupported'), reached(results)];
  const share = possible === 0 ? '' : `${Math.floor((100 * hit) / possible)} %`;
  return `<tr><th scope="row">${escape(family)}</th>${[...cells, share].map((cell) => `<td>${cell === 0 ? '' : cell}</td>`).join('')}</tr>`;
}

const heads = (names: readonly string[]): string => names.map((name) => `<th scope="col">${name}</th>`).join('');

/** Families x what became of their laws. */
export function familyTable({ results }: Report): string {
  const families = counts(results.map(familyOf)).map(([family]) =>
    familyRow(
      family,
      results.filter((each) => familyOf(each) === family),
    ),
  );
  return `<div class="wide" tabindex="0" role="group" aria-label="The families">
<table class="numbers"><caption>Families of laws: what became of them, the runs that those came to which nothing stopped, and of the feature pairs (such as stride > 1 with padding same) that the laws which hold may meet, the share that they met. Other: known bugs and conventions.</caption>
<thead><tr>${heads(['Family', 'Laws', 'Hold', 'Red', 'Other', 'Inconclusive', 'Unsupported', 'Runs', 'Pairs'])}</tr></thead>
<tbody>
${families.join('\n')}
</tbody></table>
</div>`;
}

/** Ops x how often each was called. */
export function opTable({ calls }: Report): string {
  const ops = Object.entries(calls).map(
    ([op, { returned, threw }]) => `<tr><th scope="row"><code>${escape(op)}</code></th><td>${returned}</td><td>${threw}</td></tr>`,
  );
  return `<table class="numbers"><caption>Calls of each op</caption>
<thead><tr>${heads(['Op', 'Returned', 'Threw'])}</tr></thead>
<tbody>
${ops.join('\n')}
</tbody></table>`;
}
