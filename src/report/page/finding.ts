/** One finding on the page. */
import escape from 'escape-html';
import type { Finding } from '../../diagnosis/findings.js';
import { describeBefore, describeCall, describeCase, describeTensor } from '../text.js';
import type { AnyLaw } from '../../law.js';
import { isTensor } from '../../tensor.js';
import { pictureOf, pictureSvg, pictureText } from '../picture.js';
import { reproductionOf } from '../reproduction.js';
import { lawLink } from './law-link.js';
import { statementText } from '../../statement/text.js';

/** A source with a button that copies it. */
function copied(id: string, label: string, source: string): string {
  return `<pre id="${id}" tabindex="0" role="group" aria-label="${escape(label)}">${escape(source)}</pre>
<p><button type="button" data-copy="${id}" hidden>Copy<span class="soft"> ${escape(label)}</span></button> <span role="status"></span></p>`;
}

const value = (side: unknown): string => (isTensor(side) ? describeTensor(side) : String(side));

/** The equation, and what came out for both of its sides. */
function equation({ counterexample }: Finding, law: AnyLaw | undefined): string {
  const { left, right, message, label, blame } = counterexample;
  const lines = [
    ...(law === undefined ? [] : [['states', statementText(law.statement)] as const]),
    ...(label === undefined ? [] : [['claim', label] as const]),
    ...(left === undefined ? [] : [['left side', value(left)] as const]),
    ...(right === undefined ? [] : [['right side', value(right)] as const]),
    ['what happened', message] as const,
    ...(blame === undefined
      ? []
      : ([
          ['op to blame', `${blame.op}: ${blame.message}`],
          ...describeBefore(counterexample).map((line) => ['a call before, or beside, it', line] as const),
          ['its call', describeCall(blame)],
          ['returned', value(blame.result)],
          ['expected', value(blame.expected)],
        ] as const)),
  ];
  const body = lines.map(([name, text]) => {
    const className = name === 'states' ? ' class="statement"' : '';
    return `<tr><th scope="row">${name}</th><td${className}>${escape(text)}</td></tr>`;
  });
  return `<table><caption>The equation, with numbers</caption><tbody>${body.join('\n')}</tbody></table>`;
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

/** Where the library's error arose. */
function stack({ counterexample: { blame } }: Finding): string {
  if (blame?.stack === undefined) return '';
  const frames = escape(blame.stack.join('\n'));
  return `<details><summary>The stack of its error</summary><pre tabindex="0" role="group" aria-label="The stack of its error">${frames}</pre></details>\n`;
}

/** A token as an argument of a shell command. */
const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`);

export interface FindingOptions {
  readonly laws: readonly AnyLaw[];
  readonly library: string;
  readonly module: string | undefined;
  readonly open: boolean;
}

export function findingHtml(finding: Finding, number: number, { laws, library, module, open }: FindingOptions): string {
  const id = `finding-${number}`;
  const { counterexample } = finding;
  const { token, reproduced } = counterexample;
  const law = laws.find((each) => each.id === counterexample.law);
  const source = reproductionOf(finding, module);
  return `<details class="finding" id="${id}"${open ? ' open' : ''}>
<summary><h3>${number}. ${escape(finding.title)}</h3></summary>
${law === undefined ? '' : `<p>Breaks the law ${lawLink(law.id)}. It holds because: ${escape(law.because)}</p>`}
${reproduced ? '' : '<p class="red">It held when it was run again: the library keeps state, or is not deterministic.</p>'}
${picture(finding, `${id}-picture`)}
${equation(finding, law)}
${stack(finding)}<details><summary>The case that was drawn</summary><pre tabindex="0" role="group" aria-label="The case">${escape(describeCase(counterexample.case))}</pre></details>
${source === undefined ? '' : `<h4>Reproduction</h4>\n<p>A file that runs with Node, such as <code>reproduction.mjs</code>:</p>\n${copied(`${id}-source`, 'reproduction', source)}`}
${token === undefined ? '' : `<h4>Replay</h4>\n${copied(`${id}-replay`, 'replay command', `npx tensor-laws replay ${quoted(library)} ${quoted(token)}`)}`}
<p>${finding.laws.length === 1 ? 'One law breaks' : `${finding.laws.length} laws break`}: ${finding.laws.map(lawLink).join(', ')}</p>
</details>`;
}
