/** One small case of a law, worked on the reference: the calls that the law makes, and both sides. */
import * as fc from 'fast-check';
import { bind, type Call } from '../../src/judge/bind/bind.js';
import { cloneCase } from '../../src/judge/evaluate.js';
import { casesIn, domainOf } from '../../src/judge/subject.js';
import type { AnyLaw, Claim, Side } from '../../src/law.js';
import { reference } from '../../src/reference.js';
import { isTensor, sizeOf, tensor, toArray, type Tensor } from '../../src/tensor.js';

/** What became of one claim. */
export interface WorkedClaim {
  readonly kind: Claim['kind'];
  readonly label: string | undefined;
  readonly left?: Tensor;
  readonly right?: Tensor;
  /** Of a call that must be refused: the words of the refusal. */
  readonly refusal?: string;
}

export interface Instance {
  readonly case: Readonly<Record<string, unknown>>;
  readonly calls: readonly Call[];
  readonly claims: readonly WorkedClaim[];
}

async function tensorOf(side: Side): Promise<Tensor> {
  const value = await side;
  return isTensor(value) ? value : typeof value === 'number' ? tensor([value], []) : tensor([...value]);
}

async function refusalOf(call: () => unknown): Promise<string> {
  try {
    await call();
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
  throw new Error('the reference accepts a call that a law says is refused');
}

/** Evaluates a law on a case, and keeps what it saw. */
export async function work(law: AnyLaw, c: unknown): Promise<Instance> {
  const calls: Call[] = [];
  const t = bind(reference, { record: (call) => calls.push(call) });
  const made = law.claim(t, cloneCase(c)) as Claim | readonly Claim[];
  const claims = await Promise.all(
    [made].flat().map(async (claim: Claim): Promise<WorkedClaim> => {
      const { kind, label } = claim;
      if (claim.kind === 'rejects') return { kind, label, refusal: await refusalOf(claim.call) };
      const [left, right] = await Promise.all([tensorOf(claim.left), tensorOf(claim.right)]);
      return { kind, label, left, right };
    }),
  );
  return { case: c as Readonly<Record<string, unknown>>, calls, claims };
}

const tensorsOf = (c: Readonly<Record<string, unknown>>): Tensor[] => Object.values(c).filter(isTensor);

/** Small integers, not all of them equal, some not 0. */
function isTelling(x: Tensor): boolean {
  const values = toArray(x);
  return values.length >= 2 && new Set(values).size >= 2 && values.every((value) => Number.isInteger(value) && Math.abs(value) < 100);
}

const sizesOfWindows = ['kernel', 'window', 'blockShape', 'blocks', 'block', 'blockSize', 'dilationRate', 'rates', 'rate'];

/** Whether the case shows a window, or a block, of more than one cell; true where it has none at all. */
function hasWindow(c: Readonly<Record<string, unknown>>): boolean {
  const found = sizesOfWindows.flatMap((name) => (c[name] === undefined ? [] : [[c[name]].flat() as number[]]));
  return found.length === 0 || found.some((sizes) => sizes.some((size) => size > 1));
}

const sideTells = ({ claims }: Instance): boolean => claims.some(({ left }) => left !== undefined && isTelling(left));
const inputsTell = (instance: Instance): boolean =>
  tensorsOf(instance.case).length > 0 && tensorsOf(instance.case).every((x) => sizeOf(x.shape) < 2 || isTelling(x));

const isAboveOne = (c: Readonly<Record<string, unknown>>, names: readonly string[]): boolean =>
  names.some((name) => [c[name]].flat().some((value) => typeof value === 'number' && value > 1));

/** What the statement speaks of, shown at work; a law that holds at stride 1 alone leaves the stride out. */
function topics({ statement }: AnyLaw): ((instance: Instance) => boolean)[] {
  const dilated = ({ case: c }: Instance): boolean => isAboveOne(c, ['dilations', 'dilationRate', 'rates', 'rate']);
  const strided = ({ case: c }: Instance): boolean => isAboveOne(c, ['strides', 'stride']);
  const wanted = [...(/dilat|rate| d,/.test(statement) ? [dilated] : []), ...(/stride/.test(statement) ? [strided] : [])];
  const together = (instance: Instance): boolean => wanted.every((shows) => shows(instance));
  return (wanted.length === 2 ? [together, ...wanted] : wanted).map(
    (shows) => (i) => shows(i) && sideTells(i) && inputsTell(i) && hasWindow(i.case),
  );
}

/** What a case should show, the most wanted first: some laws leave no such case, as one on zeros. */
const wishes: readonly ((instance: Instance) => boolean)[] = [
  (i) => sideTells(i) && inputsTell(i) && hasWindow(i.case),
  (i) => sideTells(i) && hasWindow(i.case),
  (i) => sideTells(i),
  (i) => inputsTell(i) && hasWindow(i.case),
  (i) => inputsTell(i),
  () => true,
];

const isSpecial = (x: Tensor): boolean => toArray(x).some((value) => !Number.isFinite(value));

/** Whether the NaN or the infinity that a case plants comes out, beside numbers. */
const specialShows = ({ case: c, claims }: Instance): boolean =>
  tensorsOf(c).some(isSpecial) &&
  claims.some(({ left }) => left !== undefined && isSpecial(left) && toArray(left).some((value) => Number.isFinite(value)));

/** The smallest case, as shrinking finds it, that shows the law at work. The same one each time. */
export async function workedInstance(law: AnyLaw): Promise<Instance> {
  const held = domainOf(law, reference, {});
  const cases = casesIn(law, { ...held, layouts: law.id.includes('any-view'), regimes: [held.regimes[0]!] });
  const first = law.id.startsWith('special-values/') ? [(i: Instance) => specialShows(i) && hasWindow(i.case), specialShows] : [];
  for (const wish of [...first, ...topics(law), ...wishes]) {
    const shows = async (c: unknown): Promise<boolean> => !wish(await work(law, c));
    const { counterexample } = await fc.check(fc.asyncProperty(cases, shows), { numRuns: 60, seed: 1 });
    if (counterexample !== null) return work(law, counterexample[0]);
  }
  throw new Error(`${law.id} has no case`);
}
