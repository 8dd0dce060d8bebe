import { expect } from 'chai';
import { agreement } from '../../properties/agreement.js';
import { inProcess } from '../../src/engine/in-process.js';
import { defineLibrary, spellings, type TensorLibrary } from '../../src/library.js';
import type { ModelTensor } from '../../src/library/model-tensor.js';
import { checkModel } from '../../src/models/check/check-model.js';
import type { ModelReport } from '../../src/models/check/node-report.js';
import { modelLines } from '../../src/models/check/report-lines.js';
import { randomFeeds } from '../../src/models/onnx/inputs.js';
import { readModel } from '../../src/models/onnx/read-model.js';
import { float32 } from '../../src/precision.js';
import { referenceIn } from '../../src/reference.js';
import { elements, fromData, type Tensor } from '../../src/tensor.js';
import { mobileNetLike, uNetLike } from './nets.js';
import { resultOf, runner, trustedRuntime, type Op } from './runtime.js';
import { weights, writeModel, type WrittenModel } from './write-model.js';

async function checked(written: WrittenModel, given: TensorLibrary): Promise<ModelReport> {
  const model = readModel(writeModel(written));
  const library = await inProcess(given, agreement);
  const trusted = await inProcess(trustedRuntime(), []);
  return checkModel(model, randomFeeds(model, 7), { library, trusted });
}

const verdicts = ({ nodes }: ModelReport): Record<string, string> => Object.fromEntries(nodes.map(({ name, verdict }) => [name, verdict]));
const first = ({ nodes }: ModelReport): string | undefined => nodes.find(({ verdict }) => verdict === 'strays')?.name;

/** The reference, with biases and some ops of its own. */
function planted(own: TensorLibrary['ops'], more: Partial<TensorLibrary> = {}): TensorLibrary {
  const right = referenceIn(float32);
  const bias = { bias: true } as const;
  return defineLibrary({
    ...right,
    name: 'planted',
    ops: { ...right.ops, ...own },
    limits: { conv: bias, depthwiseConv: bias, convTranspose: bias },
    ...more,
  });
}

const { depthwiseConv, conv } = referenceIn(float32).ops;

/** Where windows move by more than one cell, the taps of each are in the opposite order. */
const flippedWhereStrided = planted({
  depthwiseConv: (x, filter, attributes) =>
    depthwiseConv!(x, attributes.strides.some((stride) => stride > 1) ? flipped(filter) : filter, attributes),
});

const negated = (x: Tensor): Tensor => fromData(elements(x).map((value) => -value) as Float32Array, [...x.shape]);

/** The spatial axes of a filter from their ends. */
function flipped(filter: Tensor): Tensor {
  return filter.step(...filter.shape.map((_, axis) => (axis < filter.shape.length - 2 ? -1 : 1)));
}

const grouped: WrittenModel = {
  nodes: [{ name: 'two', opType: 'Conv', inputs: ['x', 'w'], outputs: ['y'], attributes: { group: 2 } }],
  constants: { w: weights([4, 2, 2, 2], 1) },
  inputs: { x: [1, 4, 3, 3] },
  outputs: ['y'],
};

const negatedCall: NonNullable<typeof conv> = (x, filter, attributes) => conv!(attributes.groups > 1 ? negated(x) : x, filter, attributes);

/** As the spelling that is wrong has it. */
const negatedWhereGrouped: Op = (x, node) => {
  const right = resultOf(readModel(writeModel(grouped)), node, x);
  return { ...right, data: (right.data as Float32Array).map((value) => -value) } as ModelTensor;
};

