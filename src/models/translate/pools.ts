/** Pools as calls of the vocabulary. */
import { channelsLast, Untranslated, type GivenNode } from './given.js';
import type { TranslatedCall } from './index.js';
import { paddingOf, spatialAxesOf } from './windows.js';

function pooled(given: GivenNode, op: 'maxPool' | 'averagePool' | 'lpPool', more: object): TranslatedCall {
  const x = given.floats(0, 'input');
  const axes = spatialAxesOf(x.shape);
  const window = given.ints('kernel_shape');
  if (window === undefined || window.length !== axes) throw new Untranslated('its kernel_shape is missing, or of other axes');
  if (given.hasMoreOutputs) throw new Untranslated('its indices are used');
  const padding = paddingOf(given, axes);
  const ceilMode = given.int('ceil_mode', 0) !== 0;
  // In ceil mode ONNX's VALID rounds down all the same, as its formula says.
  if (ceilMode && given.word('auto_pad', 'NOTSET') !== 'NOTSET') throw new Untranslated('it rounds up with auto_pad');
  const attributes = {
    window,
    strides: given.perAxis('strides', axes, 1),
    dilations: given.perAxis('dilations', axes, 1),
    padding,
    ceilMode,
    ...more,
  };
  return { op, args: [channelsLast(x), attributes], first: true };
}

export function maxPool(given: GivenNode): TranslatedCall {
  return pooled(given, 'maxPool', {});
}

export function averagePool(given: GivenNode): TranslatedCall {
  return pooled(given, 'averagePool', { countPadding: given.int('count_include_pad', 0) !== 0 });
}

export function lpPool(given: GivenNode): TranslatedCall {
  return pooled(given, 'lpPool', { p: given.int('p', 2) });
}

/** A pool over all of space. */
export function whole(op: 'globalMaxPool' | 'globalAveragePool' | 'globalLpPool') {
  return (given: GivenNode): TranslatedCall => {
    const x = given.floats(0, 'input');
    spatialAxesOf(x.shape);
    return { op, args: [channelsLast(x), ...(op === 'globalLpPool' ? [{ p: given.int('p', 2) }] : [])], first: true };
  };
}
