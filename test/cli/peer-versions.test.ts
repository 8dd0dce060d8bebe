import { expect } from 'chai';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { peerWarnings } from '../../src/cli/packages/peer-versions.js';
import { placeOf } from '../../src/cli/packages/versions.js';
import { readyLibraryNames, readyLibraryPeers } from '../../src/libraries/index.js';

const root = `${import.meta.dirname}/../..`;
type Ranges = Readonly<Record<string, string>>;
const { dependencies, peerDependencies } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as Record<
  'dependencies' | 'peerDependencies',
  Ranges
>;

describe('versions of peers', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tensor-laws-peers-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function install(name: string, version: string, files: Readonly<Record<string, string>> = {}): void {
    const at = join(folder, 'node_modules', name);
    mkdirSync(at, { recursive: true });
    for (const [file, text] of Object.entries({ 'package.json': JSON.stringify({ name, version }), ...files }))
      writeFileSync(join(at, file), text);
  }

  it('are compared as npm does', () => {
    const range = '^1.2.3 || ^0.4.0 || 3.0.0';
    expect(['0.3.9', '0.4.0-rc.1'].map((version) => placeOf(version, range))).to.deep.equal(['older', 'older']);
    expect(['0.4.0', '0.4.9', '1.2.3', '1.10.0', '3.0.0'].map((version) => placeOf(version, range))).to.deep.equal(Array(5).fill('within'));
    expect(['0.5.0', '1.2.2', '2.0.0-rc.1', '2.0.0', 'next'].map((version) => placeOf(version, range))).to.deep.equal(
      Array(5).fill('outside'),
    );
    expect(['3.0.1', '10.0.0'].map((version) => placeOf(version, range))).to.deep.equal(['newer', 'newer']);
    expect(placeOf('5.0.0-release.1', '^4.0.0 || ^5.0.0-release.1')).to.equal('within');
  });

  it('are declared for every package that a ready library needs', () => {
    for (const peer of readyLibraryNames.flatMap(readyLibraryPeers)) {
      expect(peerDependencies, peer).to.have.property(peer);
      expect(placeOf('0.0.0-0', peerDependencies[peer]!), peer).to.equal('older');
    }
  });

  it('are told where one is too old or too new', async () => {
    const range = peerDependencies['@tensorflow/tfjs']!;
    install('@tensorflow/tfjs', '3.21.0');
    install('@tensorflow/tfjs-backend-wasm', '77.0.0');
    expect(await peerWarnings('tfjs-wasm', join(folder, 'node_modules/tensor-laws/dist/src/cli'))).to.deep.equal([
      `warning: library tfjs-wasm was written for @tensorflow/tfjs ${range}; 3.21.0 is installed, which is older`,
      `warning: library tfjs-wasm was written for @tensorflow/tfjs-backend-wasm ${range}; 77.0.0 is installed, which is newer`,
    ]);
  });

  it('say nothing where they are as declared, or missing', async () => {
    install('@tensorflow/tfjs', '4.0.0');
    expect(await peerWarnings('tfjs-wasm', folder)).to.deep.equal([]);
    expect(await peerWarnings('reference', folder)).to.deep.equal([]);
  });

  it('do not keep a command from going on', () => {
    // A peer that is none but for its name: the adapter finds in it all that one op needs.
    install('ml-convolution', '99.0.0', {
      'index.js': `const convolve = (input, taps, border) => {
          const half = border === 'CUT' ? 0 : (taps.length - 1) / 2;
          return Array.from({ length: input.length + 2 * half - taps.length + 1 }, (_, i) =>
            taps.reduce((sum, tap, j) => sum + tap * (input[i + j - half] ?? 0), 0));
        };
        module.exports = { directConvolution: convolve, DirectConvolution: class {
          constructor(size, taps, border) { this.convolve = (input) => convolve(input, taps, border); }
        } };`,
    });
    const own = join(folder, 'node_modules/tensor-laws');
    mkdirSync(own);
    for (const part of ['package.json', 'dist/src', 'dist/properties']) cpSync(join(root, part), join(own, part), { recursive: true });
    for (const name of [...Object.keys(dependencies), 'fast-check']) {
      mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true });
      symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), 'junction');
    }
    const args = [
      join(own, 'dist/src/cli/main.js'),
      'check',
      'ml-convolution',
      '--laws',
      'conv-algebra/additive-in-x',
      '--runs',
      '200',
      '--seed',
      '1',
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    expect(stderr).to.equal(
      `warning: library ml-convolution was written for ml-convolution ${peerDependencies['ml-convolution']}; 99.0.0 is installed, which is newer\n`,
    );
    expect(stdout).to.include('1 law: 1 holds');
    expect(status).to.equal(0);
  });
});
