/** Inputs of a model from files. */
import { unzipSync } from 'fflate';
import type { ModelTensor } from '../../library.js';
import { InvalidModel } from '../onnx/invalid-model.js';
import type { ModelFeeds } from '../onnx/inputs.js';
import type { Model } from '../onnx/read-model.js';
import { readTensor } from '../onnx/read-tensor.js';
import { readNpy } from './read-npy.js';

/** A file, and what it was called. */
export interface InputFile {
  /** Its extension says what it is: `.npz`, `.npy`, or `.pb`, a tensor in ONNX's wire format. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The input that an array without a name is for. Default: the only one that the model has. */
  readonly name?: string;
}

/** Arrays of a file of NumPy's `savez`. */
function readNpz(bytes: Uint8Array): Readonly<Record<string, ModelTensor>> {
  let files: Readonly<Record<string, Uint8Array>>;
  try {
    files = unzipSync(bytes);
  } catch {
    throw new InvalidModel('it is no .npz file, or is cut off');
  }
  return Object.fromEntries(
    Object.entries(files).map(([file, content]) => {
      const name = file.replace(/\.npy$/, '');
      try {
        return [name, readNpy(content)];
      } catch (thrown) {
        throw thrown instanceof InvalidModel ? new InvalidModel(`its array ${name}: ${thrown.message}`) : thrown;
      }
    }),
  );
}

/** The input that an array without a name is for. */
function onlyInput({ inputs }: Model): string {
  if (inputs.length === 1) return inputs[0]!.name;
  const names = inputs.map(({ name }) => name).join(', ');
  throw new InvalidModel(`it does not say which input it is, and the model has ${names || 'none'}: write <input>=<file>`);
}

/**
 * Inputs by name.
 *
 * @throws InvalidModel on a file that cannot be read, and on two arrays for one input
 */
export function readInputs(model: Model, files: readonly InputFile[]): ModelFeeds {
  const feeds: Record<string, ModelTensor> = {};
  for (const { path, bytes, name } of files) {
    try {
      for (const [input, tensor] of Object.entries(arraysIn(model, path, bytes, name))) {
        if (Object.hasOwn(feeds, input)) throw new InvalidModel(`input ${input} is given already`);
        feeds[input] = tensor;
      }
    } catch (thrown) {
      throw thrown instanceof InvalidModel ? new InvalidModel(`${path}: ${thrown.message}`) : thrown;
    }
  }
  return feeds;
}

function arraysIn(model: Model, path: string, bytes: Uint8Array, name: string | undefined): ModelFeeds {
  if (path.endsWith('.npz')) {
    if (name !== undefined) throw new InvalidModel('its arrays have names of their own');
    return readNpz(bytes);
  }
  if (path.endsWith('.npy')) return { [name ?? onlyInput(model)]: readNpy(bytes) };
  if (path.endsWith('.pb')) {
    const { name: own, tensor } = readTensor(bytes);
    return { [name ?? (own === '' ? onlyInput(model) : own)]: tensor };
  }
  throw new InvalidModel('it is no .npz, .npy or .pb file');
}
