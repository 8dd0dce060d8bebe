/** Versions as npm has them. */
import compare from 'semver/functions/compare.js';
import prerelease from 'semver/functions/prerelease.js';
import satisfies from 'semver/functions/satisfies.js';
import valid from 'semver/functions/valid.js';
import gtr from 'semver/ranges/gtr.js';
import ltr from 'semver/ranges/ltr.js';

/** The versions from one to another, both included, oldest first; of prereleases only these two. */
export function versionsBetween(all: readonly string[], one: string, other: string): string[] {
  const [from, to] = [one, other].toSorted(compare) as [string, string];
  return all
    .filter((version) => valid(version) !== null && compare(from, version) <= 0 && compare(version, to) <= 0)
    .filter((version) => prerelease(version) === null || version === one || version === other)
    .toSorted(compare);
}

/** A prerelease is a version like any other: an adapter may be written for one. */
const options = { includePrerelease: true };

/**
 * Where a version lies with respect to a range; 'outside' where it is between two of its parts, or no version.
 *
 * @throws TypeError on a range that is none
 */
export function placeOf(version: string, range: string): 'within' | 'older' | 'newer' | 'outside' {
  if (valid(version) === null) return 'outside';
  if (satisfies(version, range, options)) return 'within';
  if (ltr(version, range, options)) return 'older';
  return gtr(version, range, options) ? 'newer' : 'outside';
}
