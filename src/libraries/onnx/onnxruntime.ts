/** ONNX Runtime as a library, through one of its packages. */
import type { Limits, TensorLibrary } from '../../library.js';
import { gpu } from '../shared/gpu.js';
import { onnxLibrary } from './library.js';
import { newestOpset, opsetsUpTo } from './opsets.js';
import type { Opsets } from './request.js';
import { onnxRuntime, type OnnxRuntime } from './runtime.js';

export interface OnnxRuntimeOptions {
  readonly name: string;
  readonly ort: OnnxRuntime;
  /** The package's name among `ort.env.versions`. */
  readonly package: 'node' | 'web';
  /** The lines that start a reproduction. */
  readonly preamble: readonly string[];
  readonly limits: Limits;
  /** Providers of execution. Default: the package's own. */
  readonly providers?: readonly string[];
  /** Whether it computes on a GPU, in a page. Default: false. */
  readonly onGpu?: boolean;
  /** Settings of the environment, before the first session. */
  readonly prepare?: () => void;
}

export function onnxRuntimeLibrary({
  name,
  ort,
  package: part,
  preamble,
  limits,
  providers,
  onGpu = false,
  prepare,
}: OnnxRuntimeOptions): TensorLibrary {
  const runtime = onnxRuntime(ort, providers);
  const bytes = onGpu ? 'Uint8Array.from(atob(model), (c) => c.charCodeAt(0))' : "Buffer.from(model, 'base64')";
  const options = providers === undefined ? '' : `executionProviders: ${JSON.stringify(providers).replaceAll('"', "'")}, `;
  let opsets: Opsets = opsetsUpTo(Infinity);
  return onnxLibrary({
    name,
    version: ort.env.versions[part] ?? ort.env.versions['common'] ?? 'unknown',
    runtime,
    opsets: (opType) => opsets(opType),
    limits,
    more: onGpu ? gpu : {},
    program: {
      preamble,
      tensor: (type, data, dims) => `new ort.Tensor('${type}', ${data}, ${dims})`,
      run: [
        `const session = await ort.InferenceSession.create(${bytes}, { ${options}logSeverityLevel: 4 });`,
        'const { result } = await session.run(feeds);',
      ],
    },
    setup: async () => {
      prepare?.();
      opsets = opsetsUpTo(await newestOpset(runtime));
    },
  });
}
