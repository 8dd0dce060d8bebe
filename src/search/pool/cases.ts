/** Single cases of a law, found again by their place. */
import * as fc from 'fast-check';
import { CaseArbitrary } from '../../arbitraries/case-arbitrary.js';
import { enumerateCases } from '../../arbitraries/enumerate.js';
import { LawProperty, type PropertyOptions } from '../../check/property.js';
import { casesFor } from '../../check/subject.js';
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
    this.subject = new LawProperty(law, library, found.cases, options, false);
  }

  /** The case at a place; undefined where there is none. */
  async at({ seed, path, enumerate }: Place): Promise<[unknown] | undefined> {
    if (path.length === 0) return undefined;
    if (enumerate !== undefined) return this.enumerated(enumerate, path[0]!);
    let found: [unknown] | undefined;
    const { subject } = this;
    const looked: fc.IAsyncProperty<[unknown]> = {
      isAsync: () => true,
      generate: (mrng, runId) => subject.generate(mrng, runId),
      shrink: (value) => subject.shrink(value),
      // fast-check goes on past the case that a path leads to, unless that fails.
      run: (value) => {
        found = value;
        return Promise.resolve({ error: undefined });
      },
      runBeforeEach: () => Promise.resolve(),
      runAfterEach: () => Promise.resolve(),
    };
    try {
      await fc.check(looked, { seed, path: path.join(':'), numRuns: 1, endOnFailure: true });
    } catch (thrown) {
      // How fast-check says that a path leads nowhere.
      if (thrown instanceof Error && thrown.message.includes('wrong path')) return undefined;
      throw thrown;
    }
    return found;
  }

  /** Runs a case. Nothing is made of how it ends. */
  async run(c: [unknown]): Promise<void> {
    await this.subject.run(c);
  }

  private enumerated(part: NonNullable<Place['enumerate']>, index: number): [unknown] | undefined {
    const { cases } = this.subject;
    if (!(cases instanceof CaseArbitrary)) return undefined;
    let i = 0;
    for (const { value } of enumerateCases(cases, part.size, part)) if (i++ === index) return [value];
    return undefined;
  }
}
