/** A call in all its spellings. */
import type { OpName } from '../../ops/index.js';
import { convolutions } from './convolutions.js';
import { moves } from './moves.js';
import { pools } from './pools.js';
import type { Opsets, Request, Requests } from './request.js';
import { resizes } from './resize.js';

const requests: Requests = { ...convolutions, ...pools, ...moves, ...resizes };

/** The ops that ONNX has a node for. */
export const onnxOps = Object.keys(requests) as readonly OpName[];

export function requestOf(op: OpName, opsets: Opsets, args: readonly unknown[]): Request {
  const request = (requests as Readonly<Partial<Record<OpName, (opsets: Opsets, ...args: readonly unknown[]) => Request>>>)[op];
  if (request === undefined) throw new Error(`ONNX has no node for ${op}`);
  return request(opsets, ...args);
}
