// A call that is refused, caught, forty times; then a call that is right.
import opencv from '@techstark/opencv-js';

const cv = await opencv;
const x = cv.matFromArray(1, 1, cv.CV_32F, [5]);
const y = new cv.Mat();
for (let i = 0; i < 40; i++) {
  try {
    cv.copyMakeBorder(x, y, -1, 0, 0, 0, cv.BORDER_CONSTANT, new cv.Scalar(0));
  } catch {
    // 'top >= 0 && bottom >= 0 && left >= 0 && right >= 0'
  }
}
cv.copyMakeBorder(x, y, 1, 0, 0, 0, cv.BORDER_CONSTANT, new cv.Scalar(0));
console.log([y.rows, y.cols], Array.from(y.data32F));
