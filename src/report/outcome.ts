/** Whether a check is green. */
import { isRed } from '../judge/verdict.js';
import type { LawResult } from './report.js';

/** The share of laws that may stay inconclusive. */
const mostInconclusive = 0.1;

/** The laws that the library's ops and limits allow. */
export function askedOf(results: readonly LawResult[]): readonly LawResult[] {
  return results.filter(({ verdict }) => verdict.kind !== 'unsupported');
}

/** Whether more than a tenth of the laws that were asked got no verdict, for want of time or of cases: nothing can be said of the library. */
export function isUndecided(results: readonly LawResult[]): boolean {
  const asked = askedOf(results);
  return asked.filter(({ verdict }) => verdict.kind === 'inconclusive').length > mostInconclusive * asked.length;
}

/** Whether no law is red, and enough of them were decided. */
export function isGreen(results: readonly LawResult[]): boolean {
  return results.every(({ verdict }) => !isRed(verdict)) && !isUndecided(results);
}
