import { expect } from 'chai';
import { agreement } from '../../properties/agreement.js';
import { inProcess } from '../../src/engine/in-process.js';
import { defineLibrary, type RunModel } from '../../src/library.js';
import { checkModel } from '../../src/models/check/check-model.js';
import type { ModelReport } from '../../src/models/check/node-report.js';
import { modelLines } from '../../src/models/check/report-lines.js';
import { randomFeeds } from '../../src/models/onnx/inputs.js';
import { readModel } from '../../src/models/onnx/read-model.js';
import { float32 } from '../../src/precision.js';
import { referenceIn } from '../../src/reference.js';
import { mobileNetLike, uNetLike } from './nets.js';
import { leaky } from './fused-library.js';
import { runner, trustedRuntime, type Fused } from './runtime.js';
import { writeModel, type WrittenModel } from './write-model.js';

async function checked(written: WrittenModel, runModel: RunModel): Promise<ModelReport> {
  const model = readModel(writeModel(written));
  const library = await inProcess(defineLibrary({ ...referenceIn(float32), name: 'planted', runModel }), agreement);
  const trusted = await inProcess(trustedRuntime(), []);
  return checkModel(model, randomFeeds(model, 7), { library, trusted });
}

describe('a whole model on a library', () => {
  it('is right where it is as far off as its nodes one by one', async () => {
    const { ok, whole } = await checked(uNetLike(8, 2), runner());
    expect(ok).to.be.true;
    expect(whole).to.include({ verdict: 'right' });
    expect(whole!.narrow).to.be.empty;
    const [output] = whole!.outputs;
    expect(output).to.include({ name: 'sigmoid_8_out', whole: output!.apart, trusted: output!.apart });
    // A sigmoid rounds to half a step of numbers below 1; what it reads is off by more steps.
    expect(output!.apart).to.be.within(2 ** -30, 2 ** -18);
    expect(whole!.grown.map(({ name }) => name)).to.deep.equal(readModel(writeModel(uNetLike(8, 2))).nodes.map(({ name }) => name));
    // Their inputs and weights are multiples of powers of two: the first sums are exact.
    expect(whole!.grown[0]).to.deep.equal({ name: 'conv_0', opType: 'Conv', before: 0, after: whole!.grown[0]!.after });
  });

  it('is brought to the two nodes that one kernel computes wrongly, with values as short as show it', async () => {
    const report = await checked(mobileNetLike(2, 8, 2), runner({ fused: { 'Conv Relu': leaky } }));
    expect(report.nodes.map(({ verdict }) => verdict)).to.not.include('strays');
    expect(report.ok).to.be.false;
    const { verdict, combination } = report.whole!;
    expect(verdict).to.equal('strays');
    expect(combination!.nodes).to.deep.equal(['conv_2', 'relu_3']);
    expect(combination!.again).to.be.true;
    // A channel for each group, and one row of cells at most is needed.
    const [fed] = Object.values(combination!.reproduction.feeds);
    expect(fed!.dims.slice(0, 2)).to.deep.equal([1, 2]);
    expect(fed!.dims[2]! * fed!.dims[3]!).to.be.at.most(2);
    const small = readModel(combination!.reproduction.model);
    expect(small.nodes.map(({ name }) => name)).to.deep.equal(['conv_2', 'relu_3']);
    const lines = modelLines(report).join('\n');
    expect(lines).to.match(/each node by itself is right, and as one model they are wrong:\n  globalaveragepool_9_out is .* off at \[0, /);
    expect(lines).to.include('  the fewest nodes that are so: Conv conv_2, Relu relu_3\n');
  });

  it('that throws, where its nodes do not, is brought to those that make it throw', async () => {
    const throwing: Fused = () => {
      throw new Error('no kernel for FusedConvTranspose');
    };
    const { whole } = await checked(uNetLike(8, 2), runner({ fused: { 'Concat Conv': throwing } }));
    expect(whole!.combination!.nodes).to.deep.equal(['concat_6', 'conv_7']);
    expect(whole!.message).to.equal('threw: Error: no kernel for FusedConvTranspose');
  });

  it('is not told where the library runs none: how far nodes are from float64 is', async () => {
    const model = readModel(writeModel(mobileNetLike(1, 8, 2)));
    const library = await inProcess(referenceIn(float32), agreement);
    const { whole } = await checkModel(model, randomFeeds(model, 7), { library, trusted: await inProcess(trustedRuntime(), []) });
    expect(whole!.verdict).to.equal('nodes only');
    expect(whole!.outputs[0]).to.not.have.property('whole');
    expect(whole!.outputs[0]!.trusted).to.equal(whole!.outputs[0]!.apart);
  });
});
