/** The operator sets that an installed ONNX Runtime knows. */
import { encodeModel } from './encode.js';
import type { OneNodeModel } from './model.js';
import type { Opsets } from './request.js';
import type { Runtime } from './runtime.js';

const oldest = 11;

/** The operator set in which each node was last changed. */
const changed: Readonly<Record<string, number>> = {
  Conv: 22,
  ConvTranspose: 22,
  MaxPool: 22,
  AveragePool: 22,
  LpPool: 22,
  GlobalMaxPool: 22,
  GlobalAveragePool: 22,
  // Changed in 22 as well, of which ONNX Runtime has no kernel: 'Could not find an implementation for GlobalLpPool(22)'.
  GlobalLpPool: 11,
  BatchNormalization: 15,
  InstanceNormalization: 22,
  GroupNormalization: 21,
  LayerNormalization: 17,
  RMSNormalization: 23,
  LRN: 13,
  CumSum: 14,
  Pad: 25,
  DepthToSpace: 13,
  SpaceToDepth: 13,
  MatMul: 13,
  Resize: 19,
};

/** The newest operator set, of those that changed a node, that a runtime loads. Older releases know fewer. */
export async function newestOpset(runtime: Runtime): Promise<number> {
  const known = [...new Set(Object.values(changed))].sort((a, b) => b - a);
  for (const opset of known) {
    const model: OneNodeModel = { opType: 'Identity', opset, inputs: [{ name: 'x', type: 'float32' }], attributes: {} };
    try {
      const session = await runtime.load(encodeModel(model));
      await session.release();
      return opset;
    } catch {
      // Refused: an older one is tried.
    }
  }
  return oldest;
}

/** For each node the newest version up to an operator set, and the one of operator set 11. */
export function opsetsUpTo(newest: number): Opsets {
  return (opType) => [Math.min(newest, changed[opType] ?? oldest), oldest];
}
