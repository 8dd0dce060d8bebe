import { expect } from 'chai';
import { laws } from '../../properties/index.js';
import { statementHtml } from '../../scripts/site/book/statement-html.js';
import { texOf } from '../../scripts/site/book/tex.js';

const tex = (statement: string): string[] => texOf(statement).map(({ text }) => text);

describe('texOf', () => {
  it('writes equations, indices, slices and powers', () => {
    expect(tex('C(x_1, w) = a b')).to.deep.equal(['C\\left(x_1,\\, w\\right)', '{}= a\\,b']);
    expect(tex('x[::s]^T')).to.deep.equal(['{x\\left[\\mathbin{:}\\mathbin{:}s\\right]}^{\\mathsf{T}}']);
    expect(tex('sum over j of x[j] <= floor(n / 2)')).to.deep.equal([
      '\\sum_{j} x\\left[j\\right]',
      '{}\\le \\left\\lfloor n / 2 \\right\\rfloor',
    ]);
    expect(tex('<a, b> >= |c|')).to.deep.equal(['\\left\\langle a,\\, b \\right\\rangle', '{}\\ge \\left|c\\right|']);
  });

  it('keeps words beside formulas apart, with the sign behind them', () => {
    expect(texOf('P(x) "for all x", stride 1')).to.deep.equal([
      { kind: 'tex', text: 'P\\left(x\\right)' },
      { kind: 'words', text: 'for all x,' },
      { kind: 'tex', text: '\\text{stride}\\;1' },
    ]);
  });

  it('breaks a call of many arguments behind each of them', () => {
    expect(tex('W(x, 1, p, op)')).to.deep.equal(['W(x,', '1,', 'p,', '\\text{op})']);
  });
});

describe('statementHtml', () => {
  it('renders every law, as one line that Markdown and Vue leave alone', () => {
    for (const { statement } of laws) {
      const html = statementHtml(statement);
      expect(html.replace(/<[^>]*>/g, ''), statement).not.to.match(/[*_`[\]|\\~{}\n]/);
    }
  });

  it('is MathML for formulas, and text for words', () => {
    const html = statementHtml('x <= y "bit < bit"');
    expect(html).to.match(/<math>.*<mi>x<\/mi>.*<\/math>.*<mo[^>]*>≤<\/mo>.*<\/math> bit &lt; bit/);
  });
});
