/** A law's statement as HTML with MathML, made when the site is built: nothing of it needs a script. */
import escapeHtml from 'escape-html';
import temml from 'temml';
import { texOf } from './tex.js';

/** What means something in Markdown, in its tables and in Vue's templates. */
const inMarkdown = (html: string): string =>
  html
    .split(/(<[^>]*>)/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/[*_`[\]|\\~{}]/g, (sign) => `&#${sign.charCodeAt(0)};`)))
    .join('');

/**
 * The statement, to be put into a line of Markdown as it is.
 *
 * @throws NotInNotation
 */
export function statementHtml(statement: string): string {
  const pieces = texOf(statement).map(({ kind, text }) =>
    kind === 'words' ? escapeHtml(text) : temml.renderToString(text, { throwOnError: true, annotate: false }),
  );
  return `<span class="tl-statement" tabindex="0">${inMarkdown(pieces.join(' ').replaceAll('\n', ' '))}</span>`;
}
