/** Shrinking passes over the values of tensors; shapes and parameters stay. */
import type { TensorData } from '../../tensor.js';
import type { DrawnTensor } from '../drawn.js';
import type { Move, Pass } from './moves.js';

/** Blocks of non-zeros per tensor that are tried one by one. */
const mostBlocks = 64;
/** Elements whose values are tried one by one. */
const mostValues = 24;

function nonZeros(values: TensorData): number[] {
  const found: number[] = [];
  for (let i = 0; i < values.length; i++) if (values[i] !== 0 || Object.is(values[i], -0)) found.push(i);
  return found;
}

function changed(tensor: DrawnTensor, change: (values: TensorData) => void): TensorData {
  const values = tensor.values.slice();
  change(values);
  return values;
}

function edit(at: number, ...entries: readonly (readonly [DrawnTensor, TensorData])[]): Move {
  return { at, edit: { values: new Map(entries.map(([tensor, values]) => [tensor.name, values])) } };
}

/** All zeros; a lone element; then blocks of non-zeros, by bisection. */
export const zeroBlocks: Pass = function* (drawn, start) {
  const all = drawn.tensors.filter(({ values }) => nonZeros(values).length > 0);
  if (start === 0 && all.length > 0) {
    yield edit(0, ...all.map((tensor) => [tensor, changed(tensor, (v) => v.fill(0))] as const));
    const alone = (values: TensorData, which: 0 | -1): void => {
      const kept = nonZeros(values).at(which)!;
      const value = values[kept]!;
      values.fill(0);
      values[kept] = value;
    };
    for (const which of [0, -1] as const)
      yield edit(0, ...all.map((tensor) => [tensor, changed(tensor, (values) => alone(values, which))] as const));
  }
  const deepest = Math.log2(mostBlocks);
  for (let level = start; level <= deepest; level++) {
    for (const tensor of all) {
      const at = nonZeros(tensor.values);
      if (2 ** level >= 2 * at.length) continue;
      const width = Math.ceil(at.length / 2 ** level);
      for (let from = 0; from < at.length; from += width) {
        const block = at.slice(from, from + width);
        yield edit(level, [
          tensor,
          changed(tensor, (values) => {
            for (const i of block) values[i] = 0;
          }),
        ]);
      }
    }
  }
};

/** Simpler values in place of one. */
function simpler(value: number): number[] {
  if (value === 1) return [];
  if (!Number.isFinite(value)) return [1, 2, Number.isNaN(value) ? Infinity : Math.abs(value)];
  const whole = Math.trunc(value);
  const list = [1, 2, Math.abs(value), whole, Math.abs(whole)];
  // By half, by a quarter, ... by 1: a threshold is found in as many successes as it has digits.
  for (let step = Math.trunc(whole / 2); step !== 0; step = Math.trunc(step / 2)) list.push(whole - step);
  return [...new Set(list)].filter((v) => v !== 0 && v !== value);
}

/** Values to 1, all at once and one by one; signs to +. */
export const simplerValues: Pass = function* (drawn) {
  const map = (tensor: DrawnTensor, to: (value: number) => number): readonly [DrawnTensor, TensorData] => [
    tensor,
    changed(tensor, (values) => {
      for (let i = 0; i < values.length; i++) if (values[i] !== 0) values[i] = to(values[i]!);
    }),
  ];
  const one = (): number => 1;
  yield edit(0, ...drawn.tensors.map((tensor) => map(tensor, one)));
  yield edit(0, ...drawn.tensors.map((tensor) => map(tensor, Math.abs)));
  yield edit(
    0,
    ...drawn.tensors.map((tensor) => map(tensor, (v) => (Number.isFinite(v) ? Math.sign(v) * Math.max(1, Math.round(Math.abs(v))) : v))),
  );
  if (drawn.tensors.length > 1) for (const tensor of drawn.tensors) yield edit(0, map(tensor, one));
  for (const tensor of drawn.tensors) {
    for (const i of nonZeros(tensor.values).slice(0, mostValues)) {
      const value = tensor.values[i]!;
      for (const to of Object.is(value, -0) ? [0] : simpler(value))
        yield edit(0, [
          tensor,
          changed(tensor, (values) => {
            values[i] = to;
          }),
        ]);
    }
  }
};

/** Lone non-zeros to lower indices. */
export const lowerIndices: Pass = function* (drawn) {
  const few = drawn.tensors.filter(({ values }) => {
    const count = nonZeros(values).length;
    return count > 0 && count <= 3;
  });
  const move = (tensor: DrawnTensor, from: number, to: number): readonly [DrawnTensor, TensorData] => [
    tensor,
    changed(tensor, (values) => {
      values[to] = values[from]!;
      values[from] = 0;
    }),
  ];
  const lone = few.filter(({ values }) => nonZeros(values).length === 1);
  const all = lone.map((tensor) => [tensor, nonZeros(tensor.values)[0]!] as const).filter(([, at]) => at > 0);
  if (all.length > 1) {
    yield edit(0, ...all.map(([tensor, at]) => move(tensor, at, 0)));
    yield edit(0, ...all.map(([tensor, at]) => move(tensor, at, at - 1)));
  }
  for (const tensor of few) {
    for (const from of nonZeros(tensor.values)) {
      for (const to of new Set([0, from >> 1, from - 1])) {
        if (to >= 0 && to < from && tensor.values[to] === 0) yield edit(0, move(tensor, from, to));
      }
    }
  }
};
