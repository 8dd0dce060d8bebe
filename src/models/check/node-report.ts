/** What is told of a model's nodes on a library. */
import type { Finding } from '../../diagnosis/findings/finding.js';
import type { Closeness } from '../../judge/closeness.js';
import type { OpName } from '../../ops/index.js';
import type { FedModel } from '../onnx/sub-model.js';
import type { WholeReport } from '../whole/whole-report.js';

/**
 * - `right`: within the bound of its op.
 * - `strays`: beyond it, of another shape, or no result at all.
 * - `unbounded`: of another op: how far it is from the trusted result is told, and whether that is too far is not known.
 * - `refused`: the library does not take it.
 * - `not run`: what it reads has no value, or the trusted run failed at it.
 */
export type NodeVerdict = 'right' | 'strays' | 'unbounded' | 'refused' | 'not run';

export interface NodeReport {
  readonly name: string;
  readonly opType: string;
  /** The op of the vocabulary that it is. */
  readonly op?: OpName;
  readonly verdict: NodeVerdict;
  /** One line, where there is something to say. */
  readonly message?: string;
  /** Of the cell that is furthest off. Against the trusted result where the node is no op of the vocabulary: nothing is known to be allowed. */
  readonly closeness?: Closeness;
  /** The id of the finding that it strays by, where it has a cause. */
  readonly finding?: string;
  /** A model of it alone, with the inputs it strays with: of the first few that stray without a finding. */
  readonly reproduction?: FedModel;
  /** Milliseconds. */
  readonly elapsed: number;
}

export interface ModelReport {
  /** What was asked, and where the values are from. */
  readonly library: { readonly name: string; readonly version?: string };
  readonly trusted: { readonly name: string; readonly version?: string };
  /** In the order of the graph; those that cannot be run last. */
  readonly nodes: readonly NodeReport[];
  /** The distinct causes by which nodes stray, the gravest first; known bugs and conventions among them. */
  readonly findings: readonly Finding[];
  /** The model as a whole, where no node strays by itself. */
  readonly whole?: WholeReport;
  /** Milliseconds. */
  readonly elapsed: number;
  /** Whether no node strays, nor the whole. */
  readonly ok: boolean;
}
