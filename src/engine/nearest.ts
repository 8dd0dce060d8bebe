import { distance } from 'fastest-levenshtein';

/** The name most like one that is not among them; undefined where none is alike. */
export function nearest(given: string, names: readonly string[]): string | undefined {
  const [best] = names.map((name) => ({ name, far: distance(given, name) })).sort((a, b) => a.far - b.far);
  return best !== undefined && best.far <= given.length / 2 ? best.name : undefined;
}
