/** A small library to try laws on: images as nested arrays, [row][column][channel]. */

export type Image = number[][][];

/** Applies `cell` to every window of an image: no padding, one stride for both axes. */
function slide(image: Image, height: number, width: number, stride: number, cell: (row: number, column: number) => number[]): Image {
  const result: Image = [];
  for (let row = 0; row + height <= image.length; row += stride) {
    const line: number[][] = [];
    for (let column = 0; column + width <= image[0]!.length; column += stride) line.push(cell(row, column));
    result.push(line);
  }
  return result;
}

/** Cross-correlation with weights [row][column][channel][result channel]. */
export function convolve(image: Image, weights: number[][][][], stride: number): Image {
  return slide(image, weights.length, weights[0]!.length, stride, (row, column) =>
    weights[0]![0]![0]!.map((_, out) => {
      let sum = 0;
      weights.forEach((line, i) =>
        line.forEach((taps, j) => taps.forEach((tap, channel) => (sum += image[row + i]![column + j]![channel]! * tap[out]!))),
      );
      return sum;
    }),
  );
}

/** The maximum of each window, channel by channel. */
export function maxPool(image: Image, [height, width]: readonly [number, number], stride: number): Image {
  return slide(image, height, width, stride, (row, column) =>
    image[0]![0]!.map((_, channel) => {
      let most = -Infinity;
      for (let i = 0; i < height; i++) for (let j = 0; j < width; j++) most = Math.max(most, image[row + i]![column + j]![channel]!);
      return most;
    }),
  );
}
