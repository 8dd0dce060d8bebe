/** The cause of what a single property fails by, in a sentence. */
import type { Cause } from '../../diagnosis/cause/cause.js';
import { explains, groundOf, type Ground } from '../../diagnosis/cause/same-bug.js';
import { Explainer } from '../../diagnosis/explain/explainer.js';
import type { Counterexample } from '../../judge/counterexample.js';
import type { TensorLibrary } from '../../library.js';
import type { PropertyOptions } from '../property-options.js';

/** A case that shrinks from one bug into another has no more than so many. */
const mostCauses = 3;

export class ToldCause {
  private readonly explainer: Explainer;
  private readonly ground: Ground;
  private readonly found: { readonly cause: Cause; readonly sentence: string }[] = [];

  constructor(library: TensorLibrary, options: PropertyOptions) {
    this.explainer = new Explainer(library, options);
    this.ground = groundOf(library, options);
  }

  /** `undefined` where no call strays by itself. Each step of a shrink asks: a cause that is found is not looked for again. */
  async sentenceOf({ blame, before = [] }: Counterexample): Promise<string | undefined> {
    if (blame === undefined) return undefined;
    const isLed = before.length > 0;
    const found = this.found.find(({ cause }) => explains(cause, blame, this.ground, isLed));
    if (found !== undefined || this.found.length === mostCauses) return found?.sentence;
    const explained = await this.explainer.explain(blame, [], before);
    this.found.push(explained);
    return explained.sentence;
  }
}
