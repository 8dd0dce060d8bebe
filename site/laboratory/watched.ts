/** A property that tells of each case in which it fails: the first as it was drawn, then smaller ones. */
import type * as fc from 'fast-check';
import { LawViolated } from '../../src/engine/property.js';
import type { Counterexample } from '../../src/judge/counterexample.js';

export function watched<Case>(
  property: fc.IAsyncProperty<[Case]>,
  tell: (counterexample: Counterexample) => void,
): fc.IAsyncProperty<[Case]> {
  return {
    isAsync: () => true,
    generate: (mrng, runId) => property.generate(mrng, runId),
    shrink: (value) => property.shrink(value),
    runBeforeEach: () => property.runBeforeEach(),
    runAfterEach: () => property.runAfterEach(),
    run: async (value) => {
      const result = await property.run(value);
      if (result !== null && 'error' in result && result.error instanceof LawViolated) tell(result.error.counterexample);
      return result;
    },
  };
}
