/** One call as a program of its own. */
import * as kernels from '../../ops/kernels.js';
import type { OpName } from '../../ops/index.js';
import { toArray, type Tensor } from '../../tensor.js';
import { encodeModel } from './encode.js';
import { describeModel, type Operand } from './model.js';
import type { Spelling } from './request.js';

/** How a program makes its tensors and runs a model in base64. */
export interface Program {
  /** The lines that it starts with: imports and settings. */
  readonly preamble: readonly string[];
  readonly tensor: (type: 'float32' | 'int64', data: string, dims: string) => string;
  /** The lines that run `model`, in base64, on `feeds` and leave `result`, with `dims` and `data`. */
  readonly run: readonly string[];
}

function numbers({ data }: Operand): string {
  if (data instanceof BigInt64Array) return `[${Array.from(data, (value) => `${value}n`).join(', ')}]`;
  return `[${Array.from(data, (value) => (Object.is(value, -0) ? '-0' : String(value))).join(', ')}]`;
}

/** What the reference makes of the call: a result, or why there is none. */
function expectedOf(op: OpName, args: readonly unknown[]): Tensor | string {
  try {
    return (kernels[op] as unknown as (...given: readonly unknown[]) => Tensor)(...args);
  } catch (refusal) {
    return `an error, ${(refusal as Error).message}`;
  }
}

function expectedText(expected: Tensor | string): string {
  return typeof expected === 'string' ? expected : `[${expected.shape.join(', ')}] [${toArray(expected).join(', ')}]`;
}

/** In base64, for any JavaScript that has `btoa`. */
function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

const printed = ["console.log(result.dims.join(', '), '|', Array.from(result.data).join(', '));"];
/** From [n, c, ...size], as ONNX has it. */
const printedLast = [
  'const [n, c, ...size] = result.dims;',
  'const cells = size.reduce((product, length) => product * length, 1);',
  'const last = Array.from(result.data, (_, i) => result.data[(Math.floor(i / (cells * c)) * c + (i % c)) * cells + (Math.floor(i / c) % cells)]);',
  "console.log([n, ...size, c].join(', '), '|', last.join(', '));",
];

type Operands = Readonly<Record<string, Operand>>;

function feedsOf(program: Program, operands: Operands, { model }: Spelling): string[] {
  return model.inputs.flatMap((each) => {
    if (each === undefined || each.constant !== undefined) return [];
    const operand = operands[each.name]!;
    return [`${each.name}: ${program.tensor(each.type, numbers(operand), JSON.stringify(operand.dims))},`];
  });
}

/** A call in one spelling; it prints shape and values of the result, channels last. */
export function programOf(program: Program, op: OpName, args: readonly unknown[], operands: Operands, spelling: Spelling): string {
  return [
    ...program.preamble,
    '',
    `// ${describeModel(spelling.model)}`,
    `// Expected: ${expectedText(expectedOf(op, args))}`,
    `const model = '${base64(encodeModel(spelling.model))}';`,
    'const feeds = {',
    ...feedsOf(program, operands, spelling).map((line) => `  ${line}`),
    '};',
    ...program.run,
    ...(spelling.first ? printedLast : printed),
    '',
  ].join('\n');
}

/** A call in several spellings, of which it is not known which strays; the program finds out, and prints that one. */
export function programOfAll(
  program: Program,
  op: OpName,
  args: readonly unknown[],
  operands: Operands,
  spellings: readonly Spelling[],
): string {
  const expected = expectedOf(op, args);
  const numbersOf = typeof expected === 'string' ? 'undefined' : `[${[...expected.shape, ...toArray(expected)].join(', ')}]`;
  const rank = typeof expected === 'string' ? 0 : expected.shape.length;
  return [
    ...program.preamble,
    '',
    `// ${op} as models of one node that mean the same. Expected: ${expectedText(expected)}`,
    `const expected = ${numbersOf};`,
    'const calls = [',
    ...spellings.flatMap((spelling) => [
      '  {',
      `    // ${describeModel(spelling.model)}`,
      `    model: '${base64(encodeModel(spelling.model))}',`,
      `    channelsFirst: ${spelling.first},`,
      '    feeds: {',
      ...feedsOf(program, operands, spelling).map((line) => `      ${line}`),
      '    },',
      '  },',
    ]),
    '];',
    'async function numbersOf({ model, feeds, channelsFirst }) {',
    ...program.run.map((line) => `  ${line}`),
    '  if (!channelsFirst) return [...result.dims, ...result.data];',
    ...printedLast.slice(0, -1).map((line) => `  ${line}`),
    '  return [n, ...size, c, ...last];',
    '}',
    'const apart = (a, b) => (Object.is(a + 0, b + 0) ? 0 : Number.isFinite(a - b) ? Math.abs(a - b) : Infinity);',
    'let error;',
    'let farthest;',
    'for (const call of calls) {',
    '  try {',
    '    const numbers = await numbersOf(call);',
    '    const distance = expected?.length === numbers.length ? Math.max(0, ...numbers.map((each, i) => apart(each, expected[i]))) : Infinity;',
    '    if (!(farthest?.distance >= distance)) farthest = { distance, numbers };',
    '  } catch (thrown) {',
    '    error ??= thrown;',
    '  }',
    '}',
    '// Of a call that is right an error counts, unless a wrong value came out.',
    'if (farthest === undefined || (error !== undefined && farthest.distance < 1e-3)) throw error;',
    `console.log(farthest.numbers.slice(0, ${rank}).join(', '), '|', farthest.numbers.slice(${rank}).join(', '));`,
    '',
  ].join('\n');
}
