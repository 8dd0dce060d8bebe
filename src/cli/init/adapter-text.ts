import { inspect } from 'node:util';
import type { Found, FoundOp } from './guess.js';
import { sourceOf } from './trial.js';

/** Where a package's members are: on the module, or on its default export. */
export interface Imported {
  readonly specifier: string;
  readonly fromDefault: boolean;
}

const literal = (value: unknown): string => inspect(value, { depth: 4, breakLength: Infinity, compact: true });

/** Whether anything is left out but what has a reason of its own. */
const leavesOut = ({ limits }: FoundOp): boolean => Object.keys(limits).some((name) => !['validates', 'emptyTensors'].includes(name));

/** The module of an adapter. */
export function adapterText({ specifier, fromDefault }: Imported, { trial, layout, ops }: Found): string {
  const { conversion, precision } = trial;
  const { dtype } = precision;
  const limited = ops.filter(({ limits }) => Object.keys(limits).length > 0);
  const imports = ['defineLibrary', dtype, ...conversion.imports].sort();
  return [
    `/** ${specifier} as tensor-laws calls it. Written by \`tensor-laws init\` from its names: the plainest call of each op gave what its definition says. */`,
    `import { ${imports.join(', ')} } from 'tensor-laws';`,
    fromDefault ? `import library from '${specifier}';` : `import * as library from '${specifier}';`,
    '',
    ...conversion.helpers,
    `const to = (x) => ${conversion.to};`,
    `const from = ${conversion.later ? 'async ' : ''}(y) => ${conversion.from.replace('DTYPE', `'${dtype}'`)};`,
    '',
    'export default defineLibrary({',
    `  name: '${specifier}',`,
    `  precision: ${dtype},`,
    ...(layout === 'channels-first' ? [`  layout: '${layout}',`] : []),
    '  ops: {',
    ...ops.map((op) => `    ${op.op}: ${sourceOf(op, op.awaits)},`),
    '  },',
    ...(limited.length === 0
      ? []
      : [
          ...(limited.some(leavesOut)
            ? [
                '  // With what is left out here a call gave something else. Where the package says it in another way, say it so above, and take the limit out.',
              ]
            : []),
          ...(limited.some(({ limits }) => limits.emptyTensors === false)
            ? ['  // emptyTensors: false, as a tensor without cells does not keep its shape on the way to the package and back.']
            : []),
          ...(limited.some(({ limits }) => limits.validates === false)
            ? ['  // validates: false stands where bad arguments were taken: without it, each missing check is told.']
            : []),
          '  limits: {',
          ...limited.map(({ op, limits }) => `    ${op}: ${literal(limits)},`),
          '  },',
        ]),
    '});',
    '',
  ].join('\n');
}
