/** Laws x verdicts with filters, and what the runs covered. */
import escape from 'escape-html';
import type { LawResult, Report } from '../report.js';
import { isRed } from '../../judge/verdict.js';
import { verdictLine } from '../plain.js';
import { lawAnchor } from './law-link.js';
import { statementText } from '../../statement/text.js';

const familyOf = ({ law }: LawResult): string => law.split('/')[0]!;

const kindName = (kind: string): string => (kind === 'timedOut' ? 'timed out' : kind);

const coverageOf = ({ verdict }: LawResult): { hit: number; possible: number } | undefined =>
  verdict.kind === 'holds' ? verdict.coverage : undefined;

function row(result: LawResult): string {
  const { law, statement, verdict, elapsed } = result;
  const tone = isRed(verdict) ? 'red' : verdict.kind === 'holds' ? 'green' : 'soft';
  const coverage = coverageOf(result);
  return `<tr id="${escape(lawAnchor(law))}" data-kind="${escape(verdict.kind)}" data-family="${escape(familyOf(result))}"><th scope="row"><code>${escape(law)}</code><br><span class="statement">${escape(statementText(statement))}</span></th><td class="kind ${tone}">${escape(kindName(verdict.kind))}</td><td>${escape(verdictLine(verdict))}</td><td class="number">${coverage === undefined ? '' : `${coverage.hit} / ${coverage.possible}`}</td><td class="number">${elapsed.toFixed(0)} ms</td></tr>`;
}

function counts(values: readonly string[]): [string, number][] {
  const found = new Map<string, number>();
  for (const each of values) found.set(each, (found.get(each) ?? 0) + 1);
  return [...found];
}

function filters(results: readonly LawResult[]): string {
  const kinds: [string, number][] = [['all', results.length], ...counts(results.map(({ verdict }) => verdict.kind))];
  const inputs = kinds.map(
    ([kind, count]) =>
      `<label><input type="radio" name="kind" value="${escape(kind)}"${kind === 'all' ? ' checked' : ''}> ${escape(kindName(kind))} (${count})</label>`,
  );
  const families = counts(results.map(familyOf)).map(
    ([name, count]) => `<option value="${escape(name)}">${escape(name)} (${count})</option>`,
  );
  return `<form id="filters" class="bar" role="search" aria-label="Filter the laws" hidden>
<fieldset><legend>Verdict</legend>${inputs.join('')}</fieldset>
<label>Family<br><select name="family"><option value="all">all</option>${families.join('')}</select></label>
<label>Text<br><input type="search" name="text"></label>
<button type="reset">Show all</button>
<p id="count" role="status"></p>
</form>`;
}

export function lawTable({ results }: Report): string {
  return `${filters(results)}
<div class="wide" tabindex="0" role="group" aria-label="The laws">
<table id="laws"><caption>Every law that was checked. Pairs: feature pairs that the runs hit, of those possible.</caption>
<thead><tr><th scope="col">Law</th><th scope="col">Verdict</th><th scope="col">Detail</th><th scope="col" class="number">Pairs</th><th scope="col" class="number">Time</th></tr></thead>
<tbody>
${results.map(row).join('\n')}
</tbody></table>
</div>`;
}

export function coverageTable({ results, calls }: Report): string {
  const families = counts(results.map(familyOf)).map(([family, laws]) => {
    const covered = results.filter((each) => familyOf(each) === family).flatMap((each) => coverageOf(each) ?? []);
    const [hit, possible] = [covered.reduce((sum, each) => sum + each.hit, 0), covered.reduce((sum, each) => sum + each.possible, 0)];
    const share = possible === 0 ? '' : `${Math.floor((100 * hit) / possible)} %`;
    return `<tr><th scope="row">${escape(family)}</th><td class="number">${laws}</td><td class="number">${covered.length}</td><td class="number">${hit} / ${possible}</td><td class="number">${share}</td></tr>`;
  });
  const ops = Object.entries(calls).map(
    ([op, { returned, threw }]) =>
      `<tr><th scope="row"><code>${escape(op)}</code></th><td class="number">${returned}</td><td class="number">${threw}</td></tr>`,
  );
  return `<table><caption>Feature pairs (such as stride > 1 with padding same) of the laws that hold, hit of possible; a red law stops at its failure.</caption>
<thead><tr><th scope="col">Family</th><th scope="col" class="number">Laws</th><th scope="col" class="number">Counted</th><th scope="col" class="number">Pairs hit</th><th scope="col" class="number">Share</th></tr></thead>
<tbody>
${families.join('\n')}
</tbody></table>
<table><caption>Calls of each op</caption>
<thead><tr><th scope="col">Op</th><th scope="col" class="number">Returned</th><th scope="col" class="number">Threw</th></tr></thead>
<tbody>
${ops.join('\n')}
</tbody></table>`;
}
