/** A law's statement as TeX, in pieces between which a line may break; words between formulas stay words. */
import type { Clause, Expression, Slice } from '../../../src/statement/notation.js';
import { parseStatement } from '../../../src/statement/parse.js';

/** A formula, or words beside formulas. */
export interface Piece {
  readonly kind: 'tex' | 'words';
  readonly text: string;
}

const escaped = (text: string): string =>
  text
    .replace(/[\\{}$&#%_^~]/g, (sign) =>
      sign === '\\' ? '\\textbackslash{}' : sign === '^' ? '\\char"5E{}' : sign === '~' ? '\\char"7E{}' : `\\${sign}`,
    )
    .replaceAll('<', '{<}')
    .replaceAll('>', '{>}');

const words = (text: string): string => `\\text{${escaped(text)}}`;

const letters = ['alpha', 'beta', 'gamma', 'epsilon'];
const functions = ['max', 'min', 'gcd'];
const signs: Readonly<Record<string, string>> = {
  '=': '=',
  '<=': '\\le',
  '>=': '\\ge',
  '<': '<',
  '>': '>',
  '+': '+',
  '-': '-',
  '*': '\\cdot',
  '/': '/',
  mod: '\\bmod',
};

/** A name: one letter is a variable, with its index; more are upright. */
function name(text: string): string {
  if (text === 'Infinity') return '\\infty';
  const [, stem = text, index = '', primes = ''] = /^([A-Za-z]+(?:-[A-Za-z]{2,})*?)(?:_?(\d+|(?<=_)\w+))?('*)$/.exec(text) ?? [];
  const upright = functions.includes(stem) ? `\\${stem}` : words(stem);
  const letter = letters.includes(stem) ? `\\${stem}` : stem.length === 1 ? stem : upright;
  return `${letter}${index === '' ? '' : index.length === 1 ? `_${index}` : `_{${words(index)}}`}${primes}`;
}

const isClause = (place: Clause | Slice): place is Clause => place.kind === 'clause';

const slice = ({ parts }: Slice): string => parts.map((part) => (part === undefined ? '' : expression(part))).join('\\mathbin{:}');

const place = (each: Clause | Slice): string => (isClause(each) ? clause(each) : slice(each));

const list = (entries: readonly (Clause | Slice)[]): string => entries.map(place).join(',\\, ');

function call(op: Expression, entries: readonly Clause[]): string {
  const within = list(entries);
  if (op.kind === 'name' && op.name === 'floor') return `\\left\\lfloor ${within} \\right\\rfloor`;
  if (op.kind === 'name' && op.name === 'ceil') return `\\left\\lceil ${within} \\right\\rceil`;
  if (op.kind === 'name' && op.name === 'sqrt') return `\\sqrt{${within}}`;
  return `${expression(op)}\\left(${within}\\right)`;
}

/** Whether a part stands close to its neighbours: a letter, a number or what is in brackets, in a product. */
const isTight = (e: Expression): boolean => e.kind === 'number' || e.kind === 'group' || (e.kind === 'name' && e.name.length === 1);

function beside(parts: readonly Expression[]): string {
  return parts.map((part, i) => (i === 0 ? '' : isTight(part) && isTight(parts[i - 1]!) ? '\\,' : '\\;') + expression(part)).join('');
}

function fold({ by, over, of }: Extract<Expression, { kind: 'fold' }>): string {
  const index = over === '' ? '' : `_{${over.length === 1 ? over : words(over)}}`;
  const sign = by === 'sum' ? '\\sum' : by === 'mean' ? '\\operatorname*{mean}' : `\\${by}`;
  return `${sign}${index} ${expression(of)}`;
}

const brackets = { '(': ['(', ')'], '[': ['[', ']'], '{': ['\\{', '\\}'] } as const;

function expression(e: Expression): string {
  switch (e.kind) {
    case 'number':
      return String(e.value);
    case 'name':
      return name(e.name);
    case 'prose':
      return words(e.text);
    case 'open':
      return e.sign === '.' ? '\\,\\cdot\\,' : '\\ldots';
    case 'beside':
      return beside(e.parts);
    case 'binary':
      if (e.sign !== '^') return `${expression(e.left)} ${signs[e.sign]!} ${expression(e.right)}`;
      // A transpose is upright.
      return `{${expression(e.left)}}^{${e.right.kind === 'name' && e.right.name === 'T' ? '\\mathsf{T}' : expression(e.right)}}`;
    case 'negative':
      return `-${expression(e.of)}`;
    case 'call':
      return call(e.op, e.arguments);
    case 'index':
      return `${expression(e.of)}\\left[${list(e.places)}\\right]`;
    case 'group': {
      const [open, close] = brackets[e.bracket];
      return `\\left${open}${list(e.entries)}\\right${close}`;
    }
    case 'magnitude':
      return `\\left|${expression(e.of)}\\right|`;
    case 'inner':
      return `\\left\\langle ${expression(e.left)},\\, ${expression(e.right)} \\right\\rangle`;
    case 'fold':
      return fold(e);
  }
}

function clause({ sides, relations, where }: Clause): string {
  const compared = sides.map((side, i) => (i === 0 ? '' : `${signs[relations[i - 1]!]!} `) + expression(side)).join(' ');
  return where === undefined ? compared : `${compared} \\text{ where } ${clause(where)}`;
}

/** Arguments of a call that may stand on one line without a break. */
const mostUnbroken = 3;

/** An expression cut where words stand between formulas, and a long call behind each of its arguments. */
function* piecesOf(e: Expression, before = ''): Generator<Piece> {
  if (e.kind === 'call' && e.arguments.length > mostUnbroken) {
    const last = e.arguments.length - 1;
    for (const [i, each] of e.arguments.entries()) {
      yield { kind: 'tex', text: `${i === 0 ? `${before}${expression(e.op)}(` : ''}${clause(each)}${i === last ? ')' : ','}` };
    }
    return;
  }
  let tex = before;
  let run: Expression[] = [];
  const flush = (): Piece[] => {
    const text = `${tex}${beside(run)}`.trim();
    tex = '';
    run = [];
    return text === '' ? [] : [{ kind: 'tex', text }];
  };
  for (const part of e.kind === 'beside' ? e.parts : [e]) {
    if (part.kind === 'prose') {
      yield* flush();
      yield { kind: 'words', text: part.text };
    } else run.push(part);
  }
  yield* flush();
}

function* piecesOfClause({ sides, relations, where }: Clause): Generator<Piece> {
  for (const [i, side] of sides.entries()) yield* piecesOf(side, i === 0 ? '' : `{}${signs[relations[i - 1]!]!} `);
  if (where === undefined) return;
  yield { kind: 'words', text: 'where' };
  yield* piecesOfClause(where);
}

/**
 * The pieces of a statement.
 *
 * @throws NotInNotation
 */
export function texOf(statement: string): Piece[] {
  const { clauses, between } = parseStatement(statement);
  return clauses.flatMap((each, i) => {
    const pieces = [...piecesOfClause(each)];
    const sign = between[i];
    if (sign === 'and') pieces.push({ kind: 'words', text: 'and' });
    else if (sign !== undefined) {
      const last = pieces.at(-1)!;
      pieces[pieces.length - 1] = { ...last, text: `${last.text}${sign}` };
    }
    return pieces;
  });
}
