/** Convolutions and pools as filters of OpenCV. */
import { unsupported } from '../../library.js';
import { toArray, type Tensor } from '../../tensor.js';
import { imagesOf, kernelsOf } from './images.js';
import type { Argument, Image, Program, Step } from './program.js';
import { isAnchored, placed, placeOf, placings, pointOf, sizeOf, type Place, type Windows } from './windows.js';

const mat = (name: string): Argument => ({ mat: name });
const constantBorder: Argument = { constant: 'BORDER_CONSTANT' };

/** Cells of a kernel from which on OpenCV may use the discrete Fourier transform. */
const largeKernel = 50;

/** The filter of one image: by the names of its spellings, steps that end in `result`. */
type Filter = (image: string, kernel: string, result: string) => Readonly<Record<string, readonly Step[]>>;

/** By the names of spellings. */
export type Programs = Readonly<Record<string, Program>>;

/** Images by batch and channel, and the pairs of a channel in and a kernel whose filtered images are summed for each channel out. */
interface Sums {
  readonly images: readonly (readonly Image[])[];
  readonly kernels: readonly Image[];
  readonly sums: readonly (readonly { readonly channel: number; readonly kernel: number }[])[];
}

/** A program for each spelling of the filter. */
function programs({ images, kernels, sums }: Sums, filter: Filter, more: ReadonlyMap<string, Image> = new Map()): Programs {
  const named = new Map<string, Image>(more);
  images.forEach((channels, b) => channels.forEach((image, c) => named.set(`x${b}_${c}`, image)));
  kernels.forEach((kernel, i) => named.set(`kernel${i}`, kernel));
  const program = (spelling: string): Program => {
    const steps: Step[] = [];
    const results = images.map((_, b) =>
      sums.map((terms, o) => {
        const parts = terms.map(({ channel, kernel }, i) => {
          const result = `y${b}_${o}_${i}`;
          // Each step in a matrix of its own, whatever it is called in the pattern.
          for (const step of filter(`x${b}_${channel}`, `kernel${kernel}`, result)[spelling]!) {
            const own = (name: string): string => (name === result || named.has(name) ? name : `${name}_${b}_${o}_${i}`);
            const given = step.arguments.map((each) => (typeof each === 'object' && 'mat' in each ? mat(own(each.mat)) : each));
            steps.push({ ...step, arguments: given, result: own(step.result) });
          }
          return result;
        });
        return parts.reduce((sum, part, i) => {
          steps.push({ call: 'add', arguments: [mat(sum), mat(part), 'result'], result: `sum${b}_${o}_${i}` });
          return `sum${b}_${o}_${i}`;
        });
      }),
    );
    return { images: named, steps, results };
  };
  return Object.fromEntries(Object.keys(filter('x', 'kernel', 'y')).map((spelling) => [spelling, program(spelling)]));
}

function requireFinite(filter: Tensor, { pads }: Place): void {
  if (pads.flat().some((pad) => pad > 0) && !toArray(filter).every(Number.isFinite))
    throw unsupported('filter2D multiplies the zeros that it extrapolates: 0 * Infinity is NaN');
}

function correlation(place: Place): Filter {
  const [rows, cols] = place.window;
  return (image, kernel, result) => ({
    ...placed('filter2D', place, 0, image, result, (source, anchor) => ({
      call: 'filter2D',
      arguments: [mat(source), 'result', -1, mat(kernel), anchor, 0, constantBorder],
      result,
    })),
    // A kernel of one row, or of one column, is its own product with a 1.
    ...(isAnchored(place) &&
      (rows === 1 || cols === 1) && {
        sepFilter2D: [
          {
            call: 'sepFilter2D',
            arguments: [
              mat(image),
              'result',
              -1,
              mat(rows === 1 ? kernel : 'one'),
              mat(rows === 1 ? 'one' : kernel),
              pointOf(place.pads),
              0,
              constantBorder,
            ],
            result,
          } satisfies Step,
        ],
      }),
  });
}

export const convSpellings = [...placings('filter2D'), 'sepFilter2D'];

const one: Image = { rows: 1, cols: 1, values: [1] };

function convolve(x: Tensor, filter: Tensor, windows: Windows, sums: Sums['sums'], kernels: readonly Image[]): Programs {
  const kernel = filter.shape.slice(0, 2);
  if (windows.dilations.some((dilation) => dilation !== 1)) throw unsupported('filter2D has no dilations');
  const place = placeOf(x.shape, kernel, windows);
  requireFinite(filter, place);
  if (kernel[0]! * kernel[1]! >= largeKernel) throw unsupported('filter2D of a large kernel goes through the discrete Fourier transform');
  const needsOne = isAnchored(place) && kernel.includes(1);
  return programs({ images: imagesOf(x), kernels, sums }, correlation(place), needsOne ? new Map([['one', one]]) : new Map());
}

export function conv(x: Tensor, filter: Tensor, { groups, ...windows }: Windows & { readonly groups: number }): Programs {
  const kernels = kernelsOf(filter);
  const [inner, out] = [kernels.length, kernels[0]?.length ?? 0];
  // Images and kernels go in one by one: nobody but this adapter could see that their numbers disagree.
  if (inner === 0 || out === 0 || !(groups >= 1) || inner * groups !== x.shape.at(-1) || out % groups !== 0)
    throw unsupported('filter2D takes one image and one kernel');
  const sums = Array.from({ length: out }, (_, o) => {
    const first = Math.floor(o / (out / groups)) * inner;
    return Array.from({ length: inner }, (__, i) => ({ channel: first + i, kernel: i * out + o }));
  });
  return convolve(x, filter, windows, sums, kernels.flat());
}

