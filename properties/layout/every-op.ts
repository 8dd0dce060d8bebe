import type { CaseProgram, Draw } from '../../src/draw/draw.js';
import { drawing } from '../../src/draw/drawing.js';
import { opCalls, type OpCase, type TensorOp } from '../../src/arbitraries/op-calls.js';
import { regimes } from '../../src/domain.js';
import { defineLaw, type AnyLaw, type BoundOps, type Claim, type Source } from '../../src/law.js';
import { isTensor, toArray, type Tensor } from '../../src/tensor.js';

/** 'maxPool' to 'max-pool'. */
type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Kebab<Rest>}`
  : Name;

/** One law on each of some ops, by the op's name. */
export type LawsByOp<Name extends string, Op extends TensorOp> = {
  readonly [K in Op]: AnyLaw & { readonly id: `layout/${Name}-${Kebab<K>}` };
};

/** What is said of every op alike. */
interface Template<Name extends string, Op extends TensorOp, Case extends OpCase> {
  readonly name: Name;
  readonly ops: readonly Op[];
  /** The statement, of an op by name. */
  readonly statement: (op: string) => string;
  readonly because: string;
  readonly sources: readonly Source[];
  /** Draws what the law needs from a draw of the op's own cases. Default: such a case itself. */
  readonly draw?: (d: Draw, one: (d: Draw) => OpCase) => Case;
  readonly claim: (call: (c: OpCase) => Promise<Tensor>, c: Case) => Claim | readonly Claim[];
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The laws of a template. They hold in every regime: both sides are results of one op on one argument. */
export function everyOp<const Name extends string, const Op extends TensorOp, Case extends OpCase>(
  template: Template<Name, Op, Case>,
): LawsByOp<Name, Op> {
  const laws = template.ops.map((op) => {
    const { draw, call } = opCalls[op];
    const law = defineLaw<Case>({
      id: `layout/${template.name}-${kebab(op)}`,
      statement: template.statement(op),
      because: template.because,
      sources: template.sources,
      requires: [op],
      regimes,
      cases: template.draw === undefined ? (draw as CaseProgram<Case>) : drawing(template.draw, draw),
      claim: (t: BoundOps, c) => template.claim((theCase) => call(t, theCase), c),
    });
    return [op, law] as const;
  });
  return Object.fromEntries(laws) as unknown as LawsByOp<Name, Op>;
}

export const everyTensorOp = Object.keys(opCalls) as TensorOp[];

/** The case with every tensor replaced. */
export function withTensors(c: OpCase, f: (x: Tensor, name: string) => Tensor): OpCase {
  return Object.fromEntries(Object.entries(c).map(([name, value]) => [name, isTensor(value) ? f(value, name) : value]));
}

/** All that the data of a case's tensors hold, also where no view looks. */
export function dataOf(c: OpCase): number[] {
  return Object.values(c).flatMap((value) => (isTensor(value) ? Array.from(value.data) : []));
}

/** A result as a list, which no error bound stretches: rank, shape and values. */
export function bits(x: Tensor): number[] {
  return [x.shape.length, ...x.shape, ...toArray(x)];
}
