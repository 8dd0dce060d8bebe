/** How a failure reads, in a terminal, a report and every test framework: what is wrong, the call, the law, how to see it again. */
import type { Finding } from '../diagnosis/findings/finding.js';
import type { Whatever } from '../diagnosis/probe/no-matter.js';
import { attributesAt } from '../judge/bind/attributes.js';
import { argumentsIn, inOwnLayout, resultAxesIn } from '../judge/bind/layout.js';
import type { Counterexample } from '../judge/counterexample.js';
import type { Stray } from '../judge/judge.js';
import type { AnyLaw } from '../law.js';
import { withoutDefaults } from '../ops/complete.js';
import { parameters, recordOf } from '../ops/index.js';
import { legendText } from '../statement/legend.js';
import { NotInNotation } from '../statement/lexer.js';
import { statementText } from '../statement/text.js';
import { isDense, isTensor, toArray, type Tensor } from '../tensor.js';
import { axisNames, resultRole } from './words/axis-names.js';
import { printable } from './words/printable.js';
import { quoted } from './words/quoted.js';
import { whateverText } from './words/whatever.js';
import { describe, describeBefore, describeCase, nested, show } from './words/text.js';

/** What is known of a failure beside its counterexample. */
export interface FailureContext {
  /** The finding in a sentence. Default: how the call to blame strays. */
  readonly sentence?: string;
  /** The call in the library's own API. */
  readonly reproduction?: string;
  /** What may be anything in the call. */
  readonly whatever?: Whatever;
  /** The library as the command line names it. */
  readonly library?: string;
}

/** What a finding knows of the failure that it shows. */
export function contextOf({ sentence, reproduction, whatever }: Finding, library?: string): FailureContext {
  return {
    sentence,
    ...(reproduction !== undefined && { reproduction }),
    ...(whatever !== undefined && { whatever }),
    ...(library !== undefined && { library }),
  };
}

/** A name and what stands behind it, in two columns. */
type Row = readonly [name: string, text: string];

/** More values are not shown. */
const mostValues = 64;

/** Lines of two columns; what has several lines stays in its column. */
function columns(rows: readonly Row[], indent: string): string[] {
  const width = Math.max(0, ...rows.map(([name]) => name.length)) + 2;
  return rows.flatMap(([name, text]) =>
    text.split('\n').map((line, i) => `${indent}${(i === 0 ? name : '').padEnd(width)}${line}`.trimEnd()),
  );
}

/** The values of a tensor: `1 0` where one axis at most is longer than 1, nested lists otherwise. */
function valuesOf(x: Tensor): string {
  const values = toArray(x);
  if (values.length === 0) return 'no cells';
  if (values.length > mostValues) return `${values.slice(0, mostValues).map(show).join(' ')} ... (${values.length} values)`;
  const long = x.shape.filter((length) => length > 1);
  return long.length < 2 ? values.map(show).join(' ') : nested(values, long, 0, values.length);
}

/** `[batch 1, width 2, channels 1]   1 0` */
function tensorText(x: Tensor, names: readonly string[] | undefined): string {
  const shape = x.shape.map((length, axis) => (names?.[axis] === undefined ? String(length) : `${names[axis]} ${length}`));
  const layout = isDense(x) ? '' : `, strides [${x.stride.join(', ')}]`;
  return `[${shape.join(', ')}]${layout}   ${valuesOf(x)}`;
}

/** An attribute as it is written. */
function attributesText(attributes: object): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined && !isTensor(value));
  return given.length === 0 ? '' : describe(Object.fromEntries(given));
}

/** The call to blame: its op with the attributes that are not their defaults, its tensors, what is expected and what came. */
function callLines(stray: Stray, whatever: Whatever | undefined): string[] {
  const { op, args, layout, spelling, kind, stack = [] } = stray;
  const own = inOwnLayout(stray);
  const record = recordOf(op);
  const named = parameters[op];
  const at = attributesAt(op);
  const given = at < 0 ? undefined : args[at];
  const attributes =
    typeof given === 'object' && given !== null
      ? record.kind === 'tensors'
        ? withoutDefaults(record.attributes, args[0], given)
        : given
      : undefined;
  const words = own.args.map((arg, i) => {
    if (i === at) return attributes === undefined ? describe(arg) : attributesText(attributes);
    return isTensor(arg) ? (named[i]?.name ?? 'tensor') : typeof arg === 'function' ? 'op' : describe(arg);
  });
  const inLast = axisNames(op, args);
  const names = (layout === undefined ? inLast : argumentsIn(layout, op, inLast)) as typeof inLast;
  const tensors = own.args.flatMap((arg, i): Row[] => (isTensor(arg) ? [[named[i]?.name ?? 'tensor', tensorText(arg, names[i])]] : []));
  // Optional tensors, such as a bias.
  const optional = Object.entries(attributes ?? {}).flatMap(([name, arg]): Row[] =>
    isTensor(arg) ? [[name, tensorText(arg, undefined)]] : [],
  );
  const resultText = (result: unknown): string => {
    if (!isTensor(result)) return describe(result);
    const role = resultRole(op, result.shape.length);
    return tensorText(result, role === undefined ? undefined : resultAxesIn(layout, op, role));
  };
  const expected =
    kind === 'mutated'
      ? 'its arguments as they were'
      : typeof own.expected === 'string'
        ? `an error: ${own.expected}`
        : resultText(own.expected);
  const received = typeof own.result === 'string' ? own.result.replace(`${op} threw `, 'an error: ') : resultText(own.result);
  return [
    `  ${op}(${words.filter((word) => word !== '').join(', ')})${spelling === undefined ? '' : `   spelled "${spelling}"`}`,
    ...columns(
      [
        ...tensors,
        ...optional,
        ['expected', expected],
        ['received', received],
        ...(whatever === undefined ? [] : [['also for', whateverText(stray, whatever)] as const]),
      ],
      '    ',
    ),
    ...(stack.length > 0 ? ['    stack of its error:', ...stack.map((frame) => `      ${frame}`)] : []),
  ];
}

