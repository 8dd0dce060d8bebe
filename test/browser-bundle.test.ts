import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Bytes of the bundle, minified and packed by gzip. */
const budget = 250_000;

describe('the main entry in a browser', function () {
  this.timeout(30_000);

  it('bundles without a module of Node, within its budget', () => {
    const flags = ['--bundle', '--minify', '--format=esm', '--platform=browser', '--external:fast-check', '--log-level=error'];
    // It comes with tsx.
    const bundle = execFileSync('node_modules/.bin/esbuild', ['dist/src/index.js', ...flags], { cwd: root, maxBuffer: 2 ** 24 });
    expect(bundle.toString()).to.not.match(/from ?"node:/);
    expect(gzipSync(bundle).length).to.be.within(50_000, budget);
  });
});
