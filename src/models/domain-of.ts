/** The shapes that a model uses, as the bounds of cases. */
import { usualDomain, type Domain, type Range } from '../domain.js';
import { readModel, type Model } from './onnx/read-model.js';
import type { ModelNode } from './onnx/read-node.js';

/** Operators with windows, in which the vocabulary has ops. */
const convolutions: ReadonlySet<string> = new Set(['Conv', 'ConvTranspose']);
const pools: ReadonlySet<string> = new Set(['MaxPool', 'AveragePool', 'LpPool']);

/** Extents beyond this are left out: a wide case has one large extent, and its tensors within an eighth of `largest`. */
const longest = usualDomain.largest / 8;

/** The numbers seen of one thing. */
class Seen {
  private readonly values = new Set<number>();

  add(values: readonly number[]): void {
    for (const value of values) if (Number.isInteger(value)) this.values.add(value);
  }

  get range(): Range | undefined {
    return this.values.size === 0 ? undefined : { min: Math.min(...this.values), max: Math.max(...this.values) };
  }

  get sorted(): readonly number[] {
    return [...this.values].sort((a, b) => a - b);
  }
}

function intsOf({ attributes }: ModelNode, name: string): readonly number[] | undefined {
  const value = attributes[name];
  return Array.isArray(value) && value.every((each) => typeof each === 'number') ? value : undefined;
}

/** Shapes of weights, as far as they are constants: `[out, in / groups, ...window]`, of a transposed one in and out exchanged. */
function weightsOf({ constants }: Model, { inputs }: ModelNode): readonly number[] | undefined {
  return constants.get(inputs[1] ?? '')?.tensor.dims;
}

/** `undefined` where nothing was seen: that is left as it is. */
const within = (range: Range | undefined, floor: number): Range | undefined =>
  range && { min: Math.max(floor, range.min), max: Math.max(floor, range.max) };

/**
 * The windows, strides, dilations, pads, groups and sizes that an ONNX model uses, as a domain for `checkLaws`, `search`, `describeLaws` or a
 * library: cases have windows and strides between the least and the largest of the model, and its channels and sizes are among the extents
 * of wide cases. What the model does not say (the values of shapes that it computes) is left at its default.
 *
 * Depthwise convolutions are ops of their own, without groups: theirs do not count.
 *
 * @param bytes in ONNX's wire format; read with `protobufjs`, which is to be installed beside
 * @throws InvalidModel on bytes that are no model
 * @example
 * ```ts
 * await checkLaws(library, { domain: domainOf(readFileSync('mobilenet.onnx')) });
 * ```
 */
export function domainOf(bytes: Uint8Array): Partial<Domain> {
  const model = readModel(bytes);
  const [axes, kernel, strides, dilations] = [new Seen(), new Seen(), new Seen(), new Seen()];
  const [pads, groups, extents] = [new Seen(), new Seen(), new Seen()];
  for (const node of model.nodes) {
    const isConvolution = convolutions.has(node.opType);
    if (node.domain !== '' || !(isConvolution || pools.has(node.opType))) continue;
    const weights = isConvolution ? weightsOf(model, node) : undefined;
    const window = intsOf(node, 'kernel_shape') ?? weights?.slice(2);
    if (window === undefined || window.length === 0) continue;
    axes.add([window.length]);
    kernel.add(window);
    strides.add(intsOf(node, 'strides') ?? [1]);
    dilations.add(intsOf(node, 'dilations') ?? [1]);
    pads.add(intsOf(node, 'pads') ?? [0]);
    const group = typeof node.attributes['group'] === 'number' ? node.attributes['group'] : 1;
    const isDepthwise = group > 1 && weights?.[1] === 1;
    if (isConvolution && !isDepthwise) groups.add([group]);
    if (weights !== undefined) extents.add([weights[0]!, weights[1]! * (isDepthwise ? group : 1)]);
  }
  for (const { shape = [] } of model.inputs) extents.add(shape.slice(1).filter((size) => typeof size === 'number'));
  const ranges = {
    spatialAxes: within(axes.range, 1),
    kernel: within(kernel.range, 1),
    stride: within(strides.range, 1),
    dilation: within(dilations.range, 1),
    pad: within(pads.range, 0),
    groups: within(groups.range, 1),
  };
  return {
    ...Object.fromEntries(Object.entries(ranges).filter(([, range]) => range !== undefined)),
    sizes: extents.sorted.filter((size) => size >= 1 && size <= longest),
  };
}
