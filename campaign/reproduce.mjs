// Runs every reproduction of docs/findings.md and says which still reproduce: node campaign/reproduce.mjs [library]
import { readFileSync } from 'node:fs';
import { findingsPage } from './src/paths.mjs';
import { inParallel, runReproduction } from './src/reproduction.mjs';
import { shortened } from './src/show.mjs';

const [wanted] = process.argv.slice(2);
const page = readFileSync(findingsPage, 'utf8');
const sections = page
  .split(/^### /m)
  .slice(1)
  .filter((section) => wanted === undefined || section.startsWith(`${wanted} `))
  .filter((section) => section.includes('```js\n'));
const outcomes = await inParallel(sections, async (section) => {
  const [title] = section.split('\n');
  const recorded = /^- got: (.*)$/m.exec(section)[1];
  const { printed, got } = await runReproduction(/```js\n([\s\S]*?)```/.exec(section)[1]);
  const [expected = '', ...rest] = printed.split('\n');
  const text = shortened(got === printed ? rest.join(' ') : got);
  const same = text === recorded;
  console.log(`${same ? 'reproduces' : 'CHANGED   '}  ${title}\n  ${expected}\n  got: ${text}${same ? '' : `\n  recorded: ${recorded}`}`);
  return same;
});
const ended = outcomes.filter((same) => !same).length;
console.log(`${outcomes.length - ended} reproduce, ${ended} do not`);
process.exit(ended === 0 ? 0 : 1);
