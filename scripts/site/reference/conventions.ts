/** Who means what, at a glance: the table before the conventions' own sections. */
import { conventions } from '../../../src/conventions/index.js';
import { plain } from '../../docs/page.js';

function table(): string {
  const rows = conventions.map(
    ({ id, about, sentence, documented }) =>
      `| ${plain(about)} | [${id}](#${id}) | ${plain(sentence)} | ${documented.map(({ by, url }) => `[${plain(by)}](${url})`).join('; ')} |`,
  );
  return ['| of | convention | an op | documented by |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/**
 * The page of conventions with the table in it.
 *
 * @throws Error where the page has no section to stand before
 */
export function withConventionsTable(page: string): string {
  const place = '\n## How to add one';
  if (!page.includes(place)) throw new Error(`docs/conventions.md has no line ${place.trim()}`);
  return page.replace(place, `\n## Who means what\n\n${table()}\n${place}`);
}
