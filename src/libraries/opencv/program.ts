/** Calls of opencv-js on images of one channel: what is run is what is shown. */
import { allocate, fromData, type Tensor } from '../../tensor.js';
import { literal, type SourcedCall } from '../shared/sourced.js';
import type { Mat, OpenCv } from './api.js';

/** An image, or a kernel: row-major values of float32, or of bytes. */
export interface Image {
  readonly rows: number;
  readonly cols: number;
  readonly values: readonly number[];
  readonly bytes?: true;
}

/** An argument of a call: a number, a flag, a matrix by its name, an empty one, or what OpenCV makes of numbers. */
export type Argument =
  | number
  | boolean
  | { readonly mat: string }
  | { readonly constant: string }
  | { readonly make: 'Mat' | 'Point' | 'Size' | 'Scalar'; readonly of: readonly number[] }
  | { readonly call: 'morphologyDefaultBorderValue' };

/** One call that writes its result into a new matrix. */
export interface Step {
  readonly call: string;
  /** 'result' stands for the matrix that is written. */
  readonly arguments: readonly (Argument | 'result')[];
  readonly result: string;
  /** What is kept of the result: x, y, width and height. */
  readonly keep?: readonly [number, number, number, number];
}

export interface Program {
  readonly images: ReadonlyMap<string, Image>;
  readonly steps: readonly Step[];
  /** Names of the results, by batch and channel; all of one size. */
  readonly results: readonly (readonly string[])[];
}

type Made = Readonly<Record<'Point' | 'Size' | 'Rect' | 'Scalar', new (...values: number[]) => unknown>>;

/** What came out of compiled code is a number that stands for an exception. */
function errorOf(cv: OpenCv, thrown: unknown): unknown {
  return typeof thrown === 'number' ? new Error(cv.exceptionFromPtr(thrown).msg.trim()) : thrown;
}

function read(mat: Mat, cv: OpenCv): { rows: number; cols: number; values: Float32Array } {
  if (mat.type() !== cv.CV_32F) throw new TypeError(`opencv-js returned a matrix of type ${mat.type()}, not of CV_32F`);
  if (!mat.isContinuous()) throw new Error('opencv-js returned a part of a matrix');
  // Its memory is opencv-js's own, and may be gone with the next call.
  return { rows: mat.rows, cols: mat.cols, values: Float32Array.from(mat.data32F) };
}

/** Runs a program, and frees what it made. */
function run(cv: OpenCv, { images, steps, results }: Program): Tensor {
  const mats = new Map<string, Mat>();
  const passing: Mat[] = [];
  const kept = (mat: Mat = new cv.Mat()): Mat => {
    passing.push(mat);
    return mat;
  };
  // A part is a view: what is read is a copy of it. (`clone` makes another handle of the same view.)
  const part = (whole: Mat, keep: NonNullable<Step['keep']>): Mat => {
    const copy = kept();
    kept(whole.roi(new (cv as unknown as Made).Rect(...keep))).copyTo(copy);
    return copy;
  };
  const valueOf = (argument: Argument): unknown => {
    if (typeof argument !== 'object') return argument;
    if ('mat' in argument) return mats.get(argument.mat)!;
    if ('constant' in argument) return cv[argument.constant];
    if ('call' in argument) return cv[argument.call]();
    return argument.make === 'Mat' ? kept() : new (cv as unknown as Made)[argument.make](...argument.of);
  };
  try {
    for (const [name, { rows, cols, values, bytes }] of images)
      mats.set(name, kept(cv.matFromArray(rows, cols, bytes ? cv.CV_8U : cv.CV_32F, values)));
    for (const step of steps) {
      const result = kept();
      const given = step.arguments.map((argument) => (argument === 'result' ? result : valueOf(argument)));
      (cv[step.call] as (...values: readonly unknown[]) => void)(...given);
      mats.set(step.result, step.keep ? part(result, step.keep) : result);
    }
    const planes = results.map((channels) => channels.map((name) => read(mats.get(name)!, cv)));
    const { rows, cols } = planes[0]![0]!;
    const [batch, depth, size] = [planes.length, planes[0]!.length, rows * cols];
    const data = allocate(batch * size * depth, 'float32');
    planes.forEach((channels, b) =>
      channels.forEach((plane, c) => {
        if (plane.rows !== rows || plane.cols !== cols) throw new Error('opencv-js returned images of several sizes');
        plane.values.forEach((value, i) => (data[(b * size + i) * depth + c] = value));
      }),
    );
    return fromData(data, [batch, rows, cols, depth]);
  } catch (thrown) {
    throw errorOf(cv, thrown);
  } finally {
    for (const mat of passing) mat.delete();
  }
}

function sourceOf(argument: Argument | 'result', result: string): string {
  if (argument === 'result') return result;
  if (typeof argument === 'number') return literal(argument);
  if (typeof argument === 'boolean') return String(argument);
  if ('mat' in argument) return argument.mat;
  if ('constant' in argument) return `cv.${argument.constant}`;
  if ('call' in argument) return `cv.${argument.call}()`;
  return `new cv.${argument.make}(${argument.of.map(literal).join(', ')})`;
}

function source({ images, steps, results }: Program): string[] {
  return [
    ...[...images].map(
      ([name, { rows, cols, values, bytes }]) =>
        `const ${name} = cv.matFromArray(${rows}, ${cols}, cv.CV_${bytes ? '8U' : '32F'}, ${literal(values)});`,
    ),
    ...steps.flatMap(({ call, arguments: given, result, keep }) => {
      const written = keep ? `${result}Whole` : result;
      return [
        `const ${written} = new cv.Mat();`,
        `cv.${call}(${given.map((argument) => sourceOf(argument, written)).join(', ')});`,
        ...(keep ? [`const ${result} = new cv.Mat();`, `${written}.roi(new cv.Rect(${keep.join(', ')})).copyTo(${result});`] : []),
      ];
    }),
    '// By batch and channel.',
    `const results = [${results.map((channels) => `[${channels.join(', ')}]`).join(', ')}];`,
    'const values = results.flatMap((channels) => Array.from(channels[0].data32F, (_, i) => channels.map(({ data32F }) => data32F[i])).flat());',
    'console.log([results.length, results[0][0].rows, results[0][0].cols, results[0].length], values);',
  ];
}

/** A program as a call, its result reshaped. */
export function programCall(cv: () => OpenCv, program: Program, back: (result: Tensor) => Tensor = (result) => result): SourcedCall {
  return { run: () => back(run(cv(), program)), source: () => source(program) };
}
