/** The ops that normalise, and where they are documented. */
import type { Source } from '../../src/law.js';
import type { NamedCall } from '../../src/ops/drawn-call.js';
import type { NormalizedAttributes, TensorOp } from '../../src/ops/index.js';
import { sizeOf, type Tensor } from '../../src/tensor.js';

export const onnx: Source = {
  title: 'ONNX: BatchNormalization, LayerNormalization, GroupNormalization, LRN',
  url: 'https://onnx.ai/onnx/operators/',
};
export const torch: Source = {
  title: 'PyTorch: torch.nn.GroupNorm',
  url: 'https://pytorch.org/docs/stable/generated/torch.nn.GroupNorm.html',
};
export const groupPaper: Source = { title: 'Wu and He, Group Normalization, 2018', url: 'https://arxiv.org/abs/1803.08494' };
export const layerPaper: Source = { title: 'Ba, Kiros and Hinton, Layer Normalization, 2016', url: 'https://arxiv.org/abs/1607.06450' };
export const batchPaper: Source = { title: 'Ioffe and Szegedy, Batch Normalization, 2015', url: 'https://arxiv.org/abs/1502.03167' };
export const rmsPaper: Source = {
  title: 'Zhang and Sennrich, Root Mean Square Layer Normalization, 2019',
  url: 'https://arxiv.org/abs/1910.07467',
};
export const lrnPaper: Source = {
  title: 'Krizhevsky, Sutskever and Hinton, ImageNet Classification with Deep Convolutional Neural Networks, 2012, section 3.3',
};

/** Those that take away a mean of their own. */
export const centredOps = ['layerNorm', 'instanceNorm', 'groupNorm'] as const;
/** Those that go by their own numbers. */
export const ownOps = [...centredOps, 'rmsNorm'] as const;
/** Those with a scale. */
export const scaledOps = ['batchNorm', ...ownOps] as const;
export const normalOps = [...scaledOps, 'lrn'] as const;

/** The attributes of a call. */
export type Given = NormalizedAttributes & { readonly groups?: number; readonly over?: string };

export const givenOf = (call: NamedCall): Given => call['attributes'] as Given;
export const inputOf = (call: NamedCall): Tensor => call['x'] as Tensor;

/** A call with some of its attributes replaced; those that are undefined are left out. */
export function withGiven(call: NamedCall, more: Readonly<Record<string, unknown>>): NamedCall {
  const attributes = Object.entries({ ...givenOf(call), ...more }).filter(([, value]) => value !== undefined);
  return { ...call, attributes: Object.fromEntries(attributes) };
}

/** A call without scale and offset. */
export const plain = (call: NamedCall): NamedCall => withGiven(call, { scale: undefined, offset: undefined });

/** x as `[batch, cells, groups, channels of a group]`, and the axes that are normalised together. */
export function setsOf(op: TensorOp, call: NamedCall): { readonly shape: number[]; readonly axes: number[]; readonly size: number } {
  const { shape } = inputOf(call);
  const { groups = 1, over } = givenOf(call);
  const [batch, cells, channels] = [shape[0]!, sizeOf(shape.slice(1, -1)), shape.at(-1)!];
  const each = op === 'instanceNorm' ? channels : op === 'groupNorm' ? groups : 1;
  const divided = [batch, cells, each, channels / each];
  const axes = over === 'channels' ? [3] : [1, 3];
  return { shape: divided, axes, size: axes.reduce((size, axis) => size * divided[axis]!, 1) };
}
