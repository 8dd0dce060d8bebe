import { expect } from 'chai';
import * as fc from 'fast-check';
import { laws } from '../../properties/index.js';
import { checkLaws } from '../../src/engine/check-laws.js';
import type { Finding } from '../../src/diagnosis/findings/findings.js';
import { selectLaws } from '../../src/engine/select.js';
import * as kernels from '../../src/ops/kernels.js';
import { defineLibrary, type LibraryOps } from '../../src/library.js';
import { float64 } from '../../src/precision.js';
import { reference } from '../../src/reference.js';
import { inProcess } from '../../src/engine/in-process.js';
import type { SearchProgress } from '../../src/engine/policy.js';
import { search } from '../../src/search/search.js';

const ones = (list: readonly number[]): number[] => list.map(() => 1);

const libraryWith = (ops: LibraryOps) => defineLibrary({ name: 'planted', precision: float64, ops: { ...reference.ops, ...ops } });

const chosen = selectLaws(laws, ['agreement/conv', 'agreement/space-to-batch', 'agreement/morphological-erosion', 'space-to-batch/*']);

/** Five bugs, three of them in one op: each calls for other attributes than the caller's. */
const five = libraryWith({
  conv: (x, filter, a) => {
    const rank = x.shape.length - 2;
    const padding = a.padding === 'same' && a.dilations.some((d) => d > 1) ? 'valid' : a.padding;
    const dilations = rank === 1 && x.shape[0]! > 1 ? a.dilations.map((d) => Math.min(d, 1)) : a.dilations;
    const strides = rank === 3 ? [...a.strides].reverse() : a.strides;
    return kernels.conv(x, filter, { ...a, padding, dilations, strides });
  },
  spaceToBatch: (x, a) => {
    const swapped = a.blockShape.length > 1 ? a.paddings.map(([before, after]) => [after, before] as const) : a.paddings;
    return kernels.spaceToBatch(x, { ...a, paddings: swapped });
  },
  morphologicalErosion: (x, filter, a) => {
    const y = kernels.morphologicalErosion(x, filter, a);
    for (let i = 0; i < y.data.length; i++) if (Number.isNaN(y.data[i])) y.data[i] = 0;
    return y;
  },
});

