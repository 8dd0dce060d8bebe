// What must hold of the built site: every link and anchor leads somewhere, nothing comes from elsewhere, no page is too heavy.
import { fileURLToPath } from 'node:url';
import { deadLinks, fromElsewhere, heaviest, pagesOf, weights } from './site/files.mjs';

const folder = fileURLToPath(new URL('../build/site/', import.meta.url));
const pages = pagesOf(folder);
const weighed = weights(folder, pages);
const problems = [
  ...(pages.size === 0 ? ['there is no site: npm run site'] : []),
  ...deadLinks(folder, pages),
  ...fromElsewhere(pages),
  ...weighed.filter(({ weight }) => weight > heaviest).map(({ path, weight }) => `${path}: ${weight.toFixed(0)} kB, at most ${heaviest}`),
];
for (const problem of problems) console.error(problem);
const [first] = weighed;
console.log(`${pages.size} pages; the heaviest, ${first?.path}, is ${first?.weight.toFixed(0)} kB in all, compressed`);
process.exitCode = problems.length === 0 ? 0 : 1;
