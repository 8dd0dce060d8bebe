import { expect } from 'chai';
import type { Job } from '../../src/engine/executor.js';
import { answerJson, BadPayload, parseAnswer, parseTask, taskJson } from '../../src/queue/task.js';
import { isTensor, tensor, type Tensor } from '../../src/tensor.js';

const job: Job = { law: 'agreement/conv', seed: 7, from: 0, runs: 10, exclude: [] };

/** As it comes out of a queue. */
const through = (json: object): unknown => JSON.parse(JSON.stringify(json));

/** A task with one of the fields of its job in another form. */
const forged = (more: object): unknown => ({ schema: 1, kind: 'run', asked: { job: { ...job, ...more } } });

describe('tasks of a queue', () => {
  it('come out as they went in: tensors, NaN and -0', () => {
    const x = tensor([Number.NaN, -0, 1.5, -Infinity], [1, 4, 1], 'float32');
    const task = parseTask(through(taskJson('run', { job: { ...job, example: { x, p: -0 } } })));
    const { example } = (task.asked as { job: Job }).job as { example: { x: Tensor; p: number } };
    expect(isTensor(example.x)).to.equal(true);
    expect([...example.x.data].map((value) => (Object.is(value, -0) ? '-0' : String(value)))).to.deep.equal([
      'NaN',
      '-0',
      '1.5',
      '-Infinity',
    ]);
    expect(Object.is(example.p, -0)).to.equal(true);
  });

  const view = (more: object): object => ({
    tensor: { dtype: 'float32', shape: [2, 2], stride: [2, 1], offset: 0, data: [1, 2, 3, 4], ...more },
  });
  const refused: Readonly<Record<string, unknown>> = {
    nothing: undefined,
    'a text': 'run',
    'a task of another version': { ...(forged({}) as object), schema: 2 },
    'a task of a kind that there is not': { ...(forged({}) as object), kind: 'eval' },
    'a law that there is not': forged({ law: '../../../etc/passwd' }),
    'a module to load': forged({ library: './other.mjs' }),
    'a seed that is no number': forged({ seed: '1' }),
    'no runs': forged({ runs: 0 }),
    'more runs than anybody makes': forged({ runs: 1e12 }),
    'a cause of no kind': forged({ exclude: [{ kind: 'code', ops: ['conv'], guards: [] }] }),
    'a tensor that looks beyond its data': forged({ example: { x: view({ shape: [2, 3] }) } }),
    'a tensor that looks before its data': forged({ example: { x: view({ stride: [-2, 1] }) } }),
    'a tensor of more axes than strides': forged({ example: { x: view({ shape: [1, 2, 2] }) } }),
    'a tensor that is endless': forged({ example: { x: view({ shape: [1e9, 1e9], stride: [0, 0] }) } }),
    'a tensor that is none': forged({ example: { x: { tensor: { shape: [1] } } } }),
    'a call of no op': { schema: 1, kind: 'show', asked: { stray: { kind: 'value', op: 'exec', args: [], message: '' }, deadly: false } },
  };
  for (const [what, json] of Object.entries(refused)) {
    it(`are refused: ${what}`, () => {
      expect(() => parseTask(json)).to.throw(BadPayload);
    });
  }

  it('are answered by what has the form of an answer to them, and by nothing else', () => {
    const result = { job, verdict: { kind: 'holds', runs: 10, discards: {} }, calls: { conv: { returned: 20, threw: 0 } }, elapsed: 5 };
    const { answer, notes } = parseAnswer('run', through(answerJson([result], ['a note'])));
    expect(answer).to.deep.equal([result]);
    expect(notes).to.deep.equal(['a note']);
    expect(() => parseAnswer('run', answerJson(result, []))).to.throw(BadPayload);
    expect(() => parseAnswer('run', answerJson([{ ...result, verdict: { kind: 'fine' } }], []))).to.throw(BadPayload, 'verdict');
    expect(() => parseAnswer('say', answerJson({ sentence: 3 }, []))).to.throw(BadPayload, 'sentence');
  });
});
