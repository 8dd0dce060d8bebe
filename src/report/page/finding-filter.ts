/** Which findings are shown: by standing, severity, op and words. */
import escape from 'escape-html';
import { escapeText } from '../words/escape-text.js';
import { severities, type Finding } from '../../diagnosis/findings/finding.js';
import { severityText } from './finding.js';

/** Fewer are seen at a glance. */
const few = 4;

type Option = readonly [value: string, count: number];

const option = ([value, count]: Option): string =>
  `<option value="${escape(value)}">${escape(value.replaceAll('-', ' '))} (${count})</option>`;

function select(label: string, name: string, options: readonly Option[]): string {
  return `<label>${label}<br><select name="${name}"><option value="all">all</option>${options.map(option).join('')}</select></label>`;
}

/** The form; empty where there are few. It shows once the page's script has begun. */
export function findingFilter(findings: readonly Finding[]): string {
  if (findings.length < few) return '';
  const countOf = (has: (finding: Finding) => boolean): number => findings.filter(has).length;
  const kinds = severities.map((each): Option => [each, countOf(({ severity }) => severity === each)]).filter(([, count]) => count > 0);
  const ops = [...new Set(findings.flatMap((finding) => finding.ops))].sort();
  const known = countOf((finding) => finding.known !== undefined);
  const standings: Option[] = [
    ['new', findings.length - known],
    ['known', known],
  ];
  return `<form id="finding-filters" class="bar" role="search" aria-label="Filter the findings" hidden>
${known === 0 ? '' : select('Standing', 'standing', standings)}
${select('Severity', 'severity', kinds)}
${select(
  'Op',
  'op',
  ops.map((op): Option => [op, countOf((finding) => finding.ops.includes(op))]),
)}
<label>Text<br><input type="search" name="text"></label>
<button type="reset">Show all</button>
<p id="finding-count" role="status"></p>
</form>`;
}

/** The list of all findings beside the one that is read: on wide windows. */
export function findingIndex(findings: readonly Finding[]): string {
  if (findings.length < few) return '';
  const items = findings.map(
    (finding, i) => `<li><a href="#finding-${i + 1}">${escapeText(finding.title)}</a> <span class="badge">${severityText(finding)}</span>`,
  );
  return `<nav id="finding-index" aria-label="Findings"><ol>${items.join('\n')}</ol></nav>`;
}
