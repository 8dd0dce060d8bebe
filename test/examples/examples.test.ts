import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');

interface Ran {
  readonly status: number | null;
  readonly lines: readonly string[];
  readonly errors: string;
}

function node(...args: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  return { status, lines: stdout.trimEnd().split('\n'), errors: stderr };
}

/** Runs an example as a user does, on the built package. */
const run = (name: string, ...args: string[]): Ran => node(path.join('examples', `${name}.ts`), ...args);

/** Runs examples one after the other in one process, as each would load the package anew. */
function runAll(names: readonly string[]): ReadonlyMap<string, string> {
  const program = names.map((name) => `console.log('== ${name}'); await import('./examples/${name}.ts');`).join('\n');
  const { status, lines, errors } = node('--input-type=module', '--eval', program);
  expect(errors).to.equal('');
  expect(status).to.equal(0);
  return new Map(
    names.map((name) => {
      const from = lines.indexOf(`== ${name}`) + 1;
      const to = lines.findIndex((line, i) => i >= from && line.startsWith('== '));
      return [name, lines.slice(from, to < 0 ? undefined : to).join('\n')];
    }),
  );
}

describe('examples', () => {
  before(() => {
    if (!existsSync(path.join(root, 'dist/src/index.js'))) throw new Error('the examples import the built package: npm run build');
  });

  let outputs: ReadonlyMap<string, string>;
  before(() => {
    // The tests of the last one run once its module is there, and tell of themselves at the end.
    outputs = runAll([
      'why-separable-conv2d-uses-space-to-batch',
      'plug-in-your-library',
      'a-failing-law',
      'laws-in-a-page',
      'describe-laws',
    ]);
  });

  it('laws-in-a-page', () => {
    const text = outputs.get('laws-in-a-page')!;
    expect(text).to.match(/^1 of \d+: pooling\//);
    expect(text).to.match(/^found: maxPool ignores its dilations$/m);
  });

  it('why-separable-conv2d-uses-space-to-batch', () => {
    const text = outputs.get('why-separable-conv2d-uses-space-to-batch')!;
    // 1. x = 1 2 3 4 5, filter 1 10, one pad before: 0 + 10, 1 + 20, 2 + 30, 3 + 40, 4 + 50.
    expect(text).to.include('the op gets x itself and the very same padding');
    expect(text).to.include('calls of the op: 1; result: float64 [1, 5, 1] [[[10], [21], [32], [43], [54]]]');
    expect(text).to.include('dilation-one-is-identity: holds, 1000 runs');
    // 2. 1 + 30, 2 + 40, 3 + 50, in both ways.
    expect(text).to.include('joined: float64 [1, 3, 1] [[[31], [42], [53]]]');
    expect(text).to.include('native: float64 [1, 3, 1] [[[31], [42], [53]]]');
    expect(text).to.include('equals-native-dilation-depthwise: holds');
    // 3. The smallest case: two cells, split into two halves of one cell, which stride 2 leaves alone; natively it drops one.
    expect(text).to.match(/strides \[2\], dilations \[2\]/);
    expect(text).to.match(/through space-to-batch: float64 \[1, 2, 1\]/);
    expect(text).to.match(/natively: +float64 \[1, 1, 1\]/);
    expect(text).to.include('strided-op-is-not-dilation: holds');
  });

  it('the-original-test, with one image', () => {
    const { status, lines, errors } = run('the-original-test', '1');
    expect(errors).to.equal('');
    expect(status).to.equal(0);
    const cases = lines.filter((line) => line.startsWith('stride'));
    // ceil(224 / s) windows with 'same', ceil(222 / s) with 'valid'.
    expect(cases.map((line) => /^stride \d \w+ +(\d+)x/.exec(line)?.[1])).to.deep.equal(['224', '222', '112', '111', '75', '74']);
    for (const line of cases) {
      expect(line).to.include('equal to the bit; op called once, with its input and padding untouched; 64 cells as by definition');
    }
  });

  it('the-original-test refuses a number of images that is none', () => {
    for (const given of ['1.5']) {
      const { status, errors } = run('the-original-test', given);
      expect(status).to.equal(2);
      expect(errors.trim()).to.equal(`the number of images is ${given}; it is an integer >= 1`);
    }
  });

  it('plug-in-your-library', () => {
    const lines = outputs.get('plug-in-your-library')!.split('\n');
    expect(lines[0]).to.equal('conv-algebra/additive-in-x holds: C(x + y, w) = C(x, w) + C(y, w)');
    const held = lines.map((line) => /^(\d+) laws: holds$/.exec(line)?.[1]).find((count) => count !== undefined);
    expect(Number(held)).to.be.at.least(50);
  });

  it('plug-in-your-library needs less than 40 lines of adapter, as it says', () => {
    const lines = readFileSync(path.join(root, 'examples/plug-in-your-library.ts'), 'utf8').split('\n');
    const from = lines.indexOf('// The adapter begins.');
    const to = lines.indexOf('// The adapter ends.');
    expect(from).to.be.greaterThan(0);
    expect(to - from).to.be.within(2, 40);
  });

  it('a-failing-law', () => {
    const text = outputs.get('a-failing-law')!;
    // One cell under a kernel of two taps: 'same' pads one cell, after it. Before it, the cell meets the second tap, which is 0.
    expect(text).to.include('the equation   C(x, w, same) = C(P(x), w, valid)');
    expect(text).to.include('left side      float64 [1, 1, 1] [[[0]]]');
    expect(text).to.include('right side     float64 [1, 1, 1] [[[1]]]');
    expect(text).to.include('first wrong    cell [0, 0, 0]: left is 0, right is 1');
    expect(text).to.include('to blame       conv: conv returned 0 instead of 1 at [0, 0, 0]');
    expect(text).to.include('the taps       axis 0, output 0: reads cells - 0; it should read 0 -');
    expect(text).to.match(/again +replay\("conv-geometry\/same-is-explicit:/);
  });

  it('describe-laws', () => {
    const text = outputs.get('describe-laws')!;
    // Eleven laws, one of which needs conv and matmul, and one of which a known bug breaks.
    expect(text)
      .to.match(/\bpass 9\b/)
      .and.to.match(/\bfail 0\b/)
      .and.to.match(/\bskipped 2\b/);
    expect(text).to.match(/space-to-depth\/conv-of-stride-block-is-matmul: .* \(unsupported: no conv, matmul\)/);
    expect(text).to.match(/rejects-indivisible-depth: .* # (?:SKIP )?known: channels that no block divides come back as they are/);
  });

  it('are all run here', () => {
    const tested = readFileSync(import.meta.filename, 'utf8');
    const examples = readdirSync(path.join(root, 'examples')).map((file) => path.basename(file, '.ts'));
    expect(examples.filter((name) => name !== 'nested-arrays' && !tested.includes(`run('${name}'`) && !outputs.has(name))).to.deep.equal(
      [],
    );
  });
});
