/**
 * What Stryker runs against each mutant of the reference kernels: the laws, in two ways.
 *
 * A law's own id: the law on the mutated kernels as a library, judged by the kernels as they were built. `the bounds of`: whether the
 * mutated error rules draw the law's line between honest and wrong where those of the built kernels do.
 *
 * A mutant that breaks a law makes some call stray from the reference, so that the laws of agreement find what any law of values does;
 * they run on many cases. Beside them run the laws of what agreement does not ask: what is refused, what nothing gives, and W.
 *
 * What no law finds the kernels' own tests are asked about, last of all: a mutant that they find is counted apart.
 */
import fc from 'fast-check';
import { Script } from 'node:vm';
import type { Evaluator as BuiltEvaluator, Outcome } from '../../src/judge/evaluate.js';
import type { Domain } from '../../src/domain.js';
import { InvalidArgument } from '../../src/invalid-argument.js';
import * as kernels from '../../src/ops/kernels.js';
import type { AnyLaw } from '../../src/law.js';
import type { LibraryOps, TensorLibrary } from '../../src/library.js';
import { opNames } from '../../src/ops/index.js';
import { float32, float64 } from '../../src/precision.js';
import { built } from './built.js';
import { casesFor } from './cases.js';
import { keptBounds } from './kept-bounds.js';
import { ownTests } from './own-tests.js';

/** Runs of a law on a mutant, the first of its covering array: laws of agreement, of pads, and of refusals, which have many faults; and the others. */
const [manyRuns, usualRuns] = [400, 15];

const { laws: builtLaws } = await built<{ readonly laws: readonly AnyLaw[] }>('properties/index.js');
const { Evaluator } = await built<{ readonly Evaluator: typeof BuiltEvaluator }>('src/judge/evaluate.js');
const { defineLibrary } = await built<{ readonly defineLibrary: (library: TensorLibrary) => TensorLibrary }>('src/library.js');

/** Errors of the kernels that are no refusals of theirs: slips, such as a length below 0, which a law would take for a refusal. */
const slips: unknown[] = [];

type Call = (...args: readonly unknown[]) => unknown;

/** Milliseconds that one call of a kernel may take: a mutant that never ends is found by its first call, though it is called a few times. */
const [usualTime, timeOfLarge] = [2_000, 20_000];
let longest = usualTime;

const held = globalThis as { heldCall?: () => unknown };
const run = new Script('globalThis.heldCall()');

/** Notes the slips of an op. */
const watched =
  (op: Call): Call =>
  (...args) => {
    try {
      held.heldCall = () => op(...args);
      return run.runInThisContext({ timeout: longest }) as unknown;
    } catch (thrown) {
      if (!(thrown instanceof InvalidArgument)) slips.push(thrown);
      throw thrown;
    }
  };

const ops = Object.fromEntries(opNames.map((op) => [op, watched(kernels[op] as Call)])) as LibraryOps;
const mutated = [float64, float32].map((precision) =>
  defineLibrary({ name: `kernels-${precision.name}`, precision, ops } as TensorLibrary),
);

const holds = ({ kind }: Outcome): boolean => kind === 'holds' || kind === 'discarded';

/** Whether a law fails, and where: nobody asks for what, or for whom to blame. */
async function failureOf(law: AnyLaw, library: TensorLibrary, numRuns: number, domain?: Partial<Domain>): Promise<string | undefined> {
  const found = casesFor(law, library, domain === undefined ? {} : { domain });
  if ('missing' in found) return undefined;
  const evaluator = new Evaluator(library);
  const property = fc.asyncProperty(found.cases, async (c) => holds(await evaluator.evaluate(law, c)));
  const { failed, numRuns: made } = await fc.check(property, { numRuns, seed: 1, endOnFailure: true });
  return failed ? `broken at run ${made}` : undefined;
}

async function onMutated(law: AnyLaw): Promise<string | undefined> {
  // What a precision changes is how the last step rounds: agreement sees that.
  const runs = /^agreement|reject|indivisible|more-pads/.test(law.id) ? manyRuns : usualRuns;
  for (const [i, library] of (law.id.startsWith('agreement/') ? mutated : mutated.slice(0, 1)).entries()) {
    slips.length = 0;
    const failure = await failureOf(law, library, i === 0 ? runs : Math.ceil(runs / 2));
    if (failure !== undefined) return `${failure}, on ${library.name}`;
    if (slips.length > 0) return `on ${library.name} a kernel threw ${String(slips[0])}`;
  }
  return undefined;
}

/** Kernels cut large tensors into blocks: a few cases of several blocks, for the ops that do, and of more channels than they take at once. */
const large: readonly Partial<Domain>[] = [
  { spatialAxes: { min: 1, max: 2 }, batch: { min: 9000, max: 11_000 }, channels: { min: 1, max: 3 }, elements: 1_000_000 },
  { spatialAxes: { min: 1, max: 2 }, channels: { min: 5, max: 9 } },
];
const fewRuns = 5;
const cutting = builtLaws.filter(({ id }) => /^agreement\/.*conv/.test(id));

/** Laws that compare with the reference, or pass what is rounded on to an op. */
const bounding = builtLaws.filter(({ id }) =>
  /^agreement|linear|additive-in-x|shift-|triangle|-composes$|matmul-block|separable-is-depthwise|native-dilation$|max-scale/.test(id),
);

/** The laws that run on the mutated kernels. */
const chosen =
  /^agreement|reject|indivisible|^degenerate|^with-space-to-batch|without-a-cell|more-pads|of-no-cell|inputs-untouched|result-not-aliased/;

/** Tests by name; each says what is wrong. */
const tests = new Map<string, () => Promise<string | undefined>>([
  ...builtLaws.filter(({ id }) => chosen.test(id)).map((law) => [law.id, () => onMutated(law)] as const),
  ...cutting.flatMap((law) =>
    // How a part is copied depends on the numbers' kind.
    mutated.map((library) => {
      const test = async (): Promise<string | undefined> => {
        longest = timeOfLarge;
        let failure: string | undefined;
        for (const domain of large) failure ??= await failureOf(law, library, fewRuns, domain);
        longest = usualTime;
        return failure;
      };
      return [`${law.id} of large tensors on ${library.name}`, test] as const;
    }),
  ),
  ...bounding.map((law) => [`the bounds of ${law.id}`, keptBounds(law)] as const),
  ...ownTests,
]);

/** Those that find the most come first; what is no law comes last, and counts apart. */
const rank = (id: string): number =>
  id.startsWith('test/') ? 4 : id.startsWith('the bounds') ? 3 : id.includes(' of large ') ? 2 : id.startsWith('agreement/') ? 0 : 1;
export const ids: readonly string[] = [...tests.keys()].sort((a, b) => rank(a) - rank(b));

/** Files without an error rule: what they do wrong is no matter of bounds. */
const withoutRules =
  /(arguments|conv-plan|depth-space-plan|direct-products|index|moves|multiply|patches|products|scratch|windows|with-space-to-batch)\.ts$/;
/** Files that cut what is large. */
const cut = /(conv\w*|direct-products|multiply|patches|products|scratch|windows)\.ts$/;

/** Whether a test can tell anything of a mutant in a file. */
export function concerns(id: string, file: string): boolean {
  if (id.startsWith('the bounds')) return !withoutRules.test(file);
  return !id.includes(' of large ') || cut.test(file);
}

/** What a test says of the reference kernels as they are at present, with any mutant that is switched on. */
export function broken(id: string): Promise<string | undefined> {
  const test = tests.get(id);
  if (test === undefined) throw new Error(`there is no test ${id}`);
  return test();
}
