// What other libraries make of the call that a finding blames.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { campaign } from './paths.mjs';
import { near, numbersOf } from './confirm.mjs';

const worker = fileURLToPath(new URL('second-worker.mjs', import.meta.url));

/** Those that share kernels: one is no second opinion on the other. */
const families = [
  ['tfjs-cpu', 'tfjs-layers'],
  ['numpy-ts', 'numpy-ts-float32'],
  ['onnxruntime-node', 'onnxruntime-web'],
  ['ml-convolution', 'ml-convolution-fft'],
];
const related = (a, b) => a === b || families.some((family) => family.includes(a) && family.includes(b));

/** Lines of one process, until it ends by itself or by a call that ends it. */
function linesOf(library, calls) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [worker, library], { cwd: campaign, stdio: ['pipe', 'pipe', 'ignore'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), 180_000);
    let printed = '';
    child.stdout.on('data', (chunk) => (printed += chunk));
    child.stdin.on('error', () => {});
    child.stdin.end(JSON.stringify(calls));
    child.on('close', () => {
      clearTimeout(timer);
      const lines = printed.split('\n').filter((line) => line.startsWith('{"at"'));
      resolve(lines.map((line) => JSON.parse(line)));
    });
  });
}

/** The outcome of each call on one library; a call that ends its process has none. */
async function outcomesOf(library, calls) {
  const outcomes = new Map();
  let left = calls;
  while (left.length > 0) {
    const lines = await linesOf(library, left);
    for (const line of lines) if (!line.started) outcomes.set(line.at, line);
    const last = lines.findLast((line) => line.started);
    // It did not even start.
    if (last === undefined) break;
    left = left.filter(({ at }) => at > last.at);
  }
  return outcomes;
}

const isBad = ({ kind, counterexample }) => kind === 'accepted' || (kind === 'badResult' && counterexample.blame.expected === undefined);

/**
 * For each finding the names of the libraries that give what is expected, that refuse, and that give something else.
 *
 * @param found findings with the library of each
 */
export async function secondOpinions(found, libraries) {
  const opinions = found.map(() => ({ expected: [], refused: [], other: [] }));
  for (const library of libraries) {
    const calls = found.flatMap(({ library: own, finding }, at) =>
      related(own, library) || finding.counterexample.blame === undefined
        ? []
        : [{ at, op: finding.op, args: finding.counterexample.blame.args, isBad: isBad(finding) }],
    );
    if (calls.length === 0) continue;
    for (const [at, outcome] of await outcomesOf(library, calls)) {
      if (outcome.kind === 'none') continue;
      const { expected } = found[at].finding.counterexample.blame;
      const right =
        outcome.kind === 'value' &&
        expected?.tensor !== undefined &&
        near(
          outcome.numbers.map((value) => Math.fround(Number(value))),
          numbersOf(expected),
        );
      opinions[at][outcome.kind === 'threw' ? 'refused' : right ? 'expected' : 'other'].push(library);
    }
  }
  return opinions;
}
