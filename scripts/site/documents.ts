/** The pages of the repository that the site takes as they are. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { typeset } from './book/typeset.js';
import { withBreaks } from './book/with-breaks.js';
import { withLinks } from './links.js';
import { repository, sources } from './paths.js';
import { withConventionsTable } from './reference/conventions.js';

/** Files of the repository and their places on the site, without an ending. */
const places = new Map([
  ['README.md', 'start'],
  ['CHANGELOG.md', 'changelog'],
  ...readdirSync(join(repository, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => [`docs/${path}`, path.replace(/README\.md$/, 'index.md').replace(/\.md$/, '')] as const),
]);

/** Pages that are nowhere but on the site. */
const own = /^site\/pages\/(.*)\.md$/;

const placeOf = (file: string): string | undefined => {
  const place = places.get(file) ?? own.exec(file)?.[1];
  return place === undefined ? undefined : `/${place}.md`;
};

/** What the site makes more of. */
function turned(file: string, text: string): string {
  const [, family] = /^docs\/laws\/(.*)\.md$/.exec(file) ?? [];
  if (family !== undefined) return withBreaks(typeset(text), family);
  return file === 'docs/conventions.md' ? withConventionsTable(text) : text;
}

/** Pages that are nowhere but on the site, and have nothing to be filled in. */
export function ownPages(): Map<string, string> {
  return new Map(['verdicts.md', 'laboratory.md'].map((path) => [path, readFileSync(join(sources, 'pages', path), 'utf8')]));
}

/** Every page, by its path on the site. */
export function documents(): Map<string, string> {
  return new Map(
    [...places].map(([file, place]) => {
      const text = withLinks(readFileSync(join(repository, file), 'utf8'), file, placeOf);
      return [`${place}.md`, turned(file, text)];
    }),
  );
}
