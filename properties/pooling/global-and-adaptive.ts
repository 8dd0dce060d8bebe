/** Pools whose windows follow from the size of the input: one window, or as many as are asked for. */
import type { Draw } from '../../src/draw/draw.js';
import { regimes } from '../../src/domain.js';
import { defineLaw, equal, type Source } from '../../src/law.js';
import { within } from '../../src/ops/convolution/conv-case.js';
import { drawWhole } from '../../src/ops/whole-pooling/whole-case.js';
import { sizeOf } from '../../src/tensor.js';

const onnxGlobal: Source = { title: 'ONNX, GlobalMaxPool and GlobalLpPool', url: 'https://onnx.ai/onnx/operators/onnx__GlobalLpPool.html' };
const torchAdaptive: Source = {
  title: 'PyTorch, AdaptiveAvgPool2d',
  url: 'https://pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html',
};

/** A kind of pool: its ops, and what ids and statements call them. */
interface Kind {
  readonly name: 'max' | 'average';
  readonly letter: string;
  readonly plain: 'maxPool' | 'averagePool';
  readonly global: 'globalMaxPool' | 'globalAveragePool';
  readonly adaptive: 'adaptiveMaxPool' | 'adaptiveAveragePool';
}

const maximum = { name: 'max', letter: 'M', plain: 'maxPool', global: 'globalMaxPool', adaptive: 'adaptiveMaxPool' } as const;
const mean = { name: 'average', letter: 'A', plain: 'averagePool', global: 'globalAveragePool', adaptive: 'adaptiveAveragePool' } as const;

const oneWindow = 'A window of the size of the input, at stride 1 and without padding, fits in one place, and sees every cell.';

function globalIsOneWindow<K extends Kind>(kind: K) {
  return defineLaw({
    id: `pooling/global-is-one-window-${kind.name as K['name']}` as const,
    statement: `${kind.global}(x) = ${kind.letter}(x, window = "the input's size")`,
    because: oneWindow,
    sources: [onnxGlobal],
    requires: [kind.global, kind.plain],
    regimes,
    cases: (d) => {
      const c = drawWhole(d);
      d.alsoCalls(kind.plain, { window: c.sizes }, c.x);
      return c;
    },
    claim: (t, c) => equal(t[kind.global](c.x), t[kind.plain](c.x, { window: c.sizes })),
  });
}

export const globalIsOneWindowMax = globalIsOneWindow(maximum);
export const globalIsOneWindowAverage = globalIsOneWindow(mean);

export const globalIsOneWindowLp = defineLaw({
  id: 'pooling/global-is-one-window-lp',
  statement: `globalLpPool(x) = L(x, window = "the input's size")`,
  because: oneWindow,
  sources: [onnxGlobal],
  requires: ['globalLpPool', 'lpPool'],
  regimes,
  cases: (d) => {
    const exponents = [1, 2, 3, 1.5].filter((p) => d.takes('lpPool', { p }) && d.takes('globalLpPool', { p }));
    const p = d.option('p', exponents);
    const c = drawWhole(d, { degree: Math.ceil(p) });
    d.alsoCalls('lpPool', { window: c.sizes, p }, c.x);
    return { ...c, p };
  },
  claim: (t, c) => equal(t.globalLpPool(c.x, { p: c.p }), t.lpPool(c.x, { window: c.sizes, p: c.p })),
});

/** An input that its number of windows divides. */
function drawDivided(d: Draw, plain: Kind['plain']) {
  const n = d.axes();
  const batch = within(d, 'batch', d.domain.batch);
  const channels = within(d, 'channels', d.domain.channels);
  const axes = Array.from({ length: n }, (_, axis) => axis);
  const size = axes.map((axis) => d.int('size', 1, Math.max(1, Math.min(4, d.domain.size.max)), { axis }));
  const window = axes.map((axis) => d.int('kernel', 1, Math.max(1, Math.min(4, d.domain.kernel.max, d.domain.stride.max)), { axis }));
  const sizes = axes.map((axis) => size[axis]! * window[axis]!);
  const x = d.tensor('x', [batch, sizes, channels], { terms: sizeOf(window) });
  d.alsoCalls(plain, { window, strides: window }, x);
  return { x, size, window };
}

function adaptiveWithDivisorsIsPlain<K extends Kind>(kind: K) {
  return defineLaw({
    id: `pooling/adaptive-with-divisors-is-plain-${kind.name as K['name']}` as const,
    statement: `${kind.adaptive}(x, in / k) = ${kind.letter}(x, window k, strides k)`,
    because: 'Where the number of windows divides the size, floor and ceil leave the bounds as they are: windows of k cells, side by side.',
    sources: [torchAdaptive],
    requires: [kind.adaptive, kind.plain],
    regimes,
    cases: (d) => drawDivided(d, kind.plain),
    claim: (t, { x, size, window }) => equal(t[kind.adaptive](x, { size }), t[kind.plain](x, { window, strides: window })),
  });
}

export const adaptiveWithDivisorsIsPlainMax = adaptiveWithDivisorsIsPlain(maximum);
export const adaptiveWithDivisorsIsPlainAverage = adaptiveWithDivisorsIsPlain(mean);

function adaptiveOfOneIsGlobal<K extends Kind>(kind: K) {
  return defineLaw({
    id: `pooling/adaptive-of-one-is-global-${kind.name as K['name']}` as const,
    statement: `${kind.adaptive}(x, 1) = ${kind.global}(x)`,
    because: 'One window from floor(0) up to ceil(in) has every cell.',
    sources: [torchAdaptive, onnxGlobal],
    requires: [kind.adaptive, kind.global],
    regimes,
    cases: (d) => drawWhole(d),
    claim: (t, c) => equal(t[kind.adaptive](c.x, { size: c.sizes.map(() => 1) }), t[kind.global](c.x)),
  });
}

export const adaptiveOfOneIsGlobalMax = adaptiveOfOneIsGlobal(maximum);
export const adaptiveOfOneIsGlobalAverage = adaptiveOfOneIsGlobal(mean);

function adaptiveOwnSizeIsIdentity<K extends Kind>(kind: K) {
  return defineLaw({
    id: `pooling/adaptive-own-size-is-identity-${kind.name as K['name']}` as const,
    statement: `${kind.adaptive}(x, in) = x`,
    because: 'As many windows as cells are of one cell each.',
    sources: [torchAdaptive],
    requires: [kind.adaptive],
    regimes,
    cases: (d) => drawWhole(d),
    claim: (t, c) => equal(t[kind.adaptive](c.x, { size: c.sizes }), c.x),
  });
}

export const adaptiveOwnSizeIsIdentityMax = adaptiveOwnSizeIsIdentity(maximum);
export const adaptiveOwnSizeIsIdentityAverage = adaptiveOwnSizeIsIdentity(mean);

export const globalAndAdaptive = [
  globalIsOneWindowMax,
  globalIsOneWindowAverage,
  globalIsOneWindowLp,
  adaptiveWithDivisorsIsPlainMax,
  adaptiveWithDivisorsIsPlainAverage,
  adaptiveOfOneIsGlobalMax,
  adaptiveOfOneIsGlobalAverage,
  adaptiveOwnSizeIsIdentityMax,
  adaptiveOwnSizeIsIdentityAverage,
] as const;
