// Runs every reproduction of docs/findings.md and says which still reproduce: node campaign/reproduce.mjs [library]
import { readFileSync } from 'node:fs';
import { findingsPage } from './src/paths.mjs';
import { runReproduction } from './src/reproduction.mjs';

const [wanted] = process.argv.slice(2);
const page = readFileSync(findingsPage, 'utf8');
let still = 0;
let ended = 0;
for (const section of page.split(/^### /m).slice(1)) {
  const [title] = section.split('\n');
  if (wanted !== undefined && !title.startsWith(`${wanted} `)) continue;
  const program = /```js\n([\s\S]*?)```/.exec(section)?.[1];
  if (program === undefined) continue;
  const recorded = /^- got: (.*)$/m.exec(section)[1];
  const { printed, got } = runReproduction(program);
  const [expected = '', ...rest] = printed.split('\n');
  const text = (got === printed ? rest.join(' ') : got).replace(/\s+/g, ' ').slice(0, 400);
  const same = text === recorded;
  if (same) still++;
  else ended++;
  console.log(`${same ? 'reproduces' : 'CHANGED   '}  ${title}\n  ${expected}\n  got: ${text}${same ? '' : `\n  recorded: ${recorded}`}`);
}
console.log(`${still} reproduce, ${ended} do not`);
process.exit(ended === 0 ? 0 : 1);
