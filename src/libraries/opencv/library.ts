/** opencv-js as a library: filters, morphology, borders, resizing and products of images of float32. */
import { unsupported, type Limits, type TensorLibrary } from '../../library.js';
import { float32 } from '../../precision.js';
import { fromData, type Tensor } from '../../tensor.js';
import { requireFinite } from '../shared/require-finite.js';
import { spelledBy } from '../shared/requested.js';
import { sourcedLibrary, type SourcedCall } from '../shared/sourced.js';
import type { OpenCv, OpenCvModule } from './api.js';
import {
  averagePool,
  averagePoolSpellings,
  conv,
  convSpellings,
  depthwiseConv,
  lpPool,
  lpPoolSpellings,
  maxPool,
  maxPoolSpellings,
  type Programs,
} from './filters.js';
import { imageOf, imagesOf } from './images.js';
import { programCall, type Argument, type Image, type Program, type Step } from './program.js';

const sameSize = "filters of OpenCV give an image 'of the same size and type', of two axes";
/** A refused call leaves what it had on the stack of the module: 27 of copyMakeBorder, and each later call aborts. */
const validates = false;
const filters = { spatialAxes: [2], strides: false, dilations: false, emptyTensors: false, validates, reason: sameSize } as const;
const pools = { ...filters, ceilMode: [false] } as const;

const limits: Limits = {
  conv: filters,
  depthwiseConv: filters,
  maxPool: { ...pools, dilations: true, reason: `${sameSize}; a structuring element may have holes` },
  averagePool: { ...pools, countPadding: [true], reason: `${sameSize}; boxFilter divides by the area of its kernel` },
  lpPool: { ...pools, p: [2], reason: `${sameSize}; sqrBoxFilter sums squares` },
  pad: { ranks: [2], negativePads: false, emptyTensors: false, validates, reason: 'copyMakeBorder: top, bottom, left, right' },
  resize: { spatialAxes: [2], alignCorners: false, emptyTensors: false, validates, reason: 'resize has no flag for corners' },
  matmul: { ranks: [2], emptyTensors: false, validates, reason: 'gemm takes matrices' },
};

const borders = {
  constant: 'BORDER_CONSTANT',
  edge: 'BORDER_REPLICATE',
  reflect: 'BORDER_REFLECT_101',
  symmetric: 'BORDER_REFLECT',
  wrap: 'BORDER_WRAP',
} as const;

/** The module once it is ready, as the package's versions say so in different ways. */
async function start(given: OpenCvModule): Promise<OpenCv> {
  if ('then' in given) return await given;
  if (!('Mat' in given)) {
    const pending = given as { onRuntimeInitialized?: () => void };
    await new Promise<void>((resolve) => (pending.onRuntimeInitialized = resolve));
  }
  return given;
}

function transposed({ rows, cols, values }: Image): Image {
  return {
    rows: cols,
    cols: rows,
    values: Array.from({ length: values.length }, (_, i) => values[(i % rows) * cols + Math.floor(i / rows)]!),
  };
}

const twoAxes = (result: Tensor): Tensor => fromData(result.data, result.shape.slice(1, 3));

