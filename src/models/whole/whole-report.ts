/** What is told of a model as a whole. */
import type { FedModel } from '../onnx/sub-model.js';

/** How far a result of the model is from what float64 makes of it, at most. */
export interface OutputError {
  readonly name: string;
  /** The largest number in it. */
  readonly scale: number;
  /** Where the library runs the nodes one by one, each within its bound: what rounding explains. */
  readonly apart: number;
  /** Where it runs the whole model. Left out: it does not. */
  readonly whole?: number;
  /** Where the trusted backend does. */
  readonly trusted?: number;
}

/** An error as a share of the largest number: of what a node reads, and of its result. */
export interface GrownError {
  readonly name: string;
  readonly opType: string;
  readonly before: number;
  readonly after: number;
}

/** Nodes that are right one by one, and wrong in one model. */
export interface Combination {
  /** Names, in the order of the graph. */
  readonly nodes: readonly string[];
  readonly opTypes: readonly string[];
  readonly message: string;
  /** Whether it was wrong again when it was run once more. */
  readonly again: boolean;
  /** They alone, with values that show it. */
  readonly reproduction: FedModel;
}

export interface WholeReport {
  /**
   * - `right`: no further from the truth than its nodes one by one, as far as rounding goes.
   * - `strays`: further.
   * - `nodes only`: the library runs no models, so nothing is known of the whole.
   * - `not run`: not every node could be run.
   */
  readonly verdict: 'right' | 'strays' | 'nodes only' | 'not run';
  readonly message?: string;
  readonly outputs: readonly OutputError[];
  /** In the order of the graph. */
  readonly grown: readonly GrownError[];
  /** Names of nodes that no backend computes in float64. */
  readonly narrow: readonly string[];
  readonly combination?: Combination;
  /** Milliseconds. */
  readonly elapsed: number;
}
