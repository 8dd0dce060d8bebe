/** What strides and dilations mean. */
import { taken } from '../../src/arbitraries/taken.js';
import { EmptyDomain } from '../../src/draw/empty-domain.js';
import { rewindow, withEntry } from '../../src/draw/windows/rewindow.js';
import { drawWindows } from '../../src/draw/windows/windows.js';
import { regimes } from '../../src/domain.js';
import { defineLaw, equal } from '../../src/law.js';
import { arithmeticGuide, dilatedConvolutions, stablehloConvolution, tensorflowConvolution, torchConv } from './sources.js';
import { around, lifted, needsPadding, ones, spans, type Subject } from './subject.js';

export function strideSubsamples<Prefix extends string>(s: Subject<Prefix>) {
  return defineLaw({
    id: `${s.prefix}stride-subsamples` as const,
    statement: `${s.letter}(x, w, strides s) = ${s.letter}(x, w, strides 1)[::s], "valid and explicit"`,
    because:
      "A stride skips results and changes none. Not with 'same', whose pads depend on the stride: the windows themselves would move.",
    sources: [arithmeticGuide, tensorflowConvolution],
    requires: [s.op],
    regimes,
    cases: (d) => s.draw(d, { padding: ['valid', 'explicit'] }),
    claim: (t, c) =>
      equal(
        t[s.op](c.x, c.filter, c.attributes),
        t.slice(t[s.op](c.x, c.filter, { ...c.attributes, strides: ones(c.n) }), [], [], lifted(1, c.strides, 1)),
      ),
  });
}

export function strideBeyondInput<Prefix extends string>(s: Subject<Prefix>) {
  return defineLaw({
    id: `${s.prefix}stride-beyond-input` as const,
    statement: `${s.letter}(x, w, s "beyond the padded input") = ${s.letter}(P(x)[0 : (k-1)d + 1], w), "one window, the first"`,
    because:
      'The second window would start where no window fits. The first still counts. The filter is finite, since a zero put in by hand times infinity would be NaN.',
    sources: [stablehloConvolution],
    requires: [s.op],
    regimes,
    cases: (d) => {
      needsPadding(d, s.op, 'valid');
      const takes = taken(d, s.op);
      const dilations = takes.stridedDilation ? {} : { max: 1 };
      const close = drawWindows(d, { strides: { max: 1 }, dilations });
      const same = close.padding === 'same' || close.padding === 'same-lower';
      const beyond = close.sizes.map((size, axis) => (same ? size : close.out[axis]!) + d.int('beyond', 0, 3, { axis }));
      if (!takes.strides) throw new EmptyDomain('strides', 'the library takes no strides');
      const farthest = Math.max(...beyond);
      const far = rewindow(close, { strides: takes.unequalStrides ? beyond : beyond.map(() => farthest) });
      return s.draw(d, { finiteFilter: true }, far);
    },
    claim: (t, c) => {
      const first = t.slice(t.border(c.x, around(c.pads)), [], lifted(undefined, spans(c), undefined));
      return equal(
        t[s.op](c.x, c.filter, c.attributes),
        t[s.op](first, c.filter, { ...c.attributes, strides: ones(c.n), padding: 'valid' }),
      );
    },
  });
}

export function dilationIsUpsampledFilter<Prefix extends string>(s: Subject<Prefix>) {
  return defineLaw({
    id: `${s.prefix}dilation-is-upsampled-filter` as const,
    statement: `${s.letter}(x, w, dilations d) = ${s.letter}(x, w "with d - 1 zeros between taps")`,
    because:
      'A dilated kernel reads every d-th cell, as does a wide one whose other taps are zero; both span (k-1)d + 1 cells, so same pads alike. x is finite, since a zero tap on infinity is NaN.',
    sources: [dilatedConvolutions, arithmeticGuide],
    requires: [s.op],
    cases: s.draw,
    claim: (t, c) =>
      equal(
        t[s.op](c.x, c.filter, c.attributes),
        t[s.op](c.x, t.upsample(c.filter, c.dilations), { ...c.attributes, dilations: ones(c.n) }),
      ),
  });
}

export function dilationOfUnitKernelIsNothing<Prefix extends string>(s: Subject<Prefix>) {
  return defineLaw({
    id: `${s.prefix}dilation-of-unit-kernel-is-nothing` as const,
    statement: `${s.letter}(x, w, dilations d) "does not depend on d along an axis of kernel 1"`,
    because: 'Dilation is the distance between taps, and one tap has no neighbour.',
    sources: [stablehloConvolution],
    requires: [s.op],
    regimes,
    cases: (d) => {
      // A dilation that is 1, or that of every other axis, can not be changed on its own.
      const takes = taken(d, s.op);
      const equalDilations = !takes.unequalDilations;
      const windows = drawWindows(d, {
        // A window of one cell has the least room for pads.
        ...(!takes.calls({ padding: [[1, 1]], window: [1] }) && { padding: ['valid', 'same', 'same-lower'] as const }),
        ...(equalDilations && { kernel: { max: 1 } }),
        ...(!takes.stridedDilation && { strides: { max: 1 } }),
      });
      const axis = d.int('unitAxis', 0, windows.n - 1);
      const unit = rewindow(windows, { kernel: withEntry(windows.kernel, axis, 1) });
      const other = takes.dilations ? d.int('otherDilation', d.domain.dilation.min, d.domain.dilation.max) : 1;
      const others = equalDilations ? unit.dilations.map(() => other) : withEntry(unit.dilations, axis, other);
      return { ...s.draw(d, {}, unit), others };
    },
    claim: (t, c) => equal(t[s.op](c.x, c.filter, c.attributes), t[s.op](c.x, c.filter, { ...c.attributes, dilations: c.others })),
  });
}

export function dilationOneIsDefault<Prefix extends string>(s: Subject<Prefix>) {
  return defineLaw({
    id: `${s.prefix}dilation-one-is-default` as const,
    statement: `${s.letter}(x, w, dilations 1) = ${s.letter}(x, w)`,
    because: 'Neighbouring taps read neighbouring cells unless something else is asked for.',
    sources: [tensorflowConvolution, torchConv],
    requires: [s.op],
    regimes,
    cases: (d) => s.draw(d, { dilations: { max: 1 } }),
    claim: (t, c) => {
      const { dilations: _, ...rest } = c.attributes;
      return equal(t[s.op](c.x, c.filter, { ...rest, dilations: ones(c.n) }), t[s.op](c.x, c.filter, rest));
    },
  });
}

export function strideOneIsDefault<Prefix extends string>(s: Subject<Prefix>) {
  return defineLaw({
    id: `${s.prefix}stride-one-is-default` as const,
    statement: `${s.letter}(x, w, strides 1) = ${s.letter}(x, w)`,
    because: 'Windows start at every cell unless something else is asked for.',
    sources: [tensorflowConvolution, torchConv],
    requires: [s.op],
    regimes,
    cases: (d) => s.draw(d, { strides: { max: 1 } }),
    claim: (t, c) => {
      const { strides: _, ...rest } = c.attributes;
      return equal(t[s.op](c.x, c.filter, { ...rest, strides: ones(c.n) }), t[s.op](c.x, c.filter, rest));
    },
  });
}
