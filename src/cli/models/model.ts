import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { NotedExecutor } from '../../engine/executor.js';
import { InvalidArgument } from '../../invalid-argument.js';
import { describeThrown } from '../../judge/failures.js';
import { toJson } from '../../judge/json.js';
import { isReadyLibrary } from '../../libraries/index.js';
import type { InputFile } from '../../models/input/read-inputs.js';
import type { ModelFeeds } from '../../models/onnx/inputs.js';
import type { Model } from '../../models/onnx/read-model.js';
import { printable } from '../../report/words/printable.js';
import { checkIsolation, executorFor, onInterrupt, type IsolationFlags } from '../isolation.js';
import { leaveSoon } from '../load/leave-soon.js';
import { saveReproductions, withoutModels } from './files.js';

export interface ModelFlags extends IsolationFlags {
  readonly library: string;
  /** What the values are from. */
  readonly trusted: string;
  /** Files of inputs; one that holds an array without a name may be `name=file.npy`. Default: inputs at random. */
  readonly input?: readonly string[];
  readonly seed?: number;
  /** `name=224`, of sizes that the model leaves open. */
  readonly size?: readonly string[];
  /** Whether the whole model is run too, where no node strays by itself. Default: true. */
  readonly whole?: boolean;
  /** A folder for models of what strays alone, with their inputs. */
  readonly save?: string;
  readonly json?: string;
  readonly html?: string;
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

function fileBytes(argument: string, path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (thrown) {
    throw new InvalidArgument('model', argument, path, `it cannot be read: ${describeThrown(thrown)}`);
  }
}

function written(argument: string, path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (thrown) {
    throw new InvalidArgument('model', argument, path, `it cannot be written: ${describeThrown(thrown)}`);
  }
}

/** `mask=mask.npy`, of a file that is not called so as a whole. */
function inputFile(given: string): InputFile {
  const at = existsSync(given) ? -1 : given.indexOf('=');
  const path = given.slice(at + 1);
  return { path, bytes: fileBytes('--input', path), ...(at > 0 && { name: given.slice(0, at) }) };
}

/** What is wrong with what was read, as a fault of the argument that names it. */
function read<T>(argument: string, value: unknown, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (!(thrown instanceof Error) || thrown.name !== 'InvalidModel') throw thrown;
    throw new InvalidArgument('model', argument, value, thrown.message);
  }
}

interface Given {
  readonly model: Model;
  readonly feeds: ModelFeeds;
}

/** Reads a model, and reads or draws its inputs; what is wrong with them is said in one line. */
async function readGiven(path: string, seed: number, { input, size = [] }: ModelFlags): Promise<Given> {
  const sizes = sizesOf(size);
  const bytes = fileBytes('file', path);
  const modules = Promise.all([
    import('../../models/onnx/read-model.js'),
    import('../../models/onnx/inputs.js'),
    import('../../models/input/read-inputs.js'),
  ]);
  const [{ readModel }, { checkFeeds, randomFeeds }, { readInputs }] = await modules.catch((thrown: unknown) => {
    throw new InvalidArgument('model', 'file', path, `to read it, install protobufjs: ${describeThrown(thrown).split('\n')[0]!}`);
  });
  const model = read('file', path, () => readModel(bytes));
  if (input === undefined) return { model, feeds: read('file', path, () => randomFeeds(model, seed, sizes)) };
  if (size.length > 0) throw new InvalidArgument('model', '--size', size[0], 'the inputs that --input gives have their sizes');
  const feeds = read('--input', input.join(' '), () => {
    const feeds = readInputs(model, input.map(inputFile));
    checkFeeds(model, feeds);
    return feeds;
  });
  return { model, feeds };
}

/** Checks a model on a library, prints what strays, and gives the exit status: 0 where nothing does, 1 where something does. */
export async function model(path: string, flags: ModelFlags): Promise<number> {
  const { library: name, trusted: trustedName, seed = Math.floor(Math.random() * 2 ** 31), json } = flags;
  checkIsolation('model', [name, trustedName], flags);
  const { model, feeds } = await readGiven(path, seed, flags);
  const say = (line: string): void => void (json === '-' ? process.stderr : process.stdout).write(`${printable(line)}\n`);
  const warn = (line: string): void => console.error(printable(`tensor-laws: ${line}`));
  const stop = new AbortController();
  const ignore = onInterrupt(stop, warn);
  const opened: NotedExecutor[] = [];
  try {
    const { checkModel } = await import('../../models/check/check-model.js');
    const { modelLines } = await import('../../models/check/report-lines.js');
    const library = await executorFor(name, flags, json === '-');
    opened.push(library);
    // What only the library under test is given is not for the trusted one.
    const trusted = await executorFor(
      trustedName,
      { isolate: flags.isolate, ...(flags.timeout !== undefined && { timeout: flags.timeout }) },
      json === '-',
    );
    opened.push(trusted);
    if (flags.input === undefined) say(`inputs at random: --seed ${seed}`);
    const report = await checkModel(model, feeds, { library, trusted, signal: stop.signal, whole: flags.whole !== false });
    for (const note of opened.flatMap(({ notes }) => [...notes])) warn(note);
    for (const line of modelLines(report, flags.all)) say(line);
    if (flags.save !== undefined) await saveReproductions(report, flags.save, name, say);
    if (json !== undefined) {
      const text = `${JSON.stringify(toJson({ model: path, ...(flags.input === undefined ? { seed } : { input: flags.input }), ...withoutModels(report) }), null, 2)}\n`;
      if (json === '-') process.stdout.write(text);
      else written('--json', json, text);
    }
    if (flags.html !== undefined) {
      const { modelHtml } = await import('../../models/check/report-html.js');
      written('--html', flags.html, modelHtml(report, { model: path, library: name }));
      say(`wrote ${flags.html}`);
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
