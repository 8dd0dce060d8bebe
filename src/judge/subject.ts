/** A law and a library brought together: the domain that the law draws from, and what is missing. */
import type * as fc from 'fast-check';
import { CaseArbitrary } from '../draw/case-arbitrary.js';
import type { OutsideLimits } from '../draw/builders/builder.js';
import type { CaseProgram } from '../draw/draw.js';
import { EmptyDomain } from '../draw/empty-domain.js';
import { defineDomain, regimes as every, type Domain, type Regime } from '../domain.js';
import type { AnyLaw } from '../law.js';
import { hasOp, type Limits, type TensorLibrary } from '../library.js';
import { madeOf, type OpName } from '../ops/index.js';
import { outsideLimitsBefore } from './bind/limits.js';
import { spelledCases, spelledOps } from './bind/spelled-case.js';

export interface SubjectOptions {
  /** Bounds of the cases; what is left out is the library's. Default: the default domain. */
  readonly domain?: Partial<Domain>;
  /** Regimes to draw from, where a law holds in them. Default: all. */
  readonly regimes?: readonly Regime[];
  /** false: small cases alone, none with extents at sizes where kernels branch. Default: true. */
  readonly wide?: boolean;
}

const usual: readonly Regime[] = ['exact', 'real'];

/** The domain of a law on a library: the regimes that both allow, the library's precision and limits. */
export function domainOf(law: AnyLaw, library: TensorLibrary, options: SubjectOptions): Domain {
  const ignoring = law.requires.some((op) => library.limits[op]?.specialValues === 'ignored');
  const regimes = (law.regimes ?? usual).filter(
    (regime) =>
      (options.regimes ?? options.domain?.regimes ?? library.domain?.regimes ?? every).includes(regime) &&
      !(ignoring && regime === 'special'),
  );
  // No regime left is found out by the first draw, as a choice without an option.
  const domain = defineDomain({
    ...library.domain,
    ...options.domain,
    precision: library.precision,
    limits: library.limits,
    regimes: every,
  });
  return { ...domain, regimes };
}

/** What a library lacks for a law; empty where nothing. */
export function missingFor(law: AnyLaw, library: TensorLibrary): string[] {
  return law.requires.filter((op) => !hasOp(library, op));
}

/** The op of a law that, as its library says, does not check its arguments. */
export function uncheckedOp(law: AnyLaw, library: TensorLibrary): OpName | undefined {
  return law.requires.find((op) => (library.limits[op]?.validates ?? library.validates) === false);
}

type Found = { readonly cases: fc.Arbitrary<unknown> } | { readonly missing: string };

const outsides = new WeakMap<Limits, OutsideLimits>();

/** The question that `alsoCalls` asks: one function for one library, so that its laws share covering arrays. */
function outsideOf(limits: Limits): OutsideLimits {
  let outside = outsides.get(limits);
  if (outside === undefined)
    outsides.set(limits, (outside = (op, attributes, tensors, given) => outsideLimitsBefore(op, limits, attributes, tensors, given)));
  return outside;
}

/** The law's cases in a domain: an arbitrary of its own, or its program with the limits of the ops that it requires. */
export function casesIn(law: AnyLaw, domain: Domain, wide = true): fc.Arbitrary<unknown> {
  const { cases } = law;
  if (typeof cases !== 'function') return cases as fc.Arbitrary<unknown>;
  const { limits } = domain;
  return new CaseArbitrary(
    {
      domain,
      ops: law.requires.flatMap((op) => [op, ...madeOf(op)]),
      ...(law.regimes && { regimes: law.regimes }),
      outside: outsideOf(limits),
      wide,
      name: law.id,
    },
    cases as CaseProgram<unknown>,
  );
}

/** Cases over the default domain: a law that is taken up many times builds its covering array once. */
const kept = new WeakMap<TensorLibrary, Map<AnyLaw, Found>>();

/** The law's cases, or what of the domain leaves none. */
export function casesFor(law: AnyLaw, library: TensorLibrary, options: SubjectOptions): Found {
  if (options.domain !== undefined || options.regimes !== undefined || options.wide === false) return makeCases(law, library, options);
  let ofLibrary = kept.get(library);
  if (ofLibrary === undefined) kept.set(library, (ofLibrary = new Map<AnyLaw, Found>()));
  let found = ofLibrary.get(law);
  if (found === undefined) ofLibrary.set(law, (found = makeCases(law, library, options)));
  return found;
}

function makeCases(law: AnyLaw, library: TensorLibrary, options: SubjectOptions): Found {
  const domain = domainOf(law, library, options);
  if (domain.regimes.length === 0) {
    const ignoring = law.requires.filter((op) => library.limits[op]?.specialValues === 'ignored');
    return {
      missing:
        ignoring.length > 0
          ? `${ignoring.join(', ')}: special values are ignored (${library.limits[ignoring[0]!]?.reason ?? 'so the library says'})`
          : 'no regime that the law holds in is asked for',
    };
  }
  try {
    const cases = spelledCases(casesIn(law, domain, options.wide), spelledOps(law.requires, library));
    // Drawing the first case finds out whether the domain leaves any.
    if (cases instanceof CaseArbitrary) cases.requireCases();
    return { cases };
  } catch (thrown) {
    if (thrown instanceof EmptyDomain) return { missing: thrown.message };
    throw thrown;
  }
}
