import { z } from 'zod';
import { counterexample, strayKinds } from './counterexample.js';
import { count, opName } from './values.js';

const condition = z
  .looseObject({ terms: z.array(z.tuple([z.string(), z.string()])), straying: count, calls: count })
  .meta({ id: 'condition', description: 'Where the op strays: in so many of the sampled calls in which all terms hold.' });

export const finding = z
  .looseObject({
    title: z.string(),
    op: opName.exactOptional(),
    kind: z.enum([...strayKinds, 'combination', 'crash', 'hang']).meta({
      description: 'How the op goes wrong. `combination`: no op by itself. `crash`, `hang`: its process ends, or does not go on.',
    }),
    condition: condition.exactOptional(),
    counterexample,
    laws: z.array(z.string()),
    reproduction: z.string().meta({ description: "The straying call in the library's own API." }).exactOptional(),
  })
  .meta({ id: 'finding' });
