/** A backend started anew, after a call that ruined it. */
import * as tf from '@tensorflow/tfjs';

/** Whether an error is a trap of WebAssembly, whose error type is not among those of the language alone. */
export function isTrap(error: unknown): boolean {
  return error instanceof Error && error.name === 'RuntimeError';
}

/** What a backend of WebAssembly was compiled to. */
interface Module {
  /** The memory: another array whenever it has grown. */
  readonly HEAPU8: Uint8Array;
  /** The top of the stack of calls; a trap leaves it where it was. */
  readonly stackSave: () => number;
  readonly stackRestore: (top: number) => void;
}

interface Kept {
  readonly module: Module;
  readonly memory: Uint8Array;
  readonly stack: number;
}

/**
 * Makes a backend as good as new. A trap leaves a WebAssembly backend with a heap that traps in every later call: without this, the one bad
 * call would show as a failure of all ops.
 */
export class Renewal {
  /** The renewal under way. */
  pending: Promise<void> | undefined;
  private kept: Kept | undefined;
  /** Tensors that calls left behind, and that nobody can reach. */
  private lost = 0;
  /** Whether the program had tensors of its own when the last call began. */
  private shared = false;

  constructor(private readonly backend: string) {}

  /** Makes a call that returns no tensor of the backend. Before the first, the backend's state is kept. */
  watch<Result>(call: () => Result): Result {
    const before = tf.memory().numTensors;
    this.shared = before > this.lost;
    this.keep();
    try {
      return call();
    } finally {
      this.lost += tf.memory().numTensors - before;
    }
  }

  private keep(): void {
    const { wasm: module } = tf.engine().registry[this.backend] as unknown as { readonly wasm?: Module };
    if (this.shared || module === undefined || module === this.kept?.module) return;
    this.kept = { module, memory: module.HEAPU8.slice(), stack: module.stackSave() };
  }

  /**
   * Puts the backend's memory back, which is all that a call can write to. Where the program has other tensors, or nothing was kept,
   * another backend takes its place: much more work, and much more to collect.
   */
  renew(): Promise<void> | undefined {
    if (this.kept === undefined || this.shared) return this.replace();
    const { module, memory, stack } = this.kept;
    module.HEAPU8.set(memory);
    module.HEAPU8.fill(0, memory.length);
    module.stackRestore(stack);
    return undefined;
  }

  private replace(): Promise<void> {
    this.pending ??= this.start().finally(() => {
      // Tensors of the old backend went with it.
      this.lost = tf.memory().numTensors;
      this.pending = undefined;
    });
    return this.pending;
  }

  private async start(): Promise<void> {
    const factory = tf.findBackendFactory(this.backend);
    const { registry, registryFactory } = tf.engine();
    try {
      tf.removeBackend(this.backend);
    } catch (error) {
      // To end properly needs the ruined memory; it is let go as it is.
      if (!isTrap(error)) throw error;
      delete registry[this.backend];
      delete registryFactory[this.backend];
    }
    tf.registerBackend(this.backend, factory);
    if (!(await tf.setBackend(this.backend)))
      throw new Error(`TensorFlow.js cannot start its backend '${this.backend}' again after a trap`);
  }
}
