// Bugs of @techstark/opencv-js 5.0.0-release.1, found by `tensor-laws search opencv-js`, each computed by hand. From campaign/, where the
// package is: node by-hand/opencv-js-5.0.0.mjs
import { createRequire } from 'node:module';
import { join } from 'node:path';

const cv = await createRequire(join(process.cwd(), 'package.json'))('@techstark/opencv-js');
const row = (...values) => cv.matFromArray(1, values.length, cv.CV_32F, values);
const column = (...values) => cv.matFromArray(values.length, 1, cv.CV_32F, values);
const result = (call) => {
  const y = new cv.Mat();
  call(y);
  return `[${y.rows},${y.cols}] ${Array.from(y.data32F)}`;
};
const start = new cv.Point(0, 0);
const border = [cv.BORDER_CONSTANT, cv.morphologyDefaultBorderValue()];
const box = (x, rows) => result((y) => cv.boxFilter(x, y, -1, new cv.Size(1, rows), start, true, cv.BORDER_CONSTANT));
const ones = (cols) => cv.Mat.ones(1, cols, cv.CV_8U);

const bugs = [
  [
    '1 boxFilter keeps a running sum: Infinity - Infinity is NaN, in every row after it. Windows of one cell: the cells themselves',
    () => box(column(Infinity, 0, 0), 1),
    '[3,1] Infinity,0,0',
  ],
  [
    '1b likewise, and what the sum lost of small cells stays lost: the mean of 1 and 1 is 1',
    () => box(column(1e30, 1, 1), 2),
    `[3,1] ${Math.fround(5e29)},1,0.5`,
  ],
  [
    '1c likewise, sqrBoxFilter',
    () => result((y) => cv.sqrBoxFilter(column(1e15, 1, 1), y, cv.CV_32F, new cv.Size(1, 2), start, false, cv.BORDER_CONSTANT)),
    `[3,1] ${Math.fround(Math.fround(1e15) ** 2)},2,1`,
  ],
  [
    '2 dilate: whether NaN or the number beside it comes out depends on their places. Windows (NaN, 5), (5, NaN) and (NaN), by the first cell',
    () => result((y) => cv.dilate(row(NaN, 5, NaN), y, ones(2), start, 1, ...border)),
    '[1,3] NaN,NaN,NaN',
  ],
  [
    '2b likewise by the second cell',
    () => result((y) => cv.dilate(row(NaN, 5, NaN), y, ones(2), new cv.Point(1, 0), 1, ...border)),
    '[1,3] NaN,NaN,NaN',
  ],
  [
    '2c likewise by the second of two, over one cell and the border: a number that is nowhere in the image',
    () => result((y) => cv.dilate(row(-Infinity), y, ones(2), new cv.Point(1, 0), 1, ...border)),
    '[1,1] -Infinity',
  ],
  [
    '3 filter2D leaves out taps of 0: 0 * Infinity + 1 * 0. sepFilter2D, to which its formula is the same, gives NaN',
    () => result((y) => cv.filter2D(column(Infinity), y, -1, column(0, 1), start, 0, cv.BORDER_CONSTANT)),
    `[1,1] NaN; sepFilter2D gives ${result((y) => cv.sepFilter2D(column(Infinity), y, -1, row(1), column(0, 1), start, 0, cv.BORDER_CONSTANT))}`,
  ],
  [
    '4 what refused calls had on the stack stays there: after 27 of copyMakeBorder every call aborts (emscripten #21606). Last, as nothing runs after it',
    () => {
      for (let i = 0; i < 40; i++) {
        try {
          result((y) => cv.copyMakeBorder(row(5), y, -1, 0, 0, 0, cv.BORDER_CONSTANT, new cv.Scalar(0)));
        } catch {
          // It is refused, as it should be.
        }
      }
      return result((y) => cv.copyMakeBorder(row(5), y, 0, 0, 1, 0, cv.BORDER_CONSTANT, new cv.Scalar(0)));
    },
    '[1,2] 0,5',
  ],
];

for (const [text, run, expected] of bugs) {
  let got;
  try {
    got = run();
  } catch (error) {
    got = typeof error === 'number' ? cv.exceptionFromPtr(error).msg.trim() : error.message;
  }
  console.log(`${text}\n  expected ${expected}\n  got      ${got}`);
}
