/** Nodes in one model, held against the same nodes one by one. */
import type { Asked, Executor, ModelAnswer } from '../../engine/executor.js';
import type { ModelTensor } from '../../library.js';
import { trustedResults } from '../check/trusted-results.js';
import { readBy } from '../onnx/in-order.js';
import { LiveValues } from '../onnx/live-values.js';
import type { Model } from '../onnx/read-model.js';
import type { ModelNode } from '../onnx/read-node.js';
import { oneNode, readFromOutside, subModel, type FedModel } from '../onnx/sub-model.js';
import { distanceOf, scaleOf, stepOf } from './distance.js';
import { float64Step, wideOf, type WideValue } from './float64-step.js';
import type { GrownError, OutputError } from './whole-report.js';

/** What runs the nodes: the library, and what knows the truth. */
export interface Backends {
  readonly library: Executor & Asked;
  readonly trusted: Executor & Asked;
  /** Whether the trusted backend runs the whole model too. Default: false. */
  readonly both?: boolean;
  readonly signal?: AbortSignal;
}

/** As many times what nodes one by one are off, a model of them may be: kernels of several nodes round in another order. */
export const beyondRounding = 32;

export interface Together {
  readonly outputs: readonly OutputError[];
  /** The results that stray, and how in words; none where it is right. */
  readonly strays: readonly { readonly output?: string; readonly message: string }[];
  /** How far each node's result is off, where the nodes before it have their own errors. */
  readonly grown: readonly GrownError[];
  /** Names of nodes that were not computed in float64. */
  readonly narrow: readonly string[];
  readonly fed: FedModel;
}

/** Nodes that cannot be run one by one. */
export class NotRun extends Error {
  override readonly name = 'NotRun';
}

/** A value in the library's own type, and in float64. */
interface Pair {
  readonly own: ModelTensor;
  readonly wide: WideValue;
}

/** Numbers as a share of others, 0 of nothing. */
const shareOf = (part: number, whole: number): number => (part === 0 ? 0 : part / whole);

class Walk {
  private readonly values: LiveValues<Pair>;
  readonly grown: GrownError[] = [];
  readonly narrow: string[] = [];

  constructor(
    private readonly model: Model,
    private readonly nodes: readonly ModelNode[],
    outputs: readonly string[],
    valueOf: (name: string) => ModelTensor,
    private readonly backends: Backends,
  ) {
    this.values = new LiveValues(nodes, new Set(outputs));
    for (const name of readFromOutside(nodes))
      if (!model.constants.has(name)) this.values.set(name, { own: valueOf(name), wide: wideOf(valueOf(name)) });
  }

  async all(): Promise<void> {
    for (const node of this.nodes) {
      if (this.backends.signal?.aborted === true) throw new NotRun('it was stopped');
      await this.step(node);
    }
  }

  /** A value that nodes made, or were fed with. */
  valueOf(name: string): Pair {
    return this.values.get(name)!;
  }

  private wideOf(name: string): WideValue {
    return this.values.get(name)?.wide ?? wideOf(this.model.constants.get(name)!.tensor);
  }

  private async step(node: ModelNode): Promise<void> {
    const { trusted } = this.backends;
    const wide = await float64Step(trusted, this.model, node, (name) => this.wideOf(name));
    if (wide === undefined) throw new NotRun(`${node.name} cannot be run with these values`);
    if (wide.isNarrow) this.narrow.push(node.name);
    const own = await this.own(node);
    const read = readBy(node).flatMap((name) => this.values.get(name) ?? []);
    const before = Math.max(0, ...read.map((value) => this.errorOf(value)));
    for (const name of node.outputs) {
      const [a, b] = [own[name], wide.results[name]];
      if (a !== undefined && b !== undefined) this.values.set(name, { own: a, wide: b });
    }
    const made = node.outputs.flatMap((name) => this.values.get(name) ?? []);
    const after = Math.max(0, ...made.map((value) => this.errorOf(value)));
    this.grown.push({ name: node.name, opType: node.opType, before, after });
    this.values.done(node);
  }

