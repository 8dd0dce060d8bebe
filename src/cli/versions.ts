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

/** The first version beyond `^version`: the next major one, or before 1.0.0 the next minor one, or before 0.1.0 the next patch. */
function beyond({ numbers: [major = 0, minor = 0, patch = 0] }: Version): Version {
  const numbers = major > 0 ? [major + 1, 0, 0] : minor > 0 ? [0, minor + 1, 0] : [0, 0, patch + 1];
  return { numbers, prerelease: ['0'] };
}

/**
 * Where a version lies with respect to a range; 'outside' where it is between two of its parts.
 *
 * @param range `^1.2.3`, `1.2.3`, or several of these with ` || ` between them
 */
export function placeOf(version: string, range: string): 'within' | 'older' | 'newer' | 'outside' {
  const at = parse(version);
  if (at === undefined) return 'outside';
  const parts = range.split('||').map((text) => {
    const from = parse(text.trim().replace(/^\^/, ''));
    if (from === undefined) throw new Error(`'${text.trim()}' is no version, nor ^ before one`);
    return { from, end: text.trim().startsWith('^') ? beyond(from) : from, exact: !text.trim().startsWith('^') };
  });
  const isWithin = parts.some(({ from, end, exact }) => (exact ? compare(at, from) === 0 : compare(at, from) >= 0 && compare(at, end) < 0));
  if (isWithin) return 'within';
  if (parts.every(({ from }) => compare(at, from) < 0)) return 'older';
  return parts.every(({ end }) => compare(at, end) >= 0) ? 'newer' : 'outside';
}
