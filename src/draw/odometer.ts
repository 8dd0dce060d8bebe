/** One position of a list of answers that is walked to its end. */
export interface Digit {
  value: number;
  readonly last: number;
}

/** Goes on to the next list: the last digit that has a next value gets it, those after it go. false at the end. */
export function advance(digits: Digit[]): boolean {
  for (let digit = digits.at(-1); digit !== undefined; digit = digits.at(-1)) {
    if (digit.value < digit.last) {
      digit.value++;
      return true;
    }
    digits.pop();
  }
  return false;
}
