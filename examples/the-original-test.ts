/**
 * The test that raised the question, at its own size: a separable convolution of 20 images, 224 x 224 x 16, through
 * space-to-batch, beside a native depthwise convolution followed by a 1x1 convolution, for strides 1, 2, 3 and both paddings.
 * Removing `withSpaceToBatch` changed nothing. Not a bit.
 *
 * Run: npx tsx examples/the-original-test.ts [number of images, 20 when left out; 20 need about 2 GB and a minute]
 */
import { fromData, type Tensor } from 'tensor-laws';
import { conv, depthwiseConv, withSpaceToBatch } from 'tensor-laws/kernels';

const images = Number(process.argv[2] ?? 20);
if (!Number.isInteger(images) || images < 1) {
  console.error(`the number of images is ${process.argv[2]}; it is an integer >= 1`);
  process.exit(2);
}

const sizeOf = (shape: number[]): number => shape.reduce((size, length) => size * length, 1);

/**
 * Multiples of 1/256 in [-1, 1), from a fixed sequence. Their products and sums are exact in float64, so that a result has one right
 * value in float32, whatever the order of its sums.
 */
function numbers(shape: number[], seed: number): Tensor {
  let state = seed;
  const data = Float32Array.from({ length: sizeOf(shape) }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >> 23) / 256;
  });
  return fromData(data, shape);
}

/** A view of the first elements of a buffer: results are written there, one after the other, instead of to 200 MB of their own. */
function room(buffer: Float32Array, shape: number[]): Tensor {
  return fromData(buffer.subarray(0, sizeOf(shape)), shape);
}

const x = numbers([images, 224, 224, 16], 1);
const depthwiseFilter = numbers([3, 3, 16, 3], 2);
const pointwiseFilter = numbers([1, 1, 48, 64], 3);
const between = new Float32Array(images * 224 * 224 * 48);
const [left, right] = [new Float32Array(images * 224 * 224 * 64), new Float32Array(images * 224 * 224 * 64)];

/** The value of one cell by definition: sums over taps, channels and multiplier, with each step rounded to float32. */
function byDefinition([n, row, column, out]: readonly [number, number, number, number], stride: number, before: number): number {
  let sum = 0;
  for (let channel = 0; channel < 16; channel++) {
    for (let multiple = 0; multiple < 3; multiple++) {
      let depthwise = 0;
      for (let i = 0; i < 3; i++) {
        for (let j = 0; j < 3; j++) {
          const [r, c] = [row * stride - before + i, column * stride - before + j];
          if (r < 0 || r >= 224 || c < 0 || c >= 224) continue;
          depthwise += x.get(n, r, c, channel) * depthwiseFilter.get(i, j, channel, multiple);
        }
      }
      sum += Math.fround(depthwise) * pointwiseFilter.get(0, 0, channel * 3 + multiple, out);
    }
  }
  return Math.fround(sum);
}

let same = true;
const started = performance.now();
console.log(`${images} images of 224 x 224 x 16, depthwise 3x3x16x3, pointwise 1x1x48x64`);
for (const stride of [1, 2, 3]) {
  for (const padding of ['same', 'valid'] as const) {
    const start = performance.now();
    const size = padding === 'same' ? Math.ceil(224 / stride) : Math.ceil(222 / stride);
    const strides = [stride, stride];
    const middle = room(between, [images, size, size, 48]);

    // As TensorFlow's separable_conv2d does it. At rate 1 the op gets the very tensor and the very padding.
    let calls = 0;
    let untouched = false;
    const wrapped = withSpaceToBatch(x, { dilationRate: [1, 1], padding }, (inner, _axes, innerPadding) => {
      calls++;
      untouched = inner === x && innerPadding === padding;
      return depthwiseConv(inner, depthwiseFilter, { strides, padding: innerPadding }, middle);
    });
    const separable = conv(wrapped, pointwiseFilter, {}, room(left, [images, size, size, 64]));

    // Without it.
    const native = depthwiseConv(x, depthwiseFilter, { strides, padding }, middle);
    const composed = conv(native, pointwiseFilter, {}, room(right, [images, size, size, 64]));

    const bits = (tensor: Tensor): Buffer => Buffer.from(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength);
    const equal = bits(separable).equals(bits(composed));
    // 'same': out = ceil(224 / stride); half of what is missing goes before.
    const before = padding === 'same' ? Math.floor(Math.max(0, (size - 1) * stride + 3 - 224) / 2) : 0;
    let defined = true;
    for (let i = 0; i < 64; i++) {
      const cell = [i % images, (i * 37) % size, (i * 101) % size, i] as const;
      defined &&= byDefinition(cell, stride, before) === separable.get(...cell);
    }
    same &&= equal && defined && calls === 1 && untouched;
    const seconds = ((performance.now() - start) / 1000).toFixed(2);
    console.log(
      `stride ${stride} ${padding.padEnd(5)} ${size}x${size}x64: ${equal ? 'equal to the bit' : 'DIFFERENT'}; ` +
        `op called ${calls === 1 ? 'once' : `${calls} times`}, ${untouched ? 'with its input and padding untouched' : 'with CHANGED arguments'}; ` +
        `64 cells ${defined ? 'as' : 'NOT as'} by definition; ${seconds} s`,
    );
  }
}
console.log(`${((performance.now() - started) / 1000).toFixed(1)} s in all`);
if (!same) process.exitCode = 1;
