import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkLaws, defineLibrary, reference } from '../../src/index.js';
import type { Finding } from '../../src/diagnosis/findings/findings.js';
import { reproductionOf } from '../../src/report/reproduction.js';
import tfjs from '../../src/libraries/tfjs-cpu.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

const wrong = (a: number[]): number[] => a.map(() => 1);

/** A library that knows no dilations. */
const body = `defineLibrary({ name: 'flat', precision: reference.precision, ops: { ...reference.ops,
  conv: (x, w, a) => reference.ops.conv(x, w, { ...a, dilations: a.dilations.map(() => 1) }) } })`;
const flat = defineLibrary({
  name: 'flat',
  precision: reference.precision,
  ops: { ...reference.ops, conv: (x, w, a) => reference.ops.conv!(x, w, { ...a, dilations: wrong(a.dilations as number[]) }) },
});

describe('reproductionOf', () => {
  // Inside the package: there, its own name and its peers resolve.
  const folder = mkdtempSync(join(root, 'test/report/scratch-'));
  after(() => rmSync(folder, { recursive: true }));

  let finding: Finding;
  before(async () => {
    writeFileSync(join(folder, 'flat.mjs'), `import { defineLibrary, reference } from 'tensor-laws';\nexport default ${body};\n`);
    const { findings } = await checkLaws(flat, { laws: ['conv-geometry/dilation-is-upsampled-filter'], runs: 40, seed: 1 });
    finding = findings[0]!;
  });

  function run(source: string): { out: string; status: number | null } {
    const file = join(folder, 'reproduction.mjs');
    writeFileSync(file, source);
    const { stdout, stderr, status } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
    return { out: stdout + stderr, status };
  }

  it('runs the blamed call of a library by the name of its op', () => {
    const { out, status } = run(reproductionOf(finding, './flat.mjs')!);
    expect(status, out).to.equal(0);
    const [expected, got] = out.split('got:');
    expect(expected).to.match(/^expected: \[/);
    expect(got).to.match(/\[/).and.not.equal(expected!.slice('expected:'.length));
  });

  it('runs the program of a library that shows its calls, told what is expected', async () => {
    const { findings } = await checkLaws(tfjs, { laws: ['pooling/padding-never-wins'], runs: 25, seed: 1 });
    const { out } = run(reproductionOf(findings[0]!)!);
    expect(out)
      .to.match(/^expected: /)
      .and.include('got:');
    expect(out).to.include('Error in maxPool');
  });

  it('replays where no call is to blame, and is silent where there is nothing to run', () => {
    const { blame, ...counterexample } = finding.counterexample;
    expect(blame?.op).to.equal('conv');
    expect(run(reproductionOf({ ...finding, counterexample }, './flat.mjs')!).out).to.include('got: violated');
    const { token, ...rest } = counterexample;
    expect(token).to.be.a('string');
    expect(reproductionOf({ ...finding, counterexample: rest })).to.equal(undefined);
  });

  it('writes hostile names as comments and strings alone', () => {
    const counterexample = {
      law: 'a/b',
      library: 'x',
      case: {},
      kind: 'differs' as const,
      message: "');process.exit(9);//\u2028process.exit(9)",
      reproduced: true,
      shrinks: 0,
      token: "a/b:1:0');process.exit(9)//",
    };
    const source = reproductionOf({ title: 'x\nprocess.exit(9)\u2028process.exit(9)', counterexample }, "./x.mjs'; process.exit(9); '")!;
    expect(source.split('\n').filter((line) => line.startsWith('process.exit'))).to.deep.equal([]);
    expect(source).to.include(String.raw`"./x.mjs'; process.exit(9); '"`);
  });
});
