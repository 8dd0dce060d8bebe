/** A layer of convnetjs put to work: one program of volumes in, volumes or derivatives out. */
import { allocate, fromData, toArray, type Shape, type Tensor } from '../../tensor.js';
import { literal, type SourcedCall } from '../shared/sourced.js';
import type { Convnet, Layer, LayerOptions, Vol } from './api.js';

/** `y`: the outputs; `dx`: the derivatives by the inputs; `dw`: those by the filters, of all inputs together. */
type Wanted = 'y' | 'dx' | 'dw';

export interface LayerCall {
  readonly kind: 'ConvLayer' | 'PoolLayer' | 'FullyConnLayer';
  readonly options: LayerOptions;
  /** `[batch, sy, sx, depth]` */
  readonly x: Tensor;
  /** `[sy, sx, depth, filters]` */
  readonly filter?: Tensor;
  /** `[batch, out_sy, out_sx, out_depth]` */
  readonly dy?: Tensor;
  readonly want: Wanted;
}

/** The items of a tensor along its first axis, or along its last one. */
function items(tensor: Tensor, axis: 'first' | 'last'): number[][] {
  const values = toArray(tensor);
  const count = axis === 'first' ? tensor.shape[0]! : tensor.shape.at(-1)!;
  const size = count === 0 ? 0 : values.length / count;
  return Array.from({ length: count }, (_, n) =>
    Array.from({ length: size }, (__, i) => values[axis === 'first' ? n * size + i : i * count + n]!),
  );
}

function volume(convnet: Convnet, shape: Shape, values: readonly number[]): Vol {
  const [sy, sx, depth] = shape as [number, number, number];
  const made = new convnet.Vol(sx, sy, depth, 0);
  values.forEach((value, i) => (made.w[i] = value));
  return made;
}

function run(convnet: Convnet, { kind, options, x, filter, dy, want }: LayerCall): Tensor {
  const layer: Layer = new convnet[kind](options);
  if (filter !== undefined) layer.filters = items(filter, 'last').map((values) => volume(convnet, filter.shape.slice(0, -1), values));
  const gradients = dy === undefined ? [] : items(dy, 'first');
  const inputs = items(x, 'first').map((values) => volume(convnet, x.shape.slice(1), values));
  const outputs = inputs.map((input, n) => {
    const output = layer.forward(input, true);
    if (want === 'y') return output;
    gradients[n]!.forEach((value, i) => (output.dw[i] = value));
    layer.backward();
    return output;
  });
  if (want === 'dw') return weights(layer.filters, filter!.shape);
  const first = want === 'y' ? outputs[0] : inputs[0];
  const shape = [x.shape[0]!, ...(first === undefined ? x.shape.slice(1) : [first.sy, first.sx, first.depth])];
  const size = shape.slice(1).reduce((a, b) => a * b, 1);
  if (!shape.every((length) => Number.isInteger(length) && length >= 0))
    throw new Error(`convnetjs returned a volume of [${shape.slice(1).join(', ')}]`);
  const data = allocate(shape[0]! * size, 'float64');
  (want === 'y' ? outputs : inputs).forEach((each, n) => data.set(want === 'y' ? each.w : each.dw, n * size));
  return fromData(data, shape);
}

function weights(filters: readonly Vol[], shape: Shape): Tensor {
  const data = allocate(
    shape.reduce((a, b) => a * b, 1),
    'float64',
  );
  filters.forEach(({ dw }, o) => dw.forEach((value, i) => (data[i * filters.length + o] = value)));
  return fromData(data, [...shape]);
}

const volumeSource = [
  'const volume = (sx, sy, depth, values) => {',
  '  const made = new convnetjs.Vol(sx, sy, depth, 0);',
  '  values.forEach((value, i) => (made.w[i] = value));',
  '  return made;',
  '};',
];

function source({ kind, options, x, filter, dy, want }: LayerCall): string[] {
  const sizes = (shape: Shape): string => `${shape[1]}, ${shape[0]}, ${shape[2]}`;
  const lines = [
    ...volumeSource,
    `const layer = new convnetjs.${kind}({ ${Object.entries(options)
      .map(([name, value]) => `${name}: ${literal(value)}`)
      .join(', ')} });`,
  ];
  if (filter !== undefined)
    lines.push(`layer.filters = ${literal(items(filter, 'last'))}.map((values) => volume(${sizes(filter.shape.slice(0, -1))}, values));`);
  if (dy !== undefined) lines.push(`const gradients = ${literal(items(dy, 'first'))};`);
  lines.push(
    `${literal(items(x, 'first'))}.forEach((values, n) => {`,
    `  const input = volume(${sizes(x.shape.slice(1))}, values);`,
    '  const output = layer.forward(input, true);',
  );
  if (want === 'y') lines.push('  console.log(output.sy, output.sx, output.depth, output.w);', '});');
  else {
    lines.push('  gradients[n].forEach((value, i) => (output.dw[i] = value));', '  layer.backward();');
    if (want === 'dx') lines.push('  console.log(input.dw);');
    lines.push('});');
    if (want === 'dw') lines.push('console.log(layer.filters.map((filter) => filter.dw));');
  }
  return lines;
}

export function layerCall(convnet: Convnet, call: LayerCall): SourcedCall {
  return { run: () => run(convnet, call), source: () => source(call) };
}
