/** ONNX.js, which ONNX Runtime for the web took the place of, on its cpu backend: plain JavaScript. */
import onnx from 'onnxjs';
import { onnxLibrary } from './onnx/library.js';
import type { Operand } from './onnx/model.js';
import type { OpName } from '../ops/index.js';
import type { Limits } from '../library.js';

/** What is used of it. */
interface OnnxJs {
  readonly Tensor: new (data: Operand['data'], type: 'float32', dims: readonly number[]) => OnnxJsTensor;
  readonly InferenceSession: new (config: { readonly backendHint: 'cpu' }) => {
    loadModel(model: Uint8Array): Promise<void>;
    run(feeds: ReadonlyMap<string, OnnxJsTensor>): Promise<ReadonlyMap<string, OnnxJsTensor>>;
  };
}

interface OnnxJsTensor {
  readonly data: unknown;
  readonly dims: readonly number[];
}

/** The operator sets in which its cpu backend has each node, newest and oldest. */
const opsets: Readonly<Record<string, readonly [number, number]>> = {
  Conv: [11, 7],
  MaxPool: [9, 7],
  AveragePool: [10, 7],
  GlobalMaxPool: [1, 1],
  GlobalAveragePool: [1, 1],
  Pad: [10, 2],
  MatMul: [11, 7],
  BatchNormalization: [11, 7],
  InstanceNormalization: [11, 6],
  LRN: [11, 1],
};

const lacks: readonly OpName[] = [
  ...(['convTranspose', 'lpPool', 'globalLpPool', 'spaceToDepth', 'depthToSpace', 'resize'] as const),
  ...(['layerNorm', 'groupNorm', 'rmsNorm', 'cumsum'] as const),
];

const limits: Limits = {
  conv: { bias: true, spatialAxes: [2], reason: 'Conv: currently only support 2-dimensional conv' },
  depthwiseConv: { bias: true, spatialAxes: [2], reason: 'Conv: currently only support 2-dimensional conv' },
  maxPool: { ceilMode: [false], dilations: false, largestPad: 'below-window', reason: 'MaxPool is that of operator sets 1 to 9' },
  averagePool: { ceilMode: [false], dilations: false, largestPad: 'below-window', reason: 'AveragePool: ceil_mode is not supported' },
  pad: { modes: ['constant', 'edge', 'reflect'], reason: "the modes of Pad are 'constant', 'reflect' and 'edge'" },
};

const runtime = onnx as OnnxJs;

export default onnxLibrary({
  name: 'onnxjs',
  version: '0.1.8',
  runtime: {
    load: async (model) => {
      const session = new runtime.InferenceSession({ backendHint: 'cpu' });
      await session.loadModel(model);
      return {
        run: async (operands) => {
          // A map: what is given as an object is not run, whatever its declaration says.
          const feeds = new Map(
            Object.entries(operands).map(([name, { data, dims }]) => [name, new runtime.Tensor(data, 'float32', dims)] as const),
          );
          const result = (await session.run(feeds)).get('result')!;
          if (!(result.data instanceof Float32Array)) throw new TypeError('the result is not of float32');
          return { data: result.data, dims: result.dims };
        },
        release: async () => {},
      };
    },
  },
  opsets: (opType) => opsets[opType]!,
  limits,
  lacks,
  declaresShapes: true,
  program: {
    preamble: ["import onnx from 'onnxjs';"],
    tensor: (_, data, dims) => `new onnx.Tensor(${data}, 'float32', ${dims})`,
    run: [
      "const session = new onnx.InferenceSession({ backendHint: 'cpu' });",
      "await session.loadModel(Buffer.from(model, 'base64'));",
      "const result = (await session.run(new Map(Object.entries(feeds)))).get('result');",
    ],
  },
});
