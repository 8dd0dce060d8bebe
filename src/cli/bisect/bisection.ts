/** Bisection over a list, some of whose members cannot be judged. */

/** `undefined`: it cannot be judged. */
export type Judge = (member: string) => Promise<boolean | undefined>;

export interface Turn {
  /** The last member known to be as the first one is. */
  readonly last: string;
  /** The first member known to be as the last one is. */
  readonly first: string;
  /** Members between the two: none of them could be judged. */
  readonly between: readonly string[];
}

/** Those left between `from` and `to`, the middle one first, then outwards. */
function fromTheMiddle(from: number, to: number): number[] {
  const middle = Math.floor((from + to) / 2);
  return Array.from({ length: to - from - 1 }, (_, i) => from + 1 + i).toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
}

/**
 * Where a list turns from what its first member is to what its last one is.
 *
 * @param members at least two, of which the first is `start` and the last is not
 * @param judge asked once a member, and not about the first and the last
 */
export async function bisectList(members: readonly string[], start: boolean, judge: Judge): Promise<Turn> {
  let from = 0;
  let to = members.length - 1;
  const unknown = new Set<number>();
  for (;;) {
    const next = fromTheMiddle(from, to).find((at) => !unknown.has(at));
    if (next === undefined) return { last: members[from]!, first: members[to]!, between: members.slice(from + 1, to) };
    const verdict = await judge(members[next]!);
    if (verdict === undefined) unknown.add(next);
    else if (verdict === start) from = next;
    else to = next;
  }
}
