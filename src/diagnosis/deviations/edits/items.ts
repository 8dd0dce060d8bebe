/** Some of the items along an axis. */

/** The last or first few, all from one on, each with a remainder, or what is left of the size after whole blocks. */
export type Items =
  | { readonly last: number }
  | { readonly first: number }
  | { readonly from: number }
  | { readonly modulus: number; readonly remainder: number }
  | { readonly afterBlocksOf: number };

/** Whether an item is one of those, of an axis of so many. */
export function selects(items: Items, i: number, size: number): boolean {
  if ('last' in items) return i >= size - items.last;
  if ('first' in items) return i < items.first;
  if ('from' in items) return i >= items.from;
  if ('modulus' in items) return i % items.modulus === items.remainder;
  return i >= size - (size % items.afterBlocksOf);
}

/** Sizes of blocks that kernels go by. */
export const blocks = [2, 3, 4, 8, 16, 32];

/** `the last 2 items`, `items from number 16 on`. */
export function itemsInWords(items: Items): string {
  const few = (count: number, which: string): string => (count === 1 ? `the ${which} item` : `the ${which} ${count} items`);
  if ('last' in items) return few(items.last, 'last');
  if ('first' in items) return few(items.first, 'first');
  if ('from' in items) return `items from number ${items.from} on`;
  if ('modulus' in items) return `items whose number leaves ${items.remainder} when divided by ${items.modulus}`;
  return `items after the last whole block of ${items.afterBlocksOf}`;
}
