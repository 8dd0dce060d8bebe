/** A report as one self-contained HTML page. */
import escape from 'escape-html';
import type { FixedBug, Report } from './report.js';
import type { AnyLaw } from '../law.js';
import { familyTable, opTable } from './page/coverage.js';
import { drawnHistograms } from './page/drawn.js';
import { findingFilter, findingIndex } from './page/finding-filter.js';
import { findingHtml } from './page/finding.js';
import { lawTable } from './page/law-table.js';
import { legendHtml } from './page/legend.js';
import { pagePolicy } from './page/policy.js';
import { script } from './page/script.js';
import { style } from './page/style.js';
import { allFindings, beyondNote, countOfFindings, conventionLine, fixedLine } from './plain.js';
import { summary } from './summary.js';
import { printable } from './words/printable.js';
import { moduleOf } from './reproduction.js';

export interface PageOptions {
  /** The library as the command line names it: a ready library, or the path of a module. */
  readonly library?: string;
}

/** The known bugs: those that no longer show, then the others as findings. */
function knownSection(sections: readonly string[], fixed: readonly FixedBug[]): string {
  if (sections.length + fixed.length === 0) return '';
  const lines = fixed.map((bug) => `<li class="red">${escape(fixedLine(bug))}</li>`);
  return `<section aria-labelledby="known"><h2 id="known">Known bugs (${sections.length})</h2>
${lines.length === 0 ? '' : `<ul>${lines.join('\n')}</ul>`}
${sections.join('\n')}
</section>`;
}

/** The conventions, a line each. */
function conventionSection(conventions: Report['conventions']): string {
  if (conventions.length === 0) return '';
  return `<section aria-labelledby="conventions"><h2 id="conventions">Conventions (${conventions.length})</h2>
<p>Other meanings, which somebody documents: no law is red for them.</p>
<ul>${conventions.map((finding) => `<li>${escape(conventionLine(finding))}</li>`).join('\n')}</ul>
</section>`;
}

/** The page: summary, findings with their pictures, every law with its verdict, coverage. Opens from disk, without a network. */
export function reportHtml(report: Report, laws: readonly AnyLaw[], { library: named }: PageOptions = {}): string {
  const { library, findings, beyond = [], known, conventions, fixed = [], ok } = report;
  const title = `tensor-laws: ${library.name}${library.version === undefined ? '' : ` ${library.version}`}`;
  const news = allFindings(report);
  const all = [...news, ...known];
  const sections = all.map((finding, i) =>
    findingHtml(finding, i + 1, { laws, library: named ?? library.name, module: moduleOf(named), open: i === 0 }),
  );
  const shown = new Set(report.results.map(({ law }) => law));
  return printable(`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${escape(pagePolicy)}"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><style>${style}</style></head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header>
<h1>${escape(title)}</h1>
<p><strong class="${ok ? 'green' : 'red'}">${ok ? 'No law is red.' : news.length === 0 ? 'Some laws are red.' : `${countOfFindings(report)}.`}</strong> ${escape(summary(report)).replaceAll('\n', '<br>')}</p>
<nav aria-label="Sections"><ul><li><a href="#findings">Findings</a></li>${known.length + fixed.length === 0 ? '' : '<li><a href="#known">Known bugs</a></li>'}${conventions.length === 0 ? '' : '<li><a href="#conventions">Conventions</a></li>'}<li><a href="#verdicts">Laws</a></li><li><a href="#coverage">Coverage</a></li></ul></nav>
</header>
<main id="main" tabindex="-1">
${findingFilter(all)}
<div class="beside">
${findingIndex(all)}
<div>
<section aria-labelledby="findings"><h2 id="findings">Findings (${news.length})</h2>
${legendHtml(laws.filter(({ id }) => shown.has(id)))}
${news.length === 0 ? '<p>None.</p>' : sections.slice(0, findings.length).join('\n')}
${beyond.length === 0 ? '' : [`<p>${escape(beyondNote(report))}</p>`, ...sections.slice(findings.length, news.length)].join('\n')}
</section>
${knownSection(sections.slice(news.length), fixed)}
</div>
</div>
${conventionSection(conventions)}
<section aria-labelledby="verdicts"><h2 id="verdicts">Laws</h2>
${lawTable(report, all)}
</section>
<section aria-labelledby="coverage"><h2 id="coverage">Coverage</h2>
${familyTable(report)}
${drawnHistograms(report)}
${opTable(report)}
</section>
</main>
<footer><p class="soft">Made by tensor-laws ${escape(report.tensorLaws)}.</p></footer>
<script>${script}</script>
</body>
</html>
`);
}
