import { laws } from '../../../properties/index.js';
import { statementText } from '../../../src/statement/text.js';
import { code, plain } from '../../docs/page.js';
import { statementHtml } from './statement-html.js';

/** How the pages of the laws write a statement: as code on a line of its own, or plain in a cell of a table. */
const written = new Map(
  laws.flatMap(({ statement }) => {
    const text = statementText(statement);
    return [
      [code(text), statement],
      [plain(text), statement],
    ] as const;
  }),
);

/** A page of laws, each statement in it as mathematics. */
export function typeset(page: string): string {
  const html = (text: string): string | undefined => {
    const statement = written.get(text);
    return statement === undefined ? undefined : statementHtml(statement);
  };
  return page
    .split('\n')
    .map((line) =>
      line.startsWith('| ')
        ? line
            .split(' | ')
            .map((cell) => html(cell) ?? cell)
            .join(' | ')
        : (html(line) ?? line),
    )
    .join('\n');
}
