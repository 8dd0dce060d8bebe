import { expect } from 'chai';
import { laws } from '../../properties/index.js';
import { CaseArbitrary } from '../../src/arbitraries/case-arbitrary.js';
import { bind, type Call } from '../../src/check/bind.js';
import { cloneCase } from '../../src/check/evaluate.js';
import { casesFor } from '../../src/check/subject.js';
import type { AnyLaw, Claim } from '../../src/law.js';
import type { WindowAttributes } from '../../src/ops.js';
import { reference } from '../../src/reference.js';
import type { Tensor } from '../../src/tensor.js';
import { unreachedOf, type Reach } from './unreached.js';

const windowed = new Set<string>(['conv', 'depthwiseConv', 'separableConv', 'maxPool', 'averagePool', 'lpPool']);
const all: readonly Reach[] = ['axes 1', 'axes 2', 'axes 3', 'stride > 1', 'dilation > 1', 'valid', 'same', 'same-lower', 'explicit'];
/** Families whose laws are one per op, on all that the op takes. */
const perOp = ['layout/', 'agreement/', 'degenerate/'];

function casesOf(law: AnyLaw): CaseArbitrary<unknown> | undefined {
  const found = casesFor(law, reference, {});
  return 'cases' in found && found.cases instanceof CaseArbitrary ? found.cases : undefined;
}

function classesOf({ op, args }: Call): string[] {
  if (!windowed.has(op)) return [];
  const { strides, dilations, padding } = args.at(-1) as WindowAttributes;
  return [
    `axes ${(args[0] as Tensor).shape.length - 2}`,
    ...(strides?.some((stride) => stride > 1) ? ['stride > 1'] : []),
    ...(dilations?.some((dilation) => dilation > 1) ? ['dilation > 1'] : []),
    typeof padding === 'string' ? padding : 'explicit',
  ];
}

/** The classes of the calls that a law makes within its first 100 rows. */
async function reached(law: AnyLaw, cases: CaseArbitrary<unknown>): Promise<Set<string>> {
  const seen = new Set<string>();
  const t = bind(reference, { record: (call) => classesOf(call).forEach((name) => seen.add(name)) });
  for (let row = 0; row < Math.min(100, cases.rows()) && seen.size < all.length; row++) {
    const claims = [law.claim(t, cloneCase(cases.generateRow(row).value)) as Claim | readonly Claim[]].flat() as Claim[];
    // A refusal is what a law of rejection asks for; that it comes is tested elsewhere.
    for (const claim of claims) {
      if (claim.kind === 'rejects') await Promise.allSettled([(async () => claim.call())()]);
      else await Promise.all([claim.left, claim.right]);
    }
  }
  return seen;
}

describe('what laws reach', () => {
  it('is every number of axes, strides, dilations and every padding, but for what the statement leaves out', async function () {
    this.timeout(180_000);
    const wrong: Record<string, unknown> = {};
    for (const law of laws) {
      const cases = casesOf(law);
      if (cases === undefined || !law.requires.some((op) => windowed.has(op)) || perOp.some((family) => law.id.startsWith(family)))
        continue;
      const seen = await reached(law, cases);
      const missing = all.filter((name) => !seen.has(name)).sort();
      const excused = unreachedOf(law.id);
      if (missing.join() !== excused.join()) wrong[law.id] = { missing, excused };
    }
    expect(wrong).to.deep.equal({});
  });
});
