/** Loaded models, kept for the next call that needs the same one. */
import { encodeModel } from './encode.js';
import type { OneNodeModel, Operand } from './model.js';
import type { Runtime, Session } from './runtime.js';

/** As many as a law's runs use again; each holds some tens of kilobytes. */
const most = 256;

/** Runs models, one at a time: a session that another call still uses is never released. */
export class Sessions {
  readonly #runtime: Runtime;
  /** By the model's own text; the one used last stands last. */
  readonly #kept = new Map<string, Session>();
  #last: Promise<void> = Promise.resolve();

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /** Runs a model on those of `operands` that it has as inputs. */
  run(model: OneNodeModel, operands: Readonly<Record<string, Operand>>): Promise<Operand> {
    return this.#afterOthers(() => this.#run(model, operands));
  }

  /** Releases what is loaded. */
  close(): Promise<void> {
    return this.#afterOthers(async () => {
      const sessions = [...this.#kept.values()];
      this.#kept.clear();
      for (const session of sessions) await session.release();
    });
  }

  #afterOthers<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#last.then(act);
    // Whoever asked for it gets its failure; the next one starts all the same.
    this.#last = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  async #run(model: OneNodeModel, operands: Readonly<Record<string, Operand>>): Promise<Operand> {
    const fed = Object.fromEntries(
      model.inputs.flatMap((each) => (each === undefined || each.constant !== undefined ? [] : [[each.name, operands[each.name]!]])),
    );
    // A model that holds its operands is of use for one call alone.
    if (model.inputs.some((each) => each?.constant !== undefined)) {
      const session = await this.#runtime.load(encodeModel(model));
      try {
        return await session.run(fed);
      } finally {
        await session.release();
      }
    }
    return (await this.#sessionOf(model)).run(fed);
  }

  async #sessionOf(model: OneNodeModel): Promise<Session> {
    const key = JSON.stringify(model);
    const session = this.#kept.get(key) ?? (await this.#runtime.load(encodeModel(model)));
    this.#kept.delete(key);
    this.#kept.set(key, session);
    for (const [oldest, idle] of this.#kept) {
      if (this.#kept.size <= most) break;
      this.#kept.delete(oldest);
      await idle.release();
    }
    return session;
  }
}
