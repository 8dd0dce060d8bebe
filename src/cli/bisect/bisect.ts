import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { laws } from '../../../properties/index.js';
import { parseToken } from '../../engine/token.js';
import { InvalidLibrary } from '../../library.js';
import { readyLibraryNames, readyLibraryPeers } from '../../libraries/index.js';
import { storedText, type StoredCase } from '../finding/stored-case.js';
import { causeShows } from '../replay.js';
import { bisectList } from './bisection.js';
import { packageRoot } from '../packages/package-root.js';
import { runCommand, type Ended, type RunCommand } from './run-command.js';
import { versionsBetween } from '../packages/versions.js';

export interface BisectFlags {
  /** A version without the finding. */
  readonly good: string;
  /** A version with it. */
  readonly bad: string;
  /** How programs are run. Default: as processes. */
  readonly run?: RunCommand;
  readonly print?: (line: string) => void;
}

/** What a version does with the finding: 'neither' where that says nothing about the finding. */
interface Tried {
  readonly kind: 'holds' | 'violated' | 'neither';
  readonly word: string;
}

/** A violation without its numbers: what makes it the same finding in another version. */
function nature(word: string): string {
  return word.replace(/-?\b\d+(\.\d+)?(e[+-]?\d+)?\b/g, '#').replace(/-?Infinity|NaN/g, '#');
}

/** The last line that says anything: npm and Node put the reason there or in front of a trace. */
function reason({ stdout, stderr, status }: Ended): string {
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.find((line) => /^(tensor-laws:|\w*Error\b|npm (error|ERR!) (?!code\b))/.test(line.trim()));
  return telling?.trim() ?? lines.at(-1)?.trim() ?? (status === null ? 'ended by a signal' : `status ${status}`);
}

async function npm(run: RunCommand, args: readonly string[], cwd: string): Promise<string> {
  const ended = await run('npm', args, cwd);
  if (ended.status !== 0) throw new InvalidLibrary(`npm ${args[0]} failed: ${reason(ended)}`);
  return ended.stdout;
}

async function publishedVersions(run: RunCommand, peer: string, cwd: string): Promise<string[]> {
  const versions: unknown = JSON.parse(await npm(run, ['view', peer, 'versions', '--json'], cwd));
  // Of a package with a single version npm gives the version itself.
  return Array.isArray(versions) ? (versions as string[]) : [String(versions)];
}

/** Packages of one scope are released together, and get the same version; others the one that this package asks for. */
function packagesAt({ peers, ranges }: Attempt, version: string): string[] {
  const [scope, name] = peers[0]!.split('/');
  return peers.map((peer, i) => `${peer}@${i === 0 || (name !== undefined && peer.startsWith(`${scope}/`)) ? version : ranges[peer]}`);
}

interface Attempt {
  readonly run: RunCommand;
  readonly scratch: string;
  readonly library: string;
  /** A token, or a case and its cause. */
  readonly finding: string | StoredCase;
  /** This package, packed. */
  readonly own: string;
  readonly peers: readonly string[];
  /** What this package asks for of its peers. */
  readonly ranges: Readonly<Record<string, string>>;
}

/** The file of a stored case, in the folder of a version. */
const storedName = 'finding.json';

const lawOf = (finding: string | StoredCase): string => (typeof finding === 'string' ? parseToken(finding).law : finding.law);

