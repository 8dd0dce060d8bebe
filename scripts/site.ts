/** Builds the site, `build/site`: gathers its pages, has VitePress make them, and lets them lie anywhere. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'vitepress';
import { writeApi } from './site/api.js';
import { questionPage } from './site/book/question.js';
import { documents, ownPages } from './site/documents.js';
import { figureStyle } from './site/figure.js';
import { homePage } from './site/home.js';
import { laboratoryFiles } from './site/laboratory/laboratory.js';
import { navigation } from './site/navigation.js';
import { codePages } from './site/reference/codes.js';
import { scoreboard } from './site/scoreboard/scoreboard.js';
import { output, pages, sources } from './site/paths.js';
import { relocate } from './site/relocate.js';

for (const folder of [pages, output]) rmSync(folder, { recursive: true, force: true });

const files = new Map([
  ...documents(),
  ['index.md', await homePage()],
  ['book/question.md', questionPage()],
  ...ownPages(),
  ...scoreboard(),
  ...(await codePages()),
  ...[...(await laboratoryFiles())].map(([path, text]) => [`public/${path}`, text] as const),
  ['navigation.json', JSON.stringify(navigation)],
  ['figure.css', figureStyle],
]);
await writeApi();
for (const [path, text] of files) {
  const file = join(pages, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

await build(sources);
relocate(output);
console.log(`the site is in ${output}: npm run site:open`);
