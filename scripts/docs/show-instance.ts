import type { Call } from '../../src/judge/bind/bind.js';
import { OpThrew } from '../../src/judge/failures.js';
import { describe } from '../../src/report/words/text.js';
import { isTensor, sameShape, toArray, type Tensor } from '../../src/tensor.js';
import type { Instance, WorkedClaim } from './instance.js';

/** Fields of a case that its tensors and calls show already. */
const shown = new Set(
  'attributes batch sizes out pads n kernel window strides dilations padding groups channels channelsOut channelsIn multiplier ceilMode countPadding effective outShape content'.split(
    ' ',
  ),
);

/** Attributes that say nothing at these values. */
const defaults: Readonly<Record<string, (value: unknown) => boolean>> = {
  strides: (value) => allAre(value, 1),
  dilations: (value) => allAre(value, 1),
  outputPadding: (value) => allAre(value, 0),
  groups: (value) => value === 1,
  ceilMode: (value) => value === false,
  countPadding: (value) => value === false,
  alignCorners: (value) => value === false,
  halfPixelCenters: (value) => value === false,
};

const allAre = (value: unknown, number: number): boolean => Array.isArray(value) && value.every((each) => each === number);

const text = (value: unknown): string => describe(value).replaceAll('float64 [', '[');

/** Calls that are shown; the rest are counted. */
const mostCalls = 6;

const same = (a: Tensor, b: Tensor): boolean => {
  if (!sameShape(a.shape, b.shape)) return false;
  const other = toArray(b);
  return toArray(a).every((value, i) => Object.is(value, other[i]));
};

function attributesText(attributes: object): string {
  const told = Object.entries(attributes).filter(([name, value]) => value !== undefined && defaults[name]?.(value) !== true);
  return text(Object.fromEntries(told)).replace('{  }', '{}');
}

function argumentText(arg: unknown, named: readonly (readonly [string, Tensor])[]): string {
  if (typeof arg === 'function') return 'op';
  if (isTensor(arg)) return named.find(([, x]) => same(x, arg))?.[0] ?? text(arg);
  return typeof arg === 'object' && arg !== null && !Array.isArray(arg) ? attributesText(arg) : text(arg);
}

function callText({ op, args, result }: Call, named: readonly (readonly [string, Tensor])[]): string {
  const call = `${op}(${args.map((arg) => argumentText(arg, named)).join(', ')})`;
  return result instanceof OpThrew ? `${call} is refused` : `${call}\n  = ${text(result)}`;
}

const signs: Readonly<Record<WorkedClaim['kind'], string>> = { equal: '=', atMost: '<=', differ: '≠', rejects: '' };

function claimText({ kind, label, left, right, refusal }: WorkedClaim): string {
  const head = label === undefined ? '' : `${label}: `;
  if (refusal !== undefined) return `${head}refused: ${refusal}`;
  return `${head}left  ${text(left)}\n${' '.repeat(head.length)}${signs[kind].padEnd(2)} right ${text(right)}`;
}

/** A worked instance as plain lines: the case, the library's calls, both sides of each claim. */
export function showInstance({ case: c, calls, claims }: Instance): string {
  const fields = Object.entries(c).filter(([name, value]) => typeof value !== 'function' && value !== undefined && !shown.has(name));
  const named = fields.filter((field): field is [string, Tensor] => isTensor(field[1]));
  const once = [...new Set(calls.map((call) => callText(call, named)))];
  const more = once.length - mostCalls;
  return [
    ...fields.map(([name, value]) => `${name}: ${text(value)}`),
    '',
    ...once.slice(0, mostCalls),
    ...(more > 0 ? [`and ${more} more ${more === 1 ? 'call' : 'calls'}`] : []),
    '',
    ...claims.slice(0, mostCalls).map(claimText),
    ...(claims.length > mostCalls ? [`and ${claims.length - mostCalls} more claims`] : []),
  ]
    .join('\n')
    .trim();
}
