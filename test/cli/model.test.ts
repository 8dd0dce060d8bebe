import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { model } from '../../src/cli/models/model.js';
import { heardTensors, toldTensors } from '../../src/search/pool/model-wire.js';
import { mobileNetLike } from '../models/nets.js';
import { int64s, rawTensor, tensorBytes, weights, writeModel } from '../models/write-model.js';

const bytes = writeModel({
  nodes: [
    { name: 'first', opType: 'Conv', inputs: ['x', 'w'], outputs: ['y'], attributes: { pads: [1, 1, 1, 1] } },
    { name: 'second', opType: 'MaxPool', inputs: ['y'], outputs: ['z'], attributes: { kernel_shape: [2, 2] } },
  ],
  constants: { w: weights([2, 1, 3, 3], 1) },
  inputs: { x: [1, 1, 'height', 4] },
  outputs: ['z'],
});

describe('the command model', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'tensor-laws-model-'))));
  after(() => rmSync(folder, { recursive: true }));

  const run = (file: Uint8Array, size: readonly string[], json?: string): Promise<number> => {
    const path = join(folder, 'model.onnx');
    writeFileSync(path, file);
    const flags = {
      library: 'reference',
      trusted: 'reference',
      isolate: true,
      workers: 1,
      seed: 3,
      size,
      ...(json !== undefined && { json }),
    };
    return model(path, flags);
  };

  it('asks worker processes for each node, and writes what came of them', async () => {
    const json = join(folder, 'report.json');
    expect(await run(bytes, ['height=5'], json)).to.equal(0);
    const report = JSON.parse(readFileSync(json, 'utf8')) as {
      seed: number;
      ok: boolean;
      nodes: { name: string; op: string; verdict: string }[];
    };
    expect(report).to.include({ seed: 3, ok: true });
    expect(report.nodes.map(({ name, op, verdict }) => [name, op, verdict])).to.deep.equal([
      ['first', 'conv', 'right'],
      ['second', 'maxPool', 'right'],
    ]);
  });

  it('says in a line what is wrong with its file or its sizes', async () => {
    const problemOf = (file: Uint8Array, size: readonly string[]): Promise<unknown> =>
      run(file, size).then(
        () => undefined,
        (thrown: unknown) => (thrown as Error).message,
      );
    expect(await problemOf(bytes.subarray(0, 30), [])).to.match(/^model: file is .*model\.onnx.*, but it is no ONNX model, or is cut off$/);
    expect(await problemOf(bytes, [])).to.match(/input x leaves the size of axis 2 \(height\) open, and nothing says it$/);
    expect(await problemOf(bytes, ['height'])).to.match(/it is a name and a number, such as height=224$/);
  });

  it('takes its inputs from files, and says in a line what does not fit', async () => {
    const at = join(folder, 'model.onnx');
    writeFileSync(at, bytes);
    const x = (dims: readonly number[]): string => {
      const path = join(folder, 'x.pb');
      writeFileSync(path, tensorBytes(rawTensor('x', weights(dims, 2))));
      return path;
    };
    const withInput = (...input: string[]): Promise<unknown> =>
      model(at, { library: 'reference', trusted: 'reference', isolate: false, input }).catch(
        (thrown: unknown) => (thrown as Error).message,
      );
    expect(await withInput(x([1, 1, 6, 4]))).to.equal(0);
    expect(await withInput(x([1, 2, 6, 4]))).to.match(
      /^model: --input is .*, but input x has the shape \[1, 2, 6, 4\], and the model takes \[1, 1, height, 4\]$/,
    );
    expect(await withInput(`y=${x([1])}`)).to.match(/the model has no input y; it has x$/);
    expect(await withInput('nowhere.npz')).to.match(/^model: --input is 'nowhere.npz', but it cannot be read: .*ENOENT/);
  });

  it('saves what strays together as a model of its own, which strays again', async () => {
    const at = join(folder, 'fused.onnx');
    writeFileSync(at, writeModel(mobileNetLike(1, 8, 2)));
    const library = fileURLToPath(new URL('../models/fused-library.ts', import.meta.url));
    const [save, json] = [join(folder, 'saved'), join(folder, 'fused.json')];
    const flags = { library, trusted: library, isolate: false, seed: 1 };
    expect(await model(at, { ...flags, save, json })).to.equal(1);
    const { whole } = JSON.parse(readFileSync(json, 'utf8')) as { whole: { combination: Record<string, unknown> } };
    expect(whole.combination)
      .to.deep.include({ nodes: ['conv_2', 'relu_3'], again: true })
      .and.to.not.have.property('reproduction');
    const [onnx, npz] = ['conv_2-relu_3.onnx', 'conv_2-relu_3.npz'].map((file) => join(save, file)) as [string, string];
    expect(await model(onnx, { ...flags, input: [npz] })).to.equal(1);
    expect(await model(onnx, { ...flags, input: [npz], whole: false })).to.equal(0);
  });

  it('hands values of every width to a worker and back', () => {
    const values = { a: weights([3], 1), b: int64s(-1, 2), c: { type: 'float16', dims: [1], data: Uint16Array.of(0x3c00) } } as const;
    expect(heardTensors(JSON.parse(JSON.stringify(toldTensors(values))) as ReturnType<typeof toldTensors>)).to.deep.equal(values);
  });
});
