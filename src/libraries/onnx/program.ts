/** One call as a program of its own. */
import * as kernels from '../../kernels/index.js';
import type { OpName } from '../../ops.js';
import type { Tensor } from '../../tensor.js';
import { encodeModel } from './encode.js';
import { channelsFirst, plain } from './layout.js';
import { describeModel, type Operand } from './model.js';
import type { Request, Spelling } from './request.js';

/** How a program makes its tensors and runs a model in base64. */
export interface Program {
  /** The lines that it starts with: imports and settings. */
  readonly preamble: readonly string[];
  readonly tensor: (type: 'float32' | 'int64', data: string, dims: string) => string;
  /** The lines that run `model` on `feeds` and leave `result`, with `dims` and `data`. */
  readonly run: readonly string[];
}

function numbers({ data }: Operand): string {
  if (data instanceof BigInt64Array) return `[${Array.from(data, (value) => `${value}n`).join(', ')}]`;
  return `[${Array.from(data, (value) => (Object.is(value, -0) ? '-0' : String(value))).join(', ')}]`;
}

function tensorText({ tensor }: Program, operand: Operand): string {
  return tensor(operand.data instanceof BigInt64Array ? 'int64' : 'float32', numbers(operand), JSON.stringify(operand.dims));
}

function expectedText(op: OpName, args: readonly unknown[], { first }: Spelling): string {
  try {
    const expected = (kernels[op] as unknown as (...given: readonly unknown[]) => Tensor)(...args);
    const operand = first ? channelsFirst(expected) : plain(expected);
    return `[${operand.dims.join(', ')}] ${Array.from(operand.data as Float32Array, String).join(', ')}`;
  } catch (refusal) {
    return `an error: ${(refusal as Error).message}`;
  }
}

/** In base64, for any JavaScript that has `btoa`. */
function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** The call, in each of its spellings that can be written, with what it must give and what it gives. */
export function programOf(program: Program, op: OpName, args: readonly unknown[], { operands, spellings }: Request): string {
  const calls = spellings.flatMap((spelling) => {
    const { model } = spelling;
    let encoded: Uint8Array;
    try {
      encoded = encodeModel(model);
    } catch (refusal) {
      return [`  // ${describeModel(model)}: ${(refusal as Error).message}`];
    }
    const names = model.inputs.flatMap((each) => (each === undefined || each.constant !== undefined ? [] : [each.name]));
    return [
      `  {`,
      `    // ${describeModel(model)}`,
      `    call: ${JSON.stringify(describeModel(model))},`,
      `    model: '${base64(encoded)}',`,
      `    feeds: { ${names.join(', ')} },`,
      `    expected: ${JSON.stringify(expectedText(op, args, spelling))},`,
      `  },`,
    ].filter((line) => !line.trimStart().startsWith('//'));
  });
  const used = new Set(
    spellings.flatMap(({ model }) => model.inputs.flatMap((each) => (each?.constant === undefined ? [each?.name] : []))),
  );
  return [
    ...program.preamble,
    '',
    ...Object.entries(operands).flatMap(([name, operand]) => (used.has(name) ? [`const ${name} = ${tensorText(program, operand)};`] : [])),
    '// Models of one node, in base64.',
    'const calls = [',
    ...calls,
    '];',
    'for (const { call, model, feeds, expected } of calls) {',
    '  console.log(call);',
    "  console.log('  expected', expected);",
    '  try {',
    ...program.run.map((line) => `    ${line}`),
    "    console.log('  got     ', `[${result.dims.join(', ')}] ${Array.from(result.data).join(', ')}`);",
    '  } catch (error) {',
    "    console.log('  got     ', `an error: ${error.message}`);",
    '  }',
    '}',
    '',
  ].join('\n');
}