describe('search', function () {
  this.timeout(120_000);

  it('tells five bugs apart, three of one op among them, each op by its conditions', async () => {
    const executor = await inProcess(five, chosen);
    const { findings, ok } = await search(executor, chosen, { seed: 1, runs: 25 });
    expect(ok).to.equal(false);
    expect(findings.map(({ title }) => title).sort()).to.deep.equal([
      'conv ignores its dilations, where there is one spatial axis and batch > 1',
      'conv reads its strides with the axes reversed, where there are 3 spatial axes',
      "conv takes 'same' for 'valid' as its padding, where dilation > 1",
      'morphologicalErosion takes NaN in its result for 0',
      'spaceToBatch swaps before and after in its paddings, where blocked axes > 1',
    ]);
  });

  it('once: says of each law what a check of it says', async () => {
    const some = selectLaws(laws, ['agreement/pad', 'agreement/morphological-erosion', 'space-to-batch/*']);
    const executor = await inProcess(five, some);
    const { results, findings, runs } = await search(executor, some, { seed: 1, runs: 20, once: true });
    const checked = await checkLaws(five, { laws: some, seed: 1, runs: 20 });
    expect(runs).to.equal(20);
    expect(results.map(({ law, verdict }) => ({ law, verdict }))).to.deep.equal(
      checked.results.map(({ law, verdict }) => ({ law, verdict })),
    );
    expect(new Set(findings.map(({ op }) => op))).to.deep.equal(new Set(['spaceToBatch', 'morphologicalErosion']));
  });

  it('finds a second bug behind the first, and says of both which laws they break', async () => {
    const library = libraryWith({
      maxPool: (x, a) => {
        const y = kernels.maxPool(x, a);
        // Zero pads win over negative cells; strides above 2 count as 2.
        if (a.padding !== 'valid') for (let i = 0; i < y.data.length; i++) y.data[i] = Math.max(0, y.data[i]!);
        return y;
      },
      pad: (x, a) => {
        // What is refused stays refused: to accept it would be a bug of its own.
        kernels.pad(x, a);
        return kernels.pad(x, { ...a, mode: a.mode === 'reflect' ? 'symmetric' : a.mode });
      },
    });
    const pools = selectLaws(laws, ['agreement/max-pool', 'agreement/pad', 'pooling/max-*', 'padding/*']);
    const { findings, results } = await search(await inProcess(library, pools), pools, { seed: 3, runs: 25 });
    expect(new Set(findings.map(({ op }) => op))).to.deep.equal(new Set(['maxPool', 'pad']));
    expect(findings.find(({ op }) => op === 'pad')!.title).to.include("takes 'reflect' for 'symmetric' as its mode");
    for (const finding of findings) {
      for (const law of finding.laws) expect(results.find((result) => result.law === law)!.verdict.kind).to.equal('violated');
    }
  });

  it('finds the same again with the same seed, and nothing on the reference', async () => {
    const few = selectLaws(laws, ['agreement/conv', 'conv-geometry/dilation-*', 'conv-geometry/stride-*']);
    const library = libraryWith({ conv: (x, filter, a) => kernels.conv(x, filter, { ...a, dilations: ones(a.dilations) }) });
    const run = async () => search(await inProcess(library, few), few, { seed: 5, runs: 20 });
    const [one, two] = [await run(), await run()];
    expect(one.findings.map(({ title, counterexample }) => [title, counterexample.token])).to.deep.equal(
      two.findings.map(({ title, counterexample }) => [title, counterexample.token]),
    );
    const clean = await search(await inProcess(reference, few), few, { seed: 5, runs: 20, exhaustive: 1 });
    expect(clean.findings).to.deep.equal([]);
    expect(clean.ok).to.equal(true);
    expect(clean.runs).to.equal(20);
  });

  it('has the same findings wherever in a sweep its time is up, and tells apart what it found beyond', async () => {
    const some = selectLaws(laws, ['agreement/conv', 'agreement/pad']);
    // The second is seen after run 10.
    const library = libraryWith({
      pad: (x, a) => kernels.pad(x, { ...a, mode: a.mode === 'reflect' ? 'symmetric' : a.mode }),
      conv: (x, filter, a) => {
        const y = kernels.conv(x, filter, a);
        if (x.shape.at(-1) === 6 && a.groups === 3) y.data[0]! += 1;
        return y;
      },
    });
    const run = async (runs: number, jobs = Infinity) => {
      const stop = new AbortController();
      const onProgress = (progress: SearchProgress): void => {
        if (progress.runs === 50 && progress.done >= jobs) stop.abort();
      };
      return search(await inProcess(library, some), some, { seed: 3, runs, signal: stop.signal, onProgress });
    };
    const opsOf = (findings: readonly Finding[] = []): unknown[] => findings.map(({ op }) => op);
    const whole = await run(10);
    expect(opsOf(whole.findings)).to.deep.equal(['pad']);
    for (const jobs of [1, 2, 3]) {
      const cut = await run(50, jobs);
      expect(cut.runs).to.equal(10);
      expect(cut.findings).to.deep.equal(whole.findings);
      if (jobs === 3) expect(opsOf(cut.beyond)).to.deep.equal(['conv']);
    }
    const complete = await run(50);
    expect(opsOf(complete.findings)).to.deep.equal(['pad', 'conv']);
    expect(complete.beyond).to.equal(undefined);
  });

  it("takes the seed of fast-check's own settings, where none is given", async () => {
    const zero = selectLaws(laws, ['conv-algebra/zero']);
    const executor = await inProcess(reference, zero);
    const before = fc.readConfigureGlobal();
    fc.configureGlobal({ ...before, seed: 77 });
    try {
      expect((await search(executor, zero, { runs: 1 })).seed).to.equal(77);
      expect((await search(executor, zero, { runs: 1, seed: 78 })).seed).to.equal(78);
    } finally {
      fc.configureGlobal(before);
    }
  });

  it('ends before its time is up where nothing more can be learned', async () => {
    const few = selectLaws(laws, ['agreement/matmul']);
    const library = defineLibrary({ name: 'without ops', precision: float64, ops: {} });
    const report = await search(await inProcess(library, few), few, { seed: 1, time: 60_000 });
    expect(report.results.map(({ verdict }) => verdict.kind)).to.deep.equal(['unsupported']);
    expect(report.elapsed).to.be.lessThan(30_000);
  });

  it('ends when its time is up, with what it knows', async () => {
    const report = await search(await inProcess(reference, laws), laws, { seed: 1, time: 300 });
    expect(report.results).to.have.length(laws.length);
    expect(report.results.some(({ verdict }) => verdict.kind === 'inconclusive')).to.equal(true);
    expect(report.elapsed).to.be.lessThan(20_000);
  });
});
