// describeLaws in mocha, vitest, jest and node:test: what each makes of a passing, a failing, a known and an unsupported law.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {{ passed: number, failed: number, skipped: number, titles: string[], failures: string }} Outcome */

/** What is installed beside the package. */
export const frameworkPackages = ['mocha@12', 'vitest@4', 'jest@30', '@jest/globals@30', '@types/node@20'];

const green = ['passing', 'known', 'unsupported'];
const red = [...green, 'failing', 'explained'];

/** A suite as a user writes it: with the framework's globals, or with the framework passed in. */
const suite = (names, module) => `
import { describeLaws } from 'tensor-laws';
import { laws, library, options } from '../library.mjs';
${module === undefined ? '' : `import * as framework from '${module}';`}
describeLaws(library, { ...options, laws: ${JSON.stringify(names)}.map((name) => laws[name])${module === undefined ? '' : ', framework'} });
`;

const between = (text, first, last) => text.slice(text.indexOf(first), text.lastIndexOf(last) + 1);

/** @returns {Outcome} */
function fromJest({ testResults, ...counts }) {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    passed: counts.numPassedTests,
    failed: counts.numFailedTests,
    skipped: counts.numPendingTests,
    titles: tests.map(({ fullName }) => fullName),
    failures: tests.flatMap(({ failureMessages }) => failureMessages).join('\n'),
  };
}

/** @returns {Outcome} */
function fromMocha({ stats, tests, failures }) {
  return {
    passed: stats.passes,
    failed: stats.failures,
    skipped: stats.pending,
    titles: tests.map(({ fullTitle }) => fullTitle),
    failures: failures.map(({ err }) => err.message).join('\n'),
  };
}

/** @returns {Outcome} */
function fromTap(text) {
  const count = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(text)?.[1]);
  return {
    passed: count('pass'),
    failed: count('fail'),
    skipped: count('skipped'),
    titles: text.split('\n').filter((line) => /^\s*# Subtest/.test(line)),
    failures: text,
  };
}

const json = (parse) => (output) => parse(JSON.parse(between(output, '{\n', '}')));

const vitest = ['vitest', 'run', '--reporter=verbose', '--reporter=json', '--outputFile.json=out.json'];
const jest = ['jest', '--json', '--outputFile=out.json', '--testMatch=**/FILE'];

const frameworks = [
  { name: 'mocha', args: ['mocha', '--reporter', 'json', 'FILE'], read: json(fromMocha) },
  { name: 'vitest', module: 'vitest', args: [...vitest, 'FILE'], written: fromJest },
  { name: 'vitest-globals', again: true, args: [...vitest, '--globals', 'FILE'], written: fromJest },
  { name: 'jest', args: jest, written: fromJest, skips: false, vm: true },
  {
    name: 'jest-imported',
    again: true,
    module: '@jest/globals',
    args: jest,
    written: fromJest,
    skips: false,
    vm: true,
  },
  { name: 'node:test', module: 'node:test', args: ['node', '--test', '--test-reporter=tap', 'FILE'], read: fromTap },
];

function check({ name, module, args, read, written, skips = true, vm = false }, folder, names, failing) {
  const file = `${name.replace(':', '-')}/${failing ? 'red' : 'green'}.test.mjs`;
  mkdirSync(join(folder, name.replace(':', '-')), { recursive: true });
  writeFileSync(join(folder, file), suite(names, module));
  const [command, ...rest] = args.map((arg) => arg.replace('FILE', file));
  const { status, stdout, stderr } = spawnSync(command === 'node' ? process.execPath : join(folder, 'node_modules/.bin', command), rest, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: vm ? '--experimental-vm-modules' : '', NO_COLOR: '1' },
  });
  const output = stdout + stderr;
  const problem = `${name}, ${failing ? 'red' : 'green'}:\n${output}`;
  assert.equal(status, failing ? 1 : 0, problem);
  const outcome = written === undefined ? read(stdout) : written(JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8')));
  // Where a running test cannot be skipped, the law that a known bug breaks, and the law that the other bug explains, pass as tests.
  const explained = failing ? 1 : 0;
  const { passed, failed, skipped } = outcome;
  assert.deepEqual(
    { passed, failed, skipped },
    { passed: 1 + (skips ? 0 : 1 + explained), failed: explained, skipped: 1 + (skips ? 1 + explained : 0) },
    problem,
  );
  const titles = outcome.titles.join('\n');
  assert.match(titles, /conv-algebra\/zero: C\(0, w\) = 0/, problem);
  assert.match(titles, /average-of-constant/, problem);
  assert.match(titles, /is-patches-times-matrix: .* \(unsupported: no matmul\)/, problem);
  assert.match(output, /set up[^]*closed/, problem);
  if (!failing) return;
  assert.match(outcome.failures, /conv puts the odd cell of 'same' pads before\n/, problem);
  for (const part of [
    /C\(reverse x, reverse w, same-lower\) = reverse C\(x, w, same\)/,
    /expected +\[batch/,
    /received +\[batch/,
    /law +conv-geometry\/same-lower-mirrors-same: /,
    /replay <library> conv-g/,
  ])
    assert.match(outcome.failures, part, problem);
  assert.match(output, /every-cell-in-the-field-counts: [^]*violated, as conv-geometry\/same-lower-mirrors-same/, problem);
}

/** The types of each framework, passed in, are those that describeLaws takes. */
function checkTypes(folder, root) {
  const modules = ['vitest', 'node:test', '@jest/globals'];
  const lines = modules.map(
    (module, i) => `import * as framework${i} from '${module}';\ndescribeLaws(reference, { framework: framework${i} });`,
  );
  writeFileSync(join(folder, 'frameworks.mts'), `import { describeLaws, reference } from 'tensor-laws';\n${lines.join('\n')}\n`);
  const flags = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023', '--types', 'node'];
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...flags, 'frameworks.mts'], { cwd: folder, encoding: 'utf8' });
  assert.equal(status, 0, stdout);
}

/**
 * Runs the suites of each framework in a project where the package is installed.
 *
 * @param {string} folder the project
 * @param {string} root the package, whose compiler is used
 */
export function checkFrameworks(folder, root) {
  copyFileSync(fileURLToPath(new URL('library.mjs', import.meta.url)), join(folder, 'library.mjs'));
  checkTypes(folder, root);
  for (const framework of frameworks) {
    if (!framework.again) check(framework, folder, green, false);
    check(framework, folder, red, true);
    console.log(`${framework.name} works`);
  }
}
