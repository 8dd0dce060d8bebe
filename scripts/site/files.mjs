/** What is wrong with the files of the built site: links that lead nowhere, things from elsewhere, pages that are too heavy. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import { gzipSync } from 'node:zlib';

/** Kilobytes of a page with all that it loads by itself, compressed as servers do. */
export const heaviest = 200;

const unescaped = (text) => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");

/** Values of an attribute in a page's tags; scripts hold none. */
function* attributes(html, name) {
  for (const [, value] of html.replace(/<script\b[^>]*>[^]*?<\/script>/g, '').matchAll(new RegExp(`<[^>]*\\s${name}="([^"]*)"`, 'g'))) {
    yield unescaped(value);
  }
}

/** The pages of a site, by their paths. */
export function pagesOf(folder) {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  return new Map(paths.filter((path) => path.endsWith('.html')).map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** Links of pages that lead to no page, file or anchor of the site, as `a.html -> b.html#c`. */
export function deadLinks(folder, pages) {
  const anchors = new Map([...pages].map(([path, html]) => [path, new Set(attributes(html, 'id'))]));
  const dead = new Set();
  for (const [path, html] of pages) {
    for (const link of attributes(html, 'href')) {
      if (/^(?:https?|mailto|data):/.test(link)) continue;
      const [file, anchor] = link.split('#');
      const target = file === '' ? path : normalize(join(dirname(path), decodeURIComponent(file.split('?')[0])));
      const isThere = target.startsWith('..') ? false : existsSync(join(folder, target)) && !target.endsWith('/');
      const isMeant = anchor === undefined || anchor === '' || anchors.get(target)?.has(decodeURIComponent(anchor));
      if (!isThere || !isMeant) dead.add(`${path} -> ${link}`);
    }
  }
  return [...dead];
}

/** What a page loads by itself. */
const loads = /<(?:script\b[^>]*\bsrc|link\b[^>]*\bhref|img\b[^>]*\bsrc|iframe\b[^>]*\bsrc)="([^"]+)"/g;

const loaded = (html) => [...html.matchAll(loads)].map(([, link]) => link).filter((link) => !link.startsWith('data:'));

/** What pages load from other places. */
export function fromElsewhere(pages) {
  return [...pages].flatMap(([path, html]) =>
    loaded(html)
      .filter((link) => /^(?:[a-z]+:)?\/\//.test(link))
      .map((link) => `${path} loads ${link}`),
  );
}

/** Kilobytes of each page with what it loads by itself, the heaviest first. */
export function weights(folder, pages) {
  const sizes = new Map();
  const size = (path) => {
    if (!sizes.has(path)) sizes.set(path, gzipSync(readFileSync(join(folder, path))).length / 1000);
    return sizes.get(path);
  };
  return [...pages]
    .map(([path, html]) => {
      const files = new Set([path, ...loaded(html).map((link) => normalize(join(dirname(path), link)))]);
      return { path, weight: [...files].reduce((sum, file) => sum + size(file), 0) };
    })
    .sort((a, b) => b.weight - a.weight);
}
