/** A case that a finding keeps: of the failure database, of a report, or a file of its own. */
import { existsSync, readFileSync } from 'node:fs';
import type { Cause } from '../../diagnosis/cause/cause.js';
import { isToken } from '../../engine/token.js';
import { InvalidArgument } from '../../invalid-argument.js';
import { describeThrown } from '../../judge/failures.js';
import { fromJson, toJson } from '../../judge/json.js';
import type { Counterexample } from '../../judge/counterexample.js';
import type { Finding } from '../../diagnosis/findings/findings.js';
import { allFindings } from '../../report/plain.js';
import { openDatabase } from '../kept/open-database.js';
import { readReport } from '../reports/read-report.js';

/** A law's case, and what it shows, as far as that is known. */
export interface StoredCase extends Pick<Counterexample, 'law' | 'case' | 'before'> {
  /** The cause in words. */
  readonly title?: string;
  readonly cause?: Cause;
}

/** Where findings are looked for by their ids. */
export interface Sources {
  /** A report that `--json` wrote. */
  readonly report?: string;
  /** The failure database, in a folder or on a server. Default: `.tensor-laws`. */
  readonly database?: string;
}

/** Whether a text has the form of a finding's id. */
const isId = (text: string): boolean => /^[0-9a-f]{16}$/.test(text);

/** A finding as what is run again. */
function caseOf({ title, cause, counterexample: { law, case: c, before } }: Finding): StoredCase {
  return { law, case: c, title, cause, ...(before !== undefined && { before }) };
}

/** A case as the text of a file that `replay` reads. */
export function storedText(stored: StoredCase): string {
  return `${JSON.stringify(toJson(stored), undefined, 2)}\n`;
}

/** The case of a file: what `storedText` writes, an entry of the database, or `{ "law": ..., "case": ... }` written by hand. */
function fileCase(path: string): StoredCase {
  const refuse = (why: string): never => {
    throw new InvalidArgument('replay', 'finding', path, why);
  };
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (thrown) {
    return refuse(`it cannot be read: ${describeThrown(thrown)}`);
  }
  const fields = (typeof json === 'object' && json !== null ? json : {}) as Readonly<Record<string, unknown>>;
  if (typeof fields['law'] !== 'string' || typeof fields['case'] !== 'object' || fields['case'] === null)
    return refuse('it must hold a law and a case, such as { "law": "agreement/conv", "case": { ... } }');
  try {
    const { law, case: c, before, title, cause } = fromJson(json) as Record<string, unknown>;
    return {
      law: law as string,
      case: c,
      ...(Array.isArray(before) && { before: before as NonNullable<StoredCase['before']> }),
      ...(typeof title === 'string' && { title }),
      ...(typeof cause === 'object' && cause !== null && { cause: cause as Cause }),
    };
  } catch (thrown) {
    return refuse(`its case is none: ${describeThrown(thrown)}`);
  }
}

/** @throws InvalidArgument where no report and no database has the finding */
async function foundById(id: string, library: string, { report, database = '.tensor-laws' }: Sources): Promise<StoredCase> {
  if (report !== undefined) {
    const { known, conventions, ...rest } = readReport('replay', report);
    const finding = [...allFindings({ known, conventions, ...rest }), ...known, ...conventions].find((each) => each.id === id);
    if (finding === undefined) throw new InvalidArgument('replay', 'finding', id, `${report} has no such finding`);
    return caseOf(finding);
  }
  const warn = (message: string): void => void process.stderr.write(`tensor-laws: ${message}\n`);
  const kept = await openDatabase(database, warn);
  const entry = (await kept.load(library)).find((each) => each.finding === id);
  await kept.close();
  if (entry === undefined)
    throw new InvalidArgument(
      'replay',
      'finding',
      id,
      `${kept.place} has no such finding of ${library}: name a report that has it with --report`,
    );
  return entry;
}

/** Whether a text names a finding: by a token, an id or a file. */
export function namesFinding(text: string): boolean {
  return isToken(text) || isId(text) || (text.endsWith('.json') && existsSync(text));
}

/**
 * What a finding is run again from.
 *
 * @param name its id, the path of a JSON file, or a token, which is left as it is
 * @param library its name, as the database has it
 * @throws InvalidArgument on anything else
 */
export async function namedCase(name: string, library: string, sources: Sources): Promise<string | StoredCase> {
  if (isId(name)) return foundById(name, library, sources);
  return name.endsWith('.json') ? fileCase(name) : name;
}
