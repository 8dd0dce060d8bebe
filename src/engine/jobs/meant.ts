/** Failures that conventions alone explain, where one law is run by itself: found out by calls of their own. */
import type { Cause } from '../../diagnosis/cause/cause.js';
import { conventionOf } from '../../diagnosis/explain/by-convention.js';
import { Explainer } from '../../diagnosis/explain/explainer.js';
import { explains, groundOf, type Ground } from '../../diagnosis/cause/same-bug.js';
import type { FailedCase } from '../../judge/failed-case.js';
import type { TensorLibrary } from '../../library.js';
import { knownTo, type PropertyOptions } from '../property-options.js';

export class Meant {
  private readonly found: Cause[] = [];
  private readonly explainer: Explainer;
  private readonly ground: Ground;

  /** @param options causes that are passed over anyway among them */
  constructor(
    private readonly library: TensorLibrary,
    private readonly options: PropertyOptions,
  ) {
    this.explainer = new Explainer(library, options);
    this.ground = groundOf(library, options);
  }

  /** Whether all calls of a case that stray do so by conventions, or by what is passed over. */
  async explains(failed: FailedCase): Promise<boolean> {
    for (;;) {
      const exclude = [...(this.options.exclude ?? []), ...this.found];
      const { stray, explained } = await failed.blame(knownTo(this.library, { ...this.options, exclude }));
      if (stray === undefined) return explained;
      // Most bugs are like no convention, and cost no more than this.
      if (conventionOf(stray, this.ground) === undefined) return false;
      const { cause } = await this.explainer.explain(stray, exclude);
      if (cause.kind !== 'convention' || !explains(cause, stray, this.ground)) return false;
      this.found.push(cause);
    }
  }
}
