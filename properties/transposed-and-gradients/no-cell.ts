/** Gradients of windows that lie on padding alone. */
import { taken } from '../../src/arbitraries/taken.js';
import type { Draw } from '../../src/draw/draw.js';
import { drawAveragePool, drawPool, type PoolCase, type PoolConstraints } from '../../src/ops/pooling/pool-case.js';
import { effectiveKernel, validSize } from '../../src/geometry.js';
import { defineLaw, equal, type BoundOps, type Operand } from '../../src/law.js';
import type { Pair, OpName } from '../../src/ops/index.js';
import type { Tensor } from '../../src/tensor.js';
import { backpropagation } from '../conv-geometry/sources.js';

export interface NoCell {
  readonly x: Tensor;
  readonly attributes: PoolCase['attributes'];
  /** Of the shape of the result. */
  readonly dy: Tensor;
  /** The spatial axis whose first windows lie before x. */
  readonly along: number;
}

/** A pool with pads before one axis that hold a whole window. */
function drawNoCell(d: Draw, op: OpName, draw: (d: Draw, constraints: PoolConstraints) => PoolCase): NoCell {
  const takes = taken(d, op);
  const c = draw(d, {
    padding: takes.wholePads && takes.unequalPads && takes.unevenPads ? ['explicit'] : [],
    ceilMode: [false],
    countPadding: [false],
  });
  const along = d.int('along', 0, c.n - 1);
  const span = (axis: number): number => effectiveKernel(c.kernel[axis]!, c.dilations[axis]!);
  const padding = c.pads.map(([before, after], axis): Pair => [before + (axis === along ? span(axis) : 0), after]);
  const out = c.sizes.map((size, axis) =>
    validSize(size + padding[axis]![0] + padding[axis]![1], c.kernel[axis]!, c.strides[axis]!, c.dilations[axis]!),
  );
  return { x: c.x, along, attributes: { ...c.attributes, padding }, dy: d.tensor('dy', [c.batch, out, c.channels], { terms: 16 }) };
}

function noCellTakesNoGradient<const Name extends 'max' | 'average'>(
  name: Name,
  op: `${Name}PoolGradient`,
  draw: (d: Draw, constraints: PoolConstraints) => PoolCase,
  call: (t: BoundOps, c: NoCell, dy: Operand) => Promise<Tensor>,
) {
  return defineLaw({
    id: `transposed-and-gradients/${name}-pool-gradient-of-no-cell` as const,
    statement: 'dx(g) = dx(g "with 0 at every window that has no cell of x")',
    because:
      'Such a window has no cell to pass its gradient to. One that passes it to a cell before the first passes it to a cell of another row, or channel. Pads that hold a whole window make such windows: those at the start of an axis are meant.',
    sources: [backpropagation],
    requires: [op],
    cases: (d) => drawNoCell(d, op, draw),
    claim: (t, c) => {
      const axis = 1 + c.along;
      const first = t.gather(c.dy, axis, [0]);
      const rest = t.slice(
        c.dy,
        c.dy.shape.map((_, i) => (i === axis ? 1 : 0)),
      );
      return equal(call(t, c, c.dy), call(t, c, t.concat([t.scale(first, 0), rest], axis)));
    },
  });
}

export const maxPoolGradientOfNoCell = noCellTakesNoGradient('max', 'maxPoolGradient', drawPool, (t, { x, attributes }, dy) =>
  t.maxPoolGradient(x, dy, attributes),
);
export const averagePoolGradientOfNoCell = noCellTakesNoGradient(
  'average',
  'averagePoolGradient',
  drawAveragePool,
  (t, { x, attributes }, dy) => t.averagePoolGradient(x.shape, dy, attributes),
);
