/** Runs the laws that a question names, and tells what comes of them as it comes. */
import * as fc from 'fast-check';
import { laws as catalogue } from '../../properties/index.js';
import { checkLaws } from '../../src/engine/check-laws.js';
import { property } from '../../src/engine/property.js';
import { selectLaws } from '../../src/engine/select.js';
import type { Counterexample } from '../../src/judge/counterexample.js';
import type { AnyLaw } from '../../src/law.js';
import { failureCall } from '../../src/report/failure.js';
import { pictureSvg } from '../../src/report/picture.js';
import type { Question, Shown, Told } from './messages.js';
import { plant, type Planted } from './subject.js';
import { watched } from './watched.js';

/** Milliseconds between signs of life. */
const pulse = 250;

/** Laws of whose case each step is told, where so few are asked. */
const mostWatched = 1;

/** The hatching that the page has. */
const hatch = 'tl-hatch';

function shown(counterexample: Counterexample, sentence?: string): Shown {
  const svg = pictureSvg(counterexample, 'shown', hatch);
  return { text: failureCall(counterexample, sentence === undefined ? {} : { sentence }), ...(svg !== undefined && { svg }) };
}

function asked(names: readonly string[], { ops }: Planted): readonly AnyLaw[] {
  if (names.length > 0) return selectLaws(catalogue, names);
  return catalogue.filter(({ requires }) => requires.some((op) => ops.includes(op)));
}

/** Why a verdict is neither green nor a counterexample. */
const reasonOf = (verdict: object): string =>
  'reason' in verdict && typeof verdict.reason === 'string'
    ? verdict.reason
    : 'missing' in verdict && Array.isArray(verdict.missing)
      ? verdict.missing.join(', ')
      : '';

export async function answer({ subject, laws: names, seed, runs }: Question, tell: (told: Told) => void): Promise<void> {
  const started = performance.now();
  const planted = plant(subject);
  const { library, sentence } = planted;
  const laws = asked(names, planted);
  tell({ kind: 'begins', sentence, laws: laws.length });
  let last = 0;
  const onRun = (): void => {
    if (performance.now() - last < pulse) return;
    last = performance.now();
    tell({ kind: 'alive' });
  };
  if (laws.length <= mostWatched) {
    for (const law of laws) {
      const steps = watched(property(law, library, { onRun }), (each) => tell({ kind: 'smaller', law: law.id, ...shown(each) }));
      await fc.check(steps, { seed, numRuns: runs });
    }
  }
  const { findings, conventions } = await checkLaws(library, {
    laws,
    seed,
    runs,
    onRun,
    onProgress: ({ law, verdict, done }) => tell({ kind: 'checked', law, verdict: verdict.kind, reason: reasonOf(verdict), done }),
  });
  for (const { sentence: words, laws: broken, counterexample } of [...findings, ...conventions]) {
    tell({ kind: 'finding', sentence: words, laws: broken, ...shown(counterexample, words) });
  }
  tell({ kind: 'done', milliseconds: performance.now() - started });
}
