/** The commands: a sentence each, their modules loaded only when they run, so that --help stays as fast as an empty process. */
import { Command, CommanderError, Option } from 'commander';
import { version } from '../version.js';
import { addCampaign } from './campaign/commands.js';
import { helpText } from './help-text.js';
import { leaveWithParent } from './load/leave-soon.js';
import { databaseOption, duration, integer, isolationOptions, pageOptions, reportOptions, shard, wideOption } from './options.js';

/** Exit statuses: 0 all hold, 1 a violation or a known bug that is fixed, 2 bad usage, 3 the check itself failed. */
const usageError = 2;
const engineError = 3;

const program = new Command('tensor-laws')
  .description('The laws of windowed tensor operations, checked on a tensor library.')
  .version(version)
  .option('--debug', 'print stack traces of errors')
  .addHelpText('after', helpText)
  .exitOverride()
  .showHelpAfterError('(tensor-laws --help lists the commands)');

async function warnOfPeers(library: string): Promise<void> {
  const { peerWarnings } = await import('./packages/peer-versions.js');
  for (const warning of await peerWarnings(library)) console.error(warning);
}

/** A library and a finding, in either order: up to 0.1.0, replay took the token first. */
async function inOrder(library: string, finding: string): Promise<[library: string, finding: string]> {
  const { namesFinding } = await import('./finding/stored-case.js');
  return namesFinding(library) && !namesFinding(finding) ? [finding, library] : [library, finding];
}

/** A command about a finding that was stored. */
const findingCommand = (name: string, description: string): Command =>
  program
    .command(name)
    .description(description)
    .argument('<library>', 'a ready library, or a module whose default export is a library')
    .argument('<finding>', 'its id, its token, or a JSON file of a case: { "law": ..., "case": ... }')
    .option('--report <file>', 'a file that --json wrote, where the id is looked for')
    .addOption(databaseOption().default('.tensor-laws'));

interface LawsFlags {
  readonly laws?: string[];
  /** Of the configuration. */
  readonly library?: string;
}

/** Ids and globs behind `--laws` take every word up to the next option: where no library is left over, the last of them is it. */
function libraryAndLaws(library: string | undefined, { laws, library: configured }: LawsFlags): { library: string; laws?: string[] } {
  if (library !== undefined) return { library, ...(laws !== undefined && { laws }) };
  // All that stands behind `--laws` is laws, where the configuration names the library.
  if (configured !== undefined) return { library: configured, ...(laws !== undefined && { laws }) };
  const last = laws?.at(-1);
  if (last === undefined || laws!.length < 2) return program.error("error: missing argument 'library'", { exitCode: usageError });
  return { library: last, laws: laws!.slice(0, -1) };
}

/** A command that runs laws on a library. */
const lawsCommand = (name: string, description: string): Command =>
  program
    .command(name)
    .description(description)
    .argument('[library]', 'a ready library (reference, tfjs-cpu, ...) or a module whose default export is a library')
    .usage('<library> [options]')
    .option('-t, --laws <ids...>', "ids or globs of laws, such as 'pooling/*'")
    .option('--bail', 'stop at the first finding')
    .option(
      '--deviations <module>',
      "deviations beside the package's own, as the default export of a module: causes are looked for among them too",
    )
    .option('--strict', 'end with status 1 where an op differs by a convention that the library does not declare')
    .option('--known <file>', 'a file of known bugs, beside those that the library says: no law is red for them')
    .option('--seed <number>', 'seed of the runs (default: drawn anew)', integer(-Infinity))
    .addOption(wideOption())
    .option(
      '--config <file>',
      'options by name, as the default export of a module (default: tensor-laws.config.ts, .js or .mjs, if there is one)',
    )
    .option('--no-config', 'read no such file')
    .hook('preAction', async (_, command) => {
      const { configure } = await import('./config/configure.js');
      await configure(command, [check, search]);
    });

program
  .command('init')
  .description('write an adapter for a package from the names of its exports, and a test of it, and check it')
  .argument('<package>', 'a package of npm that is installed, or the path of a module')
  .option('--workers <number>', 'worker processes of the check (default: one a core)', integer(1))
  .action(async (name: string, flags: { workers?: number }) => {
    const { init } = await import('./init/init.js');
    process.exitCode = await init(name, flags);
  });

