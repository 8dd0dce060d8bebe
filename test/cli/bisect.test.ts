import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bisect } from '../../src/cli/bisect/bisect.js';
import { bisectList } from '../../src/cli/bisect/bisection.js';
import type { Ended, RunCommand } from '../../src/cli/bisect/run-command.js';
import { versionsBetween } from '../../src/cli/packages/versions.js';
import type { Cause } from '../../src/diagnosis/cause/cause.js';
import { fromJson } from '../../src/judge/json.js';
import { tensor } from '../../src/tensor.js';

const token = 'agreement/conv:1:0';

/** What a replay prints in a version: 'holds', a violation's words, or how it fails. */
type World = Readonly<Record<string, string>>;

const ended = (stdout: string, status = 0, stderr = ''): Ended => ({ status, stdout, stderr });

/** npm and Node of a registry that has these versions. */
function fake(world: World, calls: string[] = []): RunCommand {
  return async (program, args, cwd) => {
    if (program === 'npm') {
      calls.push(args.join(' '));
      if (args[0] === 'view') return ended(JSON.stringify(Object.keys(world)));
      if (args[0] === 'pack') return ended('tensor-laws-9.9.9.tgz\n');
      const version = args.at(-1)!.split('@').at(-1)!;
      return world[version] === 'no install' ? ended('', 1, 'npm error code ETARGET\nnpm error notarget No matching version\n') : ended('');
    }
    const outcome = world[cwd.split(/[\\/]/).at(-1)!]!;
    if (outcome === 'holds') return ended('agreement/conv: holds (1 runs)\n');
    if (outcome === 'no start') return ended('', 3, 'tensor-laws: cannot start\n');
    if (outcome === 'discarded') return ended('agreement/conv: inconclusive: 1 run discarded\n');
    return ended(`a picture\nagreement/conv: VIOLATED: ${outcome}\n`, 1);
  };
}

async function run(world: World, good: string, bad: string): Promise<string[]> {
  const lines: string[] = [];
  await bisect('jax-js', token, { good, bad, run: fake(world), print: (line) => lines.push(line) });
  return lines;
}

async function failure(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (thrown) {
    return (thrown as Error).message;
  }
  throw new Error('nothing was thrown');
}

