/** Arguments that mean nothing are refused. */
import { drawFaultyConv } from '../../src/arbitraries/faulty-conv-case.js';
import { defineLaw, rejects } from '../../src/law.js';
import { onnxConv, stablehloConvolution, torchConv } from './sources.js';
import type { Subject } from './subject.js';

export function rejectsBadArguments<Prefix extends string>(s: Subject<Prefix>) {
  return defineLaw({
    id: `${s.prefix}rejects-bad-arguments` as const,
    statement: `${s.letter} "throws on a kernel beyond the padded input, channels or groups that do not match, strides or dilations that are no integers >= 1, pads below 0, lists or ranks of the wrong length"`,
    because:
      'Each has no meaning, and a result would be garbage: memory that is not the tensor, a size below zero, channels left out. One fault at a time in a call that is right otherwise, so that no fault hides behind another.',
    sources: [stablehloConvolution, onnxConv, torchConv],
    requires: [s.op],
    regimes: ['exact'],
    cases: (d) => drawFaultyConv(d, s.op, s.draw, s.op === 'conv'),
    claim: (t, c) => rejects(() => t[s.op](c.x, c.filter, c.attributes), c.fault),
  });
}
