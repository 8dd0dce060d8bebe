/** A check that is made again whenever the library changes. */
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { laws as catalogue } from '../../../properties/index.js';
import { selectLaws } from '../../engine/select.js';
import { InvalidArgument } from '../../invalid-argument.js';
import { printable } from '../../report/words/printable.js';
import type { CheckFlags } from '../check.js';
import { WatchedFiles } from './watched-files.js';

/** Exit status after Ctrl-C. */
const interrupted = 130;

const say = (line: string): void => console.error(printable(`tensor-laws: ${line}`));

/** What a check with `--watch` cannot be asked. */
function checkFlags(name: string, flags: CheckFlags & { readonly config?: unknown }): void {
  const wrong = (flag: string, value: unknown, rule: string): InvalidArgument => new InvalidArgument('check', flag, value, rule);
  if (!existsSync(resolve(name))) throw wrong('--watch', name, 'it watches the file of a module');
  if (!flags.isolate) throw wrong('--no-isolate', true, 'a process reads a module once: --watch checks in others');
  for (const [flag, file] of [['--write-known', flags.writeKnown] as const, ['--update-known', flags.updateKnown] as const])
    if (file !== undefined) throw wrong(flag, file, 'it is written once, not with each change: leave out --watch');
  selectLaws(catalogue, flags.laws);
}

/** The command line of one check, from that of the watch. */
function argumentsOf(more: readonly string[]): string[] {
  const given = process.argv.slice(2).filter((word) => word !== '--watch');
  const at = given.indexOf('check') + 1;
  return [...given.slice(0, at), '--no-watch', ...more, ...given.slice(at)];
}

/** A process of a group of its own: a Ctrl-C reaches this one alone, which ends the other. */
const started = (entry: string, args: readonly string[], stdio: 'inherit' | 'ignore'): ChildProcess =>
  fork(entry, args, { stdio: [stdio, stdio, stdio, 'ipc'], detached: true });

/** Runs the command once more. */
function checkOnce(more: readonly string[]): { readonly child: ChildProcess; readonly status: Promise<number | null> } {
  const child = started(process.argv[1]!, argumentsOf(more), 'inherit');
  return { child, status: new Promise((done) => child.once('exit', done)) };
}

/** Finds out which files the library is of: those of packages are left alone, as `node --watch` leaves them. */
function lookForImports(name: string, files: WatchedFiles): ChildProcess {
  const since = Date.now();
  const entry = new URL(`imported${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
  const child = started(fileURLToPath(entry), [resolve(name)], 'ignore');
  child.on('message', (url) => {
    const path = fileURLToPath(url as string);
    if (!/[\\/]node_modules[\\/]/.test(path)) files.add(path, since);
  });
  return child;
}

/**
 * Checks the library, and again with each change of its file or of what it imports, until Ctrl-C. The laws that were red come first, all
 * once these hold.
 *
 * @returns the exit status
 * @throws InvalidArgument on what cannot be watched
 */
export async function watchLibrary(name: string, flags: CheckFlags): Promise<number> {
  checkFlags(name, flags);
  const files = new WatchedFiles();
  const children = new Set<ChildProcess>();
  const kill = (): void => {
    for (const child of children) child.kill('SIGKILL');
    // A check that is cut off may have hidden it.
    if (children.size > 0 && process.stdout.isTTY) process.stdout.write('\u001b[?25h');
    children.clear();
  };
  const stopped = new Promise<'stopped'>((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop('stopped'));
  });
  let wasRed = false;
  /** One check, or two: those laws, and all. `isOver` once something has changed. */
  const checked = async (isOver: () => boolean): Promise<void> => {
    const run = (...more: string[]): Promise<number | null> => {
      const { child, status } = checkOnce(more);
      children.add(child);
      return status;
    };
    const redFirst = wasRed && flags.database !== false && flags.lastFailed !== true;
    let status = await run(...(redFirst ? ['--last-failed'] : []));
    if (redFirst && status === 0 && !isOver()) {
      say('the laws that were red hold: now all');
      status = await run();
    }
    if (isOver()) return;
    const isTold = status === 0 || status === 1;
    if (isTold) wasRed = status === 1;
    files.any = !isTold;
    say(`waiting for a change of ${name}, or of what it imports; Ctrl-C ends`);
  };
  try {
    for (const file of [name, flags.known, flags.deviations]) if (file !== undefined) files.add(resolve(file), Date.now());
    for (;;) {
      let isOver = false;
      files.any = false;
      const change = files.next();
      children.add(lookForImports(name, files));
      void checked(() => isOver);
      const event = await Promise.race([stopped, change]);
      isOver = true;
      kill();
      if (event === 'stopped') return interrupted;
      say(`${relative('', event)} changed${wasRed ? ': the laws that were red come first' : ''}`);
    }
  } finally {
    kill();
    files.close();
  }
}
