/** The part of an axis that is drawn. */
export interface Span {
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

/**
 * At most so many cells of an axis, around those of interest.
 *
 * @param whole the axis with its padding
 * @param wanted coordinates that should be seen; the first matters most
 */
export function crop(whole: Span, wanted: readonly number[], most: number): Span {
  if (whole.to - whole.from <= most) return whole;
  const [first = whole.from] = wanted;
  let [low, high] = [first, first];
  for (const at of wanted) {
    if (Math.max(high, at) - Math.min(low, at) >= most) continue;
    low = Math.min(low, at);
    high = Math.max(high, at);
  }
  const centred = Math.floor((low + high + 1 - most) / 2);
  const from = Math.min(Math.max(whole.from, centred), whole.to - most);
  return { from, to: from + most };
}

/** What a crop leaves out, in words; undefined for nothing. */
export function cropText(name: string, whole: Span, shown: Span): string | undefined {
  if (shown.from === whole.from && shown.to === whole.to) return undefined;
  return `${name} ${shown.from} to ${shown.to - 1} of ${whole.from} to ${whole.to - 1}`;
}
