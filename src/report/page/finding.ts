/** One finding on the page. */
import escape from 'escape-html';
import { escapeText } from '../words/escape-text.js';
import type { Finding } from '../../diagnosis/findings/findings.js';
import type { AnyLaw } from '../../law.js';
import { statementText } from '../../statement/text.js';
import { contextOf, failureCall } from '../failure.js';
import { pictureOf, pictureSvg } from '../picture.js';
import { knownLine } from '../plain.js';
import { quoted } from '../words/quoted.js';
import { reproductionOf } from '../reproduction.js';
import { lawList } from './law-list.js';
import { hatchId } from './legend.js';

/** Laws that are listed without a click. */
const fewLaws = 6;

/**
 * A source that the page's script gives a button which copies it.
 *
 * @param scrolls whether long lines stay whole: then it is scrolled, with keys too
 */
function copied(id: string, label: string, source: string, scrolls = true): string {
  const look = scrolls ? `tabindex="0" role="group" aria-label="${label}"` : 'class="story"';
  return `<pre id="${id}" data-copy="${label}" ${look}>${escapeText(source)}</pre>`;
}

/** Columns up to which a line that is broken may go on. */
export const furthestHang = 24;

/** A line whose text, where it is broken, goes on under its last column. */
function hanging(line: string): string {
  const [before = ''] = /^ *(?:\S+(?: \S+)* {2,})?/.exec(line) ?? [];
  return `<span class="h${Math.min(before.length, furthestHang)}">${escapeText(line)}\n</span>`;
}

/** The call, as on a terminal. A section of its own has the reproduction. */
function story(finding: Finding): string {
  const { reproduction: _, ...context } = contextOf(finding);
  const text = failureCall(finding.counterexample, context);
  return `<pre class="story">${text.split('\n').map(hanging).join('')}</pre>`;
}

function picture({ counterexample }: Finding, id: string): string {
  const svg = pictureSvg(counterexample, id, hatchId);
  if (svg !== undefined) return `<div class="picture" tabindex="0" role="group" aria-label="Picture">${svg}</div>`;
  const drawn = pictureOf(counterexample, { rows: 1, columns: 1 });
  return 'reason' in drawn ? `<p class="soft">No picture: ${escape(drawn.reason)}</p>` : '';
}

/** The law that the example breaks, and the others. */
function lawsOf({ counterexample, laws: broken }: Finding, law: AnyLaw | undefined): string {
  const own =
    law === undefined
      ? `<p>${escape(counterexample.message)}</p>`
      : `<p><code>${escape(law.id)}</code><i>${escapeText(statementText(law.statement))}</i><span class="soft">${escapeText(law.because)}</span></p>`;
  const others = broken.filter((id) => id !== counterexample.law);
  const more = `${others.length} other ${others.length === 1 ? 'law breaks' : 'laws break'}`;
  if (others.length === 0) return own;
  return others.length <= fewLaws
    ? `${own}<p>${more}:</p>${lawList(others)}`
    : `${own}<details><summary>${more}</summary>${lawList(others)}</details>`;
}

export interface FindingOptions {
  readonly laws: readonly AnyLaw[];
  readonly library: string;
  readonly module: string | undefined;
  readonly open: boolean;
}

/** The severity as words. */
export function severityText({ severity }: Finding): string {
  return severity.replaceAll('-', ' ');
}

export function findingHtml(finding: Finding, number: number, { laws, library, module, open }: FindingOptions): string {
  const id = `finding-${number}`;
  const { counterexample, known } = finding;
  const { token } = counterexample;
  const law = laws.find((each) => each.id === counterexample.law);
  const source = reproductionOf(finding, module);
  return `<details class="finding" id="${id}" data-severity="${finding.severity}" data-ops="${escape(finding.ops.join(' '))}" data-standing="${known === undefined ? 'new' : 'known'}"${open ? ' open' : ''}>
<summary><h3>${number}. ${escapeText(finding.title)}</h3> <span class="badge">${severityText(finding)}</span></summary>
${known === undefined ? '' : `<p>${escape(knownLine(finding))}</p>`}${story(finding)}
${picture(finding, `${id}-picture`)}
${source === undefined ? '' : `<h4>Reproduction</h4>\n${copied(`${id}-source`, 'reproduction', source)}`}
<h4>Law</h4>
${lawsOf(finding, law)}
${token === undefined ? '' : `<h4>Replay</h4>\n${copied(`${id}-replay`, 'replay command', `npx tensor-laws replay ${quoted(library)} ${quoted(token)}`, false)}`}
<p class="soft">Finding <code>${escape(finding.id)}</code></p>
</details>`;
}
