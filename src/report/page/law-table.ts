/** Laws x verdicts with filters. End tags that HTML lets one leave out are left out: there are hundreds of rows. */
import escape from 'escape-html';
import { escapeText } from '../words/escape-text.js';
import { isRed } from '../../judge/verdict.js';
import { statementText } from '../../statement/text.js';
import { askedOf } from '../outcome.js';
import { verdictLine } from '../plain.js';
import type { LawResult, Report } from '../report.js';
import { lawsOf } from '../summary.js';
import { lawList } from './law-list.js';

export const familyOf = ({ law }: LawResult): string => law.split('/')[0]!;

const kindName = (kind: string): string => (kind === 'timedOut' ? 'timed out' : kind);

/** What the verdict does not say by its kind: the findings that explain it, or its own words. */
function detail({ law, verdict }: LawResult, explained: ReadonlyMap<string, readonly number[]>): string {
  const numbers = explained.get(law) ?? [];
  if (numbers.length > 0) return numbers.map((number) => `<a href=#finding-${number}>finding ${number}</a>`).join(', ');
  if (verdict.kind === 'holds' && verdictLine(verdict) === `holds (${verdict.runs} runs)`) return '';
  return escapeText(verdictLine(verdict));
}

function row(result: LawResult, explained: ReadonlyMap<string, readonly number[]>): string {
  const { law, statement, verdict, runs } = result;
  const tone = isRed(verdict) ? ' class=red' : verdict.kind === 'holds' ? '' : ' class=soft';
  const coverage = verdict.kind === 'holds' ? verdict.coverage : undefined;
  return `<tr><th>${escape(law)}<i>${escapeText(statementText(statement))}</i><td${tone}>${escape(kindName(verdict.kind))}<td>${detail(result, explained)}<td>${runs === 0 ? '' : runs}<td>${coverage === undefined ? '' : `${coverage.hit} / ${coverage.possible}`}`;
}

export function counts(values: readonly string[]): [string, number][] {
  const found = new Map<string, number>();
  for (const each of values) found.set(each, (found.get(each) ?? 0) + 1);
  return [...found];
}

function filters(results: readonly LawResult[]): string {
  const kinds: [string, number][] = [['all', results.length], ...counts(results.map(({ verdict }) => kindName(verdict.kind)))];
  const inputs = kinds.map(
    ([kind, count]) =>
      `<label><input type="radio" name="kind" value="${escape(kind)}"${kind === 'all' ? ' checked' : ''}> ${escape(kind)} (${count})</label>`,
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

/** The laws that could not be asked, those that lack the same together. */
function notAsked(results: readonly LawResult[]): string {
  const lacking = results.map(({ verdict }) => (verdict.kind === 'unsupported' ? verdict.missing.join(', ') : ''));
  const groups = counts(lacking.filter((missing) => missing !== '')).sort(([, a], [, b]) => b - a);
  const list = (missing: string): string => lawList(results.filter((_, i) => lacking[i] === missing).map(({ law }) => law));
  return groups
    .map(([missing, count]) => `<details><summary>Unsupported: ${escape(missing)}: ${lawsOf(count)}</summary>${list(missing)}</details>`)
    .join('\n');
}

/** @param findings in the order of the page */
export function lawTable({ results }: Report, findings: readonly { readonly laws: readonly string[] }[]): string {
  const explained = new Map<string, number[]>();
  for (const [i, { laws }] of findings.entries()) for (const law of laws) explained.set(law, [...(explained.get(law) ?? []), i + 1]);
  const asked = askedOf(results);
  return `${filters(asked)}
<div class="wide" tabindex="0" role="group" aria-label="The laws">
<table id="laws"><caption>Every law that was asked. Pairs: feature pairs that its runs hit, of those possible, where it holds.</caption>
<thead><tr><th scope="col">Law</th><th scope="col">Verdict</th><th scope="col">Detail</th><th scope="col">Runs</th><th scope="col">Pairs</th></tr></thead>
<tbody>
${asked.map((each) => row(each, explained)).join('')}
</tbody></table>
</div>
${notAsked(results)}`;
}
