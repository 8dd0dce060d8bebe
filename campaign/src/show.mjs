// Values of a report in words.

const number = (value) =>
  typeof value === 'string' ? value : Object.is(Math.fround(value), value) ? String(value) : String(Math.fround(value));

/** The elements of a tensor as a report writes it, in row-major order. */
export function elementsOf({ shape, stride, offset, data }) {
  let places = [offset];
  shape.forEach((size, axis) => {
    places = places.flatMap((place) => Array.from({ length: size }, (_, i) => place + i * stride[axis]));
  });
  return places.map((place) => data[place]);
}

/** What a call came to, or should have: a shape and its values, or an error. */
export function outcomeText(value) {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return `an error: ${value}`;
  if (value !== null && typeof value === 'object' && 'tensor' in value) {
    const { tensor } = value;
    const all = elementsOf(tensor);
    const shown = all.slice(0, 24).map(number).join(', ');
    return `shape [${tensor.shape.join(', ')}], values [${shown}${all.length > 24 ? ', ...' : ''}]`;
  }
  return JSON.stringify(value);
}

/** Every number in a text, NaN and infinities included, in order; names of typed arrays are none. */
export function numbersIn(text) {
  const plain = text.replace(/\b(?:Float|Int|Uint|BigInt|BigUint)\d+(?:Clamped)?Array(?:\(\d+\))?/g, '');
  return (plain.match(/-?(?:\d+\.?\d*(?:e[+-]?\d+)?|Infinity)|NaN/gi) ?? []).map((each) => Math.fround(Number(each)));
}

/** What a program printed, in one line, without the folders in which the library's own sources were once built. */
export function shortened(text) {
  return text
    .replace(/\/\S+\/(?=onnxruntime\/)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 400);
}
