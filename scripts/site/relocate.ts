/**
 * Makes a built site one that may lie anywhere: in any folder of a file server. VitePress wants to know the place beforehand, so
 * it is told one that does not exist. In a page each link to it becomes relative; in a script it becomes the place that the page found itself at.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'rollup/parseAst';
import { siteRoot } from './paths.js';

const global = '__tensorLawsSite';

/** The way from a page to the root: `./`, `../../`. */
const wayUp = (path: string): string => '../'.repeat(path.split('/').length - 1) || './';

function page(path: string, text: string): string {
  const up = wayUp(path);
  // First of all scripts; and before the first change of page, which would turn relative links elsewhere.
  const where = `<script>globalThis.${global}=new URL(${JSON.stringify(up)},location.href).pathname</script>`;
  const whole = `<script>for(const a of document.querySelectorAll('a[href]:not([href^="#"])'))a.href=a.href</script>`;
  return (
    text
      .replaceAll(`"${siteRoot}`, `"${up}`)
      // From a disk a folder is no page.
      .replace(/(<a\b[^>]*\shref="(?![a-z]+:)[^"#?]*\/)(?=["#?])/g, '$1index.html')
      .replace('<head>', `<head>${where}`)
      .replace('</body>', `${whole}</body>`)
  );
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly value?: unknown;
}

function* textsIn(node: unknown): Generator<Node> {
  if (Array.isArray(node)) {
    for (const each of node) yield* textsIn(each);
  } else if (typeof node === 'object' && node !== null) {
    const { type, value } = node as Node;
    if (type === 'Literal' && typeof value === 'string' && value.includes(siteRoot)) yield node as Node;
    else if (type === 'TemplateElement' && (value as { cooked: string }).cooked.includes(siteRoot)) yield node as Node;
    else for (const each of Object.values(node)) yield* textsIn(each);
  }
}

function script(text: string): string {
  if (!text.includes(siteRoot)) return text;
  let changed = text;
  const found = [...textsIn(parseAst(text))].sort((a, b) => b.start - a.start);
  for (const { type, value, start, end } of found) {
    const turned =
      type === 'TemplateElement'
        ? text.slice(start, end).replaceAll(siteRoot, `\${globalThis.${global}}`)
        : `(${(value as string)
            .split(siteRoot)
            .map((part) => JSON.stringify(part))
            .join(`+globalThis.${global}+`)})`;
    changed = changed.slice(0, start) + turned + changed.slice(end);
  }
  return changed;
}

const turned: Readonly<Record<string, (path: string, text: string) => string>> = {
  html: page,
  js: (_, text) => script(text),
  css: (path, text) => text.replaceAll(siteRoot, wayUp(path)),
};

/**
 * Turns every file below a folder.
 *
 * @throws Error where the place that does not exist is still told
 */
export function relocate(folder: string): void {
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const turn = turned[path.slice(path.lastIndexOf('.') + 1)];
    if (turn === undefined) continue;
    const file = join(folder, path);
    const text = turn(path.replaceAll('\\', '/'), readFileSync(file, 'utf8'));
    const left = text.indexOf(siteRoot);
    if (left >= 0) throw new Error(`${path} tells ${siteRoot}: ${text.slice(Math.max(0, left - 60), left + 60)}`);
    writeFileSync(file, text);
  }
}
