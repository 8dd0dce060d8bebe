import { sync } from '../../search/sync.js';
import { printable } from '../../report/words/printable.js';
import { InvalidArgument } from '../../invalid-argument.js';
import { openDatabase } from './open-database.js';

/** Brings the failures of one database to another, says how many, and gives the exit status: 3 where some could not be stored. */
export async function syncDatabases(from: string, to: string): Promise<number> {
  if (from === to) throw new InvalidArgument('sync', 'to', 'the same', 'it must be another database than the first');
  const warn = (line: string): void => void process.stderr.write(`${printable(`tensor-laws: ${line}`)}\n`);
  const source = await openDatabase(from, warn);
  try {
    const target = await openDatabase(to, warn);
    try {
      const { fresh, smaller, there, failed } = await sync(source, target);
      const lost = failed === 0 ? '' : `, ${failed} could not be stored`;
      const line = `${source.place} to ${target.place}: ${fresh} new, ${smaller} with a smaller call, ${there} there already${lost}`;
      process.stdout.write(`${printable(line)}\n`);
      return failed === 0 ? 0 : 3;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}
