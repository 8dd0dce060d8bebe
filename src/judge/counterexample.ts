import type { OpName } from '../ops/index.js';
import type { Tensor } from '../tensor.js';
import type { Difference, Relation } from './compare.js';
import type { Failure } from './evaluate.js';
import type { Stray } from './judge.js';

/** An op with its arguments, as a caller gives them: any view, attributes left out. */
export interface CallGiven {
  readonly op: OpName;
  readonly arguments: readonly unknown[];
  readonly spelling?: string;
}

/** A case in which a law fails, and all that is known about it. */
export interface Counterexample {
  readonly law: string;
  readonly library: string;
  /** The smallest case that was found. */
  readonly case: unknown;
  readonly kind: Failure['kind'];
  /** The label of the claim that broke. */
  readonly label?: string;
  readonly relation?: Relation;
  readonly left?: Tensor;
  readonly right?: Tensor;
  readonly difference?: Difference;
  /** One line: what happened. */
  readonly message: string;
  /** The first op call that strays from the reference. */
  readonly blame?: Stray;
  /** The calls that lead to the one to blame, in their order, as few as were found: it holds by itself. */
  readonly before?: readonly CallGiven[];
  /** Whether the law failed again when it was run again: false points at state or chance in the library. */
  readonly reproduced: boolean;
  readonly shrinks: number;
  /** Replay token. */
  readonly token?: string;
}

const list = (values: readonly number[]): string => `[${values.join(', ')}]`;

/** What happened, in one line. */
export function messageOf(failure: Failure): string {
  if (failure.kind !== 'differs') return failure.message;
  const { difference, relation } = failure;
  const label = failure.label === undefined ? '' : `${failure.label}: `;
  if (relation === 'differ') return `${label}both sides are equal, and must differ`;
  if (difference.kind === 'shape')
    return `${label}the left side has the shape ${list(difference.leftShape)}, the right side ${list(difference.rightShape)}`;
  const sign = relation === 'equal' ? '=' : '<=';
  const allowed = difference.allowed === 0 ? '' : `, by more than the ${difference.allowed!.toPrecision(3)} that rounding allows`;
  return `${label}left ${sign} right fails at ${list(difference.index!)}: left is ${difference.left}, right is ${difference.right}${allowed} (${difference.cells} ${difference.cells === 1 ? 'cell' : 'cells'})`;
}
