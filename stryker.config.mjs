/** Mutates the reference kernels, and asks the laws whether they notice. */
export default {
  mutate: ['src/kernels/**/*.ts', 'src/ops/**/*.ts', '!src/ops/**/*-case.ts'],
  plugins: ['./bench/stryker/runner.mjs'],
  testRunner: 'laws',
  coverageAnalysis: 'perTest',
  // Texts are for readers: the laws ask that a call is refused, and by which op, not in which words.
  mutator: { excludedMutations: ['StringLiteral'] },
  ignorePatterns: ['/.ci', '/.tensor-laws', '/campaign', '/dist', '/docs', '/report.html', '/reports'],
  concurrency: 2,
  timeoutMS: 5_000,
  timeoutFactor: 2,
  // Kept between runs: a mutant that a law has killed is not tried again while that law is there.
  ignoreStatic: true,
  incremental: true,
  incrementalFile: 'reports/mutation/incremental.json',
  reporters: ['progress-append-only', 'json', 'html'],
};