const check = reportOptions(
  isolationOptions(
    lawsCommand('check', 'check every law that the library has the ops for, in worker processes, and print what was found')
      .option('--runs <number>', 'runs per law (default: 100)', integer(1))
      .option('--time <duration>', 'time for the whole check, such as 60s', duration)
      .option('--write-known <file>', 'write all that is found as known bugs; checks again until nothing new comes')
      .option('--update-known <file>', 'take what is fixed out of a file of known bugs, and add what is new')
      .option('--last-failed', 'the laws alone that were red in the last check of the library; all where none was'),
  )
    .option('--database <folder>', 'where the laws that are red are kept', '.tensor-laws')
    .option('--no-database', 'keep nothing')
    .option('--watch', "check again with each change of the library's file or of what it imports, the red laws first")
    .addOption(new Option('--no-watch').hideHelp()),
).action(async (given: string | undefined, flags: LawsFlags & { watch?: boolean }) => {
  const { library, ...laws } = libraryAndLaws(given, flags);
  if (flags.watch === true) {
    const { watchLibrary } = await import('./watch/watch.js');
    process.exitCode = await watchLibrary(library, { ...(flags as Parameters<typeof watchLibrary>[1]), ...laws });
    return;
  }
  leaveWithParent();
  await warnOfPeers(library);
  const { check } = await import('./check.js');
  process.exitCode = await check(library, { ...(flags as Parameters<typeof check>[1]), ...laws });
});

const search = reportOptions(
  isolationOptions(
    lawsCommand('search', 'search for bugs: run ever more cases in worker processes, explain each bug, pass over it and go on')
      .option('--time <duration>', 'time for the search, such as 60s (default: 60s, without --runs or --exhaustive)', duration)
      .option('--runs <number>', 'runs per law', integer(1))
      .option('--exhaustive <size>', 'afterwards, every window configuration up to this size', integer(1))
      .option('--shard <i/n>', 'the i-th of n parts of the laws; merge puts the reports together', shard),
  )
    .addOption(databaseOption().default('.tensor-laws'))
    .option('--no-database', 'keep nothing')
    .option('--quiet', 'print the summary only')
    .option('--plain', 'print lines, even on a terminal'),
).action(async (given: string | undefined, flags: LawsFlags) => {
  const { library, ...laws } = libraryAndLaws(given, flags);
  await warnOfPeers(library);
  const { searchLibrary } = await import('./search.js');
  process.exitCode = await searchLibrary(library, { ...(flags as Parameters<typeof searchLibrary>[1]), ...laws });
});

isolationOptions(
  program
    .command('compare')
    .description('check several libraries alike, and say how many findings each op has in each')
    .argument('<libraries...>', 'ready libraries, or modules whose default export is a library')
    .option('-t, --laws <ids...>', "ids or globs of laws, such as 'pooling/*'")
    .option('--runs <number>', 'runs per law (default: 100)', integer(1))
    .option('--seed <number>', 'seed of the runs (default: drawn anew)', integer(-Infinity))
    .option('--time <duration>', 'time for each library, such as 60s', duration)
    .addOption(wideOption()),
).action(async (libraries: string[], flags: object) => {
  for (const library of libraries) await warnOfPeers(library);
  const { compare } = await import('./compare.js');
  process.exitCode = await compare(libraries, flags as Parameters<typeof compare>[1]);
});

isolationOptions(
  program
    .command('model')
    .description('run an ONNX model on a library, node by node, and name the nodes that stray from a trusted backend, with their causes')
    .argument('<model>', 'an ONNX file, its weights inside')
    .requiredOption('--library <library>', 'a ready library, or a module whose default export is a library')
    .option('--trusted <library>', "a library that runs models: the nodes' inputs are its results", 'onnxruntime-node')
    .option(
      '--input <files...>',
      'the inputs: .npz, or .npy and .pb, one input each, as <file> or <input>=<file> (default: drawn at random)',
    )
    .option('--seed <number>', 'seed of the inputs that are drawn at random (default: drawn anew, and printed)', integer(-Infinity))
    .option('--size <name=number...>', 'sizes that the model leaves open, such as height=224 (default: 1 for the first axis)')
    .option('--all', "print each node's error beside what is allowed, where some stray too")
    .option('--no-whole', 'run the nodes one by one alone, and not the whole model, where none of them strays')
    .option('--save <folder>', 'write what strays without a cause as models of their own, with their inputs')
    .option('--html <file>', 'write the report as a page')
    .option('--json <file>', 'write the report as JSON; - is stdout'),
)
  .addHelpText('after', '\nExample:\n  $ tensor-laws model mobilenet.onnx --library onnxruntime-web-webgpu --size height=224 width=224')
  .action(async (file: string, flags: object) => {
    const { model } = await import('./models/model.js');
    const given = flags as Parameters<typeof model>[1];
    await warnOfPeers(given.library);
    process.exitCode = await model(file, given);
  });

