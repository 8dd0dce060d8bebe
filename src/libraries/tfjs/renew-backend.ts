/** A backend started anew, after a call that ruined it. */
import * as tf from '@tensorflow/tfjs';

/** Whether an error is a trap of WebAssembly, whose error type is not among those of the language alone. */
export function isTrap(error: unknown): boolean {
  return error instanceof Error && error.name === 'RuntimeError';
}

/**
 * Replaces a backend by a fresh one of the same kind. A trap leaves a WebAssembly backend with a heap that traps in every later call:
 * without this, the one bad call would show as a failure of all ops.
 */
export class Renewal {
  /** The renewal under way. */
  pending: Promise<void> | undefined;

  constructor(private readonly backend: string) {}

  renew(): Promise<void> {
    this.pending ??= this.start().finally(() => {
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