async function tryVersion(attempt: Attempt, version: string): Promise<Tried> {
  const { run, scratch, library, finding, own, ranges } = attempt;
  const folder = join(scratch, version);
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  try {
    // Old versions are outside what this package declares as its peers, and that is the point.
    const flags = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel=error'];
    const installed = await run(
      'npm',
      ['install', ...flags, own, `fast-check@${ranges['fast-check']}`, ...packagesAt(attempt, version)],
      folder,
    );
    if (installed.status !== 0) return { kind: 'neither', word: `does not install: ${reason(installed)}` };
    const main = join('node_modules', 'tensor-laws', 'dist', 'src', 'cli', 'main.js');
    if (typeof finding !== 'string') await writeFile(join(folder, storedName), storedText(finding));
    const named = typeof finding === 'string' ? finding : storedName;
    const replayed = await run(process.execPath, [main, 'replay', library, named], folder);
    const lines = replayed.stdout.trimEnd().split('\n');
    // Whatever became of its case, which a version may refuse, or fail for another reason.
    if (lines.at(-1) === causeShows.true) return { kind: 'violated', word: 'the cause shows' };
    if (lines.at(-1) === causeShows.false) return { kind: 'holds', word: 'the cause does not show' };
    const verdict = lines.at(-1)!.replace(`${lawOf(finding)}: `, '');
    if (replayed.status === 0 && verdict.startsWith('holds')) return { kind: 'holds', word: 'holds' };
    if (replayed.status === 1 && verdict.startsWith('VIOLATED')) return { kind: 'violated', word: verdict };
    return { kind: 'neither', word: `cannot be replayed: ${/^[a-z ]+: /.test(verdict) ? verdict : reason(replayed)}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Says in which version of its package a ready library's finding began or ended, and lists each version that was tried.
 *
 * It replays the finding on the two versions, and bisects those that were published between them: as with any bisection, of several
 * changes one is found. Where its cause is known, calls that the cause predicts decide, and its case alone where there are none.
 *
 * @param finding a token, or a stored case
 *
 * @returns the exit status: 0
 * @throws InvalidLibrary on a library that is not ready, a law or a version that does not exist, two versions that agree
 */
export async function bisect(library: string, finding: string | StoredCase, flags: BisectFlags): Promise<number> {
  const { good, bad, run = runCommand, print = console.log } = flags;
  const peers = readyLibraryPeers(library);
  if (peers.length === 0)
    throw new InvalidLibrary(`'${library}' is no ready library: npm has the versions of ${readyLibraryNames.join(', ')}`);
  const law = lawOf(finding);
  if (!laws.some(({ id }) => id === law)) throw new InvalidLibrary(`there is no law '${law}'`);
  if (good === bad) throw new InvalidLibrary(`--good and --bad are both ${good}; they are two versions`);
  const { root, ranges } = await packageRoot();
  const peer = peers[0]!;
  const scratch = await mkdtemp(join(tmpdir(), 'tensor-laws-bisect-'));
  try {
    const all = await publishedVersions(run, peer, scratch);
    for (const version of [good, bad]) {
      if (!all.includes(version))
        throw new InvalidLibrary(
          `${peer} has no version ${version}; it has ${all.slice(-8).join(', ')}${all.length > 8 ? ' and older ones' : ''}`,
        );
    }
    const packed = (await npm(run, ['pack', root, '--ignore-scripts', '--loglevel=error'], scratch)).trim().split('\n').at(-1)!;
    const attempt: Attempt = { run, scratch, library, finding, peers, ranges, own: join(scratch, packed) };
    // The finding is what the bad version does; that a version fails in another way, as one without the op, says nothing about it.
    let seen: string | undefined;
    const judge = async (version: string): Promise<boolean | undefined> => {
      const { kind, word } = await tryVersion(attempt, version);
      if (kind === 'violated') seen ??= nature(word);
      const other = kind === 'violated' && nature(word) !== seen;
      print(`${peer} ${version}: ${kind === 'neither' ? 'skipped, it ' : other ? 'skipped, it fails in another way: ' : ''}${word}`);
      return kind === 'neither' || other ? undefined : kind === 'violated';
    };
    const versions = versionsBetween(all, good, bad);
    if ((await judge(bad)) !== true)
      throw new InvalidLibrary(`${peer} ${bad} was given as --bad and does not show the finding: there is nothing to bisect`);
    const older = await judge(good);
    if (older === true)
      throw new InvalidLibrary(`${peer} ${good} was given as --good and has the finding as well as ${bad}: there is nothing to bisect`);
    if (older === undefined) throw new InvalidLibrary(`${peer} ${good} was given as --good and cannot be judged`);
    const began = versions[0] === good;
    const { last, first, between } = await bisectList(versions, !began, judge);
    const skipped = between.length === 0 ? '' : ` (between them ${between.join(', ')} cannot be judged)`;
    print(
      began ? `began in ${peer} ${first}: ${last} does not have it${skipped}` : `ended in ${peer} ${first}: ${last} still has it${skipped}`,
    );
    return 0;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
