import { expect } from 'chai';
import { laws } from '../../properties/index.js';
import { opNames } from '../../src/ops/index.js';
import { legendOf, legendText } from '../../src/statement/legend.js';
import { NotInNotation } from '../../src/statement/lexer.js';
import { namesIn } from '../../src/statement/names.js';
import type { Expression } from '../../src/statement/notation.js';
import { parseStatement } from '../../src/statement/parse.js';
import { statementText } from '../../src/statement/text.js';

const name = (text: string): Expression => ({ kind: 'name', name: text });

/** The one expression of a statement. */
function expressionOf(statement: string): Expression {
  const { clauses } = parseStatement(statement);
  expect(clauses).to.have.length(1);
  expect(clauses[0]!.sides).to.have.length(1);
  return clauses[0]!.sides[0]!;
}

const clauseOf = (...sides: Expression[]) => ({ kind: 'clause', sides, relations: [] });

describe('parseStatement', () => {
  it('reads an equation of calls', () => {
    expect(parseStatement('C(x, w) = 0')).to.deep.equal({
      clauses: [
        {
          kind: 'clause',
          sides: [
            { kind: 'call', op: name('C'), arguments: [clauseOf(name('x')), clauseOf(name('w'))] },
            { kind: 'number', value: 0 },
          ],
          relations: ['='],
        },
      ],
      between: [],
    });
  });

  it('multiplies what stands side by side before it adds, and raises to powers first', () => {
    expect(expressionOf('a x^2 + b')).to.deep.equal({
      kind: 'binary',
      sign: '+',
      left: {
        kind: 'beside',
        parts: [name('a'), { kind: 'binary', sign: '^', left: name('x'), right: { kind: 'number', value: 2 } }],
      },
      right: name('b'),
    });
  });

  it('takes f(x) for a call and f (x) for a product', () => {
    expect(expressionOf('f(x)').kind).to.equal('call');
    expect(expressionOf('f (x)').kind).to.equal('beside');
  });

  it('reads slices with each part left out', () => {
    const found = expressionOf('x[..., a :, ::s, :]');
    if (found.kind !== 'index') throw new Error(found.kind);
    expect(found.places).to.deep.equal([
      clauseOf({ kind: 'open', sign: '...' }),
      { kind: 'slice', parts: [name('a'), undefined] },
      { kind: 'slice', parts: [undefined, undefined, name('s')] },
      { kind: 'slice', parts: [undefined, undefined] },
    ]);
  });

  it('tells < of an inner product from < of a comparison', () => {
    expect(expressionOf('<x, y>').kind).to.equal('inner');
    expect(parseStatement('x < y').clauses[0]!.relations).to.deep.equal(['<']);
  });

  it('reads magnitudes, also beside and within one another', () => {
    expect(expressionOf('x |x|').kind).to.equal('beside');
    expect(expressionOf('|C(|x|, w) y|').kind).to.equal('magnitude');
  });

  it('reads folds, conditions and clauses one after another', () => {
    expect(expressionOf('sum over taps j of x[j]')).to.deep.include({ kind: 'fold', by: 'sum', over: 'taps j' });
    const { clauses, between } = parseStatement('A(x) <= A(y) where x <= y, "with any padding"; p > 1');
    expect(between).to.deep.equal([',', ';']);
    expect(clauses[0]!.where!.relations).to.deep.equal(['<=']);
    expect(clauses[1]!.sides).to.deep.equal([{ kind: 'prose', text: 'with any padding' }]);
  });

  for (const [statement, words] of [
    ['C(x, w', "')' must come"],
    ['x = ', 'an expression must come'],
    ['x "as it was', 'a number, a name, a sign or words in quotes must come'],
    ['x = y ] z', "a relation, ',', ';', 'and' or the end must come"],
    ['', 'an expression must come'],
    ['x ? y', 'a number, a name, a sign'],
    ['x[]', 'an index or a slice must come'],
    ['|x', "'|' must come"],
    ['<x y>', "',' must come"],
  ] as const) {
    it(`refuses ${JSON.stringify(statement)}`, () => {
      expect(() => parseStatement(statement)).to.throw(NotInNotation, words);
    });
  }
});

/** Words that are part of the notation, and letters that stand for any number, op or tensor. */
const plain = new Set(
  `a b c e f g h l m p q r tiny first offset tap order group groups cells rest op batch channels size sizes shape kernel window
  stride strides dilations padding pads crops mode before after valid same same-lower full constant edge reflect symmetric wrap nearest
  bilinear DCR CRD dataFormat filterShape countPadding NaN Infinity sum max min mean prod floor ceil gcd transpose reverse reshape concat
  repeat delta identity patches separable depthwise average pool over item variance exclusive fold base product`.split(/\s+/),
);

describe('the statement of every law', () => {
  it('is in the notation, and names nothing that is not explained', () => {
    const unknown = laws.flatMap((law) => {
      const legend = legendOf(law);
      return namesIn(parseStatement(law.statement))
        .map((each) => each.replace(/(?:_\w+|\d+|')+$/, ''))
        .filter((each) => !legend.has(each) && !plain.has(each) && !opNames.some((op) => op === each))
        .map((each) => `${law.id}: ${each}`);
    });
    expect(unknown).to.deep.equal([]);
  });

  it('is shown without the quotes', () => {
    expect(statementText('B(y, b) = x, "bit for bit"')).to.equal('B(y, b) = x, bit for bit');
  });
});

describe('a legend', () => {
  it('says what letters stand for, by the ops of the law', () => {
    const conv = { statement: "C(x_1, w') = 2 C(x, w)", requires: ['conv'] as const };
    expect([...legendOf(conv)]).to.deep.equal([
      ['C', 'conv'],
      ['x', 'an input'],
      ['w', 'a filter'],
    ]);
    const product = { statement: 'A B = C', requires: ['matmul'] as const };
    expect(legendText([conv, product])).to.equal('C = conv or a matrix, x = an input, w = a filter, A = a matrix, B = a matrix');
  });
});
