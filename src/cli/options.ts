/** Options that commands share, and how they are read. */
import { InvalidArgumentError, Option, type Command } from 'commander';

/** An integer from a least one on. */
export function integer(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least)
      throw new InvalidArgumentError(`it is an integer${least === -Infinity ? '' : ` >= ${least}`}.`);
    return value;
  };
}

/** `60s`, `500ms`, `2m`, or a number of seconds. */
export function duration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text);
  const milliseconds =
    match === null ? 0 : Number(match[1]) * { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[(match[2] ?? 's') as 'ms' | 's' | 'm' | 'h'];
  if (milliseconds <= 0) throw new InvalidArgumentError('it is a time such as 500ms, 60s or 2m.');
  return milliseconds;
}

/** `2/5`: the second of five parts. */
export function shard(text: string): { index: number; count: number } {
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const [index, count] = match === null ? [0, 0] : [Number(match[1]), Number(match[2])];
  if (index < 1 || index > count) throw new InvalidArgumentError('it is i/n, with 1 <= i <= n, such as 2/5.');
  return { index, count };
}

/** Where failures are kept; a password on the command line is seen by all who list processes. */
export const databaseOption = (): Option =>
  new Option(
    '--database <place>',
    'where failures are kept, and replayed first: a folder, or a Redis server that a team shares, redis://user:password@host:port',
  ).env('TENSOR_LAWS_DATABASE');

/** Where reports go. */
export const reportOptions = (command: Command): Command =>
  command
    .option('--all', 'print every finding in full, and every law with its verdict')
    .option('--json <file>', 'write the report as JSON; - is stdout')
    .option('--html <file>', 'write a self-contained HTML report')
    .option('--junit <file>', 'write the report as JUnit XML')
    .option('--markdown <file>', 'write the report as Markdown');

/** A page for the library. */
export const pageOptions = (command: Command): Command =>
  command
    .option('--browser', 'run the library in pages of a browser, one a worker (default: where it runs nowhere else)')
    .option('--browser-path <file>', "the browser's executable (default: that of Chromium, where it is usually installed)")
    .option('--headed', 'show the browser');

/** Where the library runs. */
export const isolationOptions = (command: Command): Command =>
  pageOptions(command)
    .option('--workers <number>', 'worker processes (default: one a core)', integer(1))
    .option('--no-isolate', 'run the library in this process')
    .option('--timeout <duration>', 'time that a call of the library may take (default: 5s)', duration)
    .option('--memory <megabytes>', 'memory that the library may take in each worker (default: 1024)', integer(64));

export const wideOption = (): Option =>
  new Option('--wide <on|off>', 'off: small cases alone, none with sizes at which kernels branch (default: on)').choices(['on', 'off']);
