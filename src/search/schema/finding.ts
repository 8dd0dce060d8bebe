import { z } from 'zod';
import { call, counterexample, strayKinds } from './counterexample.js';
import type { CellSet } from '../../diagnosis/cause/cell-set.js';
import type { Json } from '../../diagnosis/deviation.js';
import { severities } from '../../diagnosis/findings/finding.js';
import { count, opName } from './values.js';

const guard = z
  .strictObject({
    feature: z.string(),
    relation: z.enum(['=', '!=', '>=', '<=', 'mod']),
    value: z.union([z.number(), z.string(), z.boolean()]),
    remainder: z.number().exactOptional(),
  })
  .meta({ id: 'guard', description: 'Holds of a call by one of its features; of `mod`, value is the modulus.' });

const scope = {
  ops: z.array(opName).meta({ description: 'Empty where no op strays by itself.' }),
  spellings: z.array(z.string()).exactOptional(),
  guards: z.array(guard).meta({ description: 'All hold of the calls that the cause touches.' }),
  except: z.array(guard).exactOptional().meta({ description: 'Not all hold of the calls that the cause touches.' }),
};

export const cause = z
  .discriminatedUnion('kind', [
    z.looseObject({
      kind: z.enum(['deviation', 'convention']),
      id: z.string(),
      parameters: z.unknown().transform((json) => json as Json),
      cells: z
        .unknown()
        .transform((json) => json as CellSet)
        .exactOptional()
        .meta({ description: 'The cells of the result in which alone it shows.' }),
      ...scope,
    }),
    z.looseObject({
      kind: z.literal('condition'),
      how: z.enum(['value', 'shape', 'throws']),
      message: z.string().exactOptional(),
      ...scope,
    }),
    z.looseObject({ kind: z.literal('unchecked'), code: z.string(), ...scope }),
    z.looseObject({
      kind: z.enum(['state', 'chance', 'interference']),
      id: z.string(),
      calls: z.array(call).meta({ description: 'Those that lead to a stray, which is the last; of interference, both are in flight.' }),
      rate: z.strictObject({ strays: count, of: count }).exactOptional(),
      ...scope,
    }),
    z.looseObject({ kind: z.literal('death'), how: z.enum(['hang', 'exit', 'trap']), ...scope }),
  ])
  .meta({ id: 'cause', description: 'What goes wrong, in which ops, and where.' });

/** Why a known bug is not fixed yet, and the address of its issue. */
export const knownAs = { reason: z.string(), issue: z.string().exactOptional() };

/** What may be anything in the call that is shown. */
export const whatever = z
  .strictObject({
    sizes: z.record(z.string(), z.array(count)).meta({ description: 'Axes of any size, by the name of the parameter, in channels last.' }),
    values: z.record(z.string(), z.enum(['any', 'not zero'])).meta({ description: 'Tensors of any values, or of any but 0.' }),
    attributes: z.array(z.string()).meta({ description: 'Attributes of any value.' }),
  })
  .meta({ description: 'What may be anything in the call that is shown: it strays all the same.' });

export const finding = z
  .looseObject({
    id: z.string().meta({ description: '16 hex digits of the cause.' }),
    sentence: z.string(),
    title: z.string().meta({ description: 'The sentence.' }),
    cause,
    op: opName.exactOptional(),
    kind: z.enum([...strayKinds, 'combination', 'crash', 'hang']).meta({
      description: 'How the op goes wrong. `combination`: no op by itself. `crash`, `hang`: its process ends, or does not go on.',
    }),
    severity: z.enum(severities),
    ops: z.array(opName).meta({ description: 'Every op that has the cause.' }),
    counterexample,
    laws: z.array(z.string()),
    reproduction: z.string().meta({ description: "The straying call in the library's own API." }).exactOptional(),
    whatever: whatever.exactOptional(),
    known: z.strictObject(knownAs).meta({ description: 'Why it is no news: it is a known bug of the library.' }).exactOptional(),
  })
  .meta({ id: 'finding' });
