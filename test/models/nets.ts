/** Models like those that are published, small. */
import { int64s, weights, type WrittenModel, type WrittenNode } from './write-model.js';
import type { ModelTensor } from '../../src/library/model-tensor.js';

/** A chain of nodes with weights, each after the one before. */
class Net {
  readonly nodes: WrittenNode[] = [];
  readonly constants: Record<string, ModelTensor> = {};
  private seed = 0;

  /** Adds a node, and gives the name of its result. */
  add(opType: string, inputs: readonly string[], attributes: WrittenNode['attributes'] = {}): string {
    const name = `${opType.toLowerCase()}_${this.nodes.length}`;
    this.nodes.push({ name, opType, inputs, outputs: [`${name}_out`], attributes });
    return `${name}_out`;
  }

  constant(dims: readonly number[]): string {
    const name = `w${++this.seed}`;
    this.constants[name] = weights(dims, this.seed);
    return name;
  }

  sizes(...values: number[]): string {
    const name = `sizes${++this.seed}`;
    this.constants[name] = int64s(...values);
    return name;
  }
}

/** A stem, and blocks of a depthwise and a pointwise convolution; every second block halves its sides. */
export function mobileNetLike(blocks: number, size: number, channels: number): WrittenModel {
  const net = new Net();
  let x = net.add('Conv', ['image', net.constant([channels, 3, 3, 3]), net.constant([channels])], { strides: [2, 2], pads: [1, 1, 1, 1] });
  for (let block = 0; block < blocks; block++) {
    const strides = block % 2 === 1 ? [2, 2] : [1, 1];
    x = net.add('Relu', [x]);
    x = net.add('Conv', [x, net.constant([channels, 1, 3, 3]), net.constant([channels])], { group: channels, strides, pads: [1, 1, 1, 1] });
    x = net.add('Relu', [x]);
    x = net.add('Conv', [x, net.constant([channels, channels, 1, 1])]);
  }
  x = net.add('GlobalAveragePool', [x]);
  return { nodes: net.nodes, constants: net.constants, inputs: { image: ['batch', 3, size, size] }, outputs: [x] };
}

/** One level down by a pool, back up by a transposed convolution and by a resize, both joined with what was there before. */
export function uNetLike(size: number, channels: number): WrittenModel {
  const net = new Net();
  const pads = [1, 1, 1, 1];
  const left = net.add('Conv', ['image', net.constant([channels, 1, 3, 3]), net.constant([channels])], { pads });
  const low = net.add('MaxPool', [left], { kernel_shape: [2, 2], strides: [2, 2] });
  const deep = net.add('Relu', [net.add('Conv', [low, net.constant([2 * channels, channels, 3, 3])], { auto_pad: 'SAME_UPPER' })]);
  const up = net.add('ConvTranspose', [deep, net.constant([2 * channels, channels, 2, 2])], { strides: [2, 2] });
  const resized = net.add('Resize', [deep, '', '', net.sizes(1, 2 * channels, size, size)], {
    mode: 'linear',
    coordinate_transformation_mode: 'half_pixel',
  });
  const joined = net.add('Concat', [left, up, resized], { axis: 1 });
  const dilated = net.add('Conv', [joined, net.constant([1, 4 * channels, 3, 3])], { dilations: [2, 2], pads: [2, 2, 2, 2] });
  const x = net.add('Sigmoid', [dilated]);
  return { nodes: net.nodes, constants: net.constants, inputs: { image: [1, 1, size, size] }, outputs: [x] };
}

/** Mirrored sides, an average pool over pads, a convolution in groups, one with gaps between its taps, and a resize to the nearest cells. */
export function detectorLike(size: number, channels: number): WrittenModel {
  const net = new Net();
  const mirrored = net.add('Pad', ['image', net.sizes(0, 0, 1, 1, 0, 0, 1, 1)], { mode: 'reflect' });
  const stem = net.add('Conv', [mirrored, net.constant([channels, 3, 3, 3]), net.constant([channels])]);
  const pooled = net.add('AveragePool', [stem], { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] });
  const grouped = net.add('Conv', [pooled, net.constant([channels, channels / 2, 1, 1])], { group: 2 });
  const wide = net.add('Conv', [grouped, net.constant([channels, channels, 3, 3])], { dilations: [2, 2], auto_pad: 'SAME_UPPER' });
  const up = net.add('Resize', [wide, '', '', net.sizes(1, channels, size, size)], {
    mode: 'nearest',
    coordinate_transformation_mode: 'asymmetric',
    nearest_mode: 'floor',
  });
  const x = net.add('GlobalMaxPool', [net.add('Add', [up, stem])]);
  return { nodes: net.nodes, constants: net.constants, inputs: { image: [1, 3, size, size] }, outputs: [x] };
}
