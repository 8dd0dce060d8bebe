/** What runs a model: what the adapters need of ONNX Runtime and of ONNX.js alike. */
import type { ModelTensor, RunModel } from '../../library.js';
import type { Operand } from './model.js';

/** A model that is loaded. */
export interface Session {
  /** Runs it on operands by the names of its inputs; its one result. */
  readonly run: (operands: Readonly<Record<string, Operand>>) => Promise<Operand>;
  readonly release: () => Promise<void>;
}

export interface Runtime {
  readonly load: (model: Uint8Array) => Promise<Session>;
  /** Runs a model of any graph, once. Left out: it runs those of one call alone. */
  readonly runOnce?: RunModel;
}

/** What is used of onnxruntime-node and onnxruntime-web. */
export interface OnnxRuntime {
  readonly env: {
    readonly versions: Readonly<Record<string, string>>;
    readonly wasm: { numThreads?: number };
    logLevel?: string;
  };
  readonly Tensor: new (type: ModelTensor['type'], data: ModelTensor['data'], dims: readonly number[]) => OnnxRuntimeTensor;
  readonly InferenceSession: {
    create(model: Uint8Array, options: object): Promise<OnnxRuntimeSession>;
  };
}

interface OnnxRuntimeTensor {
  readonly type: string;
  readonly data: unknown;
  readonly dims: readonly number[];
}

interface OnnxRuntimeSession {
  run(feeds: Readonly<Record<string, OnnxRuntimeTensor>>, options: object): Promise<Readonly<Record<string, OnnxRuntimeTensor>>>;
  release(): Promise<void>;
}

/** One thread; no arena, which a session of one call would fill in vain; errors alone are logged, and those are thrown as well. */
const options = { intraOpNumThreads: 1, interOpNumThreads: 1, enableCpuMemArena: false, logSeverityLevel: 4 };

const runOptions = { logSeverityLevel: 4 };

/** Bits of float16, whatever holds them; all else is as it is. */
function valueOf({ type, data, dims }: OnnxRuntimeTensor): ModelTensor {
  const given = data as Uint16Array;
  const own = type === 'float16' ? new Uint16Array(given.buffer, given.byteOffset, given.length) : given;
  // A runtime may use its memory again.
  return { type: type as 'float16', data: own.slice(), dims: [...dims] };
}

/** @param providers of execution, the first that has a kernel for a node runs it; default: the package's own */
export function onnxRuntime(ort: OnnxRuntime, providers?: readonly string[]): Runtime {
  const own = { ...options, ...(providers !== undefined && { executionProviders: providers }) };
  return {
    load: async (model) => {
      const session = await ort.InferenceSession.create(model, own);
      return {
        run: async (operands) => {
          const feeds = Object.entries(operands).map(([name, { data, dims }]) => [
            name,
            new ort.Tensor(data instanceof Float32Array ? 'float32' : 'int64', data, dims),
          ]);
          const { result } = await session.run(Object.fromEntries(feeds) as Record<string, OnnxRuntimeTensor>, runOptions);
          if (!(result!.data instanceof Float32Array)) throw new TypeError(`the result is of type ${result!.type}, not float32`);
          return { data: result!.data, dims: result!.dims };
        },
        release: () => session.release(),
      };
    },
    runOnce: async (model, given) => {
      const session = await ort.InferenceSession.create(model, own);
      try {
        const feeds = Object.entries(given).map(([name, { type, data, dims }]) => [name, new ort.Tensor(type, data, dims)]);
        const results = await session.run(Object.fromEntries(feeds) as Record<string, OnnxRuntimeTensor>, runOptions);
        return Object.fromEntries(Object.entries(results).map(([name, result]) => [name, valueOf(result)]));
      } finally {
        await session.release();
      }
    },
  };
}
