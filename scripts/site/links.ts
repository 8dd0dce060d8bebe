/** Links of a page that moves from the repository to the site. */
import { dirname, join, normalize } from 'node:path/posix';

/** Parts of a page that are code, and so hold no links. */
const codeOrLink = /^```[^]*?^```|`[^`\n]*`|\[([^\]\n]*)\]\(([^)\s]+)\)/gm;

const elsewhere = /^(?:[a-z]+:|#)/;

/**
 * A page with its links turned: to the pages of the site, where they have one. A link to another file of the repository becomes its words,
 * with the path behind them.
 *
 * @param from the page's path in the repository
 * @param placeOf the place on the site of a file of the repository, from the site's root, with a slash before it
 */
export function withLinks(text: string, from: string, placeOf: (path: string) => string | undefined): string {
  return text.replace(codeOrLink, (all: string, words: string | undefined, target: string | undefined) => {
    if (words === undefined || target === undefined || elsewhere.test(target)) return all;
    const [path = '', anchor] = target.split('#');
    const file = normalize(join(dirname(from), path));
    const place = placeOf(file);
    if (place === undefined) return `${words} (\`${file}\`)`;
    return `[${words}](${place}${anchor === undefined ? '' : `#${anchor}`})`;
  });
}
