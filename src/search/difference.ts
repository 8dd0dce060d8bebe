/** What has changed between two reports: which bugs came, which went, which show otherwise. */
import type { Finding } from '../diagnosis/findings/findings.js';
import { bugKey, newIn } from '../diagnosis/cause/same-bug.js';
import { allFindings } from '../report/plain.js';
import type { Report } from '../report/report.js';

/** One bug in both reports, that does not read alike. */
export interface Change {
  readonly before: Finding;
  readonly after: Finding;
  /** In words: `breaks pooling/flip-max too`. */
  readonly how: readonly string[];
}

export interface ReportDifference {
  /** Found, and known to nobody. */
  readonly came: readonly Finding[];
  /** No longer found, though a law that it broke was asked. */
  readonly went: readonly Finding[];
  /** No longer found, and none of the laws that it broke got a verdict. */
  readonly notAsked: readonly Finding[];
  readonly changed: readonly Change[];
}

const few = (laws: readonly string[]): string =>
  laws.length > 3 ? `${laws.slice(0, 3).join(', ')} and ${laws.length - 3} more` : laws.join(', ');

function changesOf(before: Finding, after: Finding): string[] {
  const more = after.laws.filter((law) => !before.laws.includes(law));
  const less = before.laws.filter((law) => !after.laws.includes(law));
  return [
    ...(before.title === after.title ? [] : [`before: ${before.title}`]),
    ...(more.length === 0 ? [] : [`breaks ${few(more)} too`]),
    ...(less.length === 0 ? [] : [`no longer breaks ${few(less)}`]),
    ...(before.known === undefined && after.known !== undefined ? [`known: ${after.known.reason}`] : []),
    ...(before.known !== undefined && after.known === undefined ? ['no longer known'] : []),
  ];
}

/** Known bugs and conventions too: what becomes one has not gone. */
const everything = (report: Report): readonly Finding[] => [...allFindings(report), ...report.known, ...report.conventions];

/** @param before a report of the same library, or of another version of it */
export function differenceOf(before: Report, after: Report): ReportDifference {
  const [old, now] = [everything(before), everything(after)];
  const undecided = new Set(['inconclusive', 'unsupported']);
  const asked = new Set(after.results.filter(({ verdict }) => !undecided.has(verdict.kind)).map(({ law }) => law));
  const gone = newIn(old, now);
  const isAsked = ({ laws }: Finding): boolean => laws.some((law) => asked.has(law));
  const byKey = new Map(old.map((finding) => [bugKey(finding), finding]));
  return {
    came: newIn(allFindings(after), old),
    went: gone.filter(isAsked),
    notAsked: gone.filter((finding) => !isAsked(finding)),
    changed: now.flatMap((finding): Change[] => {
      const other = byKey.get(bugKey(finding));
      const how = other === undefined ? [] : changesOf(other, finding);
      return other === undefined || how.length === 0 ? [] : [{ before: other, after: finding, how }];
    }),
  };
}
