import { expect } from 'chai';
import { defineLibrary, type TensorLibrary } from '../../../src/library.js';
import { checkTrace } from '../../../src/models/program/check-trace.js';
import { trace, type TracedLibrary } from '../../../src/models/program/trace.js';
import { float32 } from '../../../src/precision.js';
import { referenceIn } from '../../../src/reference.js';
import { isTensor, tensor, toArray, type Tensor } from '../../../src/tensor.js';

const right = referenceIn(float32);
const own = right.ops as Required<typeof right.ops>;
const f32 = (values: number[], shape: number[]): Tensor => tensor(values, shape, 'float32');
const x = f32([1, 2, 3, 4], [1, 4, 1]);
const filter = f32([1, 1], [2, 1, 1]);

function library(ops: TensorLibrary['ops'], more: Partial<TensorLibrary> = {}): TensorLibrary {
  return defineLibrary({ ...right, name: 'mine', ops: { ...right.ops, ...ops }, ...more });
}

/** 3 5 7, then the larger of each two: 5 7. */
const twoOps = async ({ ops }: TracedLibrary): Promise<Tensor> =>
  (await ops.maxPool!(await ops.conv!(x, filter), { window: [2] })) as Tensor;

describe('a trace', () => {
  it('records the calls of the library that the program gets, and its value', async () => {
    const { calls, value } = await trace(library({}), twoOps);
    expect(toArray(value)).to.deep.equal([5, 7]);
    expect(calls.map(({ op }) => op)).to.deep.equal(['conv', 'maxPool']);
    expect(toArray(calls[0]!.result as Tensor)).to.deep.equal([3, 5, 7]);
    expect(calls[1]!.arguments[1]).to.deep.include({ window: [2], strides: [1] });
  });

  it('records those of a program that has the library already, and leaves it as it was', async () => {
    const mine = library({});
    const { conv } = mine.ops;
    const { calls } = await trace(mine, () => twoOps(mine as TracedLibrary));
    expect(calls.map(({ op }) => op)).to.deep.equal(['conv', 'maxPool']);
    expect(mine.ops.conv).to.equal(conv);
    const frozen = { ...mine, ops: Object.freeze({ ...mine.ops }) };
    expect((await trace(frozen, twoOps)).calls).to.have.lengthOf(2);
  });

  it('keeps arguments and results as they were when the call was made', async () => {
    const data = f32([1, 2], [1, 2, 1]);
    const { calls } = await trace(library({}), async ({ ops }) => {
      const sum = (await ops.conv!(data, filter)) as Tensor;
      data.data.fill(9);
      sum.data.fill(9);
    });
    expect(toArray(calls[0]!.arguments[0] as Tensor)).to.deep.equal([1, 2]);
    expect(toArray(calls[0]!.result as Tensor)).to.deep.equal([3]);
  });

  it('hands on what the program throws, and what an op throws is a result', async () => {
    const mine = library({
      conv: () => {
        throw new Error('out of memory');
      },
    });
    const { conv } = mine.ops;
    let thrown: unknown;
    await trace(mine, twoOps).catch((error: unknown) => (thrown = error));
    expect((thrown as Error).message).to.equal('out of memory');
    expect(mine.ops.conv).to.equal(conv);
    const { calls } = await trace(mine, (traced) => twoOps(traced).catch(() => 0));
    expect((calls[0]!.result as Error).message).to.equal('conv threw Error: out of memory');
  });
});

describe('the calls of a program, held against the reference', () => {
  it('are right where the library is', async () => {
    const { calls, findings } = await checkTrace(await trace(library({}), twoOps));
    expect(calls.map(({ verdict }) => verdict)).to.deep.equal(['right', 'right']);
    expect(findings).to.deep.equal([]);
  });

  it('stray at the first op that is wrong, of which the cause is told; a later one is right by what it was given', async () => {
    const wrong = library({ conv: (a, b, attributes) => own.conv(a, b, { ...attributes, strides: attributes?.strides?.map(() => 1) }) });
    const report = await checkTrace(
      await trace(wrong, async ({ ops }) => ops.maxPool!(await ops.conv!(x, filter, { strides: [2] }), { window: [2] })),
    );
    expect(report.calls.map(({ verdict }) => verdict)).to.deep.equal(['strays', 'right']);
    expect(report.findings).to.have.lengthOf(1);
    expect(report.findings[0]!.sentence).to.equal('conv ignores its strides');
    expect(report.calls[0]!.finding).to.equal(report.findings[0]!.id);
    const [smallest] = report.findings[0]!.counterexample.blame!.args.filter(isTensor);
    expect(toArray(smallest!).length).to.be.at.most(2);
  });

  it('are read in the layout of the library', async () => {
    // [1, 2 channels, 1 cell] by [1 out, 2 in, 1]: 1 * 3 + 2 * 4.
    const first = defineLibrary({
      name: 'first',
      precision: float32,
      layout: 'channels-first',
      ops: { conv: (a, b) => f32([a.get(0, 0, 0) * b.get(0, 0, 0) + a.get(0, 1, 0) * b.get(0, 1, 0)], [1, 1, 1]) },
    });
    const report = await checkTrace(await trace(first, ({ ops }) => ops.conv!(f32([1, 2], [1, 2, 1]), f32([3, 4], [1, 2, 1]))));
    expect(report.calls.map(({ verdict }) => verdict)).to.deep.equal(['right']);
  });

  it('stray without a finding where they are right by themselves', async () => {
    let made = 0;
    const onceWrong = library({
      pad: (a, attributes) => {
        const padded = own.pad(a, attributes) as Tensor;
        if (made++ === 0) padded.data[0] = 7;
        return padded;
      },
    });
    const report = await checkTrace(await trace(onceWrong, ({ ops }) => ops.pad!(f32([1], [1]), { paddings: [[1, 0]] })));
    expect(report.calls.map(({ verdict }) => verdict)).to.deep.equal(['strays']);
    expect(report.calls[0]!.message).to.include('7 instead of 0');
    expect(report.calls[0]).not.to.have.property('finding');
  });

  it('are not judged where they had not settled', async () => {
    const never = library({ pad: () => new Promise<Tensor>(() => undefined) });
    const traced = await trace(never, ({ ops }) => void ops.pad!(f32([1], [1]), { paddings: [[1, 0]] }));
    const { calls } = await checkTrace(traced);
    expect(calls.map(({ verdict }) => verdict)).to.deep.equal(['not settled']);
  });
});
