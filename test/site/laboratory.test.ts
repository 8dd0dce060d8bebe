import { expect } from 'chai';
import { formOf, linkOf, type Form } from '../../site/laboratory/link.js';
import { answer } from '../../site/laboratory/answer.js';
import { toldOf, type Question, type Told } from '../../site/laboratory/messages.js';

const form: Form = {
  kind: 'kernel',
  deviation: '',
  op: '',
  parameters: '',
  code: '// Größer\nreturn {};',
  laws: 'pooling/*',
  seed: 7,
  runs: 30,
};

const text = (value: unknown): string => `#run=${Buffer.from(JSON.stringify(value)).toString('base64url')}`;

describe('addresses of the laboratory', () => {
  it('say what was asked', () => {
    expect(formOf(`#${linkOf(form)}`, { ...form, code: '', seed: 1 })).to.deep.equal(form);
    const cause: Form = { ...form, kind: 'cause', deviation: 'clamped', op: 'conv', parameters: '{"most":1}' };
    expect(formOf(`#${linkOf(cause)}`, form)).to.deep.equal(cause);
    expect(linkOf(cause)).to.match(/^run=[\w-]+$/);
  });

  it('are of the page where they are not of the laboratory', () => {
    expect(formOf('', form)).to.equal(undefined);
    expect(formOf('#first-to-catch', form)).to.equal(undefined);
  });

  it('are refused where they were cut or forged', () => {
    const whole = `#${linkOf(form)}`;
    const bad = [whole.slice(0, -5), '#run=', '#run=%', text(5), text({ ...form, kind: 'other' }), text({ ...form, seed: 0.5 })];
    for (const link of [...bad, text({ ...form, runs: 0 }), text({ ...form, code: 1 }), text({ ...form, code: 'x'.repeat(40_000) })]) {
      expect(() => formOf(link, form), link.slice(0, 60)).to.throw('the address was cut');
    }
  });
});

async function told(question: Partial<Question> & Pick<Question, 'subject'>): Promise<Told[]> {
  const all: Told[] = [];
  await answer({ laws: [], seed: 1, runs: 20, ...question }, (each) => all.push(each));
  return all;
}

describe('the laboratory', function () {
  this.timeout(30_000);

  it('shows a case that gets smaller, and finds what was planted', async () => {
    const cause = { kind: 'deviation', id: 'same-pads-undilated', parameters: { sizes: 'kept' }, ops: ['conv'], guards: [] } as const;
    const all = await told({ subject: { kind: 'cause', cause }, laws: ['conv-geometry/same-is-explicit'] });
    const smaller = all.filter((each) => each.kind === 'smaller');
    expect(smaller.length).to.be.greaterThan(2);
    expect(smaller.at(-1)!.text).to.include("conv(x, filter, { dilations: [2], padding: 'same' })");
    const findings = all.filter((each) => each.kind === 'finding');
    expect(findings.map(({ sentence }) => sentence)).to.deep.equal(["conv computes 'same' pads for the undilated window"]);
    expect(findings[0]!.svg).to.match(/^<svg/);
    expect(all.at(-1)!.kind).to.equal('done');
    expect(all.every((each) => toldOf(structuredClone(each)) !== undefined)).to.equal(true);
  });

  it('runs code that returns its ops, and says what is wrong with code that does not', async () => {
    const kernel = (code: string): Promise<Told[]> => told({ subject: { kind: 'kernel', code }, laws: ['pooling/max-monotone'] });
    const right = await kernel('return { maxPool: (x, attributes) => kernels.maxPool(x, attributes) };');
    expect(right.filter(({ kind }) => kind === 'checked').map((each) => 'verdict' in each && each.verdict)).to.deep.equal(['holds']);
    for (const [code, says] of [
      ['return 5;', 'must return its ops'],
      ['return { maxPol: () => 1 };', 'maxPol'],
      ['return {', 'Unexpected'],
      ["throw new Error('mine');", 'mine'],
    ] as const) {
      const thrown = await kernel(code).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(String(thrown), code).to.include(says);
    }
  });

  it('refuses causes that are none', async () => {
    const cause = { kind: 'deviation', id: 'same-pads-undilated', parameters: { sizes: 'kept' }, ops: ['matmul'], guards: [] } as const;
    const thrown = await told({ subject: { kind: 'cause', cause } }).catch((error: unknown) => error);
    expect(String(thrown)).to.include('same-pads-undilated is no deviation of matmul');
  });

  it('takes no message of another form', () => {
    for (const sent of [5, null, {}, { kind: 'constructor' }, { kind: 'finding', sentence: '', text: '', laws: [1] }, { kind: 'refused' }])
      expect(toldOf(sent)).to.equal(undefined);
    expect(toldOf({ kind: 'smaller', law: '', text: '', svg: 5 })).to.equal(undefined);
    expect(toldOf({ kind: 'alive' })).to.deep.equal({ kind: 'alive' });
  });
});
