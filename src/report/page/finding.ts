/** One finding on the page. */
import escape from 'escape-html';
import type { Finding } from '../../diagnosis/findings/findings.js';
import { failureBody } from '../failure.js';
import { describeCase } from '../text.js';
import type { AnyLaw } from '../../law.js';
import { pictureOf, pictureSvg, pictureText } from '../picture.js';
import { quoted } from '../quoted.js';
import { reproductionOf } from '../reproduction.js';
import { lawLink } from './law-link.js';

/** A source with a button that copies it. */
function copied(id: string, label: string, source: string): string {
  return `<pre id="${id}" tabindex="0" role="group" aria-label="${escape(label)}">${escape(source)}</pre>
<p><button type="button" data-copy="${id}" hidden>Copy<span class="soft"> ${escape(label)}</span></button> <span role="status"></span></p>`;
}

/** A line whose text, where it is broken, goes on under its last column. */
function hanging(line: string): string {
  const [before = ''] = /^ *(?:\S+(?: \S+)* {2,})?/.exec(line) ?? [];
  return `<span style="--hang: ${before.length}ch">${escape(line)}\n</span>`;
}

/** The call, the law, how to see it again: as on a terminal. A section of its own has the reproduction. */
function story({ counterexample, title }: Finding, law: AnyLaw | undefined, library: string): string {
  const text = law === undefined ? counterexample.message : failureBody(law, counterexample, { sentence: title, library });
  return `<pre class="story" tabindex="0" role="group" aria-label="What happened">${text.split('\n').map(hanging).join('')}</pre>`;
}

function picture({ counterexample }: Finding, id: string): string {
  const svg = pictureSvg(counterexample, id);
  if (svg === undefined) {
    const drawn = pictureOf(counterexample, { rows: 1, columns: 1 });
    return 'reason' in drawn ? `<p class="soft">No picture: ${escape(drawn.reason)}</p>` : '';
  }
  return `<div class="picture" tabindex="0" role="group" aria-label="Picture">${svg}</div>
<details><summary>The picture as text</summary><pre tabindex="0" role="group" aria-label="The picture as text">${escape(pictureText(counterexample))}</pre></details>`;
}

export interface FindingOptions {
  readonly laws: readonly AnyLaw[];
  readonly library: string;
  readonly module: string | undefined;
  readonly open: boolean;
}

export function findingHtml(finding: Finding, number: number, { laws, library, module, open }: FindingOptions): string {
  const id = `finding-${number}`;
  const { counterexample } = finding;
  const { token } = counterexample;
  const law = laws.find((each) => each.id === counterexample.law);
  const source = reproductionOf(finding, module);
  return `<details class="finding" id="${id}" data-severity="${finding.severity}" data-ops="${escape(finding.ops.join(' '))}"${open ? ' open' : ''}>
<summary><h3>${number}. ${escape(finding.title)}</h3></summary>
${story(finding, law, library)}
${picture(finding, `${id}-picture`)}
${source === undefined ? '' : `<h4>Reproduction</h4>\n<p>A file that runs with Node, such as <code>reproduction.mjs</code>:</p>\n${copied(`${id}-source`, 'reproduction', source)}`}
${token === undefined ? '' : `<h4>Replay</h4>\n${copied(`${id}-replay`, 'replay command', `npx tensor-laws replay ${quoted(library)} ${quoted(token)}`)}`}
<details><summary>The case that was drawn</summary><pre tabindex="0" role="group" aria-label="The case">${escape(describeCase(counterexample.case))}</pre></details>
<p>${finding.laws.length === 1 ? 'One law breaks' : `${finding.laws.length} laws break`}: ${finding.laws.map(lawLink).join(', ')}</p>
</details>`;
}
