import { readFileSync, writeFileSync } from 'node:fs';
import type { NotedExecutor } from '../engine/executor.js';
import { InvalidArgument } from '../invalid-argument.js';
import { describeThrown } from '../judge/failures.js';
import { toJson } from '../judge/json.js';
import { isReadyLibrary } from '../libraries/index.js';
import type { Model } from '../models/onnx/read-model.js';
import type { ModelFeeds } from '../models/onnx/inputs.js';
import { printable } from '../report/words/printable.js';
import { checkIsolation, executorFor, onInterrupt, type IsolationFlags } from './isolation.js';
import { leaveSoon } from './load/leave-soon.js';

export interface ModelFlags extends IsolationFlags {
  readonly library: string;
  /** What the values are from. */
  readonly trusted: string;
  readonly seed?: number;
  /** `name=224`, of sizes that the model leaves open. */
  readonly size?: readonly string[];
  readonly json?: string;
  readonly all?: boolean;
}

/** Sizes by name. */
function sizesOf(given: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    given.map((each) => {
      const match = /^(.+)=(\d+)$/.exec(each);
      if (match === null) throw new InvalidArgument('model', '--size', each, 'it is a name and a number, such as height=224');
      return [match[1]!, Number(match[2])];
    }),
  );
}

/** Reads a model and draws its inputs; what is wrong with it is said in one line. */
async function readGiven(
  path: string,
  seed: number,
  sizes: Readonly<Record<string, number>>,
): Promise<{ model: Model; feeds: ModelFeeds }> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (thrown) {
    throw new InvalidArgument('model', 'file', path, `it cannot be read: ${describeThrown(thrown)}`);
  }
  const modules = Promise.all([import('../models/onnx/read-model.js'), import('../models/onnx/inputs.js')]);
  const [{ readModel }, { randomFeeds }] = await modules.catch((thrown: unknown) => {
    throw new InvalidArgument('model', 'file', path, `to read it, install protobufjs: ${describeThrown(thrown).split('\n')[0]!}`);
  });
  try {
    const model = readModel(bytes);
    return { model, feeds: randomFeeds(model, seed, sizes) };
  } catch (thrown) {
    if (!(thrown instanceof Error) || thrown.name !== 'InvalidModel') throw thrown;
    throw new InvalidArgument('model', 'file', path, thrown.message);
  }
}

/** Checks a model on a library, prints what strays, and gives the exit status: 0 where nothing does, 1 where something does. */
export async function model(path: string, flags: ModelFlags): Promise<number> {
  const { library: name, trusted: trustedName, seed = Math.floor(Math.random() * 2 ** 31), json } = flags;
  checkIsolation('model', [name, trustedName], flags);
  const { model, feeds } = await readGiven(path, seed, sizesOf(flags.size ?? []));
  const say = (line: string): void => void (json === '-' ? process.stderr : process.stdout).write(`${printable(line)}\n`);
  const warn = (line: string): void => console.error(printable(`tensor-laws: ${line}`));
  const stop = new AbortController();
  const ignore = onInterrupt(stop, warn);
  const opened: NotedExecutor[] = [];
  try {
    const { checkModel } = await import('../models/check/check-model.js');
    const { modelLines } = await import('../models/check/report-lines.js');
    const library = await executorFor(name, flags, json === '-');
    opened.push(library);
    // What only the library under test is given is not for the trusted one.
    const trusted = await executorFor(
      trustedName,
      { isolate: flags.isolate, ...(flags.timeout !== undefined && { timeout: flags.timeout }) },
      json === '-',
    );
    opened.push(trusted);
    say(`inputs at random: --seed ${seed}`);
    const report = await checkModel(model, feeds, { library, trusted, signal: stop.signal });
    for (const note of opened.flatMap(({ notes }) => [...notes])) warn(note);
    for (const line of modelLines(report, flags.all)) say(line);
    if (json !== undefined) {
      const text = `${JSON.stringify(toJson({ model: path, seed, ...report }), null, 2)}\n`;
      if (json === '-') process.stdout.write(text);
      else writeFileSync(json, text);
    }
    if (report.nodes.every(({ verdict }) => verdict === 'not run') && !stop.signal.aborted)
      throw new InvalidArgument(
        'model',
        'file',
        path,
        `no node of it was run${isReadyLibrary(trustedName) ? '' : `: ${trustedName} may run no models`}`,
      );
    return !report.ok ? 1 : stop.signal.aborted ? 130 : 0;
  } finally {
    for (const executor of opened) await executor.close();
    ignore();
    if (!flags.isolate) leaveSoon();
  }
}
