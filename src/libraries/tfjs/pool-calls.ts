/** Pools as calls of TensorFlow.js, in all the spellings that mean the same by its documentation. */
import { ceilSize, type Pair } from '../../geometry.js';
import { unsupported } from '../../library.js';
import type { Shape } from '../../tensor.js';
import { call, variable, type Expression } from './expression.js';
import { padAs, short, windowsOf, type ConvWindows, type GivenWindows, type PadsAs } from './windows.js';

const x = variable('x');

interface PoolWindows extends ConvWindows {
  readonly window: readonly number[];
  readonly ceilMode: boolean;
}

interface PoolSpelling {
  readonly pads: PadsAs;
  /** Through `tf.pool`, which alone has dilations. */
  readonly general?: boolean;
}

export const poolSpellings: Readonly<Record<string, PoolSpelling>> = {
  'pad as a word': { pads: 'word' },
  'pad as a number': { pads: 'number' },
  'pad as a list': { pads: 'list' },
  'tf.pool, pad as a word': { pads: 'word', general: true },
  'tf.pool, pad as a number': { pads: 'number', general: true },
  'tf.pool, pad as a list': { pads: 'list', general: true },
};

/** Refuses a rounding mode where it would keep a last window that starts beyond the input. */
function requireDropped(w: GivenWindows, pads: readonly Pair[]): void {
  const keeps = pads.some((pair, axis) => {
    const [size, kernel, stride, dilation] = [w.sizes[axis]!, w.kernel[axis]!, w.strides[axis]!, w.dilations[axis]!];
    return (
      ceilSize(size, pair, kernel, stride, dilation) < Math.ceil((size + pair[0] + pair[1] - (kernel - 1) * dilation - 1) / stride) + 1
    );
  });
  if (keeps) throw unsupported("dimRoundingMode 'ceil' keeps a last window that starts beyond the input");
}

/** Pools of `x`, through the op of their rank or through `tf.pool`. */
export function poolCall(type: 'max' | 'avg', { pads, general = false }: PoolSpelling, shape: Shape, a: PoolWindows): Expression {
  const { window, strides, dilations, ceilMode } = a;
  const axes = shape.length - 2;
  const dilated = dilations.some((dilation) => dilation !== 1);
  if (!dilated && dilations.length !== axes) throw unsupported('pools without dilations take no list of them');
  if (axes === 3 && (dilated || general)) throw unsupported('TensorFlow.js has no dilated pool in three dimensions');
  if (dilated && !general) throw unsupported('tf.pool alone has dilations');
  if (ceilMode && pads === 'word') throw unsupported('with a rounding mode a padding has numbers');
  if (axes === 3 && pads === 'list') throw unsupported(`tf.${type}Pool3d takes 'valid', 'same' and one number alone`);
  const w = windowsOf(shape, window, a);
  const pad = padAs(pads, w);
  if (ceilMode)
    requireDropped(w, pads === 'list' ? (pad as readonly Pair[]).slice(1, -1) : w.sizes.map(() => [pad as number, pad as number]));
  const rounding = ceilMode ? 'ceil' : undefined;
  if (general) return call('pool', x, window, type, pad, dilations, strides, rounding);
  const name = axes === 3 ? `${type}Pool3d` : `${type}Pool`;
  return pads === 'list'
    ? call(name, x, window, strides, pad, rounding ?? 'floor')
    : call(name, x, short(window, axes), short(strides, axes), pad, rounding);
}
