import { expect } from 'chai';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const main = join(root, 'dist/src/cli/main.js');
const face = pathToFileURL(join(root, 'dist/src/index.js')).href;

const waiting = 'waiting for a change';

/** A watch of a library whose module imports another, `shift.ts`. */
class Watch {
  private readonly child: ChildProcess;
  private said = '';
  private heard: () => void = () => undefined;
  readonly ended: Promise<number | null>;

  constructor(readonly folder: string) {
    const args = [
      'check',
      './mine.ts',
      '-t',
      'padding/constant',
      'padding/flip',
      '--runs',
      '5',
      '--seed',
      '1',
      '--workers',
      '1',
      '--watch',
    ];
    this.child = spawn(process.execPath, [main, ...args], { cwd: folder });
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.said += text;
        this.heard();
      });
    this.ended = new Promise((end) => this.child.once('exit', end));
  }

  /** What is said up to the next line that has the words; later calls go on behind it. */
  async hears(words: string): Promise<string> {
    for (;;) {
      const at = this.said.indexOf(words);
      const end = at < 0 ? -1 : this.said.indexOf('\n', at);
      if (end >= 0) {
        const told = this.said.slice(0, end);
        this.said = this.said.slice(end);
        return told;
      }
      await new Promise<void>((go) => (this.heard = go));
    }
  }

  interrupt(): void {
    this.child.kill('SIGINT');
  }
}

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tensor-laws-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const mine = `import { defineLibrary, reference } from '${face}';
import { shift } from './shift.js';
const { pad } = reference.ops;
export default defineLibrary({ ...reference, name: 'mine', ops: { pad: (x, a) => pad!(x, { ...a, value: (a.value ?? 0) + shift }) } });`;

const shiftIs = (value: string): string => `export const shift: number = ${value};\n`;

describe('check --watch', () => {
  let watch: Watch;

  before(() => {
    watch = new Watch(folderOf({ 'package.json': '{ "type": "module" }', 'mine.ts': mine, 'shift.ts': shiftIs('0') }));
  });

  after(() => watch.interrupt());

  it('checks, and waits', async () => {
    expect(await watch.hears(waiting)).to.include('mine: 2 laws: 2 holds');
  });

  it('checks again where a file that the library imports changes', async () => {
    writeFileSync(join(watch.folder, 'shift.ts'), shiftIs('1'));
    const told = await watch.hears(waiting);
    expect(told)
      .to.include('tensor-laws: shift.ts changed\n')
      .and.to.include('Finding 1 of 1: pad takes one more than is given for its value');
    expect(told).to.include('mine: 2 laws: 1 violated, 1 holds');
  });

  it('says in one line what does not load, and goes on', async () => {
    writeFileSync(join(watch.folder, 'shift.ts'), shiftIs(''));
    const lines = (await watch.hears(waiting)).trim().split('\n');
    expect(lines).to.have.length(3);
    expect(lines[1]).to.match(/^tensor-laws: \.\/mine\.ts does not load: .*shift\.ts:1:\d+: ERROR: Unexpected ";"$/);
  });

  it('checks the laws first that were red, and all once these hold', async () => {
    // As editors do: written elsewhere, and moved to its place.
    writeFileSync(join(watch.folder, 'shift.ts.new'), shiftIs('0'));
    renameSync(join(watch.folder, 'shift.ts.new'), join(watch.folder, 'shift.ts'));
    const told = await watch.hears(waiting);
    expect(told).to.match(
      /shift\.ts changed: the laws that were red come first[^]*mine: 1 law: 1 holds[^]*the laws that were red hold: now all[^]*mine: 2 laws: 2 holds/,
    );
  });

  it('checks again once a file is there that was not', async () => {
    writeFileSync(join(watch.folder, 'mine.ts'), mine.replace('./shift.js', './other.js'));
    expect(await watch.hears(waiting)).to.match(/mine\.ts changed\n.*does not load: .*other\.js/);
    writeFileSync(join(watch.folder, 'other.ts'), shiftIs('0'));
    expect(await watch.hears(waiting))
      .to.include('other.ts changed')
      .and.to.include('2 laws: 2 holds');
  });

  it('ends with status 130 at Ctrl-C', async () => {
    watch.interrupt();
    expect(await watch.ended).to.equal(130);
  });
});
