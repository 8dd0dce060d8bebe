/** A report as one self-contained HTML page. */
import escape from 'escape-html';
import type { LawResult, Report } from '../check/check-laws.js';
import type { Finding } from '../check/findings.js';
import { describeCounterexample } from '../check/text.js';
import { isRed } from '../check/verdict.js';
import type { AnyLaw } from '../law.js';
import { summary, verdictLine } from './plain.js';

const style = `
:root { color-scheme: light dark; --line: #8884; --red: #b3261e; --green: #1b6e3c; --soft: #8881; }
@media (prefers-color-scheme: dark) { :root { --red: #ff8a80; --green: #7bd69c; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
pre { background: var(--soft); padding: 0.75rem; overflow-x: auto; font-size: 0.85rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 0.25rem 0.5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
td.kind { white-space: nowrap; }
.red { color: var(--red); font-weight: 600; }
.green { color: var(--green); }
.statement { font-style: italic; }
label { margin-right: 1rem; }
`;

// Filters rows by verdict; without scripts the page shows them all.
const script = `
document.querySelectorAll('input[name=filter]').forEach((input) => input.addEventListener('change', () => {
  document.querySelectorAll('tbody tr').forEach((row) => { row.hidden = input.value !== 'all' && row.dataset.kind !== input.value; });
}));
`;

function row({ law, statement, verdict, elapsed }: LawResult): string {
  const tone = isRed(verdict) ? 'red' : verdict.kind === 'holds' ? 'green' : '';
  return `<tr data-kind="${verdict.kind}"><td><code>${escape(law)}</code><br><span class="statement">${escape(statement)}</span></td><td class="kind ${tone}">${verdict.kind}</td><td>${escape(verdictLine(verdict))}</td><td>${elapsed.toFixed(0)} ms</td></tr>`;
}

function filters(results: readonly LawResult[]): string {
  const kinds = ['all', ...new Set(results.map(({ verdict }) => verdict.kind))];
  const inputs = kinds.map(
    (kind) => `<label><input type="radio" name="filter" value="${kind}"${kind === 'all' ? ' checked' : ''}> ${kind}</label>`,
  );
  return `<fieldset><legend>Show</legend>${inputs.join('')}</fieldset>`;
}

function section(finding: Finding, laws: readonly AnyLaw[]): string {
  const law = laws.find(({ id }) => id === finding.counterexample.law)!;
  const others = finding.laws.map((id) => `<code>${escape(id)}</code>`).join(', ');
  return [
    `<section><h3>${escape(finding.title)}</h3>`,
    `<p class="statement">${escape(law.statement)}</p><p>${escape(law.because)}</p>`,
    `<pre>${escape(describeCounterexample(law, finding.counterexample))}</pre>`,
    finding.reproduction === undefined ? '' : `<p>In the library's own API:</p><pre>${escape(finding.reproduction)}</pre>`,
    `<p>Laws that it breaks: ${others}</p></section>`,
  ].join('\n');
}

/** The page: summary, findings, and every law with its verdict. Opens from disk, without a network. */
export function reportHtml(report: Report, laws: readonly AnyLaw[]): string {
  const title = `tensor-laws: ${report.library.name}${report.library.version === undefined ? '' : ` ${report.library.version}`}`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>${style}</style></head>
<body>
<main>
<h1>${escape(title)}</h1>
<p>${escape(summary(report)).replaceAll('\n', '<br>')}</p>
<h2>Findings (${report.findings.length})</h2>
${report.findings.map((finding) => section(finding, laws)).join('\n')}
<h2>Laws</h2>
${filters(report.results)}
<table><thead><tr><th scope="col">Law</th><th scope="col">Verdict</th><th scope="col">Detail</th><th scope="col">Time</th></tr></thead>
<tbody>
${report.results.map(row).join('\n')}
</tbody></table>
</main>
<script>${script}</script>
</body>
</html>
`;
}
