/** How VitePress builds the site, of the pages that `scripts/site.ts` has gathered. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type DefaultTheme } from 'vitepress';
import { siteRoot } from '../../scripts/site/paths.js';

const build = (path: string): string => fileURLToPath(new URL(`../../build/${path}`, import.meta.url));
const navigation = JSON.parse(readFileSync(build('site-pages/navigation.json'), 'utf8')) as Pick<DefaultTheme.Config, 'nav' | 'sidebar'>;

export default defineConfig({
  title: 'tensor-laws',
  description: 'The laws that windowed tensor operations obey, as fast-check properties for any TypeScript tensor library.',
  lang: 'en-GB',
  // A place that no site has: scripts/site/relocate.ts puts each page's own way to the root in its place.
  base: siteRoot,
  srcDir: build('site-pages'),
  outDir: build('site'),
  cacheDir: build('site-cache'),
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    // What looks like a template of Vue is none: the pages are Markdown.
    config: ({ renderer: { rules } }) => {
      for (const name of ['text', 'code_inline'] as const) {
        const rule = rules[name]!;
        rules[name] = (...given) => rule(...given).replaceAll('{{', '&#123;&#123;');
      }
      // Wide tables scroll by themselves: by keyboard too.
      rules['table_open'] = () => '<table tabindex="0">\n';
      // Code that is set off by spaces looks as code in fences does.
      rules.code_block = (tokens, at, ...rest) => {
        tokens[at]!.info = 'text';
        return rules.fence!(tokens, at, ...rest);
      };
    },
  },
  themeConfig: {
    ...navigation,
    outline: [2, 3],
    search: { provider: 'local' },
  },
  vite: { build: { chunkSizeWarningLimit: 2000 } },
});
