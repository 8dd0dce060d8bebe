/** Spatial axes are alike, and one without extent is none. */
import { drawExtraAxis, drawTwoAxes, roomForAxis } from '../../src/arbitraries/extra-axis.js';
import { regimes } from '../../src/domain.js';
import { defineLaw, equal } from '../../src/law.js';
import { raised, swapAxes, swapped } from './per-axis.js';
import { jaxConvTests, stablehloConvolution } from './sources.js';
import { inserted, type Subject } from './subject.js';

export function unitAxis<Prefix extends string>(s: Subject<Prefix>) {
  return defineLaw({
    id: `${s.prefix}unit-axis` as const,
    statement: `${s.letter} "on n axes, one of them of one cell and kernel 1" = ${s.letter} "on the other n - 1"`,
    because:
      'The one window of such an axis has one tap on its one cell, whatever its stride and dilation; the axis may stand anywhere. It gets no pads, which would be windows of their own.',
    sources: [stablehloConvolution],
    requires: [s.op],
    regimes,
    cases: (d) => {
      const c = s.draw(d, roomForAxis(d, s.op));
      return { ...c, extra: drawExtraAxis(d, s.op, c) };
    },
    claim: (t, c) => {
      const { at } = c.extra;
      const x = t.reshape(c.x, inserted(c.x.shape, at + 1, 1));
      const filter = t.reshape(c.filter, inserted(c.filter.shape, at, 1));
      return equal(
        t[s.op](x, filter, raised(c.attributes, c.extra)),
        t.reshape(t[s.op](c.x, c.filter, c.attributes), inserted(c.outShape, at + 1, 1)),
      );
    },
  });
}

export function axisSwap<Prefix extends string>(s: Subject<Prefix>) {
  return defineLaw({
    id: `${s.prefix}axis-swap` as const,
    statement: `${s.letter}(x^T, w^T, strides, dilations, "pads swapped") = ${s.letter}(x, w)^T, T "exchanging two spatial axes"`,
    because: 'No axis is special: each has its own stride, dilation and pads, and the sum over taps is in no order.',
    sources: [jaxConvTests, stablehloConvolution],
    requires: [s.op],
    regimes,
    cases: (d) => {
      const c = s.draw(d, { axes: [2, 3] });
      return { ...c, pair: drawTwoAxes(d, c.n) };
    },
    claim: (t, c) => {
      const onTensor = swapAxes(c.n + 2, 1, c.pair);
      return equal(
        t[s.op](t.transpose(c.x, onTensor), t.transpose(c.filter, swapAxes(c.n + 2, 0, c.pair)), swapped(c.attributes, c.pair)),
        t.transpose(t[s.op](c.x, c.filter, c.attributes), onTensor),
      );
    },
  });
}