  /** A node by itself on the library; on the trusted backend, where the library runs no models or not this one. */
  private async own(node: ModelNode): Promise<Readonly<Record<string, ModelTensor>>> {
    const { library, trusted } = this.backends;
    const valueOf = (name: string): ModelTensor => this.values.get(name)?.own ?? this.model.constants.get(name)!.tensor;
    const one = oneNode(this.model, node, valueOf);
    const ran = await library.runModel(one.model, one.feeds);
    if (ran.kind === 'ran') return ran.results;
    const again = await trustedResults(trusted, this.model, node, valueOf);
    if ('message' in again) throw new NotRun(`${node.name}: ${again.message}`);
    return again.results;
  }

  /** How far a value is from the truth, as a share of its largest number. */
  private errorOf({ own, wide }: Pair): number {
    return shareOf(distanceOf(own, wide.value)?.most ?? Infinity, scaleOf(wide.value));
  }
}

/** How a model's run ended, where it has no results. */
function endOf(answer: Exclude<ModelAnswer, { kind: 'ran' }>): string {
  if (answer.kind === 'threw') return `threw: ${answer.message}`;
  return answer.kind === 'died' ? `ended its process, or never came back: ${answer.manner}` : 'runs no models';
}

const list = (dims: readonly number[]): string => `[${dims.join(', ')}]`;
const told = (value: number): string => (value === 0 ? '0' : Number.isFinite(value) ? value.toPrecision(3) : 'infinitely far');

/** How one result strays, in words. */
function strayOf({ own, wide }: Pair, whole: ModelTensor | undefined): string | undefined {
  if (whole === undefined) return 'is not given';
  if (whole.type !== own.type) return `is of ${whole.type} instead of ${own.type}`;
  const off = distanceOf(whole, wide.value);
  if (off === undefined) return `has the shape ${list(whole.dims)} instead of ${list(own.dims)}`;
  const apart = distanceOf(own, wide.value)?.most ?? Infinity;
  if (!(off.most > beyondRounding * Math.max(apart, stepOf(wide.value, wide.type)))) return undefined;
  return `is ${told(off.most)} off at ${list(off.index)}, and node by node at most ${told(apart)}`;
}

/**
 * Runs nodes one by one on the library, in float64, and as one model on the library.
 *
 * @param nodes each after those that make what it reads
 * @param outputs results that are held
 * @param valueOf what the nodes read, by name
 * @throws NotRun where they cannot be run one by one
 */
export async function holdTogether(
  model: Model,
  nodes: readonly ModelNode[],
  outputs: readonly string[],
  valueOf: (name: string) => ModelTensor,
  backends: Backends,
): Promise<Together> {
  const fed = subModel(model, nodes, outputs, valueOf);
  const walk = new Walk(model, nodes, outputs, valueOf, backends);
  await walk.all();
  const { grown, narrow } = walk;
  const answer = await backends.library.runModel(fed.model, fed.feeds);
  const ran = answer.kind === 'ran' ? answer.results : undefined;
  const trusted = backends.both === true ? await backends.trusted.runModel(fed.model, fed.feeds) : undefined;
  const errors = outputs.map((name): OutputError => {
    const { own, wide } = walk.valueOf(name);
    const whole = ran?.[name] && distanceOf(ran[name], wide.value);
    const other = trusted?.kind === 'ran' && trusted.results[name] && distanceOf(trusted.results[name], wide.value);
    const apart = distanceOf(own, wide.value)?.most ?? Infinity;
    const more = { ...(whole && { whole: whole.most }), ...(other && { trusted: other.most }) };
    return { name, scale: scaleOf(wide.value), apart, ...more };
  });
  const strays =
    answer.kind === 'ran'
      ? outputs.flatMap((output) => {
          const message = strayOf(walk.valueOf(output), answer.results[output]);
          return message === undefined ? [] : [{ output, message: `${output} ${message}` }];
        })
      : answer.kind === 'none'
        ? []
        : [{ message: endOf(answer) }];
  return { outputs: errors, strays, grown, narrow, fed };
}