export function opencvLibrary(module: OpenCvModule, name: string): TensorLibrary {
  let started: OpenCv | undefined;
  const cv = (): OpenCv => {
    if (started === undefined) throw new Error(`${name} has not been set up`);
    return started;
  };
  const said = (program: Program, back?: (result: Tensor) => Tensor): SourcedCall => programCall(cv, program, back);
  const each = (programs: Programs, back?: (result: Tensor) => Tensor): Record<string, SourcedCall> =>
    Object.fromEntries(Object.entries(programs).map(([name, program]) => [name, said(program, back)]));
  const one = (image: Image, step: Omit<Step, 'result'>, more: ReadonlyMap<string, Image> = new Map()): Program => ({
    images: new Map([['x', image], ...more]),
    steps: [{ ...step, result: 'y' }],
    results: [['y']],
  });
  return sourcedLibrary({
    name,
    precision: float32,
    limits,
    setup: async () => {
      started = await start(module);
    },
    preamble: [
      "import opencv from '@techstark/opencv-js';",
      'const cv = await opencv;',
      "process.on('uncaughtException', (error) => {",
      "  console.error(typeof error === 'number' ? `Error: ${cv.exceptionFromPtr(error).msg}` : error);",
      '  process.exit(1);',
      '});',
    ],
    ops: {
      conv: spelledBy(convSpellings, (x, filter, a) => each(conv(x, filter, a))),
      depthwiseConv: spelledBy(convSpellings, (x, filter, a) => each(depthwiseConv(x, filter, a))),
      maxPool: spelledBy(maxPoolSpellings, (x, a) => each(maxPool(x, a))),
      averagePool: spelledBy(averagePoolSpellings, (x, a) => each(averagePool(x, a))),
      lpPool: spelledBy(lpPoolSpellings, (x, a) => {
        if (a.p !== 2) throw unsupported('sqrBoxFilter sums squares');
        return each(lpPool(x, a));
      }),
      pad: (x, { paddings, mode, value }) => {
        const image = imageOf(x);
        if (paddings.length !== 2 || paddings.some((pair) => pair.length !== 2)) throw unsupported('copyMakeBorder takes four numbers');
        // OpenCV reflects, and wraps, again and again.
        const once = (pad: number, size: number): boolean => (mode === 'reflect' ? pad < size : pad <= size);
        if (mode !== 'constant' && mode !== 'edge' && !paddings.every((pair, axis) => pair.every((pad) => once(pad, x.shape[axis]!))))
          throw unsupported('a reflection of a reflection is none that the laws know');
        const scalar: Argument[] = mode === 'constant' ? [{ make: 'Scalar', of: [value] }] : [];
        const step = {
          call: 'copyMakeBorder',
          arguments: [{ mat: 'x' }, 'result', ...paddings.flat(), { constant: borders[mode] }, ...scalar],
        } as const;
        return said(one(image, step), twoAxes);
      },
      resize: (x, { size, mode, alignCorners, halfPixelCenters }) => {
        if (size.length !== 2) throw unsupported('an image has two axes');
        if (alignCorners || (mode === 'bilinear' && !halfPixelCenters)) throw unsupported('resize has no such correspondence of cells');
        if (mode === 'bilinear') requireFinite(x);
        const flag = mode === 'bilinear' ? 'INTER_LINEAR' : halfPixelCenters ? 'INTER_NEAREST_EXACT' : 'INTER_NEAREST';
        const images = new Map<string, Image>();
        const steps: Step[] = [];
        const results = imagesOf(x).map((channels, b) =>
          channels.map((image, c) => {
            images.set(`x${b}_${c}`, image);
            const cells: Argument = { make: 'Size', of: [size[1]!, size[0]!] };
            steps.push({
              call: 'resize',
              arguments: [{ mat: `x${b}_${c}` }, 'result', cells, 0, 0, { constant: flag }],
              result: `y${b}_${c}`,
            });
            return `y${b}_${c}`;
          }),
        );
        return said({ images, steps, results });
      },
      matmul: spelledBy(['as they are', 'GEMM_1_T', 'GEMM_2_T'], (a, b) => {
        const [left, right] = [imageOf(a), imageOf(b)];
        const empty: Argument = { make: 'Mat', of: [] };
        const gemm = (first: Image, second: Image, flags: Argument): Program =>
          one(first, { call: 'gemm', arguments: [{ mat: 'x' }, { mat: 'b' }, 1, empty, 0, 'result', flags] }, new Map([['b', second]]));
        const programs = {
          'as they are': gemm(left, right, 0),
          GEMM_1_T: gemm(transposed(left), right, { constant: 'GEMM_1_T' }),
          GEMM_2_T: gemm(left, transposed(right), { constant: 'GEMM_2_T' }),
        };
        return each(programs, twoAxes);
      }),
    },
  });
}