describe('tensor-laws bisect', () => {
  it('says where a finding began, and lists each version tried', async () => {
    const world = { '1.0.0': 'holds', '1.1.0': 'holds', '1.2.0': 'got 1', '1.10.0': 'got 2', '2.0.0': 'got 3' };
    expect(await run(world, '1.0.0', '2.0.0')).to.deep.equal([
      '@jax-js/jax 2.0.0: VIOLATED: got 3',
      '@jax-js/jax 1.0.0: holds',
      '@jax-js/jax 1.2.0: VIOLATED: got 1',
      '@jax-js/jax 1.1.0: holds',
      'began in @jax-js/jax 1.2.0: 1.1.0 does not have it',
    ]);
  });

  it('says where a finding ended', async () => {
    const lines = await run({ '1.0.0': 'got 1', '1.1.0': 'holds', '1.2.0': 'holds' }, '1.2.0', '1.0.0');
    expect(lines.at(-1)).to.equal('ended in @jax-js/jax 1.1.0: 1.0.0 still has it');
  });

  it('goes by the cause where it is known: a version that refuses the case, or fails it for another reason, is judged too', async () => {
    const said = (case_: string, cause: string, status: number): Ended => ended(`agreement/conv: ${case_}\n${cause}\n`, status);
    const worlds: Readonly<Record<string, Ended>> = {
      '1.0.0': said('VIOLATED: conv threw no such op', 'cause: it does not show', 1),
      '1.1.0': said('inconclusive: the library refused the case', 'cause: it does not show', 0),
      '1.2.0': said('inconclusive: the library refused the case', 'cause: it shows', 1),
      '1.3.0': said('VIOLATED: got 1', 'cause: it shows', 1),
    };
    const stored: string[] = [];
    const npm = fake(Object.fromEntries(Object.keys(worlds).map((version) => [version, 'holds'])));
    const run: RunCommand = (program, args, cwd) => {
      if (program === 'npm') return npm(program, args, cwd);
      stored.push(readFileSync(join(cwd, args.at(-1)!), 'utf8'));
      return Promise.resolve(worlds[cwd.split(/[\\/]/).at(-1)!]!);
    };
    const lines: string[] = [];
    const cause: Cause = { kind: 'condition', how: 'value', ops: ['conv'], guards: [] };
    const finding = { law: 'agreement/conv', case: { x: tensor([-0], [1, 1, 1]) }, cause };
    await bisect('jax-js', finding, { good: '1.0.0', bad: '1.3.0', run, print: (line) => lines.push(line) });
    expect(lines.at(-1)).to.equal('began in @jax-js/jax 1.2.0: 1.1.0 does not have it');
    expect(fromJson(JSON.parse(stored[0]!))).to.deep.equal(finding);
  });

  it('skips with a word what does not install, does not start, or fails in another way', async () => {
    const world = {
      '1.0.0': 'holds',
      '1.1.0': 'no install',
      '1.2.0': 'no start',
      '1.3.0': 'no such op',
      '1.4.0': 'discarded',
      '1.5.0': 'got 1',
    };
    const lines = await run(world, '1.0.0', '1.5.0');
    expect(lines.slice(2, -1).toSorted()).to.deep.equal([
      '@jax-js/jax 1.1.0: skipped, it does not install: npm error notarget No matching version',
      '@jax-js/jax 1.2.0: skipped, it cannot be replayed: tensor-laws: cannot start',
      '@jax-js/jax 1.3.0: skipped, it fails in another way: VIOLATED: no such op',
      '@jax-js/jax 1.4.0: skipped, it cannot be replayed: inconclusive: 1 run discarded',
    ]);
    expect(lines.at(-1)).to.equal(
      'began in @jax-js/jax 1.5.0: 1.0.0 does not have it (between them 1.1.0, 1.2.0, 1.3.0, 1.4.0 cannot be judged)',
    );
  });

  it('installs this package as packed, fast-check and packages of one scope at one version', async () => {
    const calls: string[] = [];
    const world = { '4.21.0': 'holds', '4.22.0': 'got 1' };
    await bisect('tfjs-wasm', token, { good: '4.21.0', bad: '4.22.0', run: fake(world, calls), print: () => undefined });
    const install = calls.find((call) => call.startsWith('install') && call.includes('4.21.0'))!;
    expect(install).to.match(/--ignore-scripts .*tensor-laws-9\.9\.9\.tgz fast-check@\^4\.0\.0 /);
    expect(install).to.match(/ @tensorflow\/tfjs@4\.21\.0 @tensorflow\/tfjs-backend-wasm@4\.21\.0$/);
  });

  it('refuses an unknown version, two that agree, two that are one, and a library that is not ready', async () => {
    const world = { '1.0.0': 'got 1', '1.1.0': 'got 1', '1.2.0': 'holds', '1.3.0': 'no start' };
    expect(await failure(run(world, '0.9.0', '1.1.0'))).to.equal('@jax-js/jax has no version 0.9.0; it has 1.0.0, 1.1.0, 1.2.0, 1.3.0');
    expect(await failure(run(world, '1.0.0', '1.1.0'))).to.contain('has the finding as well as 1.1.0: there is nothing to bisect');
    expect(await failure(run(world, '1.0.0', '1.2.0'))).to.contain('1.2.0 was given as --bad and does not show the finding');
    expect(await failure(run(world, '1.3.0', '1.1.0'))).to.contain('1.3.0 was given as --good and cannot be judged');
    expect(await failure(run(world, '1.0.0', '1.0.0'))).to.contain('they are two versions');
    expect(await failure(bisect('./my.ts', token, { good: '1.0.0', bad: '1.1.0' }))).to.contain("'./my.ts' is no ready library");
    expect(await failure(bisect('jax-js', 'no-such/law:1:0', { good: '1.0.0', bad: '1.1.0' }))).to.contain("there is no law 'no-such/law'");
    expect(await failure(bisect('jax-js', 'conv', { good: '1.0.0', bad: '1.1.0' }))).to.contain('law-id:seed:path');
  });

  it('orders versions by number, and leaves out prereleases that were not asked for', () => {
    const all = ['2.0.0', '1.10.0', '2.0.0-rc.1', '1.9.0', '2.0.0-rc.10', '2.0.0-rc.2', 'junk', '3.0.0'];
    expect(versionsBetween(all, '1.9.0', '2.0.0')).to.deep.equal(['1.9.0', '1.10.0', '2.0.0']);
    expect(versionsBetween(all, '2.0.0', '2.0.0-rc.2')).to.deep.equal(['2.0.0-rc.2', '2.0.0']);
    expect(versionsBetween([...all, '2.0.0-beta'], '2.0.0-rc.10', '2.0.0-beta')).to.deep.equal(['2.0.0-beta', '2.0.0-rc.10']);
  });

  it('asks about few of many members, each once', async () => {
    const members = Array.from({ length: 100 }, (_, i) => `${i}`);
    const asked: string[] = [];
    const turn = await bisectList(members, true, async (member) => {
      asked.push(member);
      return Number(member) % 10 === 5 ? undefined : Number(member) < 37;
    });
    expect(turn).to.deep.equal({ last: '36', first: '37', between: [] });
    expect(new Set(asked).size).to.equal(asked.length);
    expect(asked.length).to.be.below(10);
  });
});
