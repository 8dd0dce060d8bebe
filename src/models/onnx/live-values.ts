/** Values of a graph while it is walked: those that nobody reads any more are let go. */
import { readBy } from './in-order.js';
import type { ModelNode } from './read-node.js';

export class LiveValues<T> {
  private readonly values = new Map<string, T>();
  /** How many nodes are yet to read a value. */
  private readonly readers = new Map<string, number>();

  /** @param kept names of values that stay */
  constructor(
    nodes: readonly ModelNode[],
    private readonly kept: ReadonlySet<string> = new Set(),
  ) {
    for (const node of nodes) for (const name of readBy(node)) this.readers.set(name, (this.readers.get(name) ?? 0) + 1);
  }

  get(name: string): T | undefined {
    return this.values.get(name);
  }

  set(name: string, value: T): void {
    this.values.set(name, value);
  }

  /** Says that a node has read what it reads. */
  done(node: ModelNode): void {
    for (const name of readBy(node)) {
      const left = this.readers.get(name)! - 1;
      this.readers.set(name, left);
      if (left === 0 && !this.kept.has(name)) this.values.delete(name);
    }
    for (const name of node.outputs) if (!this.readers.has(name) && !this.kept.has(name)) this.values.delete(name);
  }
}
