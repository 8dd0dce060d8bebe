import { expect } from 'chai';
import { checkLaws } from '../../src/engine/check-laws.js';
import { defineLibrary, type LibraryOps } from '../../src/library.js';
import * as kernels from '../../src/ops/kernels.js';
import { reference } from '../../src/reference.js';
import { reportHtml } from '../../src/report/html.js';
import { reportJunit } from '../../src/report/junit.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import type { Report } from '../../src/report/report.js';
import { laws } from '../../properties/index.js';

const checked = (ops: LibraryOps, asked = ['padding/constant']): Promise<Report> =>
  checkLaws(defineLibrary({ name: 'throws', ops: { ...reference.ops, ...ops } }), { laws: asked, runs: 20, seed: 1 });

const stacksOf = ({ findings }: Report): (readonly string[] | undefined)[] =>
  findings.map(({ counterexample }) => counterexample.blame?.stack);

/** The functions of frames, without the object that they were called on. */
const functionsOf = (stack: readonly string[] | undefined): string[] =>
  (stack ?? []).map((frame) => frame.replace(/ \(.*| \[as .*/, '').replace('Object.', ''));

function looksUp(): never {
  throw new Error('no such buffer');
}

function alsoLooksUp(): never {
  throw new Error('no such buffer');
}

describe('the stack of an error that a library throws', () => {
  it("is that of its own frames and its adapter's, innermost first, files told from the working directory on", async () => {
    const [stack] = stacksOf(await checked({ pad: (x, a) => (x.shape[0]! > 1 ? [looksUp].map((look) => look())[0]! : kernels.pad(x, a)) }));
    expect(functionsOf(stack)).to.include.members(['at looksUp', 'at Array.map', 'at pad']);
    expect(functionsOf(stack).at(-1)).to.equal('at pad');
    for (const end of [stack!.at(0), stack!.at(-1)]) expect(end).to.match(/\(test\/judge\/stack\.test\.ts:\d+:\d+\)$/);
  });

  it('is told of a promise that rejects', async () => {
    const pad: LibraryOps['pad'] = async (x, a) => {
      await Promise.resolve();
      return x.shape[0]! > 1 ? looksUp() : kernels.pad(x, a);
    };
    const [stack] = stacksOf(await checked({ pad }));
    expect(functionsOf(stack)).to.deep.equal(['at looksUp', 'at pad']);
  });

  it('leaves out what this package computes for the adapter', async () => {
    const [stack] = stacksOf(await checked({ pad: (x, a) => kernels.pad(x, { ...a, mode: 'none' as 'constant' }) }));
    expect(functionsOf(stack)).to.deep.equal(['at pad']);
  });

  it('is not told where there is none', async () => {
    const bare = new Error('bare');
    delete bare.stack;
    for (const thrown of [bare, 'a string', Object.assign(new Error('odd'), { stack: 7 })]) {
      const pad = (): never => {
        throw thrown as Error;
      };
      expect(stacksOf(await checked({ pad })), String(thrown)).to.deep.equal([undefined]);
    }
  });

  it('takes no line of a message for a frame', async () => {
    const pad = (): never => {
      throw new Error('first line\n    at second (line.ts:1:2)');
    };
    const [stack] = stacksOf(await checked({ pad }));
    expect(functionsOf(stack)).to.deep.equal(['at pad']);
  });

  it('makes no two findings of one error that arises in two places', async () => {
    const pad: LibraryOps['pad'] = (x) => (x.shape[0]! % 2 === 0 ? looksUp() : alsoLooksUp());
    const { findings } = await checked({ pad }, ['padding/*']);
    expect(findings.map(({ sentence }) => sentence)).to.deep.equal(['pad throws "Error: no such buffer"']);
  });

  it('stands in every report, its control characters shown', async () => {
    const pad = (): never => {
      const error = new Error('broken');
      error.stack = 'Error: broken\n    at \u001b]0;title\u0007<b>```odd (lib.ts:1:2)';
      throw error;
    };
    const report = await checked({ pad });
    const shown = String.raw`at \u001b]0;title\u0007`;
    for (const text of [reportMarkdown(report, laws), reportJunit(report, laws), reportHtml(report, laws)]) {
      expect(text).to.include(shown);
      expect(text).to.not.match(/[\u001b\u0007]/);
    }
    expect(reportHtml(report, laws)).to.include('stack of its error').and.to.include('&lt;b&gt;```odd (lib.ts:1:2)');
    // The fence of the block is longer than what stands in it.
    expect(reportMarkdown(report, laws)).to.match(/^````$/m);
  });
});
