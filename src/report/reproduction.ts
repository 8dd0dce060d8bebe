/** A finding as a file that runs: what was called, what is expected, what comes. */
import type { Counterexample } from '../judge/counterexample.js';
import { argumentsIn, inOwnLayout } from '../judge/bind/layout.js';
import { toJson } from '../judge/json.js';
import { dtypeOf, isDense, isTensor, toArray, type Tensor } from '../tensor.js';
import { parameters, recordOf, type OpName } from '../ops/index.js';

/** What a reproduction needs of a finding. */
export interface Reproducible {
  readonly title: string;
  readonly counterexample: Counterexample;
  /** The call in the library's own API, as its `show` wrote it. */
  readonly reproduction?: string;
  /** Whether the calls that lead to the one to blame are in flight beside it. */
  readonly cause?: { readonly kind: string };
}

/** Any value as JavaScript: numbers that JSON loses are kept, functions are not. */
function sourceOf(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (isTensor(value)) return sourceOfTensor(value);
  if (Array.isArray(value)) return `[${value.map(sourceOf).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    return `{ ${fields.map(([name, field]) => `${name}: ${sourceOf(field)}`).join(', ')} }`;
  }
  return JSON.stringify(value) ?? 'undefined';
}

function sourceOfTensor(x: Tensor): string {
  if (!isDense(x)) return `fromJson(${JSON.stringify(toJson(x))})`;
  return `tensor(${sourceOf(toArray(x))}, ${sourceOf([...x.shape])}, '${dtypeOf(x)}')`;
}

/** What is expected, as an expression that is printed. */
function expectedOf(counterexample: Counterexample): string | undefined {
  const { blame } = counterexample;
  if (blame === undefined) return undefined;
  const { expected, kind } = inOwnLayout(blame);
  if (kind === 'mutated') return `'the arguments as they were'`;
  if (isTensor(expected)) return `${sourceOf([...expected.shape])}, ${sourceOf(toArray(expected))}`;
  return sourceOf(typeof expected === 'string' ? `an error: ${expected}` : expected);
}

/** Text as comment lines, whatever line ends it holds. */
function comment(text: string): string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => `// ${line}`.trimEnd());
}

/** A path or name as a module specifier. */
function importOf(library: string, module: string | undefined): string {
  if (module === undefined && library === 'reference') return `import { reference as library } from 'tensor-laws';`;
  if (module === undefined) return `import library from './library.js'; // the module whose default export is the library`;
  const run = /\.[cm]?tsx?$/.test(module) ? ' // TypeScript: run this file with npx tsx' : '';
  return `import library from ${JSON.stringify(module)};${run}`;
}

/** What to import a library from that the command line names so; undefined where it is not known. */
export function moduleOf(library: string | undefined): string | undefined {
  if (library === undefined || library === 'reference') return undefined;
  if (!/[./\\]/.test(library)) return `tensor-laws/libraries/${library}`;
  return /^(?:\.{0,2}[/\\]|[a-z]:)/i.test(library) ? library : `./${library}`;
}

