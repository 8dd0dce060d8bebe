/** Links between the files of a package. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Links of its Markdown that lead to no file of it, as `docs/a.md -> b.md`. Code is no link. */
export function deadLinks(root) {
  return markdownOf(root).flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
      .replace(/```[^]*?```/g, '')
      .replace(/`[^`]*`/g, '');
    const targets = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target]) => target).filter((target) => !/^[a-z]+:/.test(target));
    return targets.filter((target) => !existsSync(join(root, dirname(file), target))).map((target) => `${file} -> ${target}`);
  });
}

/** Paths of its Markdown files. */
function markdownOf(root) {
  const paths = readdirSync(root, { recursive: true }).map(String);
  return paths.filter((path) => path.endsWith('.md') && !path.includes('node_modules'));
}
