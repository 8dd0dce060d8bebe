/** The JSON of a report: what merge reads, and what `schema/report.schema.json` is written from. Only the command loads it. */
import { z } from 'zod';
import { schemaVersion } from '../../report/report.js';
import { finding, knownAs } from './finding.js';
import { count } from './values.js';
import { verdict } from './verdict.js';

const milliseconds = z.number().nonnegative();

const lawResult = z.looseObject({ law: z.string(), statement: z.string(), verdict, runs: count, elapsed: milliseconds });

const wait = z.strictObject({ what: z.string(), elapsed: milliseconds });

export const report = z
  .looseObject({
    schemaVersion: z.literal(schemaVersion),
    tensorLaws: z.string().meta({ description: 'Version of the package.' }),
    library: z.strictObject({ name: z.string(), version: z.string().exactOptional() }),
    seed: z.int(),
    runs: count.meta({ description: 'Runs per law.' }),
    results: z.array(lawResult),
    findings: z.array(finding).meta({ description: 'The distinct bugs behind the red laws.' }),
    known: z
      .array(finding)
      .meta({ description: 'Bugs that showed and that the library says are known: no law is red for them.' })
      .default([]),
    conventions: z.array(finding).meta({ description: 'Other meanings that somebody documents: no law is red for them.' }).default([]),
    fixed: z
      .array(z.strictObject({ id: z.string(), sentence: z.string(), ...knownAs }))
      .meta({ description: 'Known bugs that no longer show: red, until they are taken out of the known.' })
      .exactOptional(),
    beyond: z
      .array(finding)
      .meta({
        description:
          'Bugs found beyond the runs that every law was given, before the time of a search was up: another search with the same seed may not get as far.',
      })
      .exactOptional(),
    notes: z
      .array(z.string())
      .meta({ description: 'What could not be read, or failed beside the laws, a line each: entries of known bugs, deviations.' })
      .exactOptional(),
    calls: z
      .record(z.string(), z.strictObject({ returned: count, threw: count }))
      .meta({ description: 'By op: how often it returned, and how often it threw.' }),
    drawn: z
      .record(z.string(), z.record(z.string(), count))
      .meta({
        description:
          'What a sample of the calls was like: by feature (rank, window, stride, ...) and its value, how many calls or axes have it.',
      })
      .exactOptional(),
    waits: z
      .array(wait)
      .meta({ description: 'What runs waited for in vain, the longest first: calls that hang, promises that do not settle.' })
      .exactOptional(),
    elapsed: milliseconds.meta({ description: 'Milliseconds.' }),
    ok: z.boolean().meta({
      description:
        'Whether no verdict is red (violated, fixed, crashed or timedOut), and at most a tenth of the laws that the ops allow inconclusive.',
    }),
  })
  .meta({
    title: 'tensor-laws report',
    description:
      'What a check of a tensor library found. Fields may be added; those listed here keep their meaning within a major version.',
  });
