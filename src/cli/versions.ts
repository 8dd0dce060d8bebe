/** Versions as npm has them, `major.minor.patch` with an optional `-prerelease`. */

interface Version {
  readonly numbers: readonly number[];
  readonly prerelease: readonly string[];
}

function parse(text: string): Version | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/.exec(text);
  if (match === null) return undefined;
  return { numbers: match.slice(1, 4).map(Number), prerelease: match[4]?.split('.') ?? [] };
}

function compareParts(a: string, b: string): number {
  const [left, right] = [Number(a), Number(b)];
  if (!Number.isNaN(left) && !Number.isNaN(right)) return left - right;
  // Numbers come before words.
  if (Number.isNaN(left) !== Number.isNaN(right)) return Number.isNaN(left) ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Negative where `a` comes before `b`. @see https://semver.org, item 11 */
function compare(a: Version, b: Version): number {
  for (const [i, number] of a.numbers.entries()) if (number !== b.numbers[i]) return number - b.numbers[i]!;
  if (a.prerelease.length === 0 || b.prerelease.length === 0) return b.prerelease.length - a.prerelease.length;
  for (const [i, part] of a.prerelease.entries()) {
    if (b.prerelease[i] === undefined) return 1;
    const order = compareParts(part, b.prerelease[i]);
    if (order !== 0) return order;
  }
  return a.prerelease.length - b.prerelease.length;
}

/** The versions from one to another, both included, oldest first; of prereleases only these two. */
export function versionsBetween(all: readonly string[], one: string, other: string): string[] {
  const parsed = all.flatMap((text) => {
    const version = parse(text);
    return version === undefined ? [] : [{ text, version }];
  });
  const ordered = parsed.toSorted((a, b) => compare(a.version, b.version));
  const [from, to] = [one, other].map((text) => ordered.findIndex((each) => each.text === text)).toSorted((a, b) => a - b);
  return ordered
    .slice(from, to! + 1)
    .filter(({ text, version }) => version.prerelease.length === 0 || text === one || text === other)
    .map(({ text }) => text);
}
