/** Reports for the tests of their formats. */
import type { Report } from '../../src/report/report.js';
import { checkLaws, defineLibrary, reference, unsupported } from '../../src/index.js';

/** What a library or a user can name, meaning harm. */
export const hostile = `<script>alert(1)</script>"'&]]>\`\u0001`;

let made: Promise<Report> | undefined;

/** A library with a hostile name whose conv ignores dilations, whose pool throws hostile text; every kind of verdict but two. */
export function hostileReport(): Promise<Report> {
  return (made ??= makeHostileReport());
}

async function makeHostileReport(): Promise<Report> {
  const { conv, averagePool } = reference.ops;
  const cause = {
    kind: 'deviation',
    id: 'attribute-ignored',
    parameters: { attribute: 'dilations', sizes: 'follow' },
    ops: ['conv'],
    guards: [],
  };
  const library = defineLibrary({
    name: hostile,
    version: hostile,
    precision: reference.precision,
    ops: {
      conv: (x, w, a) => conv!(x, w, { ...a, dilations: a.dilations.map(() => 1) }),
      averagePool: (x, a) => averagePool!(x, { ...a, countPadding: true }),
      maxPool: () => {
        throw new Error(hostile);
      },
      matmul: () => {
        throw unsupported(hostile);
      },
    },
    known: [{ reason: hostile, issue: hostile, cause, case: {} }],
  });
  const laws = ['conv-geometry/{dilation,same}-*', 'pooling/{average,count,max}-*', 'morphology/zero-*', 'patches-and-matmul/matmul-*'];
  const report = await checkLaws(library, { laws, runs: 20, seed: 1 });
  const [first] = report.results;
  const [found] = report.findings;
  return {
    ...report,
    results: [
      ...report.results,
      { law: `evil/${hostile}`, statement: hostile, verdict: { kind: 'crashed', message: hostile }, runs: 1, elapsed: 1 },
      { law: 'evil/late', statement: first!.statement, verdict: { kind: 'timedOut', message: hostile }, runs: 1, elapsed: 1 },
    ],
    findings: report.findings.map((finding) => ({ ...finding, title: `${finding.title} ${hostile}` })),
    beyond: [{ ...found!, kind: 'crash', title: `maxPool: ends its process: ${hostile}` }],
  };
}
