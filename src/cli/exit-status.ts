import { isRed } from '../judge/verdict.js';
import type { Report } from '../report/report.js';

/**
 * 0 all hold; 1 a red law, or too few decided; 130 cut off before it could tell.
 *
 * @param strict whether a convention that the library does not declare is 1 too
 */
export function exitStatus({ ok, results, conventions }: Report, signal: AbortSignal, strict = false): number {
  if (results.some(({ verdict }) => isRed(verdict)) || (strict && conventions.length > 0)) return 1;
  return signal.aborted ? 130 : ok ? 0 : 1;
}
