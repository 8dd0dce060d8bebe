/** Which findings are shown: by severity, op and words. */
import escape from 'escape-html';
import { severities, type Finding } from '../../diagnosis/findings/finding.js';

/** Fewer are seen at a glance. */
const few = 4;

const option = ([value, count]: readonly [string, number]): string =>
  `<option value="${escape(value)}">${escape(value)} (${count})</option>`;

/** The form; empty where there are few. It shows once the page's script has begun. */
export function findingFilter(findings: readonly Finding[]): string {
  if (findings.length < few) return '';
  const countOf = (has: (finding: Finding) => boolean): number => findings.filter(has).length;
  const kinds = severities.map((each) => [each, countOf(({ severity }) => severity === each)] as const).filter(([, count]) => count > 0);
  const ops = [...new Set(findings.flatMap((finding) => finding.ops))].sort();
  return `<form id="finding-filters" class="bar" role="search" aria-label="Filter the findings" hidden>
<label>Severity<br><select name="severity"><option value="all">all</option>${kinds.map(option).join('')}</select></label>
<label>Op<br><select name="op"><option value="all">all</option>${ops.map((op) => option([op, countOf((finding) => finding.ops.includes(op))])).join('')}</select></label>
<label>Text<br><input type="search" name="text"></label>
<button type="reset">Show all</button>
<p id="finding-count" role="status"></p>
</form>`;
}
