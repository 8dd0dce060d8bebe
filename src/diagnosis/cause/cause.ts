/** The cause of a finding, as data: what goes wrong, in which ops, and where. */
import type { CallGiven } from '../../judge/counterexample.js';
import type { OpName } from '../../ops/index.js';
import type { Json } from '../deviation.js';
import type { CellSet } from './cell-set.js';

/** Something that holds of a call: `{ feature: 'width', relation: '>=', value: 16 }`. */
export interface Guard {
  readonly feature: string;
  readonly relation: '=' | '!=' | '>=' | '<=' | 'mod';
  /** Of `mod`: the modulus. */
  readonly value: number | string | boolean;
  /** Of `mod`. */
  readonly remainder?: number;
}

/** Where a cause shows: in calls of one of the ops, in one of the spellings, for which every guard holds, but not every one of `except`. */
export interface Scope {
  readonly ops: readonly OpName[];
  readonly spellings?: readonly string[];
  readonly guards: readonly Guard[];
  /** At least one guard. */
  readonly except?: readonly Guard[];
}

/** An op with its arguments, as a caller gives them: any view, attributes left out. */
export type CauseCall = CallGiven;

/** How often a call of chance went wrong, of so many that were equal. */
export interface Rate {
  readonly strays: number;
  readonly of: number;
}

/** `calls`: those that lead to a stray, which is the last of them; of `interference`, both are in flight at once. */
export type StateCause = {
  readonly kind: 'state' | 'chance' | 'interference';
  readonly id: string;
  readonly calls: readonly CauseCall[];
  /** Of `chance`. */
  readonly rate?: Rate;
} & Scope;

/** The reference, wrong in one way. */
export type DeviationCause = {
  readonly kind: 'deviation' | 'convention';
  readonly id: string;
  readonly parameters: Json;
  /** The cells of the result in which alone it is. Left out: all. */
  readonly cells?: CellSet;
} & Scope;

export type Cause =
  | DeviationCause
  /** `message`: of an error; errors of every kind without. */
  | ({ readonly kind: 'condition'; readonly how: 'value' | 'shape' | 'throws'; readonly message?: string } & Scope)
  | ({ readonly kind: 'unchecked'; readonly code: string } & Scope)
  | StateCause
  | ({ readonly kind: 'death'; readonly how: 'hang' | 'exit' | 'trap' } & Scope);
