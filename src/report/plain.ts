/** A check in plain lines: what each verdict says, and each finding in full. */
import type { Report } from './report.js';
import type { Finding } from '../diagnosis/findings.js';
import type { Verdict } from '../judge/verdict.js';

/** A verdict in one line. */
export function verdictLine(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'holds': {
      const discarded = Object.values(verdict.discards).reduce((a, b) => a + b, 0);
      return `holds (${verdict.runs} runs${discarded > 0 ? `, ${discarded} discarded` : ''})`;
    }
    case 'violated':
      return `VIOLATED: ${verdict.counterexample.message}`;
    case 'unsupported':
      return `unsupported: ${verdict.missing.join(', ')}`;
    case 'known':
      return `known: ${verdict.reason}${verdict.issue === undefined ? '' : ` (${verdict.issue})`}`;
    case 'fixed':
      return `FIXED: it no longer fails, take out its pin: ${verdict.reason}`;
    case 'inconclusive':
      return `inconclusive: ${verdict.reason}`;
    case 'crashed':
      return `CRASHED: ${verdict.message}`;
    case 'timedOut':
      return `TIMED OUT: ${verdict.message}`;
  }
}

/** What is said of findings beyond the runs of every law. */
export function beyondNote({ runs }: Report): string {
  return `Found beyond run ${runs} of some laws, when the time was up: another search with this seed may not get as far.`;
}

/** All findings, those beyond the runs of every law last. */
export function allFindings({ findings, beyond = [] }: Report): readonly Finding[] {
  return [...findings, ...beyond];
}

/** `12 distinct findings, and 3 beyond run 50`; empty where there are none. */
export function countOfFindings({ findings, beyond = [], runs }: Report): string {
  const { length } = findings;
  if (length + beyond.length === 0) return '';
  return `${length} distinct ${length === 1 ? 'finding' : 'findings'}${beyond.length > 0 ? `, and ${beyond.length} beyond run ${runs}` : ''}`;
}
