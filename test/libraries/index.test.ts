import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { loadReadyLibrary, needsPage, readyLibraryNames, readyLibraryPeers } from '../../src/libraries/index.js';
import { InvalidLibrary } from '../../src/library.js';

/** Runs a program in which packages cannot be found. */
function withoutPackages(names: readonly string[], program: string): string {
  const hook = `export const resolve = (specifier, context, next) => {
    if (${JSON.stringify(names)}.includes(specifier))
      throw Object.assign(new Error("Cannot find package '" + specifier + "' imported from here"), { code: 'ERR_MODULE_NOT_FOUND' });
    return next(specifier, context);
  };`;
  const register = `import { register } from 'node:module'; register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hook)}));`;
  const args = ['--import', `data:text/javascript,${encodeURIComponent(register)}`, '--input-type=module', '--eval', program];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    cwd: `${import.meta.dirname}/../..`,
    env: { PATH: process.env['PATH'] },
  });
  return stdout + stderr;
}

/** Those whose packages are development dependencies; the others are tried by the campaign's own tests. */
const installed = readyLibraryNames.filter((name) => ['tfjs-cpu', 'tfjs-layers'].includes(name));

describe('ready libraries', () => {
  for (const name of installed) {
    it(`loads ${name} under its own name`, async () => {
      expect((await loadReadyLibrary(name)).name).to.equal(name);
    });
  }

  it('refuses another name, and lists those that there are', async () => {
    for (const name of ['tfjs', 'constructor', '']) {
      const error = await loadReadyLibrary(name).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).to.be.instanceOf(InvalidLibrary);
      expect((error as Error).message).to.equal(
        `there is no ready library '${name}'; the ready libraries are ${readyLibraryNames.join(', ')}`,
      );
    }
  });

  it('says which packages each needs', () => {
    expect(readyLibraryPeers('tfjs-wasm')).to.deep.equal(['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm']);
    expect(readyLibraryPeers('tfjs')).to.deep.equal([]);
  });

  const needs = (name: string): string => {
    if (needsPage(name)) return `InvalidLibrary: library ${name} runs in a page of a browser, not in Node`;
    const peers = readyLibraryPeers(name);
    const packages = peers.length === 1 ? `the package ${peers[0]}` : `the packages ${peers.join(', ')}`;
    return `InvalidLibrary: library ${name} needs ${packages}: npm install ${peers.join(' ')}`;
  };
  const program = (names: readonly string[]): string => `const { loadReadyLibrary } = await import('./dist/src/libraries/index.js');
    for (const name of ${JSON.stringify(names)})
      await loadReadyLibrary(name).catch((error) => console.log(error.name + ': ' + error.message));`;

  it('each say in one line which packages they need, where none is there', () => {
    const all = readyLibraryNames.flatMap(readyLibraryPeers);
    expect(withoutPackages(all, program(readyLibraryNames)).trim().split('\n')).to.deep.equal(readyLibraryNames.map(needs));
  });

  it('name all the packages that they need, where one is missing', () => {
    const names = readyLibraryNames.filter((name) => name === 'tfjs-wasm' || name.startsWith('onnx'));
    const missing = ['@tensorflow/tfjs-backend-wasm', 'protobufjs'];
    expect(withoutPackages(missing, program(names)).trim().split('\n')).to.deep.equal(names.map(needs));
  });
});