reportOptions(
  program.command('merge').description('merge the JSON reports of shards into one').argument('<reports...>', 'files that --json wrote'),
).action(async (reports: string[], flags: object) => {
  const { merge } = await import('./reports/merge.js');
  process.exitCode = await merge(reports, flags);
});

program
  .command('diff')
  .description('say which findings came, went and changed from one JSON report to another; status 1 where one came')
  .argument('<old>', 'a file that --json wrote')
  .argument('<new>', 'one of the same library, or of another version of it')
  .action(async (old: string, now: string) => {
    const { diff } = await import('./reports/diff.js');
    process.exitCode = diff(old, now);
  });

program
  .command('report')
  .description("print a finding as the text of an issue for the library's tracker, in Markdown")
  .argument('<report>', 'a file that --json wrote')
  .argument('<finding>', 'its id, or its number as the report is printed')
  .option('--library <library>', 'as the command line names it, for the file that reproduces it')
  .action(async (report: string, finding: string, { library }: { library?: string }) => {
    const { issue } = await import('./reports/issue.js');
    issue(report, finding, library);
  });

pageOptions(findingCommand('replay', 'run the case of a finding again; one of an id, whether its cause shows in other calls too'))
  .addOption(wideOption())
  .action(async (first: string, second: string, flags: object) => {
    const [library, finding] = await inOrder(first, second);
    await warnOfPeers(library);
    const { replayOn } = await import('./replay.js');
    process.exitCode = await replayOn(library, finding, flags);
  });

findingCommand('bisect', "say in which version of a ready library's package a finding, or the cause of one named by its id, began or ended")
  .requiredOption('--good <version>', 'a version without the finding')
  .requiredOption('--bad <version>', 'a version with it')
  .action(async (first: string, second: string, flags: { good: string; bad: string; report?: string; database?: string }) => {
    const [library, finding] = await inOrder(first, second);
    const { bisect } = await import('./bisect/bisect.js');
    const { namedCase } = await import('./finding/stored-case.js');
    process.exitCode = await bisect(library, await namedCase(finding, library, flags), flags);
  });

program
  .command('sync')
  .description(
    'bring the failures of one database to another, each a folder or redis://user:password@host:port; of a cause the smallest call stays',
  )
  .argument('<from>', 'where they are read; user and password may be given in TENSOR_LAWS_DATABASE')
  .argument('<to>', 'where they are stored')
  .action(async (from: string, to: string) => {
    const { syncDatabases } = await import('./kept/sync.js');
    process.exitCode = await syncDatabases(from, to);
  });

program
  .command('laws')
  .description('list the laws')
  .addOption(new Option('--json', 'as JSON'))
  .action(async (flags: { json?: boolean }) => {
    const { listLaws } = await import('./laws.js');
    listLaws(flags.json === true);
  });

program
  .command('explain')
  .description('say what a law states, why it holds, and where it is from')
  .argument('<law>', 'its id')
  .action(async (id: string) => {
    const { explainLaw } = await import('./laws.js');
    explainLaw(id);
  });

addCampaign(program);

/** Runs a command; its status is the exit status of the process. */
export async function runCommand(args: readonly string[]): Promise<void> {
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (thrown) {
    await told(thrown);
  }
}

/** Says what went wrong. */
async function told(thrown: unknown): Promise<void> {
  if (thrown instanceof CommanderError) {
    process.exitCode = thrown.exitCode === 0 ? 0 : usageError;
    return;
  }
  const error = thrown as Error;
  const usage = ['InvalidArgument', 'InvalidConfig', 'InvalidLibrary', 'QueueProblem'].includes(error.name);
  process.exitCode = usage ? usageError : engineError;
  const text = error instanceof Error ? error.message : String(thrown);
  const { printable } = await import('../report/words/printable.js');
  // With its causes: the stack of a library that does not load is theirs.
  const { inspect } = await import('node:util');
  const isDebug = program.opts()['debug'] === true && error instanceof Error;
  console.error(printable(isDebug ? inspect(error) : `tensor-laws: ${text.split('\n')[0]}`));
}
