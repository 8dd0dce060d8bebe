import type { Finding } from './findings.js';

/** What tells a finding from others of its library, whichever law showed it: the op, how it goes wrong, and where. */
export function bugOf({ op, kind, condition, counterexample, title }: Finding): readonly unknown[] {
  const isDeath = kind === 'crash' || kind === 'hang';
  return [op ?? counterexample.law, kind, isDeath ? title : (condition?.terms ?? null)];
}
