import { z } from 'zod';
import { anything, count, number, opName, shape, tensor } from './values.js';

const difference = z
  .strictObject({
    kind: z.enum(['shape', 'value']),
    leftShape: shape,
    rightShape: shape,
    index: shape.exactOptional(),
    left: number.exactOptional(),
    right: number.exactOptional(),
    allowed: number.exactOptional(),
    cells: count.exactOptional(),
  })
  .meta({ id: 'difference', description: 'Where two sides part.' });

export const strayKinds = ['shape', 'value', 'threw', 'accepted', 'badResult', 'mutated', 'rewritten', 'aliased'] as const;

export const call = z
  .looseObject({ op: opName, arguments: z.array(anything), spelling: z.string().exactOptional() })
  .meta({ id: 'call', description: 'An op with its arguments, as a caller gives them.' });

export const stray = z
  .strictObject({
    kind: z.enum(strayKinds).meta({ description: 'A call that ended or hung its process is one that `threw`.' }),
    op: opName,
    args: z.array(anything).meta({ description: 'Tensors, shapes and attributes; what is a function is left out.' }),
    spelling: z.string().meta({ description: 'The spelling that was called, where the op has several.' }).exactOptional(),
    layout: z
      .literal('channels-first')
      .meta({ description: 'The layout that the library sees; here all tensors are in channels last. Left out: that.' })
      .exactOptional(),
    result: anything.meta({ description: 'A tensor, or the error in words.' }),
    expected: anything.meta({ description: 'What the reference returned: a tensor, or its error in words.' }),
    difference: difference.exactOptional(),
    rule: z.string().exactOptional(),
    misuse: z.string().exactOptional(),
    message: z.string(),
    stack: z
      .array(z.string())
      .meta({ description: "Where the library's error arose: its own frames and its adapter's, innermost first." })
      .exactOptional(),
  })
  .meta({ id: 'stray', description: 'A call of the library that strays from the reference.' });

export const counterexample = z
  .looseObject({
    law: z.string(),
    library: z.string(),
    case: anything.meta({ description: 'The smallest case that was found.' }),
    kind: z.enum(['differs', 'accepted', 'threw', 'badResult', 'timedOut', 'broke']),
    label: z.string().exactOptional(),
    relation: z.enum(['equal', 'atMost', 'differ']).exactOptional(),
    left: tensor.exactOptional(),
    right: tensor.exactOptional(),
    difference: difference.exactOptional(),
    message: z.string(),
    blame: stray.exactOptional(),
    before: z.array(call).meta({ description: 'The calls that lead to the one to blame, which holds by itself.' }).exactOptional(),
    reproduced: z.boolean(),
    shrinks: count,
    token: z.string().meta({ description: 'law:seed:path@version, as `tensor-laws replay` takes it.' }).exactOptional(),
  })
  .meta({ id: 'counterexample' });
