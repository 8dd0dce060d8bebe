/** The first chapter: its words, with drawings and laws in their places. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { laws } from '../../../properties/index.js';
import { familyOf, nameOf } from '../../docs/families.js';
import { plain } from '../../docs/page.js';
import { sources } from '../paths.js';
import { dealtAndJoined, native, oneGrid } from './deal.js';
import { statementHtml } from './statement-html.js';

const drawings: Readonly<Record<string, () => string>> = {
  'dealt and joined': () => dealtAndJoined([1]),
  dilated: () => native({ stride: 1, dilation: 2 }),
  'one grid': oneGrid,
  'stride inside': () => dealtAndJoined([2]),
  'stride and dilation': () => native({ stride: 2, dilation: 2 }),
};

/** A law as the catalogue states it, with the way to its place there. */
function lawText(id: string): string {
  const law = laws.find((each) => each.id === id);
  if (law === undefined) throw new Error(`site/pages/book/question.md names ${id}, which is no law`);
  return `> ${statementHtml(law.statement)}\n>\n> ${plain(law.because)} [${nameOf(law)}](/laws/${familyOf(law)}.md#${nameOf(law)})`;
}

/** The chapter's Markdown. */
export function questionPage(): string {
  const page = readFileSync(join(sources, 'pages/book/question.md'), 'utf8');
  const parts: string[] = [];
  for (const part of page.split(/(<!-- (?:law|drawing): .*? -->)/)) {
    const [, kind, name] = /^<!-- (law|drawing): (.*?) -->$/.exec(part) ?? [];
    if (kind === undefined || name === undefined) parts.push(part);
    else if (kind === 'law') parts.push(lawText(name));
    else if (drawings[name] === undefined) throw new Error(`site/pages/book/question.md names the drawing ${name}, which there is not`);
    else parts.push(drawings[name]());
  }
  return parts.join('');
}
