/** What is used of @jax-js/jax. */

/** An array; an op that gets it owns it from then on. */
export interface JaxArray {
  readonly shape: number[];
  readonly dtype: string;
  readonly refCount: number;
  data(): Promise<ArrayLike<number>>;
  dataSync(): ArrayLike<number>;
  dispose(): void;
}

interface Owned {
  dispose(): void;
}

export interface Jax {
  readonly numpy: Readonly<Record<string, (...given: unknown[]) => JaxArray>>;
  readonly lax: Readonly<Record<string, (...given: unknown[]) => JaxArray>>;
  init(...devices: string[]): Promise<string[]>;
  defaultDevice(device: string): string;
  vjp(f: (x: JaxArray) => JaxArray, primals: readonly JaxArray[]): [JaxArray, ((dy: JaxArray) => [JaxArray]) & Owned];
  grad(f: (x: JaxArray) => JaxArray): (x: JaxArray) => JaxArray;
  jit(f: (...arrays: JaxArray[]) => JaxArray): ((...arrays: JaxArray[]) => JaxArray) & Owned;
}
