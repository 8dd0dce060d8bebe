/** Normalisations as nodes of ONNX. */
import { unsupported } from '../../../library.js';
import type { LrnAttributes, NormalizedAttributes } from '../../../ops/index.js';
import type { Tensor } from '../../../tensor.js';
import { channelsFirst, plain } from './layout.js';
import { input, type Operand } from '../model.js';
import type { Request, Requests, Spelling } from '../request.js';
import type { Attributes } from './windows.js';

/** Numbers for channels; ones or zeros where they are left out and ONNX asks for them. */
function numbers(given: Tensor | undefined, channels: number, otherwise: number): Operand {
  return given === undefined ? { dims: [channels], data: new Float32Array(channels).fill(otherwise) } : plain(given);
}

const [fed, constant, short] = ['every attribute', 'scale and offset constant', 'defaults left out'] as const;
const names = [fed, constant, short];

/**
 * A node whose inputs come in this order, all but x numbers.
 *
 * @param x the operand, channels first or as it is
 * @param own attributes without epsilon
 */
function normal(
  opType: string,
  [newest, oldest]: readonly [number, number],
  operands: Readonly<Record<string, Operand>>,
  { epsilon }: { readonly epsilon?: number },
  own: Attributes,
  first: boolean,
): Request {
  const inputs = (isConstant: boolean) => Object.entries(operands).map(([name, each]) => input(name, each, isConstant && name !== 'x'));
  const all = { epsilon: { float: epsilon! }, ...own };
  const spell = (opset: number, isConstant: boolean, attributes: Attributes): Spelling => ({
    model: { opType, opset, inputs: inputs(isConstant), attributes },
    first,
  });
  return {
    operands,
    spellings: {
      [fed]: spell(newest, false, all),
      [constant]: spell(oldest, true, all),
      ...(epsilon === 1e-5 && { [short]: spell(newest, false, own) }),
    },
  };
}

const channelsOf = (x: Tensor): number => x.shape.at(-1) ?? 0;

/** The newest operator set, where it has the node. */
function since(opsets: readonly [number, number], least: number, opType: string): readonly [number, number] {
  if (opsets[0] < least) throw unsupported(`${opType} comes with operator set ${least}`);
  return [opsets[0], opsets[0]];
}

/** The axis of what is normalised together: the channels, or all but the batch. ONNX normalises from it on. */
function layerAxis({ over }: { readonly over?: string }): Attributes {
  return { axis: over === 'item' ? 1 : -1 };
}

/** Scale and offset for each element that is normalised together: ONNX Runtime takes them in its shape. */
function spread(x: Tensor, given: Tensor | undefined, otherwise: number, { over }: { readonly over?: string }): Operand {
  const { dims, data } = numbers(given, channelsOf(x), otherwise);
  if (over !== 'item') return { dims, data };
  const shape = [...x.shape.slice(1, -1), dims[0]!];
  const size = shape.reduce((product, each) => product * each, 1);
  return { dims: shape, data: Float32Array.from({ length: size }, (_, i) => Number(data[i % data.length])) };
}

type Given = NormalizedAttributes;

export const norms = {
  batchNorm: {
    names,
    ask: (opsets, x, mean, variance, a) => {
      const [scale, offset] = [numbers(a.scale, channelsOf(x), 1), numbers(a.offset, channelsOf(x), 0)];
      const operands = { x: channelsFirst(x), scale, offset, mean: plain(mean), variance: plain(variance) };
      return normal('BatchNormalization', opsets('BatchNormalization'), operands, a, {}, true);
    },
  },
  instanceNorm: {
    names,
    ask: (opsets, x, a: Given) => {
      const [scale, offset] = [numbers(a.scale, channelsOf(x), 1), numbers(a.offset, channelsOf(x), 0)];
      return normal('InstanceNormalization', opsets('InstanceNormalization'), { x: channelsFirst(x), scale, offset }, a, {}, true);
    },
  },
  groupNorm: {
    names,
    ask: (opsets, x, a) => {
      const [scale, offset] = [numbers(a.scale, channelsOf(x), 1), numbers(a.offset, channelsOf(x), 0)];
      const newest = since(opsets('GroupNormalization'), 21, 'GroupNormalization');
      return normal('GroupNormalization', newest, { x: channelsFirst(x), scale, offset }, a, { num_groups: a.groups }, true);
    },
  },
  layerNorm: {
    names,
    ask: (opsets, x, a) => {
      const newest = since(opsets('LayerNormalization'), 17, 'LayerNormalization');
      const scale = spread(x, a.scale, 1, a);
      const operands = { x: plain(x), scale, ...(a.offset && { offset: spread(x, a.offset, 0, a) }) };
      return normal('LayerNormalization', newest, operands, a, layerAxis(a), false);
    },
  },
  rmsNorm: {
    names,
    ask: (opsets, x, a) => {
      const newest = since(opsets('RMSNormalization'), 23, 'RMSNormalization');
      return normal('RMSNormalization', newest, { x: plain(x), scale: spread(x, a.scale, 1, a) }, a, layerAxis(a), false);
    },
  },
  lrn: {
    names: [fed, short],
    ask: (opsets, x, { size, alpha, beta, k }: Required<LrnAttributes>) => {
      const [newest, oldest] = opsets('LRN');
      const operands = { x: channelsFirst(x) };
      const spell = (opset: number, attributes: Attributes): Spelling => ({
        model: { opType: 'LRN', opset, inputs: [input('x', operands.x)], attributes: { size, ...attributes } },
        first: true,
      });
      const full = { alpha: { float: alpha }, beta: { float: beta }, bias: { float: k } };
      const few = {
        ...(alpha !== 1e-4 && { alpha: full.alpha }),
        ...(beta !== 0.75 && { beta: full.beta }),
        ...(k !== 1 && { bias: full.bias }),
      };
      return { operands, spellings: { [fed]: spell(newest, full), [short]: spell(oldest, few) } };
    },
  },
} satisfies Requests;
