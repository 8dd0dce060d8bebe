import { InvalidArgument } from '../invalid-argument.js';
import type { AnyLaw } from '../law.js';
import type { TensorLibrary } from '../library.js';
import { laws as catalogue } from '../../properties/index.js';
import { version } from '../version.js';
import type { CallCount } from '../judge/bind.js';
import { checkLaw, checkUnpinned, type Budget } from './check-law.js';
import { Explainer } from '../diagnosis/explainer.js';
import { Findings, type Finding } from '../diagnosis/findings.js';
import { asLibrary, closeDown, setUp, type PropertyOptions } from './property.js';
import type { LawResult, Progress, Report } from '../report/report.js';
import { selectLaws, type LawSelection } from './select.js';
import { parseToken } from './token.js';
import { isRed, type Verdict } from '../judge/verdict.js';

export interface CheckOptions extends PropertyOptions {
  /** Ids, globs or laws. Default: every law of the catalogue. */
  readonly laws?: LawSelection;
  /** Runs per law, >= 1. Default: 100. */
  readonly runs?: number;
  /** Default: drawn anew. */
  readonly seed?: number;
  /** Milliseconds for the whole check; a law that has none left is inconclusive. Default: no limit. */
  readonly time?: number;
  /** Called after each law. */
  readonly onProgress?: (progress: Progress) => void;
}

/** @throws InvalidArgument on runs, seed or time that are no such numbers */
function checkedOptions(options: CheckOptions): { runs: number; seed: number; time: number } {
  const { runs = 100, seed = Math.floor(Math.random() * 2 ** 31), time = Infinity } = options;
  if (!Number.isInteger(runs) || runs < 1) throw new InvalidArgument('checkLaws', 'runs', runs, 'it must be an integer >= 1');
  if (!Number.isInteger(seed)) throw new InvalidArgument('checkLaws', 'seed', seed, 'it must be an integer');
  if (!(time > 0)) throw new InvalidArgument('checkLaws', 'time', time, 'it must be a number of milliseconds > 0');
  return { runs, seed, time };
}

/**
 * Checks laws on a library and says what was found of each.
 *
 * @param library what `defineLibrary` returns; `setup` runs first, `close` last
 * @throws InvalidArgument on unknown laws, runs below 1, and the like
 */
export async function checkLaws(library: TensorLibrary, options: CheckOptions = {}): Promise<Report> {
  const subject = asLibrary(library);
  const { runs, seed, time } = checkedOptions(options);
  const chosen = selectLaws(catalogue, options.laws);
  const started = performance.now();
  const results: LawResult[] = [];
  let findings: Finding[] = [];
  const calls: Record<string, CallCount> = {};
  const counted = { ...options, calls };
  await setUp(subject);
  try {
    for (const law of chosen) {
      const begun = performance.now();
      const left = time - (begun - started);
      const budget: Budget = { runs, seed, time: Math.max(1, left) };
      const verdict: Verdict =
        left <= 0
          ? { kind: 'inconclusive', runs: 0, discards: {}, reason: 'the time ran out before its first run' }
          : await checkLaw(law, subject, budget, counted);
      results.push({ law: law.id, statement: law.statement, verdict, elapsed: performance.now() - begun });
      options.onProgress?.({ law: law.id, verdict, done: results.length, total: chosen.length });
    }
    const red = results.flatMap(({ verdict }) => (verdict.kind === 'violated' ? [verdict.counterexample] : []));
    const collected = new Findings(new Explainer(subject, options));
    await collected.add(red);
    findings = collected.list();
  } finally {
    await closeDown(subject);
  }
  return {
    tensorLaws: version,
    library: { name: subject.name, ...(subject.version !== undefined && { version: subject.version }) },
    seed,
    runs,
    results,
    findings,
    calls,
    elapsed: performance.now() - started,
    ok: results.every(({ verdict }) => !isRed(verdict)),
  };
}

/**
 * Runs the one case of a replay token again.
 *
 * @param token `law-id:seed:path`, as a report prints it
 * @param options the domain and regimes of the check that made it, where they were not the defaults
 * @throws InvalidArgument on a malformed token, an unknown law, or a token of another version
 */
export async function replay(token: string, library: TensorLibrary, options: CheckOptions = {}): Promise<Verdict> {
  const { law: id, seed, path, version: made } = parseToken(token);
  if (made !== undefined && made !== version) {
    throw new InvalidArgument(
      'replay',
      'token',
      token,
      `it was made by tensor-laws ${made}, whose cases are not those of this version, ${version}`,
    );
  }
  const own = (options.laws ?? []).filter((law): law is AnyLaw => typeof law !== 'string');
  const [law] = selectLaws([...own, ...catalogue], [id]);
  const subject = asLibrary(library);
  await setUp(subject);
  return checkUnpinned(law!, subject, { runs: 1, seed, path, time: Infinity }, options);
}