/** Where no op strays by itself: the case that was drawn, and both sides. */
function caseLines({ case: c, left, right }: Counterexample): string[] {
  const sides: Row[] = [
    ...(left === undefined ? [] : [['left', tensorText(left, undefined)] as const]),
    ...(right === undefined ? [] : [['right', tensorText(right, undefined)] as const]),
  ];
  return [...(c === undefined ? [] : describeCase(c).split('\n')), ...columns(sides, '  ')];
}

function whatHappened(counterexample: Counterexample, whatever: Whatever | undefined): string[] {
  const { blame, reproduced } = counterexample;
  const unsure = reproduced ? [] : ['  It held when it was run again: the library keeps state, or is not deterministic.'];
  if (blame === undefined) {
    const why = reproduced ? ['  No op strays from the reference by itself: the ops disagree in combination, or over time.'] : unsure;
    return [...why, ...caseLines(counterexample)];
  }
  const before = describeBefore(counterexample);
  return before.length === 0
    ? [...unsure, ...callLines(blame, whatever)]
    : ['  After, or beside,', ...before.map((line) => `    ${line}`), '  this call:', ...callLines(blame, whatever)];
}

/** What the letters of a law's equation stand for; nothing where it is stated in words of its own. */
function legendIn(law: AnyLaw): string {
  try {
    return legendText([law]);
  } catch (thrown) {
    if (thrown instanceof NotInNotation) return '';
    throw thrown;
  }
}

/** What is wrong, in one line. */
function headline({ blame, message }: Counterexample, { sentence }: FailureContext): string {
  return sentence ?? blame?.message ?? message;
}

/** What the expected and the received do not say by themselves: which of several cells is wrong, or both sides of an equation. */
function moreOf({ blame, message }: Counterexample): string | undefined {
  if (blame === undefined) return message;
  if (blame.kind === 'threw' || blame.kind === 'accepted') return undefined;
  return blame.kind === 'value' && isTensor(blame.result) && toArray(blame.result).length === 1 ? undefined : blame.message;
}

/** The call of a failure: what was asked, what is expected, what came. */
export function failureCall(counterexample: Counterexample, context: FailureContext = {}): string {
  const { reproduction, whatever } = context;
  const more = moreOf(counterexample);
  const told = more === undefined || more === headline(counterexample, context) ? [] : [`    ${more}`];
  const own =
    reproduction === undefined
      ? []
      : [
          "  in the library's own API:",
          ...reproduction
            .trimEnd()
            .split('\n')
            .map((line) => `    ${line}`),
        ];
  return printable([...whatHappened(counterexample, whatever), ...told, ...own].join('\n'));
}

/** The law of a failure with the legend of its equation, and how to see it again. */
function failureLaw(law: AnyLaw, { token }: Counterexample, { library }: FailureContext): string {
  const rows: Row[] = [
    ['law', `${law.id}: ${statementText(law.statement)}`],
    ['', `${law.because}\n${legendIn(law)}`.trimEnd()],
    ...(token === undefined
      ? []
      : [['rerun', `npx tensor-laws replay ${library === undefined ? '<library>' : quoted(library)} ${quoted(token)}`] as const]),
  ];
  return printable(columns(rows, '  ').join('\n'));
}

/** A failure without its first line: the call, the law, how to see it again. */
export function failureBody(law: AnyLaw, counterexample: Counterexample, context: FailureContext = {}): string {
  return `${failureCall(counterexample, context)}\n\n${failureLaw(law, counterexample, context)}`;
}

/** A failure: what is wrong in a line, the call to blame, the law with the legend of its equation, how to see it again. */
export function describeCounterexample(law: AnyLaw, counterexample: Counterexample, context: FailureContext = {}): string {
  return `${printable(headline(counterexample, context))}\n\n${failureBody(law, counterexample, context)}`;
}
