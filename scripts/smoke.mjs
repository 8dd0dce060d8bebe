// Packs the package, installs the tarball in a scratch project, and uses it as a user would: import,
// require, the command, and the test frameworks.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkFrameworks, frameworkPackages } from './smoke/frameworks.mjs';
import { deadLinks } from './smoke/links.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tensor-laws-smoke-'));
const run = (command, args, cwd = folder) => execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

const use = `
const { checkLaws, property, reference } = FACE;
const { dilationOneIsIdentity } = FAMILY;
(async () => {
  const fc = FC;
  await fc.assert(property(dilationOneIsIdentity, reference), { numRuns: 20 });
  const report = await checkLaws(reference, { laws: ['conv-algebra/zero'], runs: 5 });
  if (!report.ok) throw new Error('the reference fails');
  console.log('KIND works');
})();
`;

try {
  run('npm', ['pack', '--silent', '--pack-destination', folder], root);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "scratch", "private": true }');
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', `./${tarball}`, 'fast-check@4', ...frameworkPackages]);
  const dead = deadLinks(join(folder, 'node_modules', 'tensor-laws'));
  if (dead.length > 0) throw new Error(`links in the tarball lead nowhere:\n${dead.join('\n')}`);
  const esm = use
    .replace('FACE', "await import('tensor-laws')")
    .replace('FAMILY', "await import('tensor-laws/properties/with-space-to-batch')")
    .replace('FC', "await import('fast-check')")
    .replace('KIND', 'import');
  const cjs = use
    .replace('FACE', "require('tensor-laws')")
    .replace('FAMILY', "require('tensor-laws/properties/with-space-to-batch')")
    .replace('FC', "require('fast-check')")
    .replace('KIND', 'require');
  writeFileSync(join(folder, 'esm.mjs'), esm);
  writeFileSync(join(folder, 'cjs.cjs'), cjs);
  process.stdout.write(run(process.execPath, ['esm.mjs']));
  process.stdout.write(run(process.execPath, ['cjs.cjs']));
  process.stdout.write(
    run(join(folder, 'node_modules/.bin/tensor-laws'), ['check', 'reference', '--laws', 'conv-algebra/zero', '--runs', '5']),
  );
  checkFrameworks(folder, root);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
