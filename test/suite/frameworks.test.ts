import { expect } from 'chai';
import Mocha from 'mocha';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import * as kernels from '../../src/ops/kernels.js';
import { defineLibrary, type TensorLibrary } from '../../src/library.js';
import { float64 } from '../../src/precision.js';
import { reference } from '../../src/reference.js';
import { describeLaws, type DescribeOptions } from '../../src/suite.js';
import type { TestFramework } from '../../src/suite/framework.js';

class Silent {}

interface Ran {
  readonly failures: number;
  /** `pass`, `fail` or `pending`, and the title. */
  readonly tests: readonly (readonly [string, string])[];
  readonly errors: readonly string[];
}

/** Runs a suite in a mocha of its own. */
async function inMocha(library: TensorLibrary, options: DescribeOptions, settings: Mocha.MochaOptions = {}): Promise<Ran> {
  const mocha = new Mocha({ timeout: 20, ...settings, reporter: Silent as unknown as Mocha.ReporterConstructor });
  const framework = {} as TestFramework;
  // What mocha's own interface puts on the global object.
  mocha.suite.emit('pre-require', framework, null, mocha);
  describeLaws(library, { runs: 40, seed: 1, ...options, framework });
  const tests: [string, string][] = [];
  const errors: string[] = [];
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', ({ title }) => tests.push(['pass', title]));
    runner.on('pending', ({ title }) => tests.push(['pending', title]));
    runner.on('fail', ({ title }, error: Error) => {
      tests.push(['fail', title]);
      errors.push(error.message);
    });
  });
  return { failures, tests, errors };
}

const wrong = defineLibrary({
  name: 'wrong',
  precision: float64,
  ops: {
    ...reference.ops,
    conv: (x, filter, a) => kernels.conv(x, filter, { ...a, padding: a.padding === 'same' ? 'same-lower' : a.padding }),
  },
});

describe('describeLaws in mocha', () => {
  it('fails for one law of a bug, and skips the other with a note in its title', async () => {
    const laws = ['conv-algebra/zero', 'conv-geometry/same-is-explicit', 'conv-geometry/same-lower-mirrors-same'];
    const { failures, tests, errors } = await inMocha(wrong, { laws });
    expect(failures).to.equal(1);
    expect(new Map(tests.map(([how, title]) => [title.split(':')[0], how]))).to.deep.equal(
      new Map([
        ['conv-geometry/same-is-explicit', 'fail'],
        ['conv-geometry/same-lower-mirrors-same', 'pending'],
        ['conv-algebra/zero', 'pass'],
      ]),
    );
    expect(tests.find(([how]) => how === 'pending')![1]).to.include(
      ' (violated, as conv-geometry/same-is-explicit: conv puts the odd cell of',
    );
    expect(errors[0]).to.match(/^conv puts the odd cell of 'same' pads before\n/);
    expect(errors[0]).to.include('rerun  npx tensor-laws replay <library> conv-geometry/same-is-explicit:1:');
  });

  it('has a limit of its own for each law, whatever that of the suite', async () => {
    const slow = defineLibrary({
      name: 'slow',
      precision: float64,
      ops: {
        conv: async (x, filter, a) => {
          await new Promise((resolve) => setTimeout(resolve, 30));
          return kernels.conv(x, filter, a);
        },
      },
      setup: () => new Promise((resolve) => setTimeout(resolve, 30)),
    });
    const { tests } = await inMocha(slow, { laws: ['conv-algebra/zero'], runs: 2 });
    expect(tests.map(([how]) => how)).to.deep.equal(['pass']);
  });

  it('runs the laws of only alone', async () => {
    const { tests } = await inMocha(wrong, { laws: ['conv-algebra/zero', 'conv-geometry/same-is-explicit'], only: ['*/zero'] });
    expect(tests.map(([how, title]) => [how, title.split(':')[0]])).to.deep.equal([['pass', 'conv-algebra/zero']]);
  });

  it('a law that failed fails when mocha tries it again', async () => {
    const { failures } = await inMocha(wrong, { laws: ['conv-geometry/same-is-explicit'] }, { retries: 2 });
    expect(failures).to.equal(1);
  });
});

describe('describeLaws in node:test', () => {
  function inNodeTest(...args: string[]): { status: number | null; output: string } {
    const file = path.join(import.meta.dirname, 'node-test-suite.mjs');
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--test-reporter', 'tap', file, ...args], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    });
    return { status, output: stdout + stderr };
  }

  it('fails for one law of a bug, and skips the other with a note', () => {
    const { status, output } = inNodeTest();
    expect(status, output).to.equal(1);
    expect(output)
      .to.match(/^# pass 1$/m)
      .and.to.match(/^# fail 1$/m)
      .and.to.match(/^# skipped 2$/m);
    expect(output).to.match(
      /conv-geometry\/same-lower-mirrors-same: .* # SKIP violated, as conv-geometry\/same-is-explicit: conv puts the odd cell of/,
    );
    expect(output).to.match(/is-patches-times-matrix: .* \(unsupported: no matmul\) # SKIP/);
  });

  it('runs the laws of only alone', () => {
    const { status, output } = inNodeTest('*/zero');
    expect(status, output).to.equal(0);
    expect(output)
      .to.match(/^# pass 1$/m)
      .and.to.match(/^# skipped 3$/m);
  });
});
