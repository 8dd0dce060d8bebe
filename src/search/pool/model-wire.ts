/** Models and their values as JSON: bytes in base64. */
import { modelArrays, type ModelTensor } from '../../library/model-tensor.js';

/** A value as it is told. */
export interface ToldTensor {
  readonly type: ModelTensor['type'];
  readonly dims: readonly number[];
  readonly bytes: string;
}

/** Characters that are made of bytes at once. */
const atOnce = 2 ** 13;

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += atOnce) text += String.fromCharCode(...bytes.subarray(i, i + atOnce));
  return btoa(text);
}

export function fromBase64(text: string): Uint8Array {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

/** Values by name, as they are told. */
export function toldTensors(values: Readonly<Record<string, ModelTensor>>): Readonly<Record<string, ToldTensor>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, { type, dims, data }]) => [
      name,
      { type, dims: [...dims], bytes: toBase64(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)) },
    ]),
  );
}

/** The values that were told. */
export function heardTensors(told: Readonly<Record<string, ToldTensor>>): Readonly<Record<string, ModelTensor>> {
  return Object.fromEntries(
    Object.entries(told).map(([name, { type, dims, bytes }]) => [
      name,
      { type, dims, data: new modelArrays[type](fromBase64(bytes).buffer as ArrayBuffer) } as ModelTensor,
    ]),
  );
}