export function depthwiseConv(x: Tensor, filter: Tensor, windows: Windows): Programs {
  const kernels = kernelsOf(filter);
  const multiplier = kernels[0]?.length ?? 0;
  if (kernels.length !== x.shape.at(-1) || multiplier === 0) throw unsupported('filter2D takes one image and one kernel');
  const sums = kernels.flatMap((each, c) => each.map((_, m) => [{ channel: c, kernel: c * multiplier + m }]));
  return convolve(x, filter, windows, sums, kernels.flat());
}

interface PoolWindows extends Windows {
  readonly window: readonly number[];
  readonly ceilMode: boolean;
}

function pool(
  x: Tensor,
  a: PoolWindows,
  filter: (place: Place) => Filter,
  kernels: readonly Image[],
  more?: ReadonlyMap<string, Image>,
): Programs {
  const place = placeOf(x.shape, a.window, a);
  const images = imagesOf(x);
  const sums = Array.from({ length: x.shape[3]! }, (_, channel) => [{ channel, kernel: 0 }]);
  return programs({ images, kernels, sums }, filter(place), more);
}

/** The structuring element of a window: cells between the taps are 0. */
function element(window: readonly number[], dilations: readonly number[]): Image {
  const [rows, cols] = window.map((size, axis) => (size - 1) * dilations[axis]! + 1) as [number, number];
  // 'if element=Mat(), a 3 x 3 rectangular structuring element is used'
  if (!(rows >= 1 && cols >= 1)) throw unsupported('an empty structuring element stands for one of 3 x 3');
  const isTap = (at: number): boolean => Math.floor(at / cols) % dilations[0]! === 0 && (at % cols) % dilations[1]! === 0;
  return { rows, cols, values: Array.from({ length: rows * cols }, (_, at) => (isTap(at) ? 1 : 0)), bytes: true };
}

/** The same spellings with other steps. */
function eachSteps(spelled: Readonly<Record<string, Step[]>>, change: (steps: Step[]) => Step[]): Record<string, Step[]> {
  return Object.fromEntries(Object.entries(spelled).map(([name, steps]) => [name, change(steps)]));
}

const erode = 'erode of the negative';

export const maxPoolSpellings = ['dilate', 'morphologyEx', erode].flatMap(placings);

/** Greyscale dilation, which is the maximum under a structuring element; by duality, erosion of the negative. */
export function maxPool(x: Tensor, a: PoolWindows): Programs {
  if (a.window.length !== 2 || a.dilations.length !== 2) throw unsupported('an image has two axes');
  const [rows, cols] = [x.shape[1] ?? 0, x.shape[2] ?? 0];
  const minus = (image: readonly [number, number]): Image => ({
    rows: image[0],
    cols: image[1],
    values: Array<number>(image[0] * image[1]).fill(-1),
  });
  const morphology =
    (call: readonly Argument[], name: string, kernel: string, result: string) =>
    (source: string, anchor: Argument): Step => ({
      call: name,
      arguments: [mat(source), 'result', ...call, mat(kernel), anchor, 1, constantBorder, { call: 'morphologyDefaultBorderValue' }],
      result,
    });
  const place = placeOf(x.shape, a.window, a);
  const more = new Map([
    ['minusIn', minus([rows, cols])],
    ['minusOut', minus(place.out)],
  ]);
  const filter =
    (at: Place): Filter =>
    (image, kernel, result) => {
      const eroded = placed(erode, at, Infinity, 'negative', 'eroded', morphology([], 'erode', kernel, 'eroded'));
      return {
        ...placed('dilate', at, -Infinity, image, result, morphology([], 'dilate', kernel, result)),
        ...placed('morphologyEx', at, -Infinity, image, result, morphology([{ constant: 'MORPH_DILATE' }], 'morphologyEx', kernel, result)),
        ...eachSteps(eroded, (steps) => [
          { call: 'multiply', arguments: [mat(image), mat('minusIn'), 'result'], result: 'negative' },
          ...steps,
          { call: 'multiply', arguments: [mat('eroded'), mat('minusOut'), 'result'], result },
        ]),
      };
    };
  return pool(x, a, filter, [element(a.window, a.dilations)], more);
}

function plain(a: PoolWindows): void {
  if (a.dilations.some((dilation) => dilation !== 1)) throw unsupported('boxFilter has no dilations');
}

export const averagePoolSpellings = ['boxFilter', 'blur'].flatMap(placings);

export function averagePool(x: Tensor, a: PoolWindows): Programs {
  plain(a);
  const filter =
    (place: Place): Filter =>
    (image, _, result) => ({
      ...placed('boxFilter', place, 0, image, result, (source, anchor) => ({
        call: 'boxFilter',
        arguments: [mat(source), 'result', -1, sizeOf(place.window), anchor, true, constantBorder],
        result,
      })),
      ...placed('blur', place, 0, image, result, (source, anchor) => ({
        call: 'blur',
        arguments: [mat(source), 'result', sizeOf(place.window), anchor, constantBorder],
        result,
      })),
    });
  return pool(x, a, filter, []);
}

export const lpPoolSpellings = placings('sqrBoxFilter');

/** The root of the sums of squares. */
export function lpPool(x: Tensor, a: PoolWindows): Programs {
  plain(a);
  const filter =
    (place: Place): Filter =>
    (image, _, result) =>
      eachSteps(
        placed('sqrBoxFilter', place, 0, image, 'squares', (source, anchor) => ({
          call: 'sqrBoxFilter',
          arguments: [mat(source), 'result', { constant: 'CV_32F' }, sizeOf(place.window), anchor, false, constantBorder],
          result: 'squares',
        })),
        (steps) => [...steps, { call: 'sqrt', arguments: [mat('squares'), 'result'], result }],
      );
  return pool(x, a, filter, []);
}
