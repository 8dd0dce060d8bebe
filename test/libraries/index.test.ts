import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { loadReadyLibrary, readyLibraryNames, readyLibraryPeers } from '../../src/libraries/index.js';
import { InvalidLibrary } from '../../src/library.js';

/** Runs a program in which a package cannot be found. */
function withoutPackage(name: string, program: string): string {
  const hook = `export const resolve = (specifier, context, next) => {
    if (specifier === ${JSON.stringify(name)})
      throw Object.assign(new Error("Cannot find package " + ${JSON.stringify(`'${name}'`)} + " imported from here"), { code: 'ERR_MODULE_NOT_FOUND' });
    return next(specifier, context);
  };`;
  const register = `import { register } from 'node:module'; register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hook)}));`;
  const args = [
    '--import',
    'tsx',
    '--import',
    `data:text/javascript,${encodeURIComponent(register)}`,
    '--input-type=module',
    '--eval',
    program,
  ];
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

  it('says in one line which package is missing', () => {
    const program = `const { loadReadyLibrary } = await import('./src/libraries/index.ts');
      await loadReadyLibrary('tfjs-cpu').catch((error) => console.log(error.name + ': ' + error.message));`;
    expect(withoutPackage('@tensorflow/tfjs', program).trim()).to.equal(
      'InvalidLibrary: library tfjs-cpu needs the package @tensorflow/tfjs: npm install @tensorflow/tfjs',
    );
  });

  it('names all the packages that a library needs', () => {
    const program = `const { loadReadyLibrary } = await import('./src/libraries/index.ts');
      await loadReadyLibrary('tfjs-wasm').catch((error) => console.log(error.name + ': ' + error.message));`;
    expect(withoutPackage('@tensorflow/tfjs-backend-wasm', program).trim()).to.equal(
      'InvalidLibrary: library tfjs-wasm needs the packages @tensorflow/tfjs, @tensorflow/tfjs-backend-wasm: npm install @tensorflow/tfjs @tensorflow/tfjs-backend-wasm',
    );
  });
});
