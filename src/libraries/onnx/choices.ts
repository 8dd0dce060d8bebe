/** Which spelling of a call was reported, for those calls whose spellings disagreed. */
import { toJson } from '../../judge/json.js';
import type { OpName } from '../../ops/index.js';

/** Many more than the calls between a failure and its report. */
const most = 1000;

export class Choices {
  readonly #kept = new Map<string, number>();

  set(op: OpName, args: readonly unknown[], spelling: number): void {
    const key = keyOf(op, args);
    this.#kept.delete(key);
    this.#kept.set(key, spelling);
    if (this.#kept.size > most) this.#kept.delete(this.#kept.keys().next().value!);
  }

  /** `undefined` where nothing is known: the spellings agreed, or the call was made in another process, or long ago. */
  get(op: OpName, args: readonly unknown[]): number | undefined {
    return this.#kept.get(keyOf(op, args));
  }
}

function keyOf(op: OpName, args: readonly unknown[]): string {
  return `${op} ${JSON.stringify(toJson(args))}`;
}
