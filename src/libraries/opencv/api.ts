/** What is used of opencv-js. */

export interface Mat {
  readonly rows: number;
  readonly cols: number;
  readonly data32F: Float32Array;
  type(): number;
  isContinuous(): boolean;
  copyTo(target: Mat): void;
  roi(rect: unknown): Mat;
  delete(): void;
}

/** The module, once it is ready: functions that write into the matrix among their arguments, classes, constants. */
export type OpenCv = Readonly<Record<string, unknown>> & {
  readonly Mat: new () => Mat;
  readonly CV_32F: number;
  readonly CV_8U: number;
  matFromArray(rows: number, cols: number, type: number, values: readonly number[]): Mat;
  /** Of an error that came out of compiled code as a number. */
  exceptionFromPtr(pointer: number): { readonly msg: string };
  morphologyDefaultBorderValue(): unknown;
};

/** What the package exports: the module, a promise of it, or a module that says when it is ready. */
export type OpenCvModule = PromiseLike<OpenCv> | (OpenCv & { onRuntimeInitialized?: () => void });
