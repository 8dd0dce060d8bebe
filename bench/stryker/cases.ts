/** The cases of a law, drawn by the project as it was built. */
import type fc from 'fast-check';
import type { SubjectOptions } from '../../src/judge/subject.js';
import type { AnyLaw } from '../../src/law.js';
import type { TensorLibrary } from '../../src/library.js';
import { built } from './built.js';

type Found = { readonly cases: fc.Arbitrary<unknown> } | { readonly missing: string };

export const { casesFor } = await built<{
  readonly casesFor: (law: AnyLaw, library: TensorLibrary, options: SubjectOptions) => Found;
}>('src/judge/subject.js');
