/** Convolutions and their derivatives. */
import { padsOf } from '../../geometry.js';
import { unsupported } from '../../library.js';
import { fromData, sizeOf, type Shape, type Tensor } from '../../tensor.js';
import { call, gradients, jit, variable, type Argument, type Expression } from './expression.js';
import { depthwiseFilter, depthwiseFilterBack, depthwiseShape, filterAxes, firstAxes, lastAxes, permuted } from './layout.js';
import { asIs, channelsLast, each, filterLast, first, given, zeros, type Requests } from './request.js';
import { ones, paddings, padsAsNumbers, padsAsWord, type ConvWindows } from './windows.js';

const x = variable('x');
const filter = variable('filter');

/** Forward convolutions of `x`, channels first, with `filter [out, in / groups, ...kernel]`, by the names of their spellings. */
function convCalls(shape: Shape, kernel: Shape, a: ConvWindows, groups: number): Record<string, Expression> {
  const { strides, dilations } = a;
  const all = paddings(shape.slice(1, -1), kernel, a);
  const calls = Object.entries(all).map(([name, padding]): [string, Expression] => {
    const options = { rhsDilation: dilations, ...(groups !== 1 && { featureGroupCount: groups }) };
    return [name, call('lax.convGeneralDilated', x, filter, strides, padding, options)];
  });
  if (groups !== 1) return Object.fromEntries(calls);
  const [padding] = Object.values(all);
  const short = ones(dilations)
    ? { 'lax.conv': call('lax.conv', x, filter, strides, padding) }
    : { 'lax.convWithGeneralPadding': call('lax.convWithGeneralPadding', x, filter, strides, padding, undefined, dilations) };
  return { ...Object.fromEntries(calls), ...short };
}

const pads = [padsAsWord, padsAsNumbers];
const correlate = (mode: string): string => `np.correlate, ${mode}`;
const modes = ['valid', 'full', 'same'] as const;
const compiledSpelling = 'jit, channels last';
const convSpellings = [...pads, 'lax.conv', 'lax.convWithGeneralPadding', ...modes.map(correlate), compiledSpelling];

/** The one-dimensional ones through numpy's correlate, whose modes stand for pads. */
function correlations(shape: Shape, filterShape: Shape, a: ConvWindows): Record<string, Expression> {
  const [size, kernel] = [shape[1]!, filterShape[0]!];
  const one = [shape[0], shape[2], ...filterShape.slice(1), ...a.strides, ...a.dilations];
  if (shape.length !== 3 || filterShape.length !== 3 || one.some((value) => value !== 1) || kernel > size || kernel === 0) return {};
  if (typeof a.padding !== 'string' && a.padding.length !== 1) return {};
  const [before, after] = padsOf(a.padding, 0, size, kernel, 1, 1);
  const padsOfMode = { valid: [0, 0], full: [kernel - 1, kernel - 1], same: [kernel >> 1, kernel - 1 - (kernel >> 1)] };
  const fitting = modes.filter((mode) => padsOfMode[mode][0] === before && padsOfMode[mode][1] === after);
  return Object.fromEntries(
    fitting.map((mode) => [correlate(mode), call('np.correlate', variable('xLine'), variable('filterLine'), mode)]),
  );
}

function line(tensor: Tensor): Tensor {
  const dense = permuted(tensor, firstAxes(tensor.shape.length));
  return fromData(dense.data, [sizeOf(tensor.shape)]);
}

/** A compiled call that moves the axes itself: of channels last, to channels last. */
function compiled(rank: number, filterRank: number, expression: Expression): Expression {
  const moved = new Map<string, Expression>([
    ['x', call('np.transpose', variable('xLast'), firstAxes(rank))],
    ['filter', call('np.transpose', variable('filterLast'), filterAxes(filterRank))],
  ]);
  return jit(call('np.transpose', replaced(expression, moved), lastAxes(rank)));
}

function replaced(expression: Expression, by: ReadonlyMap<string, Expression>): Expression {
  if (expression.kind === 'variable') return by.get(expression.name) ?? expression;
  if (expression.kind !== 'call') return expression;
  const known = (argument: Argument): argument is Expression =>
    typeof argument === 'object' && !Array.isArray(argument) && 'kind' in argument && argument.kind !== 'function';
  return { ...expression, arguments: expression.arguments.map((argument) => (known(argument) ? replaced(argument, by) : argument)) };
}

/** Derivatives of the first spelling, which all others come down to, through `vjp` and through `grad`. */
function by(name: string, forward: Readonly<Record<string, Expression>>): Record<string, Expression> {
  return gradients(Object.values(forward)[0]!, name);
}

const derivatives = ['vjp', 'grad'];

export const convolutions = {
  conv: {
    names: convSpellings,
    ask: (xs, filters, a) => {
      const calls = convCalls(xs.shape, filters.shape.slice(0, -2), a, a.groups);
      const lines = correlations(xs.shape, filters.shape, a);
      const ranks = [xs.shape.length, filters.shape.length] as const;
      return {
        tensors: {
          x: first(xs),
          filter: given(filters),
          xLast: xs,
          filterLast: filters,
          ...(Object.keys(lines).length > 0 && { xLine: line(xs), filterLine: line(filters) }),
        },
        spellings: {
          ...each(calls, channelsLast),
          ...each(lines, ({ data, shape }) => fromData(data, [1, ...shape, 1])),
          ...(ranks[0] === ranks[1] && each({ [compiledSpelling]: compiled(...ranks, Object.values(calls)[0]!) }, asIs)),
        },
      };
    },
  },
  depthwiseConv: {
    names: pads,
    ask: (xs, filters, a) => {
      // A depthwise convolution is one of as many groups as channels: a filter of other channels is one of another multiplier.
      if (filters.shape.at(-2) !== xs.shape.at(-1)) throw unsupported('lax.convGeneralDilated has groups, and no depthwise filter');
      return {
        tensors: { x: first(xs), filter: depthwiseFilter(filters) },
        spellings: each(convCalls(xs.shape, filters.shape.slice(0, -2), a, xs.shape.at(-1)!), channelsLast),
      };
    },
  },
  convInputGradient: {
    names: derivatives,
    ask: (shape, filters, dy, a) => ({
      tensors: { x: first(zeros(shape)), filter: given(filters), dy: first(dy) },
      spellings: each(by('x', convCalls(shape, filters.shape.slice(0, -2), a, a.groups)), channelsLast),
    }),
  },
  convFilterGradient: {
    names: derivatives,
    ask: (xs, shape, dy, a) => ({
      tensors: { x: first(xs), filter: given(zeros(shape)), dy: first(dy) },
      spellings: each(by('filter', convCalls(xs.shape, shape.slice(0, -2), a, a.groups)), filterLast),
    }),
  },
  depthwiseConvInputGradient: {
    names: derivatives,
    ask: (shape, filters, dy, a) => ({
      tensors: { x: first(zeros(shape)), filter: depthwiseFilter(filters), dy: first(dy) },
      spellings: each(by('x', convCalls(shape, filters.shape.slice(0, -2), a, filters.shape.at(-2)!)), channelsLast),
    }),
  },
  depthwiseConvFilterGradient: {
    names: derivatives,
    ask: (xs, shape, dy, a) => ({
      tensors: { x: first(xs), filter: zeros(depthwiseShape(shape)), dy: first(dy) },
      spellings: each(by('filter', convCalls(xs.shape, shape.slice(0, -2), a, shape.at(-2)!)), (result) =>
        depthwiseFilterBack(result, shape),
      ),
    }),
  },
} satisfies Requests;
