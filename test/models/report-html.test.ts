import { expect } from 'chai';
import { agreement } from '../../properties/agreement.js';
import { inProcess } from '../../src/engine/in-process.js';
import { defineLibrary, type TensorLibrary } from '../../src/library.js';
import { checkModel } from '../../src/models/check/check-model.js';
import { modelHtml } from '../../src/models/check/report-html.js';
import { randomFeeds } from '../../src/models/onnx/inputs.js';
import { readModel } from '../../src/models/onnx/read-model.js';
import { float32 } from '../../src/precision.js';
import { referenceIn } from '../../src/reference.js';
import fused from './fused-library.js';
import { mobileNetLike } from './nets.js';
import { trustedRuntime } from './runtime.js';
import { writeModel } from './write-model.js';

async function page(given: TensorLibrary): Promise<string> {
  const model = readModel(writeModel(mobileNetLike(1, 8, 2)));
  const [library, trusted] = [await inProcess(given, agreement), await inProcess(trustedRuntime(), [])];
  const report = await checkModel(model, randomFeeds(model, 7), { library, trusted });
  return modelHtml(report, { model: '<net>.onnx', library: './mine.ts' });
}

describe('the page of a model', () => {
  it('has the causes with their reproductions, and each node with a link to its own', async () => {
    const right = referenceIn(float32);
    const halved: TensorLibrary = defineLibrary({
      ...right,
      name: 'halved',
      ops: { ...right.ops, globalAveragePool: (x) => right.ops.globalMaxPool!(x) },
    });
    const html = await page(halved);
    expect(html).to.include('<h1>&lt;net&gt;.onnx on halved</h1>').and.to.include('The first node that strays: globalaveragepool_5.');
    expect(html)
      .to.match(/<details class="finding" id="finding-1"[^>]* open>/)
      .and.to.match(/import library from .*\.\/mine\.ts/);
    expect(html).to.match(/globalaveragepool_5 <a href="#finding-1">its cause<\/a>/);
    expect(html).to.include('<td class="green">right</td>').and.to.include('<td class="red">strays</td>');
  });

  it('has the whole model, where no node strays by itself', async () => {
    const html = await page(fused);
    expect(html).to.include('The whole strays, and no node by itself.').and.to.include('<strong>Conv conv_2, Relu relu_3</strong>');
  });
});