describe('a model on a library', () => {
  it('is right, node by node, on a library that is', async () => {
    const report = await checked(mobileNetLike(2, 16, 4), planted({}));
    expect(report.ok).to.be.true;
    expect(report.findings).to.be.empty;
    expect(verdicts(report)).to.deep.equal({
      conv_0: 'right',
      relu_1: 'refused',
      conv_2: 'right',
      relu_3: 'refused',
      conv_4: 'right',
      relu_5: 'refused',
      conv_6: 'right',
      relu_7: 'refused',
      conv_8: 'right',
      globalaveragepool_9: 'right',
    });
  });

  it('names the first node that strays, its cause, and a call as small as any', async () => {
    const report = await checked(mobileNetLike(4, 16, 4), flippedWhereStrided);
    expect(report.ok).to.be.false;
    expect(first(report)).to.equal('conv_6');
    expect(verdicts(report)).to.include({ conv_2: 'right', conv_6: 'strays', conv_8: 'right', conv_14: 'strays' });
    const [finding, ...more] = report.findings;
    expect(more).to.be.empty;
    expect(finding!.sentence).to.equal('depthwiseConv reads its filter reversed along every spatial axis, where stride > 1');
    const { x, filter } = finding!.counterexample.case as { x: Tensor; filter: Tensor };
    expect([x.shape, filter.shape]).to.deep.equal([
      [1, 1, 1],
      [2, 1, 1],
    ]);
    expect(report.nodes.filter(({ finding: id }) => id === finding!.id).map(({ name }) => name)).to.deep.equal(['conv_6', 'conv_14']);
    const lines = modelLines(report);
    expect(lines[0]).to.equal('18 nodes on planted, with values of trusted: 8 within their bounds, 2 stray, 8 not taken by the library');
    expect(lines[3]).to.match(/^ {2}Conv conv_6: depthwiseConv returned .* cells, at most .* times what rounding allows$/);
    expect(lines.join('\n')).to.include('  in conv_6, conv_14\n');
  });

  it('finds a wrong branch of a graph with joins, and goes on after it', async () => {
    const onDilation = planted({
      conv: (x, filter, attributes) => {
        const isDilated = attributes.dilations.some((dilation) => dilation > 1);
        return conv!(isDilated ? negated(x) : x, filter, attributes);
      },
    });
    const report = await checked(uNetLike(8, 2), onDilation);
    expect(verdicts(report)).to.deep.equal({
      conv_0: 'right',
      maxpool_1: 'right',
      conv_2: 'right',
      relu_3: 'refused',
      convtranspose_4: 'right',
      resize_5: 'right',
      concat_6: 'refused',
      conv_7: 'strays',
      sigmoid_8: 'refused',
    });
    expect(report.findings[0]!.sentence).to.match(/where dilation > 1$/);
  });

  it('holds the nodes of other ops against the trusted results, and says that no bound is known', async () => {
    const late = runner({
      wrong: {
        Sigmoid: ([x]) => ({ ...x!, data: (x!.data as Float32Array).map((value) => 1 / (1 + Math.exp(-value)) + 2 ** -20) }),
        Concat: ([x]) => x!,
      },
    });
    const report = await checked(uNetLike(8, 2), planted({}, { runModel: late }));
    expect(verdicts(report)).to.include({ conv_7: 'right', relu_3: 'unbounded', concat_6: 'strays', sigmoid_8: 'unbounded' });
    const [relu, sigmoid] = ['relu_3', 'sigmoid_8'].map((name) => report.nodes.find((node) => node.name === name)!.closeness!.difference);
    expect(relu).to.equal(0);
    expect(sigmoid).to.be.within(2 ** -21, 2 ** -19);
    expect(report.nodes.find(({ name }) => name === 'concat_6')!.message).to.equal(
      'gave the shape [1, 2, 8, 8] instead of [1, 8, 8, 8] as concat_6_out',
    );
  });

  it('looks for the cause in the spelling that strays', async () => {
    const spelled = planted(
      {
        conv: spellings({
          plain: { call: conv! },
          'group as a word': { call: negatedCall },
        }),
      },
      { runModel: runner({ wrong: { Conv: negatedWhereGrouped } }) },
    );
    const report = await checked(grouped, spelled);
    expect(report.nodes[0]).to.include({ verdict: 'strays', finding: report.findings[0]!.id });
    expect(report.findings[0]!.counterexample.blame!.spelling).to.equal('group as a word');
    expect(report.findings[0]!.sentence).to.match(/^conv spelled "group as a word" negates /);
  });

  it('goes on past a node that the trusted backend cannot run: what reads its result is not run', async () => {
    const report = await checked(
      {
        nodes: [
          { name: 'a', opType: 'Mystery', inputs: ['x'], outputs: ['y'] },
          { name: 'b', opType: 'MaxPool', inputs: ['y'], outputs: ['z'], attributes: { kernel_shape: [2, 2] } },
          { name: 'c', opType: 'MaxPool', inputs: ['x'], outputs: ['w'], attributes: { kernel_shape: [2, 2] } },
        ],
        inputs: { x: [1, 1, 3, 3] },
        outputs: ['z', 'w'],
      },
      planted({}),
    );
    expect(report.nodes.map(({ name, verdict, message }) => [name, verdict, message])).to.deep.equal([
      ['a', 'not run', 'the trusted run failed: Error: no kernel for Mystery'],
      ['b', 'not run', 'reads y, of which there is no trusted value'],
      ['c', 'right', undefined],
    ]);
  });
});
