/** The file of known bugs that a check writes. */
import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Cause } from '../../diagnosis/cause/cause.js';
import { causeId } from '../../diagnosis/cause/cause-id.js';
import { knownBug } from '../../diagnosis/cause/known.js';
import type { Executor } from '../../engine/executor.js';
import { InvalidArgument } from '../../invalid-argument.js';
import { describeThrown } from '../../judge/failures.js';
import { knownFrom, type KnownBug } from '../../library.js';
import { knownSchema } from '../../library/known-file.js';
import { toJson } from '../../judge/json.js';
import { isRed } from '../../judge/verdict.js';
import { allFindings } from '../../report/plain.js';
import type { Report } from '../../report/report.js';
import { version } from '../../version.js';

export interface KnownFlags {
  /** A file of bugs that are known, beside those that the library says. */
  readonly known?: string;
  /** A file to which all that is found is written as known. */
  readonly writeKnown?: string;
  /** A file of known bugs, from which those that are fixed are taken out, and to which new ones are added. */
  readonly updateKnown?: string;
}

/** The flags without `known` where that is the file to be written, and is read for it, or is not there yet: it may stand in a configuration. */
export function apartFromWritten<Flags extends KnownFlags>(flags: Flags): Flags {
  const { known, ...others } = flags;
  const isKnown = (path: string | undefined): boolean => path !== undefined && known !== undefined && resolve(path) === resolve(known);
  const isRead = isKnown(flags.updateKnown) || (isKnown(flags.writeKnown) && !existsSync(known!));
  return isRead ? (others as Flags) : flags;
}

const unwritable = (option: string, path: string, thrown: unknown): InvalidArgument =>
  new InvalidArgument('check', option, path, `it cannot be written: ${describeThrown(thrown)}`);

/**
 * Finds out before a check whether its known bugs can be written.
 *
 * @throws InvalidArgument on a path that cannot, and on flags that do not go together
 */
export function checkKnownFlags({ known, writeKnown, updateKnown, bail }: KnownFlags & { readonly bail?: boolean }): void {
  const [option, path] = writeKnown === undefined ? ['--update-known', updateKnown] : ['--write-known', writeKnown];
  if (path === undefined) return;
  if (writeKnown !== undefined && updateKnown !== undefined)
    throw new InvalidArgument('check', '--update-known', updateKnown, '--write-known writes the whole file: one of them is enough');
  if (updateKnown !== undefined && known !== undefined)
    throw new InvalidArgument('check', '--known', known, '--update-known reads its file too: one of them is enough');
  if (bail === true) throw new InvalidArgument('check', option, path, 'with --bail a check ends before all is found');
  const existed = existsSync(path);
  try {
    closeSync(openSync(path, 'a'));
    if (!existed) rmSync(path);
  } catch (thrown) {
    throw unwritable(option, path, thrown);
  }
}

const bugs = (count: number): string => `${count} known ${count === 1 ? 'bug' : 'bugs'}`;

/** The text of a file: a line each for what is long, so that a change of it is read as one. */
function fileText({ library }: Report, known: readonly KnownBug[]): string {
  const entries = known.map(({ reason, issue, sentence, law, cause, case: c }) => {
    const members = Object.entries({ reason, issue, sentence, law, cause: toJson(cause), case: toJson(c) }).filter(
      ([, value]) => value !== undefined,
    );
    return `    {\n${members.map(([name, value]) => `      ${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(',\n')}\n    }`;
  });
  const head = { schema: knownSchema, tensorLaws: version, library };
  const list = entries.length === 0 ? '[]' : `[\n${entries.join(',\n')}\n  ]`;
  return `${JSON.stringify(head, undefined, 2).slice(0, -2)},\n  "known": ${list}\n}\n`;
}

/** The entries that stay: of those that showed, or, where a file is brought up to date, of those that are not fixed. */
function keptOf(report: Report, known: Executor['known'], { updateKnown }: KnownFlags): readonly KnownBug[] {
  if (updateKnown === undefined) {
    const shown = new Set(report.known.map(({ id }) => id));
    return (known ?? []).flatMap(({ id, bug }) => (shown.has(id) ? [bug] : []));
  }
  const read = new Set(known?.map(({ id }) => id));
  const fixed = new Set(report.fixed?.map(({ id }) => id));
  return knownFrom(updateKnown).filter(({ cause }) => {
    const id = causeId(cause as Cause);
    return read.has(id) && !fixed.has(id);
  });
}

/** What became of a file of known bugs. */
export interface WrittenKnown {
  /** Bugs that it did not hold. */
  readonly added: number;
  /** Whether a law is red for what is not known from then on. */
  readonly isRed: boolean;
}

/**
 * Writes the known bugs of a check: all that were found are known from then on.
 *
 * @param checked the report, and what was known before
 * @param flags one of them says the file
 * @param say told what was written, and what was not
 * @throws InvalidArgument where the file cannot be written
 */
export function writeKnown(
  { report, known }: { readonly report: Report; readonly known: Executor['known'] },
  flags: KnownFlags,
  say: (line: string) => void,
): WrittenKnown {
  const path = (flags.writeKnown ?? flags.updateKnown)!;
  const reason = `found by tensor-laws ${version}, not fixed yet`;
  const findings = allFindings(report).map((finding) => ({ finding, bug: knownBug(finding, { reason }) }));
  const kept = keptOf(report, known, flags);
  const added = findings.flatMap(({ bug }) => bug ?? []);
  try {
    writeFileAtomic.sync(path, fileText(report, [...kept, ...added]));
  } catch (thrown) {
    throw unwritable(flags.writeKnown === undefined ? '--update-known' : '--write-known', path, thrown);
  }
  const { fixed = [] } = report;
  say(
    `wrote ${path}: ${bugs(kept.length + added.length)}, ${added.length} of them new${fixed.length > 0 ? `; ${fixed.length} fixed and taken out` : ''}`,
  );
  const covered = new Set(findings.flatMap(({ finding, bug }) => (bug === undefined ? [] : finding.laws)));
  for (const { finding, bug } of findings) if (bug === undefined) say(`not written, as no case of it is known: ${finding.sentence}`);
  const isRedStill = report.results.some(({ law, verdict }) => isRed(verdict) && verdict.kind !== 'fixed' && !covered.has(law));
  return { added: added.length, isRed: isRedStill };
}
