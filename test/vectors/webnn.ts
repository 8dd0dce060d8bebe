import type { Grid } from '../definitions/grid.js';
import { channelsLast, transpose, withoutBias, type Converted, type Vector } from './vector.js';

type List = readonly number[];

/** Cases of the WebNN conformance tests and baseline, in the layout that each names. */
export function fromWebNN(v: Vector): Converted {
  const convert = rules[v.op];
  if (convert === undefined) throw new Error(`${v.id}: no rule for ${v.op}`);
  return convert(v);
}

/** To the layout 'hwio', whose letters a filter's own layout has in another order. */
function filterLast(w: Grid, layout: string, wanted: string): Grid {
  return transpose(
    w,
    [...wanted].map((letter) => layout.indexOf(letter)),
  );
}

function last(x: Grid, layout: unknown): Grid {
  return layout === 'nhwc' ? x : channelsLast(x);
}

/** [beginning of height, its end, beginning of width, its end] */
function padsOf(v: Vector): [number, number][] {
  const [a, b, c, d] = (v.attrs['padding'] ?? [0, 0, 0, 0]) as [number, number, number, number];
  return [
    [a, b],
    [c, d],
  ];
}

function windowed(v: Vector): { strides: List; dilations: List; padding: [number, number][] } {
  return {
    strides: (v.attrs['strides'] ?? [1, 1]) as List,
    dilations: (v.attrs['dilations'] ?? [1, 1]) as List,
    padding: padsOf(v),
  };
}

function onlyOutput(v: Vector): Grid {
  return v.output(v.outputs[0]!);
}

function pool(op: 'maxPool' | 'averagePool' | 'lpPool'): (v: Vector) => Converted {
  return (v) => {
    const layout = v.attrs['layout'];
    const [x, expected] = [last(v.input('input'), layout), last(onlyOutput(v), layout)];
    const window = (v.attrs['windowDimensions'] ?? x.shape.slice(1, -1)) as List;
    const attributes = { ...windowed(v), window };
    const floor = window.map((size, axis) => {
      const [before, after] = attributes.padding[axis]!;
      const span = (size - 1) * attributes.dilations[axis]! + 1;
      return Math.floor((x.shape[axis + 1]! + before + after - span) / attributes.strides[axis]!) + 1;
    });
    // outputSizes says which way sizes were rounded.
    const sizes = v.attrs['outputSizes'] as List | undefined;
    const ceilMode = sizes === undefined ? v.attrs['roundingType'] === 'ceil' : sizes.join() !== floor.join();
    return [{ op, args: [x, { ...attributes, ceilMode }], expected }];
  };
}

const rules: Readonly<Record<string, (v: Vector) => Converted>> = {
  conv2d: (v) => {
    const layout = v.attrs['inputLayout'];
    const filter = filterLast(v.input('filter'), (v.attrs['filterLayout'] ?? 'oihw') as string, 'hwio');
    const expected = withoutBias(last(onlyOutput(v), layout), v.optional('bias'));
    return [{ op: 'conv', args: [last(v.input('input'), layout), filter, { ...windowed(v), groups: v.attrs['groups'] ?? 1 }], expected }];
  },
  convTranspose2d: (v) => {
    const layout = v.attrs['inputLayout'];
    const y = last(v.input('input'), layout);
    const filter = filterLast(v.input('filter'), (v.attrs['filterLayout'] ?? 'iohw') as string, 'hwoi');
    const attributes = { ...windowed(v), groups: v.attrs['groups'] ?? 1 };
    const sizes = v.attrs['outputSizes'] as List | undefined;
    const smallest = [0, 1].map((axis) => {
      const [before, after] = attributes.padding[axis]!;
      const span = (filter.shape[axis]! - 1) * attributes.dilations[axis]! + 1;
      return (y.shape[axis + 1]! - 1) * attributes.strides[axis]! + span - before - after;
    });
    const outputPadding = sizes === undefined ? (v.attrs['outputPadding'] ?? [0, 0]) : sizes.map((size, axis) => size - smallest[axis]!);
    const expected = withoutBias(last(onlyOutput(v), layout), v.optional('bias'));
    return [{ op: 'convTranspose', args: [y, filter, { ...attributes, outputPadding }], expected }];
  },
  maxPool2d: pool('maxPool'),
  averagePool2d: pool('averagePool'),
  l2Pool2d: pool('lpPool'),
  pad: (v) => {
    const modes: Readonly<Record<string, string>> = { constant: 'constant', edge: 'edge', reflection: 'reflect', symmetric: 'symmetric' };
    const [before, after] = [v.attrs['beginningPadding'] as List, v.attrs['endingPadding'] as List];
    const paddings = before.map((pad, axis) => [pad, after[axis]!]);
    const attributes = { paddings, mode: modes[(v.attrs['mode'] ?? 'constant') as string], value: v.attrs['value'] ?? 0 };
    return [{ op: 'pad', args: [v.input('input'), attributes], expected: onlyOutput(v) }];
  },
  resample2d: (v) => {
    const x = v.input('input');
    const [a, b] = (v.attrs['axes'] ?? [2, 3]) as [number, number];
    const scales = v.attrs['scales'] as List | undefined;
    const given = v.attrs['sizes'] as List | undefined;
    const size = given ?? [Math.floor(x.shape[a]! * scales![0]!), Math.floor(x.shape[b]! * scales![1]!)];
    // A scale that is not the ratio of the sizes moves the places that are read.
    if (given === undefined && (size[0] !== x.shape[a]! * scales![0]! || size[1] !== x.shape[b]! * scales![1]!)) {
      return 'webnn: a scale that is not the ratio of the sizes';
    }
    const [first, second] = [0, 1, 2, 3].filter((axis) => axis !== a && axis !== b);
    const order = [first!, a, b, second!];
    const mode = v.attrs['mode'] === 'linear' ? 'bilinear' : 'nearest';
    const attributes = { size, mode, halfPixelCenters: true };
    return [{ op: 'resize', args: [transpose(x, order), attributes], expected: transpose(onlyOutput(v), order) }];
  },
};
