/** What the tests are called. */
import { missingFor } from '../judge/subject.js';
import { printable } from '../report/words/printable.js';
import type { AnyLaw } from '../law.js';
import type { TensorLibrary } from '../library.js';
import { statementText } from '../statement/text.js';

/** `my-library 1.0.0` */
export function suiteTitle({ name, version }: TensorLibrary): string {
  return printable(version === undefined ? name : `${name} ${version}`);
}

/** The family of a law: `pooling` of `pooling/max-shift`. */
export function familyOf({ id }: AnyLaw): string {
  return id.split('/')[0]!;
}

/** Why a law is not run at all: known before anything runs. */
export function skipReason(law: AnyLaw, library: TensorLibrary, skipped: boolean): string | undefined {
  if (skipped) return 'skipped';
  const missing = missingFor(law, library);
  return missing.length > 0 ? `unsupported: no ${missing.join(', ')}` : undefined;
}

/** The law by id and equation, and why it is not run. */
export function testTitle({ id, statement }: AnyLaw, reason: string | undefined): string {
  return printable(`${id}: ${statementText(statement)}${reason === undefined ? '' : ` (${reason})`}`);
}
