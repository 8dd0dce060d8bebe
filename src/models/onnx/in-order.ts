/** The order in which the nodes of a graph can be run. */
import type { ModelNode } from './read-node.js';

/** What keeps a node from being run. */
export interface Trouble {
  readonly node: ModelNode;
  /** `reads z, which nothing makes` */
  readonly reason: string;
}

export interface Ordered {
  /** Each after those that make what it reads; in the order of the file where that is one. */
  readonly nodes: readonly ModelNode[];
  readonly troubles: readonly Trouble[];
}

/** Names that a node reads. */
export function readBy({ inputs, captured }: ModelNode): readonly string[] {
  return [...new Set([...inputs.filter((name) => name !== ''), ...captured])];
}

/**
 * Brings nodes into order.
 *
 * @param given names of values that are there before any node has run
 */
export function inOrder(nodes: readonly ModelNode[], given: ReadonlySet<string>): Ordered {
  const makers = new Map<string, ModelNode>();
  const troubles: Trouble[] = [];
  const own: ModelNode[] = [];
  for (const node of nodes) {
    const twice = node.outputs.find((name) => name !== '' && (makers.has(name) || given.has(name)));
    if (twice !== undefined) {
      troubles.push({ node, reason: `makes ${twice}, which is made already` });
      continue;
    }
    for (const name of node.outputs) if (name !== '') makers.set(name, node);
    own.push(node);
  }
  const known = new Set(given);
  const ordered: ModelNode[] = [];
  let left: readonly ModelNode[] = own;
  // Files are nearly always in order already: one pass.
  for (let before = -1; before !== left.length && left.length > 0;) {
    before = left.length;
    left = left.filter((node) => {
      if (!readBy(node).every((name) => known.has(name))) return true;
      ordered.push(node);
      for (const name of node.outputs) known.add(name);
      return false;
    });
  }
  const stuck = new Set(left);
  for (const node of left) {
    const missing = readBy(node).filter((name) => !known.has(name));
    const unmade = missing.find((name) => !makers.has(name));
    const reason =
      unmade !== undefined
        ? `reads ${unmade}, which nothing makes`
        : isOnLoop(node, makers, stuck)
          ? `is on a loop: it reads ${missing[0]!}, which needs its own result`
          : `reads ${missing[0]!}, which is not made`;
    troubles.push({ node, reason });
  }
  return { nodes: ordered, troubles };
}

/** Whether a node's own result is among what it needs. */
function isOnLoop(node: ModelNode, makers: ReadonlyMap<string, ModelNode>, stuck: ReadonlySet<ModelNode>): boolean {
  const seen = new Set<ModelNode>();
  const waiting = [node];
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    for (const name of readBy(each)) {
      const maker = makers.get(name);
      if (maker === node) return true;
      if (maker === undefined || !stuck.has(maker) || seen.has(maker)) continue;
      seen.add(maker);
      waiting.push(maker);
    }
  }
  return false;
}
