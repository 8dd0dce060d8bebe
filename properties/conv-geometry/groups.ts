import { drawConv } from '../../src/ops/convolution/conv-case.js';
import { regimes } from '../../src/domain.js';
import { defineLaw, equal } from '../../src/law.js';
import { onnxConv, torchConv } from './sources.js';

export const groupsOneIsDefault = defineLaw({
  id: 'conv-geometry/groups-one-is-default',
  statement: 'C(x, w, groups 1) = C(x, w)',
  because: 'Every result reads every channel unless something else is asked for.',
  sources: [onnxConv, torchConv],
  requires: ['conv'],
  regimes,
  cases: (d) => drawConv(d, { groups: { max: 1 } }),
  claim: (t, c) => {
    const { groups: _, ...rest } = c.attributes;
    return equal(t.conv(c.x, c.filter, { ...rest, groups: 1 }), t.conv(c.x, c.filter, rest));
  },
});
