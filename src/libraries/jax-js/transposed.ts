/** Transposed convolutions. */
import { padsOf, transposedSize, type Pair } from '../../geometry.js';
import { unsupported } from '../../library.js';
import type { Shape } from '../../tensor.js';
import { call, variable, type Argument, type Expression } from './expression.js';
import { turnedFilter } from './layout.js';
import { channelsLast, each, first, given, type Requests } from './request.js';
import { ones, words, type ConvWindows } from './windows.js';

const filter = variable('filter');

interface TransposeWindows extends ConvWindows {
  readonly outputPadding: readonly number[];
  readonly groups: number;
}

const names = ['pads as numbers', 'SAME', 'VALID', 'lax.convGeneralDilated'] as const;

/** Transposed convolutions of `y`, through the function of that name and as convolutions of a dilated `y`. */
function transposeCalls(shape: Shape, filterShape: Shape, a: TransposeWindows): Partial<Record<(typeof names)[number], Expression>> {
  const { strides, dilations, padding, outputPadding, groups } = a;
  const kernel = filterShape.slice(0, -2);
  const y = variable('y');
  if ([shape.slice(1, -1), kernel, strides, dilations, outputPadding].some(({ length }) => length !== shape.length - 2)) {
    const given = typeof padding === 'string' ? words[padding] : padding;
    return { 'pads as numbers': call('lax.convTranspose', y, filter, strides, given, { rhsDilation: dilations, transposeKernel: true }) };
  }
  // What goes into the pads must be an output padding: pads of any other size have a meaning of their own.
  const named = padding === 'same' || padding === 'same-lower';
  if (outputPadding.some((added, axis) => added < 0 || (named && added >= Math.max(1, strides[axis]!))))
    throw unsupported('lax.convTranspose has pads, and no output padding that it could refuse');
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
  const around = pads.map((pair, axis): Pair => [effective[axis]! - 1 - pair[0], effective[axis]! - 1 - pair[1]]);
  const steps = strides.map(() => 1);
  const dilated = { lhsDilation: strides, rhsDilation: dilations, ...(groups !== 1 && { featureGroupCount: groups }) };
  const general = { 'lax.convGeneralDilated': call('lax.convGeneralDilated', y, variable('turned'), steps, around, dilated) };
  if (groups !== 1) return general;
  const padded = (given: Argument): Expression => call('lax.convTranspose', y, filter, strides, given, options);
  // By JAX's documentation 'SAME' gives size * stride cells, 'VALID' at least that many.
  const same = padding === 'same' && outputPadding.every((added, axis) => added === strides[axis]! - 1);
  const valid = padding === 'valid' && outputPadding.every((added, axis) => added === Math.max(0, strides[axis]! - effective[axis]!));
  return {
    'pads as numbers': padded(pads),
    ...(same && { SAME: padded('SAME') }),
    ...(valid && { VALID: padded('VALID') }),
    ...general,
  };
}

export const transposed = {
  convTranspose: {
    names,
    ask: (ys, filters, a) => {
      const calls = transposeCalls(ys.shape, filters.shape, a);
      const turns = filters.shape.length === ys.shape.length;
      // Groups that the filter cannot be turned by are for JAX to refuse.
      const groups = a.groups > 0 && filters.shape.at(-1)! % a.groups === 0 ? a.groups : 1;
      return {
        tensors: { y: first(ys), filter: given(filters), ...(turns && { turned: turnedFilter(filters, groups) }) },
        spellings: each(calls, channelsLast),
      };
    },
  },
} satisfies Requests;
