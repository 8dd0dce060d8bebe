/** A model's check as one self-contained HTML page. */
import escape from 'escape-html';
import { agreement } from '../../../properties/agreement.js';
import { findingHtml } from '../../report/page/finding.js';
import { legendHtml } from '../../report/page/legend.js';
import { pagePolicy } from '../../report/page/policy.js';
import { script } from '../../report/page/script.js';
import { style } from '../../report/page/style.js';
import { moduleOf } from '../../report/reproduction.js';
import { escapeText } from '../../report/words/escape-text.js';
import { printable } from '../../report/words/printable.js';
import { version } from '../../version.js';
import type { WholeReport } from '../whole/whole-report.js';
import type { ModelReport, NodeReport } from './node-report.js';
import { errorCells, tallyOf, titled } from './report-lines.js';
import { combinationLines, combinationTitle, grownMost, narrowLine, outputRows, percent, wholeSentence } from './whole-lines.js';

export interface ModelPageOptions {
  /** The model's file, as it was given. */
  readonly model: string;
  /** The library as the command line names it. */
  readonly library: string;
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const table = (caption: string, [titles, ...rows]: readonly (readonly string[])[]): string =>
  `<div class="wide"><table class="numbers"><caption>${caption}</caption><thead><tr>${titles!.map((title) => `<th scope="col">${title}</th>`).join('')}</tr></thead>
<tbody>${rows.map(([name, ...cells]) => `<tr><th scope="row">${name}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}</tbody></table></div>`;

/** A node, with a link to the finding that it strays by. */
function nodeRow(node: NodeReport, findings: ModelReport['findings']): string {
  const { name, opType, op, verdict, message, elapsed, finding } = node;
  const at = findings.findIndex(({ id }) => id === finding);
  const link = at < 0 ? '' : ` <a href="#finding-${at + 1}">its cause</a>`;
  const said = message === undefined || verdict === 'unbounded' ? '' : `<br><span class="soft">${escapeText(message)}</span>`;
  const look = verdict === 'strays' ? ' class="red"' : verdict === 'right' ? ' class="green"' : '';
  const cells = errorCells(node).map((cell) => `<td>${escape(cell)}</td>`);
  return `<tr><th scope="row">${escapeText(name)}${link}${said}</th><td>${escape(opType)}${op === undefined ? '' : `<br><span class="soft">${op}</span>`}</td><td${look}>${verdict}</td>${cells.join('')}<td>${elapsed.toFixed(0)}</td></tr>`;
}

function wholeSection(whole: WholeReport | undefined): string {
  if (whole === undefined) return '';
  const { outputs, grown, narrow, combination } = whole;
  const escaped = (rows: readonly (readonly string[])[]): string[][] => rows.map((row) => row.map(escapeText));
  const most = grownMost(grown);
  return `<section aria-labelledby="whole"><h2 id="whole">The whole model</h2>
<p${whole.verdict === 'strays' ? ' class="red"' : ''}>${escapeText(capital(wholeSentence(whole)))}</p>
${
  combination === undefined
    ? ''
    : `<p>${escapeText(whole.message!)}.</p><p>The fewest nodes that are so: <strong>${escapeText(combinationTitle(combination))}</strong></p><ul>${combinationLines(
        combination,
      )
        .map((line) => `<li>${escapeText(capital(line))}</li>`)
        .join('')}</ul>`
}
${outputs.length === 0 ? '' : table("How far off, at most, as a share of a result's largest number.", escaped(outputRows(outputs)))}
${
  most.length === 0
    ? ''
    : table(
        'The nodes in which the error grows most, one by one.',
        escaped([
          ['node', 'op', 'of what it reads', 'of its result'],
          ...most.map(({ name, opType, before, after }) => [name, opType, percent(before), percent(after)]),
        ]),
      )
}
${narrow.length === 0 ? '' : `<p>${escapeText(capital(narrowLine(whole)))}</p>`}
</section>`;
}

/** The page: the straying nodes with their causes, the whole model, every node with its verdict and its time. Opens from disk, without a network. */
export function modelHtml(report: ModelReport, { model, library: named }: ModelPageOptions): string {
  const { library, trusted, nodes, findings, whole, ok } = report;
  const title = `${model} on ${titled(library)}`;
  const first = nodes.find(({ verdict }) => verdict === 'strays');
  const used = new Set(findings.map(({ counterexample }) => counterexample.law));
  const sections = findings.map((finding, i) =>
    findingHtml(finding, i + 1, { laws: agreement, library: named, module: moduleOf(named), open: i === 0 }),
  );
  const rows = nodes.map((node) => nodeRow(node, findings));
  const verdict = ok
    ? 'No node strays.'
    : first === undefined
      ? 'The whole strays, and no node by itself.'
      : `The first node that strays: ${first.name}.`;
  return printable(`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${escape(pagePolicy)}"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><style>${style}</style></head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header>
<h1>${escapeText(title)}</h1>
<p><strong class="${ok ? 'green' : 'red'}">${escapeText(verdict)}</strong> ${nodes.length} nodes, with values of ${escape(titled(trusted))}: ${escape(tallyOf(nodes))}.</p>
${first?.message === undefined ? '' : `<p>${escapeText(first.message)}</p>`}
</header>
<main id="main" tabindex="-1">
${findings.length === 0 ? '' : `<section aria-labelledby="findings"><h2 id="findings">Causes (${findings.length})</h2>\n${legendHtml(agreement.filter(({ id }) => used.has(id)))}\n${sections.join('\n')}\n</section>`}
${wholeSection(whole)}
<section aria-labelledby="nodes"><h2 id="nodes">Nodes</h2>
<div class="wide"><table class="nodes"><caption>In the order of the graph, each by itself.</caption><thead><tr><th scope="col">node</th><th scope="col">op</th><th scope="col">verdict</th><th scope="col">error</th><th scope="col">allowed</th><th scope="col">share</th><th scope="col">ms</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>
</section>
</main>
<footer><p class="soft">Made by tensor-laws ${escape(version)}.</p></footer>
<script>${script}</script>
</body>
</html>
`);
}
