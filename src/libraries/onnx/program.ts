/** One call as a program of its own. */
import { encodeModel } from './encode.js';
import { describeModel, type ModelCall, type Operand } from './model.js';

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

function feedsOf(program: Program, { model, operands }: ModelCall): string[] {
  return model.inputs.flatMap((each) => {
    if (each === undefined || each.constant !== undefined) return [];
    const operand = operands[each.name]!;
    return [`${each.name}: ${program.tensor(each.type, numbers(operand), JSON.stringify(operand.dims))},`];
  });
}

/** A call in one spelling; it prints shape and values of the result, channels last. */
export function programOf(program: Program, call: ModelCall): string {
  return [
    ...program.preamble,
    '',
    `// ${describeModel(call.model)}`,
    `const model = '${base64(encodeModel(call.model))}';`,
    'const feeds = {',
    ...feedsOf(program, call).map((line) => `  ${line}`),
    '};',
    ...program.run,
    ...(call.first ? printedLast : printed),
    '',
  ].join('\n');
}
