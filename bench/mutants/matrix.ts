/** Which laws find which mutants. */
import * as fc from 'fast-check';
import type { Counterexample } from '../../src/judge/counterexample.js';
import { Explainer } from '../../src/diagnosis/explain/explainer.js';
import { opNames, type OpName } from '../../src/ops/index.js';
import { counterexampleOf } from '../../src/engine/jobs/blame.js';
import { LawProperty } from '../../src/engine/jobs/law-property.js';
import { casesFor } from '../../src/judge/subject.js';
import type { AnyLaw } from '../../src/law.js';
import { reference } from '../../src/reference.js';
import { isTensor, sizeOf } from '../../src/tensor.js';
import { judgedOn } from './judged.js';
import type { Mutant } from '../../test/mutants/mutate.js';

/** A law that finds a mutant. */
export interface Kill {
  readonly law: string;
  /** The run that failed first, from 1. */
  readonly run: number;
  /** The op blamed in that run; undefined where no call strays by itself. */
  readonly blamed: OpName | undefined;
}

/** What the shrunk counterexample of one law says. */
export interface Shrunk {
  readonly law: string;
  readonly elements: number;
  readonly blamed: OpName | undefined;
  readonly reproduced: boolean;
  readonly condition: string | undefined;
  /** Calls of the op at random, made for no condition: how many stray, hold the condition, and do both. */
  readonly judged: { readonly straying: number; readonly held: number; readonly both: number } | undefined;
}

export interface Row {
  readonly family: string;
  readonly mutant: string;
  /** The ops that are not the reference's. */
  readonly ops: readonly OpName[];
  readonly asked: number;
  readonly kills: readonly Kill[];
  readonly shrunk: Shrunk | undefined;
}

const timeout = 1000;

/** Elements of all tensors of a case. */
function elementsOf(value: unknown): number {
  if (isTensor(value)) return sizeOf(value.shape);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, field) => sum + elementsOf(field), 0);
}

/** A law on a mutant, with the cases that the reference has: they are the same, and are made once. */
function subjectOf(law: AnyLaw, { library }: Mutant): LawProperty | undefined {
  const found = casesFor(law, reference, {});
  return 'missing' in found ? undefined : new LawProperty(law, library, found.cases, { timeout });
}

async function killOf(law: AnyLaw, mutant: Mutant, runs: number, seed: number): Promise<Kill | undefined> {
  const subject = subjectOf(law, mutant);
  if (subject === undefined) return undefined;
  const { numRuns } = await fc.check(subject, { numRuns: runs, seed, endOnFailure: true, maxSkipsPerRun: 1 });
  if (subject.failed === undefined) return undefined;
  const { stray } = await subject.failed.blame();
  return { law: law.id, run: numRuns, blamed: stray?.op };
}

const judging = { calls: 400, seed: 77 };

async function causeOf({ blame: stray, before }: Counterexample, mutant: Mutant): Promise<Pick<Shrunk, 'condition' | 'judged'>> {
  if (stray === undefined) return { condition: undefined, judged: undefined };
  const { cause, sentence } = await new Explainer(mutant.library).explain(stray, [], before);
  return { condition: sentence, judged: await judgedOn(cause, mutant.library, judging.calls, judging.seed) };
}

async function shrink(law: AnyLaw, mutant: Mutant, runs: number, seed: number): Promise<Shrunk | undefined> {
  const subject = subjectOf(law, mutant);
  if (subject === undefined) return undefined;
  const details = await fc.check(subject, { numRuns: runs, seed, maxSkipsPerRun: 1 });
  if (subject.failed === undefined) return undefined;
  const counterexample = await counterexampleOf(subject.failed, mutant.library, undefined, { shrinks: details.numShrinks });
  return {
    law: law.id,
    elements: elementsOf(counterexample.case),
    blamed: counterexample.blame?.op,
    reproduced: counterexample.reproduced,
    ...(await causeOf(counterexample, mutant)),
  };
}

/** All laws that use a mutated op, on one mutant; the first of those planted for it is shrunk and explained. */
export async function rowOf(family: string, mutant: Mutant, laws: readonly AnyLaw[], runs: number, seed: number): Promise<Row> {
  const ops = opNames.filter((op) => mutant.library.ops[op] !== reference.ops[op]);
  const asked = laws.filter(({ requires }) => requires.some((op) => ops.includes(op)));
  const kills: Kill[] = [];
  for (const law of asked) {
    const kill = await killOf(law, mutant, runs, seed);
    if (kill !== undefined) kills.push(kill);
  }
  const first = mutant.kills.find((id) => kills.some(({ law }) => law === id)) ?? kills[0]?.law;
  const law = asked.find(({ id }) => id === first);
  const shrunk = law === undefined ? undefined : await shrink(law, mutant, runs, seed);
  return { family, mutant: mutant.name, ops, asked: asked.length, kills, shrunk };
}
