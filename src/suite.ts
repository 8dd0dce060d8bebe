/** Every law that a library's ops allow, as tests of the framework that its other tests run in. */
import { laws as catalogue } from '../properties/index.js';
import { globalOptions } from './engine/global-options.js';
import { asLibrary, closeDown, setUp } from './engine/lifecycle.js';
import type { PropertyOptions } from './engine/property-options.js';
import { selectLaws, type LawSelection } from './engine/select.js';
import { knownOf } from './diagnosis/cause/known.js';
import { InvalidArgument } from './invalid-argument.js';
import type { AnyLaw } from './law.js';
import type { TensorLibrary } from './library.js';
import { limitTo, skipperOf } from './suite/context.js';
import { frameworkOf, registryOf, type TestBody, type TestFramework } from './suite/framework.js';
import { LawTests, type LawBudget } from './suite/law-tests.js';
import { familyOf, skipReason, suiteTitle, testTitle } from './suite/titles.js';

export interface DescribeOptions extends PropertyOptions {
  /** Ids, globs or laws. Default: every law of the catalogue. */
  readonly laws?: LawSelection;
  /** Laws to run alone, by `it.only`. The other laws are skipped. */
  readonly only?: LawSelection;
  /** Laws to register as skipped. */
  readonly skip?: LawSelection;
  /** Runs per law, >= 1. Default: `numRuns` of `fc.configureGlobal`, or 100. */
  readonly runs?: number;
  /** Seed of every law. Default: that of `fc.configureGlobal`, or drawn anew; it is part of the replay token of each failure. */
  readonly seed?: number;
  /**
   * Milliseconds for the runs of each law; a law whose time runs out is skipped as inconclusive. The limit that the framework
   * gets is larger: it leaves room for a promise that does not settle, and for the words on a failure. Default: `interruptAfterTimeLimit` of
   * `fc.configureGlobal`, or 10,000.
   */
  readonly time?: number;
  /** Default: the global `describe`, `it`, ... of mocha, vitest or jest. */
  readonly framework?: TestFramework;
}

/** The longest time that timers take. */
const longest = 2 ** 31 - 1;

/** Room in a test's limit for the first cases of a law and for the explanation of a failure, in milliseconds. */
const slack = 20_000;

function budgetOf(options: DescribeOptions): LawBudget {
  const set = globalOptions();
  const { runs = set.runs ?? 100, seed = set.seed ?? Math.floor(Math.random() * 2 ** 31), time = set.time ?? 10_000 } = options;
  if (!Number.isInteger(runs) || runs < 1) throw new InvalidArgument('describeLaws', 'runs', runs, 'it must be an integer >= 1');
  if (!Number.isInteger(seed)) throw new InvalidArgument('describeLaws', 'seed', seed, 'it must be an integer');
  if (!(time > 0)) throw new InvalidArgument('describeLaws', 'time', time, 'it must be a number of milliseconds > 0');
  return { ...options, runs, seed, time };
}

/** The laws of a selection, by family, in the order in which families come first. */
function familiesOf(laws: readonly AnyLaw[]): Map<string, AnyLaw[]> {
  const families = new Map<string, AnyLaw[]>();
  for (const law of laws) {
    const family = families.get(familyOf(law));
    if (family === undefined) families.set(familyOf(law), [law]);
    else family.push(law);
  }
  return families;
}

/**
 * Registers every law as a test with mocha, vitest, jest or node:test. Call it where `describe` can be called.
 *
 * - A law whose ops the library lacks is registered as skipped, with the ops in its title. Where only the library's limits leave no
 *   case, that is found out by the run, and the test is skipped then.
 * - A violated law fails with a {@link LawViolated}: its message begins with the bug in a sentence, and shows the call to blame, the
 *   law and how to run it again.
 * - One bug breaks many laws, and fails one test: the first. A later law, each of whose failures the bug explains, is skipped, and
 *   says which test failed for it. A law that fails beyond what is explained fails.
 * - A law that fails by `known` bugs of the library alone is skipped, with the reason. A known bug that is fixed fails one test: that of
 *   the law of its case.
 *
 * jest cannot skip a test that runs: there such a test passes, and one warning at the end names it and says why.
 *
 * @param library what `defineLibrary` returns; `setup` runs before its first test, `close` after its last
 * @throws InvalidArgument where no framework is found, on unknown laws, runs below 1, and the like
 */
export function describeLaws(library: TensorLibrary, options: DescribeOptions = {}): void {
  const subject = asLibrary(library);
  const budget = budgetOf(options);
  const chosen = selectLaws(catalogue, options.laws);
  const all = [...new Set([...catalogue, ...chosen])];
  for (const note of knownOf(subject, options).notes) console.warn(`describeLaws: ${note}`);
  const skip = new Set(options.skip === undefined ? [] : selectLaws(all, options.skip));
  const only = options.only === undefined ? undefined : new Set(selectLaws(all, options.only));
  const limit = Math.min(longest, budget.time + 2 * (options.timeout ?? 10_000) + slack);
  const { suite, test, before, after } = registryOf(frameworkOf(options.framework), limit, only !== undefined);

  const tests = new LawTests(subject, chosen, budget);
  /** Of tests that the framework could not skip. */
  const notes: string[] = [];

  // No parameter is named: mocha, jest and node:test take the number of parameters for a wish for a callback.
  const bodyOf = (law: AnyLaw): TestBody =>
    async function (this: unknown, ...args: unknown[]) {
      limitTo(limit, this);
      const ending = await tests.run(law);
      if (ending.kind === 'skipped' && !skipperOf(this, args[0])(ending.note)) notes.push(`${law.id}: ${ending.note}`);
    };

  suite(suiteTitle(subject), () => {
    before(async function (this: unknown) {
      limitTo(limit, this);
      await setUp(subject);
    });
    after(async function (this: unknown) {
      limitTo(limit, this);
      if (notes.length > 0) console.warn(`${suiteTitle(subject)}: passed as tests, not as laws:\n${notes.join('\n')}`);
      await closeDown(subject);
    });
    for (const [family, laws] of familiesOf(chosen)) {
      suite(family, () => {
        for (const law of laws) {
          const reason = skipReason(law, subject, skip.has(law));
          const alone = only?.has(law);
          const how = reason !== undefined || alone === false ? 'skip' : alone === true ? 'only' : 'run';
          test(testTitle(law, reason), how, bodyOf(law));
        }
      });
    }
  });
}
