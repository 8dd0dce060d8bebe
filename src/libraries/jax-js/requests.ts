/** Each op as calls of jax-js: all the calls that, by its documentation, mean the same. */
import { explicitPads, padsOf, transposedSize, type Padding, type Pair } from '../../geometry.js';
import { unsupported, type LibraryOps } from '../../library.js';
import type { OpName } from '../../ops.js';
import { allocate, fromData, sizeOf, type Shape, type Tensor } from '../../tensor.js';
import { call, gradients, jit, variable, type Argument, type Expression } from './expression.js';
import {
  depthwiseFilter,
  depthwiseFilterBack,
  depthwiseShape,
  filterAxes,
  firstAxes,
  inverse,
  lastAxes,
  permuted,
  turnedFilter,
} from './layout.js';
import { hasTies } from './ties.js';

/** What an op asks of jax-js. */
export interface Request {
  /** By variable name, as jax-js takes them; those that no spelling names are not made. */
  readonly tensors: Readonly<Record<string, Tensor>>;
  /** Calls on these variables that mean the same; at least one. */
  readonly spellings: readonly Spelling[];
}

interface Spelling {
  readonly expression: Expression;
  /** The result in the op's own layout. */
  readonly back: (result: Tensor) => Tensor;
}

export type Requests = {
  readonly [K in OpName as K extends keyof LibraryOps ? K : never]?: (...args: Parameters<NonNullable<LibraryOps[K]>>) => Request;
};

interface ConvWindows {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: Padding;
}

interface PoolWindows {
  readonly window: readonly number[];
  readonly strides: readonly number[];
}

const x = variable('x');
const filter = variable('filter');
const words = { valid: 'VALID', same: 'SAME', 'same-lower': 'SAME_LOWER' } as const;

/** numpy.einsum maps over an iterator, which a runtime without iterator helpers (Node 20) cannot. */
const hasIteratorHelpers = 'Iterator' in globalThis;

const asIs = (result: Tensor): Tensor => result;
const channelsLast = (result: Tensor): Tensor => permuted(result, lastAxes(result.shape.length));
const filterLast = (result: Tensor): Tensor => permuted(result, inverse(filterAxes(result.shape.length)));

function first(tensor: Tensor): Tensor {
  return permuted(tensor, firstAxes(tensor.shape.length));
}

function given(filters: Tensor): Tensor {
  return permuted(filters, filterAxes(filters.shape.length));
}

function zeros(shape: Shape): Tensor {
  return fromData(allocate(sizeOf(shape), 'float32'), [...shape]);
}

function ones(values: readonly number[]): boolean {
  return values.every((value) => value === 1);
}

function samePairs(a: readonly Pair[], b: readonly Pair[]): boolean {
  return a.length === b.length && a.every((pair, axis) => pair[0] === b[axis]![0] && pair[1] === b[axis]![1]);
}

/** A padding in the words and in the numbers that stand for it. */
function paddings(sizes: Shape, kernel: Shape, { strides, dilations, padding }: ConvWindows): Argument[] {
  // A faulty call has lists of other lengths, and is passed on as it is.
  if ([kernel, strides, dilations].some(({ length }) => length !== sizes.length))
    return [typeof padding === 'string' ? words[padding] : padding];
  const pads = explicitPads(padding, sizes, kernel, strides, dilations);
  if (typeof padding === 'string') return [words[padding], pads];
  const word = (['valid', 'same', 'same-lower'] as const).find((name) =>
    samePairs(
      pads,
      sizes.map((size, axis) => padsOf(name, axis, size, kernel[axis]!, strides[axis]!, dilations[axis]!)),
    ),
  );
  return word === undefined ? [pads] : [pads, words[word]];
}

/** Forward convolutions of `x`, channels first, with `filter [out, in / groups, ...kernel]`. */
function convCalls(shape: Shape, kernel: Shape, a: ConvWindows, groups: number): Expression[] {
  const { strides, dilations } = a;
  const all = paddings(shape.slice(1, -1), kernel, a);
  const calls = all.map((padding) =>
    call('lax.convGeneralDilated', x, filter, strides, padding, {
      rhsDilation: dilations,
      ...(groups !== 1 && { featureGroupCount: groups }),
    }),
  );
  if (groups !== 1) return calls;
  const short = ones(dilations)
    ? call('lax.conv', x, filter, strides, all[0])
    : call('lax.convWithGeneralPadding', x, filter, strides, all[0], undefined, dilations);
  return [...calls, short];
}

