import { laws } from '../../properties/index.js';
import type { AnyLaw } from '../../src/law.js';

export const familyOf = ({ id }: AnyLaw): string => id.slice(0, id.indexOf('/'));

export const nameOf = ({ id }: AnyLaw): string => id.slice(id.indexOf('/') + 1);

/** Families and their laws, in the order of the catalogue. */
export const families = new Map<string, AnyLaw[]>();
for (const law of laws) families.set(familyOf(law), [...(families.get(familyOf(law)) ?? []), law]);
