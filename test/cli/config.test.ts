import { expect } from 'chai';
import { Command, Option } from 'commander';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configure } from '../../src/cli/config/configure.js';
import { duration, integer, wideOption } from '../../src/cli/options.js';

const folder = mkdtempSync(join(tmpdir(), 'tensor-laws-'));
let files = 0;

/** A command as `check` is, given words of the command line and the text of a configuration. */
async function configured(text: string, ...words: string[]): Promise<Record<string, unknown>> {
  const file = join(folder, `${files++}.mjs`);
  writeFileSync(file, text);
  const other = new Command('search').addOption(new Option('--exhaustive <size>').argParser(integer(1)));
  const command = new Command('check')
    .option('-t, --laws <ids...>')
    .option('--config <file>')
    .option('--no-config')
    .option('--bail')
    .option('--runs <number>', '', integer(1))
    .option('--time <duration>', '', duration)
    .option('--no-isolate')
    .option('--html <file>')
    .addOption(wideOption())
    .option('--database <folder>', '', '.tensor-laws')
    .option('--no-database')
    .exitOverride();
  await command.parseAsync([...words, '--config', file], { from: 'user' });
  await configure(command, [command, other]);
  const { config: _, ...options } = command.opts<Record<string, unknown>>();
  return options;
}

/** What a configuration is told to be wrong with, without the name of its file. */
async function problemOf(text: string): Promise<string> {
  try {
    await configured(text);
  } catch (error) {
    expect(error).to.have.property('name', 'InvalidConfig');
    return (error as Error).message.replaceAll(/\S*\/(\d+\.mjs)/g, 'FILE');
  }
  throw new Error('the configuration is taken');
}

describe('a configuration file', () => {
  it('gives the options that the command line leaves out, read as there', async () => {
    const text =
      "export default { library: './mine.js', laws: ['pooling/*'], runs: 20, time: '2m', isolate: false, bail: true, html: 'a.html', wide: 'off' };";
    expect(await configured(text)).to.deep.equal({
      library: './mine.js',
      laws: ['pooling/*'],
      runs: 20,
      time: 120_000,
      isolate: false,
      bail: true,
      html: 'a.html',
      wide: 'off',
      database: '.tensor-laws',
    });
    expect(await configured(text, '--runs', '5', '--laws', 'a', '--wide', 'on')).to.deep.include({ runs: 5, laws: ['a'], wide: 'on' });
  });

  it('takes a number of seconds, one law without a list, a folder for the database', async () => {
    expect(await configured("export default { time: 1.5, laws: 'pooling/*', database: 'kept' };")).to.deep.include({
      time: 1500,
      laws: ['pooling/*'],
      database: 'kept',
    });
  });

  it('may hold options of another command', async () => {
    expect(await configured('export default { exhaustive: 3 };')).to.not.have.property('exhaustive');
  });

  for (const [text, problem] of [
    ['export default { runz: 3 };', "FILE: runz is no option; did you mean 'runs'?"],
    ['export default { runs: 0 };', 'FILE: runs is 0; it is an integer >= 1'],
    ['export default { exhaustive: "all" };', 'FILE: exhaustive is "all"; it is an integer >= 1'],
    ['export default { time: "soon" };', 'FILE: time is "soon"; it is a time such as 500ms, 60s or 2m'],
    ['export default { isolate: 1 };', 'FILE: isolate is 1; it is true or false'],
    ['export default { laws: [3, {}] };', 'FILE: laws is [3,{}]; it is a list of ids or globs'],
    ['export default { wide: "no" };', "FILE: wide is \"no\"; it is 'on' or 'off'"],
    ['export default { library: 3 };', 'FILE: library is 3; it is a ready name or the path of a module'],
    ['export default [];', 'FILE: its default export is an array of 0; it is an object of options by name'],
    ['export const runs = 3;', 'FILE: its default export is undefined; it is an object of options by name'],
    ['throw new Error("no\\nway");', 'FILE does not load: Error: no'],
    ['export default {', 'FILE does not load: SyntaxError: Unexpected end of input'],
  ] as const) {
    it(`is told in one line: ${text}`, async () => {
      expect(await problemOf(text)).to.equal(problem);
    });
  }

  it('names the options where none is alike', async () => {
    expect(await problemOf('export default { somethingElse: 3 };')).to.match(
      /^FILE: somethingElse is no option; the options are library, laws, bail/,
    );
  });
});
