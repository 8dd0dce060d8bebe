/** Single cases of a law, found again by their place. */
import * as fc from 'fast-check';
import { CaseArbitrary } from '../../draw/case-arbitrary.js';
import { enumerateCases } from '../../draw/enumerate.js';
import { LawProperty } from '../../engine/jobs/law-property.js';
import type { PropertyOptions } from '../../engine/property-options.js';
import { casesFor } from '../../judge/subject.js';
import type { AnyLaw } from '../../law.js';
import type { TensorLibrary } from '../../library.js';
import type { Place } from './messages.js';

/** A law whose cases can be looked at, and run one by one. */
export class Cases {
  private readonly subject: LawProperty;

  /** @throws Error where the library leaves the law no case */
  constructor(law: AnyLaw, library: TensorLibrary, options: PropertyOptions) {
    const found = casesFor(law, library, options);
    if ('missing' in found) throw new Error(`${law.id} has no case: ${found.missing}`);
    this.subject = new LawProperty(law, library, found.cases, options);
  }

  /** The case at a place; undefined where there is none. */
  async at(place: Place): Promise<[unknown] | undefined> {
    const [first, ...shrinks] = place.path;
    if (first === undefined) return undefined;
    let value = await this.root(place, first);
    for (const at of shrinks) {
      if (value === undefined) return undefined;
      value = this.subject.shrink(value).drop(at).getNthOrLast(0) ?? undefined;
    }
    return value?.value_;
  }

  /** Runs a case. Nothing is made of how it ends. */
  async run(c: [unknown]): Promise<void> {
    await this.subject.run(c);
  }

  private root({ seed, enumerate, example }: Place, run: number): Promise<fc.Value<[unknown]> | undefined> {
    if (example !== undefined) return Promise.resolve(new fc.Value([example], undefined));
    return enumerate === undefined ? this.drawn(seed, run) : Promise.resolve(this.enumerated(enumerate, run));
  }

  /** A run as fast-check draws it. */
  private async drawn(seed: number, run: number): Promise<fc.Value<[unknown]> | undefined> {
    let found: fc.Value<[unknown]> | undefined;
    const { subject } = this;
    const looked: fc.IAsyncProperty<[unknown]> = {
      isAsync: () => true,
      generate: (mrng, runId) => (found = subject.generate(mrng, runId)),
      shrink: () => fc.Stream.nil(),
      run: () => Promise.resolve(null),
      runBeforeEach: () => Promise.resolve(),
      runAfterEach: () => Promise.resolve(),
    };
    await fc.check(looked, { seed, path: `${run}`, numRuns: 1 });
    return found;
  }

  private enumerated(part: NonNullable<Place['enumerate']>, index: number): fc.Value<[unknown]> | undefined {
    const { cases } = this.subject;
    if (!(cases instanceof CaseArbitrary)) return undefined;
    let i = 0;
    for (const { value } of enumerateCases(cases, part.size, part)) if (i++ === index) return new fc.Value([value], undefined);
    return undefined;
  }
}