/** A program that its library wrote: it imports what it needs. */
function isProgram(source: string): boolean {
  return /\bimport\b|\brequire\s*\(/.test(source);
}

const callNames = new Set(['tensor', 'fromJson', 'isTensor', 'toArray', 'library', 'got']);

/** What calls an op of the library. */
function opSource(op: OpName, spelling: string | undefined): string {
  return `library.ops.${op}${spelling === undefined ? '' : `.spellings[${JSON.stringify(spelling)}].call`}`;
}

/** The calls before the blamed one, and it itself; `got` is what is to be looked at. */
function callLines({ counterexample, cause }: Reproducible, last: string): string[] {
  const { before = [], blame } = counterexample;
  const layout = blame!.layout;
  const sources = before.map(({ op, arguments: given, spelling }) => {
    const args = layout === undefined ? given : argumentsIn(layout, op, given);
    return `${opSource(op, spelling)}(${args.map(sourceOf).join(', ')})`;
  });
  if (sources.length > 0 && cause?.kind === 'interference')
    return [`const [${', '.repeat(sources.length)}got] = await Promise.all([${[...sources, last].join(', ')}]);`];
  // Of these it is the earlier result that does not stay.
  if (sources.length > 0 && (blame!.kind === 'rewritten' || blame!.kind === 'aliased'))
    return [...sources.map((source, i) => (i === 0 ? `const got = await ${source};` : `await ${source};`)), `await ${last};`];
  return [...sources.map((source) => `await ${source};`), `const got = await ${last};`];
}

/** The blamed call by the name of its op, after those that lead to it. */
function callProgram(reproducible: Reproducible, module: string | undefined): string | undefined {
  const { counterexample, title, reproduction } = reproducible;
  const { blame, library, before = [] } = counterexample;
  if (blame === undefined || recordOf(blame.op).kind === 'wrapping') return undefined;
  const { op, args, spelling } = inOwnLayout(blame);
  const names = args.map((_, i) => {
    const name = parameters[op][i]?.name ?? `argument${i}`;
    return callNames.has(name) ? `${name}_` : name;
  });
  const tensors = [...args, ...before.flatMap((call) => call.arguments)].filter(isTensor);
  const imports = [...(tensors.every(isDense) ? [] : ['fromJson']), 'isTensor', ...(tensors.some(isDense) ? ['tensor'] : []), 'toArray'];
  return [
    ...comment(title),
    ...(reproduction === undefined ? [] : comment(`In the library's own API:\n${reproduction}`)),
    `import { ${imports.join(', ')} } from 'tensor-laws';`,
    importOf(library, module),
    '',
    ...names.map((name, i) => `const ${name} = ${sourceOf(args[i])};`),
    '',
    `console.log('expected:', ${expectedOf(counterexample)});`,
    'await library.setup?.();',
    'try {',
    ...callLines(reproducible, `${opSource(op, spelling)}(${names.join(', ')})`).map((line) => `  ${line}`),
    "  console.log('got:', ...(isTensor(got) ? [got.shape, toArray(got)] : [got]));",
    '} catch (error) {',
    "  console.log('got: an error:', error.message);",
    '} finally {',
    '  await library.close?.();',
    '}',
    ...(blame.kind === 'mutated' ? [`console.log('arguments afterwards:', ${names.join(', ')});`] : []),
    '',
  ].join('\n');
}

/** The whole case again, by its replay token. */
function replayProgram({ counterexample, title }: Reproducible, module: string | undefined): string | undefined {
  const { token, library, message } = counterexample;
  if (token === undefined) return undefined;
  return [
    ...comment(title),
    `import { replay } from 'tensor-laws';`,
    importOf(library, module),
    '',
    `console.log('reported:', ${JSON.stringify(message)});`,
    `const verdict = await replay(${JSON.stringify(token)}, library);`,
    "console.log('got:', verdict.kind, verdict.counterexample?.message ?? verdict.message ?? '');",
    'await library.close?.();',
    '',
  ].join('\n');
}

/** The library's own program, told what is expected. */
function ownProgram({ counterexample, title, reproduction }: Reproducible): string | undefined {
  const expected = expectedOf(counterexample);
  // It makes one call, and none of those that lead to it.
  if (reproduction === undefined || counterexample.before !== undefined || !isProgram(reproduction)) return undefined;
  return [
    ...comment(title),
    ...(expected === undefined ? [] : [`console.log('expected:', ${expected});`]),
    // Printed first: what the library does next may throw. Imports come before all else, wherever they stand.
    "console.log('got:');",
    reproduction.trimEnd(),
    '',
  ].join('\n');
}

/**
 * A finding as a whole file of JavaScript (ESM): in the library's own API where it can show it, else by the ops of the library, or by
 * the replay token where no single call is to blame.
 *
 * @param module what to import the library from; its default export is the library
 * @returns undefined where nothing can be run: no call to blame and no token
 */
export function reproductionOf(finding: Reproducible, module?: string): string | undefined {
  return ownProgram(finding) ?? callProgram(finding, module) ?? replayProgram(finding, module);
}
