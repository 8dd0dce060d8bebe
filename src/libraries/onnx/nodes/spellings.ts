/** All that ONNX has a node for. */
import type { OpName } from '../../../ops/index.js';
import { convolutions } from './convolutions.js';
import { moves } from './moves.js';
import { norms } from './norms.js';
import { pools } from './pools.js';
import type { Requests, SpelledRequest } from '../request.js';
import { resizes } from './resize.js';

const all: Requests = { ...convolutions, ...pools, ...norms, ...moves, ...resizes };

export const requests = all as Readonly<Partial<Record<OpName, SpelledRequest<readonly unknown[]>>>>;
