import { z } from 'zod';
import { counterexample } from './counterexample.js';
import { knownAs } from './finding.js';
import { count, counts } from './values.js';

const coverage = z
  .strictObject({ hit: count, possible: count })
  .meta({ id: 'coverage', description: 'Feature pairs that the cases hit, of those that the domain and the limits allow.' });

const discards = counts.meta({ id: 'discards', description: 'By reason: how many runs were discarded.' });

const death = { message: z.string(), counterexample: counterexample.exactOptional() };

export const verdict = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('holds'),
      runs: count,
      discards,
      excluded: count.exactOptional(),
      coverage: coverage.exactOptional(),
    }),
    z.strictObject({ kind: z.literal('violated'), runs: count, counterexample }),
    z.strictObject({ kind: z.literal('unsupported'), missing: z.array(z.string()) }),
    z.strictObject({ kind: z.literal('known'), ...knownAs, counterexample }),
    z.strictObject({ kind: z.literal('convention'), sentence: z.string(), counterexample }),
    z.strictObject({ kind: z.literal('fixed'), ...knownAs, runs: count }),
    z.strictObject({ kind: z.literal('inconclusive'), runs: count, discards, reason: z.string() }),
    z.strictObject({ kind: z.literal('crashed'), ...death }),
    z.strictObject({ kind: z.literal('timedOut'), ...death }),
  ])
  .meta({ id: 'verdict' });
