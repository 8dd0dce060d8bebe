/** The fewest nodes of a model that are wrong in one model, and right one by one. */
import type { ModelTensor } from '../../library.js';
import { trustedResults } from '../check/trusted-results.js';
import { readBy } from '../onnx/in-order.js';
import type { ModelFeeds } from '../onnx/inputs.js';
import { LiveValues } from '../onnx/live-values.js';
import type { Model } from '../onnx/read-model.js';
import type { ModelNode } from '../onnx/read-node.js';
import { givenToOutside, readFromOutside } from '../onnx/sub-model.js';
import { holdTogether, NotRun, type Backends, type Together } from './hold-together.js';

/** Of more nodes than these, none is left out one by one. */
const fewNodes = 40;

/** Nodes that stray, with the values that they were given. */
export interface Straying {
  readonly nodes: readonly ModelNode[];
  readonly values: ModelFeeds;
  readonly together: Together;
}

/** Nodes whose results some names need. */
export function needed(nodes: readonly ModelNode[], names: readonly string[]): ModelNode[] {
  const wanted = new Set(names);
  const kept: ModelNode[] = [];
  for (const node of [...nodes].reverse()) {
    if (!node.outputs.some((name) => wanted.has(name))) continue;
    kept.push(node);
    for (const name of readBy(node)) wanted.add(name);
  }
  return kept.reverse();
}

export class Smallest {
  constructor(
    private readonly model: Model,
    private readonly feeds: ModelFeeds,
    private readonly backends: Backends,
  ) {}

  /** @param whole that strays */
  async of(whole: Straying): Promise<Straying> {
    const output = whole.together.strays[0]!.output;
    const last = output === undefined ? whole : ((await this.tried(needed(whole.nodes, [output]))) ?? whole);
    const prefix = await this.bisected(last, (nodes, count) => nodes.slice(0, count));
    const segment = await this.bisected(prefix, (nodes, count) => nodes.slice(nodes.length - count));
    return this.withoutIdle(segment);
  }

  /** Nodes that stray, and as few of them as a part of so many still does. */
  private async bisected(whole: Straying, part: (nodes: readonly ModelNode[], count: number) => readonly ModelNode[]): Promise<Straying> {
    let best = whole;
    let [right, strays] = [0, whole.nodes.length];
    while (strays - right > 1) {
      const count = Math.floor((right + strays) / 2);
      const tried = await this.tried(part(whole.nodes, count));
      if (tried === undefined) right = count;
      else [strays, best] = [count, tried];
    }
    return best;
  }

  /** Without those that it strays without. */
  private async withoutIdle(straying: Straying): Promise<Straying> {
    let best = straying;
    const output = straying.together.strays[0]!.output;
    if (output !== undefined) best = (await this.tried(needed(straying.nodes, [output]))) ?? best;
    if (best.nodes.length > fewNodes) return best;
    for (const node of [...best.nodes].reverse()) {
      if (best.nodes.length <= 2) break;
      best = (await this.tried(best.nodes.filter((each) => each !== node))) ?? best;
    }
    return best;
  }

  /** Nodes in one model, where they stray. */
  private async tried(nodes: readonly ModelNode[]): Promise<Straying | undefined> {
    if (nodes.length < 2 || this.backends.signal?.aborted === true) return undefined;
    const outputs = givenToOutside(this.model, nodes);
    if (outputs.length === 0) return undefined;
    try {
      const values = await this.valuesOf(readFromOutside(nodes));
      const together = await holdTogether(this.model, nodes, outputs, (name) => values[name]!, this.backends);
      return together.strays.length === 0 ? undefined : { nodes, values, together };
    } catch (thrown) {
      if (thrown instanceof NotRun) return undefined;
      throw thrown;
    }
  }

  /** The values of some names on the trusted backend, node by node. */
  private async valuesOf(names: readonly string[]): Promise<ModelFeeds> {
    const { model, feeds } = this;
    const nodes = needed(model.nodes, names);
    const values = new LiveValues<ModelTensor>(nodes, new Set(names));
    for (const [name, value] of Object.entries(feeds)) values.set(name, value);
    const valueOf = (name: string): ModelTensor => values.get(name) ?? model.constants.get(name)!.tensor;
    for (const node of nodes) {
      const ran = await trustedResults(this.backends.trusted, model, node, valueOf);
      if ('message' in ran) throw new NotRun(`${node.name}: ${ran.message}`);
      for (const [name, value] of Object.entries(ran.results)) values.set(name, value);
      values.done(node);
    }
    return Object.fromEntries(names.map((name) => [name, valueOf(name)]));
  }
}
