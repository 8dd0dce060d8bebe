// Runs the program of every finding and says which still reproduce: node campaign/reproduce.mjs [library]
import { inParallel, runReproduction } from './src/reproduction.mjs';
import { readRows } from './src/rows.mjs';
import { shortened } from './src/show.mjs';

const [wanted] = process.argv.slice(2);
const found = readRows()
  .filter(({ library }) => wanted === undefined || library === wanted)
  .flatMap(({ library, findings }) => findings.map((finding) => ({ library, ...finding })))
  .filter(({ program }) => program !== undefined);
const outcomes = await inParallel(found, async ({ library, number, sentence, got: recorded, program }) => {
  const { printed, got } = await runReproduction(program);
  const [expected = '', ...rest] = printed.split('\n');
  const text = shortened(got === printed ? rest.join(' ') : got);
  const same = text === recorded;
  console.log(
    `${same ? 'reproduces' : 'CHANGED   '}  ${library} ${number}: ${sentence}\n  ${expected}\n  got: ${text}${same ? '' : `\n  recorded: ${recorded}`}`,
  );
  return same;
});
const ended = outcomes.filter((same) => !same).length;
console.log(`${outcomes.length - ended} reproduce, ${ended} do not`);
process.exit(ended === 0 ? 0 : 1);
