/** How a page and what drives it speak: names of functions in the page, and how positions are told among messages. */

/** In the page, given by the driver: tells it something, as text. It is heard even where the page hangs right after. */
export const tell = 'tensorLawsTell';

/** In the page, given by its module: hands it a request. */
export const ask = 'tensorLawsAsk';

const mark = '@';

/** The words of a position up to the last that is not 0. */
export function positionText(words: Int32Array): string {
  let length = words.length;
  while (length > 0 && words[length - 1] === 0) length--;
  return mark + words.subarray(0, length).join(' ');
}

/** The words of a position; undefined for a message. */
export function positionWords(text: string, count: number): Int32Array | undefined {
  if (!text.startsWith(mark)) return undefined;
  const words = new Int32Array(count);
  if (text.length > 1) words.set(text.slice(1).split(' ').map(Number));
  return words;
}
