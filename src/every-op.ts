/** Laws that hold for many ops alike: one template, and an instance of it for each record. */
import type { Regime } from './domain.js';
import type { CaseProgram, Draw } from './draw/draw.js';
import { drawing } from './draw/drawing.js';
import { defineLaw, type BoundOps, type CalledOps, type Claim, type Helpers, type Law, type Source } from './law.js';
import type { AxisRole, OpRecord } from './ops/define-op.js';
import { argumentsOf, callsOf, type NamedCall } from './ops/drawn-call.js';
import { isTensorOp, opNames, tensorRecord, type TensorOp } from './ops/index.js';
import type { Tensor } from './tensor.js';

/** 'maxPool' to 'max-pool'. */
type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Kebab<Rest>}`
  : Name;

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What ops are called at the end of ids. Default: by their names in lower case, with dashes. */
export type Names = Readonly<Partial<Record<TensorOp, string>>>;

type NameOf<Op extends TensorOp, Given extends Names> = Given[Op] extends infer Name extends string ? Name : Kebab<Op>;

/** A law on each of some ops, by the op's name. What the op is called ends the law's id. */
export type LawsByOp<Prefix extends string, Op extends TensorOp, Case = NamedCall, Given extends Names = object> = {
  readonly [K in Op]: Law<Case> & { readonly id: `${Prefix}${NameOf<K, Given>}` };
};

/** One of the ops of a template. */
export interface EachOp {
  readonly op: TensorOp;
  readonly record: OpRecord;
  /** The reference's op. */
  readonly reference: (call: NamedCall) => Promise<Tensor>;
}

/** What is said of every op alike. */
export interface Template<Prefix extends string, Op extends TensorOp, Case, Given extends Names> {
  /** What the ids begin with, up to the op's name: 'layout/deterministic-'. */
  readonly prefix: Prefix;
  readonly ops: readonly Op[];
  readonly names?: Given;
  /** The statement, of an op by name. */
  readonly statement: (op: string) => string;
  readonly because: string;
  readonly sources: readonly Source[];
  readonly regimes: readonly Regime[];
  /** Draws what the law needs, given how calls of the op are drawn. Default: one such call. */
  readonly draw?: (d: Draw, calls: CaseProgram<NamedCall>, op: TensorOp) => Case;
  /** @param call the library's op */
  readonly claim: (call: (call: NamedCall) => Promise<Tensor>, c: Case, each: EachOp, t: Helpers) => Claim | readonly Claim[];
}

/** The laws of a template, by op. */
export function everyOp<const Prefix extends string, const Op extends TensorOp, Case = NamedCall, const Given extends Names = object>(
  template: Template<Prefix, Op, Case, Given>,
): LawsByOp<Prefix, Op, Case, Given> {
  const { prefix, ops, names, statement, because, sources, regimes, draw, claim } = template;
  const laws = ops.map((op) => {
    const record = tensorRecord(op);
    const calls = callsOf(record);
    const called = (t: CalledOps) => (call: NamedCall) =>
      (t[op] as (...args: readonly unknown[]) => Promise<Tensor>)(...argumentsOf(record, call));
    const law = defineLaw<Case>({
      id: `${prefix}${names?.[op] ?? kebab(op)}`,
      statement: statement(op),
      because,
      sources,
      requires: [op],
      regimes,
      cases: draw === undefined ? (calls as unknown as CaseProgram<Case>) : drawing(draw, calls, op),
      claim: (t: BoundOps, c) => claim(called(t), c, { op, record, reference: called(t.reference) }, t),
    });
    return [op, law] as const;
  });
  return Object.fromEntries(laws) as unknown as LawsByOp<Prefix, Op, Case, Given>;
}

/** Every op on tensors. */
export const everyTensorOp: readonly TensorOp[] = opNames.filter(isTensorOp);

/** Whether a tensor of the op, taken or made, has an axis of a role. */
export function hasAxis(op: TensorOp, role: AxisRole): boolean {
  const { tensors, resultRoles } = tensorRecord(op);
  return [...Object.values(tensors), ...resultRoles].some(({ axes }) => axes.includes(role));
}