/** The one-dimensional ones through numpy's correlate, whose modes stand for pads. */
function correlations(shape: Shape, filterShape: Shape, a: ConvWindows): Expression[] {
  const [size, kernel] = [shape[1]!, filterShape[0]!];
  const one = [shape[0], shape[2], ...filterShape.slice(1), ...a.strides, ...a.dilations];
  if (shape.length !== 3 || filterShape.length !== 3 || one.some((value) => value !== 1) || kernel > size || kernel === 0) return [];
  if (typeof a.padding !== 'string' && a.padding.length !== 1) return [];
  const [before, after] = padsOf(a.padding, 0, size, kernel, 1, 1);
  const modes = { valid: [0, 0], full: [kernel - 1, kernel - 1], same: [kernel >> 1, kernel - 1 - (kernel >> 1)] };
  return Object.entries(modes).flatMap(([mode, pads]) =>
    pads[0] === before && pads[1] === after ? [call('np.correlate', variable('xLine'), variable('filterLine'), mode)] : [],
  );
}

function each(expressions: readonly Expression[], back: Spelling['back']): Spelling[] {
  return expressions.map((expression) => ({ expression, back }));
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
function by(name: string, forward: readonly Expression[]): Expression[] {
  return gradients(forward[0]!, name);
}

interface TransposeWindows extends ConvWindows {
  readonly outputPadding: readonly number[];
  readonly groups: number;
}

/** Transposed convolutions of `y`, through the function of that name and as convolutions of a dilated `y`. */
function transposeCalls(shape: Shape, filterShape: Shape, a: TransposeWindows): Expression[] {
  const { strides, dilations, padding, outputPadding, groups } = a;
  const kernel = filterShape.slice(0, -2);
  const y = variable('y');
  if ([shape.slice(1, -1), kernel, strides, dilations, outputPadding].some(({ length }) => length !== shape.length - 2)) {
    return [
      call('lax.convTranspose', y, filter, strides, typeof padding === 'string' ? words[padding] : padding, {
        rhsDilation: dilations,
        transposeKernel: true,
      }),
    ];
  }
  const effective = kernel.map((size, axis) => (size - 1) * dilations[axis]! + 1);
  const pads = shape.slice(1, -1).map((out, axis): Pair => {
    const size = [kernel[axis]!, strides[axis]!, dilations[axis]!] as const;
    const pair = typeof padding === 'string' ? undefined : padding[axis]!;
    if (padding === 'valid' || pair !== undefined) return [pair?.[0] ?? 0, (pair?.[1] ?? 0) - outputPadding[axis]!];
    const total = transposedSize(out, 'same', ...size) + outputPadding[axis]!;
    const [before] = padsOf(padding, axis, total, ...size);
    return [before, (out - 1) * strides[axis]! + effective[axis]! - before - total];
  });
  const options = { ...(!ones(dilations) && { rhsDilation: dilations }), transposeKernel: true };
  const calls: Expression[] = [];
  if (groups === 1) {
    calls.push(call('lax.convTranspose', y, filter, strides, pads, options));
    // By JAX's documentation 'SAME' gives size * stride cells, 'VALID' at least that many.
    if (padding === 'same' && outputPadding.every((added, axis) => added === strides[axis]! - 1))
      calls.push(call('lax.convTranspose', y, filter, strides, 'SAME', options));
    if (padding === 'valid' && outputPadding.every((added, axis) => added === Math.max(0, strides[axis]! - effective[axis]!)))
      calls.push(call('lax.convTranspose', y, filter, strides, 'VALID', options));
  }
  const around = pads.map((pair, axis): Pair => [effective[axis]! - 1 - pair[0], effective[axis]! - 1 - pair[1]]);
  calls.push(
    call(
      'lax.convGeneralDilated',
      y,
      variable('turned'),
      strides.map(() => 1),
      around,
      {
        lhsDilation: strides,
        rhsDilation: dilations,
        ...(groups !== 1 && { featureGroupCount: groups }),
      },
    ),
  );
  return calls;
}

/** Pools, with windows over all axes of channels first, over the last axes alone, and over those of channels last. */
function poolCalls(reduction: 'np.max' | 'np.mean', { window, strides }: PoolWindows): Spelling[] {
  const reduce = (name: string, sizes: readonly number[], steps: readonly number[]): Expression =>
    call('lax.reduceWindow', variable(name), { kind: 'function', name: reduction }, sizes, steps);
  return [
    { expression: reduce('x', [1, 1, ...window], [1, 1, ...strides]), back: channelsLast },
    { expression: reduce('x', window, strides), back: channelsLast },
    { expression: reduce('xLast', [1, ...window, 1], [1, ...strides, 1]), back: asIs },
  ];
}

function poolGradients(forward: readonly Spelling[]): Spelling[] {
  const [all, last] = forward.map(({ expression }) => gradients(expression, 'x'));
  return each([...all!, last![0]!], channelsLast);
}

export const requests = {
  conv: (xs, filters, a) => {
    const calls = convCalls(xs.shape, filters.shape.slice(0, -2), a, a.groups);
    const lines = correlations(xs.shape, filters.shape, a);
    return {
      tensors: {
        x: first(xs),
        filter: given(filters),
        xLast: xs,
        filterLast: filters,
        ...(lines.length > 0 && { xLine: line(xs), filterLine: line(filters) }),
      },
      spellings: [
        ...each(calls, channelsLast),
        ...each(lines, ({ data, shape }) => fromData(data, [1, ...shape, 1])),
        ...(xs.shape.length === filters.shape.length ? each([compiled(xs.shape.length, filters.shape.length, calls[0]!)], asIs) : []),
      ],
    };
  },
  depthwiseConv: (xs, filters, a) => ({
    tensors: { x: first(xs), filter: depthwiseFilter(filters) },
    spellings: each(convCalls(xs.shape, filters.shape.slice(0, -2), a, xs.shape.at(-1)!), channelsLast),
  }),
  convTranspose: (ys, filters, a) => {
    const calls = transposeCalls(ys.shape, filters.shape, a);
    const turned = filters.shape.length === ys.shape.length && filters.shape.at(-1)! % a.groups === 0;
    return {
      tensors: { y: first(ys), filter: given(filters), ...(turned && { turned: turnedFilter(filters, a.groups) }) },
      spellings: each(calls, channelsLast),
    };
  },
  convInputGradient: (shape, filters, dy, a) => ({
    tensors: { x: first(zeros(shape)), filter: given(filters), dy: first(dy) },
    spellings: each(by('x', convCalls(shape, filters.shape.slice(0, -2), a, a.groups)), channelsLast),
  }),
  convFilterGradient: (xs, shape, dy, a) => ({
    tensors: { x: first(xs), filter: given(zeros(shape)), dy: first(dy) },
    spellings: each(by('filter', convCalls(xs.shape, shape.slice(0, -2), a, a.groups)), filterLast),
  }),
  depthwiseConvInputGradient: (shape, filters, dy, a) => ({
    tensors: { x: first(zeros(shape)), filter: depthwiseFilter(filters), dy: first(dy) },
    spellings: each(by('x', convCalls(shape, filters.shape.slice(0, -2), a, filters.shape.at(-2)!)), channelsLast),
  }),
  depthwiseConvFilterGradient: (xs, shape, dy, a) => ({
    tensors: { x: first(xs), filter: zeros(depthwiseShape(shape)), dy: first(dy) },
    spellings: each(by('filter', convCalls(xs.shape, shape.slice(0, -2), a, shape.at(-2)!)), (result) =>
      depthwiseFilterBack(result, shape),
    ),
  }),
  maxPool: (xs, a) => ({ tensors: { x: first(xs), xLast: xs }, spellings: poolCalls('np.max', a) }),
  averagePool: (xs, a) => ({ tensors: { x: first(xs), xLast: xs }, spellings: poolCalls('np.mean', a) }),
  maxPoolGradient: (xs, dy, a) => {
    if (hasTies(xs, a)) throw unsupported("JAX's maximum shares its gradient between equal cells");
    return { tensors: { x: first(xs), dy: first(dy) }, spellings: poolGradients(poolCalls('np.max', a)) };
  },
  averagePoolGradient: (shape, dy, a) => ({
    tensors: { x: first(zeros(shape)), dy: first(dy) },
    spellings: poolGradients(poolCalls('np.mean', a)),
  }),
  pad: (xs, { paddings: pairs, value }) => {
    if (value !== 0) throw unsupported('numpy.pad pads with zeros');
    if (pairs.length === 1 && xs.shape.length !== 1) throw unsupported('numpy.pad pads all axes with a single pair');
    const all = pairs.length === xs.shape.length ? pairs.flat() : [];
    const equal = all.length > 0 && all.every((pad) => pad === all[0]);
    const byAxis = Object.fromEntries(pairs.map((pair, axis) => [`${axis}`, pair]));
    return {
      tensors: { x: xs },
      spellings: each(
        [
          call('np.pad', x, pairs),
          ...(pairs.length === xs.shape.length ? [call('np.pad', x, byAxis)] : []),
          ...(equal ? [call('np.pad', x, all[0])] : []),
        ],
        asIs,
      ),
    };
  },
  matmul: (a, b) => {
    if (a.shape.length < 2 || b.shape.length < 2) throw unsupported('numpy.matmul multiplies vectors, too');
    const [left, right] = [variable('a'), variable('b')];
    const [rank, same] = [a.shape.length, a.shape.slice(0, -2).every((size, axis) => size === b.shape[axis])];
    const calls = [call('np.matmul', left, right), jit(call('np.matmul', left, right))];
    if (rank === 2 && b.shape.length === 2)
      calls.push(call('np.dot', left, right), ...(hasIteratorHelpers ? [call('np.einsum', 'ij,jk->ik', left, right)] : []));
    if (rank >= 2 && rank === b.shape.length && same) {
      const batch = a.shape.slice(0, -2).map((_, axis) => axis);
      calls.push(
        call('lax.dot', left, right, {
          lhsContractingDims: [rank - 1],
          rhsContractingDims: [rank - 2],
          lhsBatchDims: batch,
          rhsBatchDims: batch,
        }),
      );
    }
    return { tensors: { a, b }, spellings: each(calls, asIs) };
  },
} satisfies Requests;
