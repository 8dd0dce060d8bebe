/** The libraries that can be checked by name. */
import { InvalidLibrary, isLibrary, type TensorLibrary } from '../library.js';
import { readyLibraryNames, type ReadyLibraryName } from './names.js';

export { readyLibraryNames };

interface ReadyLibrary {
  /** The packages that its module needs, optional peer dependencies. */
  readonly peers: readonly string[];
  /** Whether it runs in a page of a browser alone. Default: false. */
  readonly page?: boolean;
  readonly load: () => Promise<{ readonly default: TensorLibrary }>;
}

const ready: Readonly<Record<ReadyLibraryName, ReadyLibrary>> = {
  convnetjs: { peers: ['convnetjs'], load: () => import('./convnetjs.js') },
  'jax-js': { peers: ['@jax-js/jax'], load: () => import('./jax-js.js') },
  'jax-js-webgl': { peers: ['@jax-js/jax'], page: true, load: () => import('./jax-js-webgl.js') },
  'jax-js-webgpu': { peers: ['@jax-js/jax'], page: true, load: () => import('./jax-js-webgpu.js') },
  'ml-convolution': { peers: ['ml-convolution'], load: () => import('./ml-convolution.js') },
  'ml-convolution-fft': { peers: ['ml-convolution'], load: () => import('./ml-convolution-fft.js') },
  'numpy-ts': { peers: ['numpy-ts'], load: () => import('./numpy-ts.js') },
  'numpy-ts-float32': { peers: ['numpy-ts'], load: () => import('./numpy-ts-float32.js') },
  onnxjs: { peers: ['onnxjs', 'protobufjs'], load: () => import('./onnxjs.js') },
  'onnxruntime-node': { peers: ['onnxruntime-node', 'protobufjs'], load: () => import('./onnxruntime-node.js') },
  'onnxruntime-web': { peers: ['onnxruntime-web', 'protobufjs'], load: () => import('./onnxruntime-web.js') },
  'onnxruntime-web-webgpu': {
    peers: ['onnxruntime-web', 'protobufjs'],
    page: true,
    load: () => import('./onnxruntime-web-webgpu.js'),
  },
  'opencv-js': { peers: ['@techstark/opencv-js'], load: () => import('./opencv-js.js') },
  'tfjs-cpu': { peers: ['@tensorflow/tfjs'], load: () => import('./tfjs-cpu.js') },
  'tfjs-layers': { peers: ['@tensorflow/tfjs'], load: () => import('./tfjs-layers.js') },
  'tfjs-webgl': { peers: ['@tensorflow/tfjs'], page: true, load: () => import('./tfjs-webgl.js') },
  'tfjs-webgpu': {
    peers: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-webgpu'],
    page: true,
    load: () => import('./tfjs-webgpu.js'),
  },
  'tfjs-wasm': { peers: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'], load: () => import('./tfjs-wasm.js') },
};

/** Whether a ready library has the name. */
export const isReadyLibrary = (name: string): name is ReadyLibraryName => Object.hasOwn(ready, name);

/** Whether a library runs in a page of a browser alone: a ready one that needs WebGL or WebGPU. */
export const needsPage = (name: string): boolean => isReadyLibrary(name) && ready[name].page === true;

/** The packages that a ready library needs. */
export function readyLibraryPeers(name: string): readonly string[] {
  return isReadyLibrary(name) ? ready[name].peers : [];
}

/** Whether a module did not load because one of these packages is not installed. */
function isMissing(error: unknown, peers: readonly string[]): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') && peers.some((peer) => String(message).includes(`'${peer}'`));
}

/**
 * Loads a ready library, and with it the package that it needs: nothing is loaded before it is named.
 *
 * @throws InvalidLibrary on an unknown name, where the package is not installed, and in Node on one that runs in a page alone
 */
export async function loadReadyLibrary(name: string): Promise<TensorLibrary> {
  if (!isReadyLibrary(name))
    throw new InvalidLibrary(`there is no ready library '${name}'; the ready libraries are ${readyLibraryNames.join(', ')}`);
  const { peers, page, load } = ready[name];
  if (page === true && !('document' in globalThis)) throw new InvalidLibrary(`library ${name} runs in a page of a browser, not in Node`);
  try {
    const library: unknown = (await load()).default;
    if (!isLibrary(library)) throw new InvalidLibrary(`the ready library '${name}' has no library as its default export`);
    return library;
  } catch (error) {
    if (isMissing(error, peers)) {
      const needs = peers.length === 1 ? `the package ${peers[0]}` : `the packages ${peers.join(', ')}`;
      throw new InvalidLibrary(`library ${name} needs ${needs}: npm install ${peers.join(' ')}`, { cause: error });
    }
    throw error;
  }
}
