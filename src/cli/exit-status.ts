import { isRed } from '../judge/verdict.js';
import type { Report } from '../report/report.js';

/** 0 all hold; 1 a red law, or too few decided; 130 cut off before it could tell. */
export function exitStatus({ ok, results }: Report, signal: AbortSignal): number {
  if (results.some(({ verdict }) => isRed(verdict))) return 1;
  return signal.aborted ? 130 : ok ? 0 : 1;
}
