/** Reads the statement of a law: one line of mathematics, in which words that are no mathematics stand in quotes. */
import { NotInNotation, tokensOf, type Token } from './lexer.js';
import { folds, relations, type Clause, type Expression, type Fold, type Relation, type Slice, type Statement } from './notation.js';

const closing = { '(': ')', '[': ']', '{': '}' } as const;
type Opening = keyof typeof closing;

/** Words that stand between expressions, and so begin none. */
const connectives = ['and', 'where', 'mod'];

class Reader {
  private at = 0;
  /** Whether `|` closes the magnitude that is being read. */
  private inMagnitude = false;
  private readonly tokens: readonly Token[];

  constructor(private readonly text: string) {
    this.tokens = tokensOf(text);
  }

  private get next(): Token {
    return this.tokens[this.at]!;
  }

  private is(text: string): boolean {
    const { kind, text: found } = this.next;
    return (kind === 'sign' || kind === 'word') && found === text;
  }

  private take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  private require(text: string): void {
    if (!this.take(text)) throw new NotInNotation(this.text, this.next.at, `'${text}' must come`);
  }

  statement(): Statement {
    const clauses = [this.clause()];
    const between: (',' | ';' | 'and')[] = [];
    while (this.next.kind !== 'end') {
      const sign = ([',', ';', 'and'] as const).find((each) => this.take(each));
      if (sign === undefined) throw new NotInNotation(this.text, this.next.at, "a relation, ',', ';', 'and' or the end must come");
      between.push(sign);
      clauses.push(this.clause());
    }
    return { clauses, between };
  }

  private clause(): Clause {
    const sides = [this.sum()];
    const found: Relation[] = [];
    for (let sign = this.relation(); sign !== undefined; sign = this.relation()) {
      found.push(sign);
      sides.push(this.sum());
    }
    const clause: Clause = { kind: 'clause', sides, relations: found };
    return this.take('where') ? { ...clause, where: this.clause() } : clause;
  }

  private relation(): Relation | undefined {
    return relations.find((sign) => this.take(sign));
  }

  private sum(): Expression {
    let left = this.product();
    for (;;) {
      const sign = (['+', '-'] as const).find((each) => this.take(each));
      if (sign === undefined) return left;
      left = { kind: 'binary', sign, left, right: this.product() };
    }
  }

  private product(): Expression {
    let left = this.beside();
    for (;;) {
      const sign = (['*', '/', 'mod'] as const).find((each) => this.take(each));
      if (sign === undefined) return left;
      left = { kind: 'binary', sign, left, right: this.beside() };
    }
  }

  /** Whether the next token may begin an expression that stands beside another. */
  private begins(): boolean {
    const { kind, text } = this.next;
    if (kind === 'word') return !connectives.includes(text);
    if (kind === 'sign') return text in closing || text === '.' || text === '...' || (text === '|' && !this.inMagnitude);
    return kind !== 'end';
  }

  private beside(): Expression {
    const first = this.signed();
    const parts = [first];
    while (this.begins()) parts.push(this.power());
    return parts.length === 1 ? first : { kind: 'beside', parts };
  }

  private signed(): Expression {
    return this.take('-') ? { kind: 'negative', of: this.beside() } : this.power();
  }

  private power(): Expression {
    const left = this.applied();
    return this.take('^') ? { kind: 'binary', sign: '^', left, right: this.applied() } : left;
  }

  /** A name or a group, called and indexed. */
  private applied(): Expression {
    let found = this.atom();
    for (;;) {
      if (this.next.apart) return found;
      if (this.take('(')) found = { kind: 'call', op: found, arguments: this.list(')', () => this.clause()) };
      else if (this.take('[')) found = { kind: 'index', of: found, places: this.list(']', () => this.place()) };
      else return found;
    }
  }

  private list<T>(end: string, entry: () => T): T[] {
    const outside = this.inMagnitude;
    this.inMagnitude = false;
    const entries = [entry()];
    while (this.take(',') || this.take(';')) entries.push(entry());
    this.require(end);
    this.inMagnitude = outside;
    return entries;
  }

  /** One place of an index: a clause, or a slice. */
  private place(): Clause | Slice {
    const parts: (Expression | undefined)[] = [this.sliced()];
    while (this.is(':') || this.is('::')) {
      if (this.take('::')) parts.push(undefined);
      else this.require(':');
      parts.push(this.sliced());
    }
    const [first] = parts;
    if (parts.length > 1) return { kind: 'slice', parts };
    if (first === undefined) throw new NotInNotation(this.text, this.next.at, 'an index or a slice must come');
    const sign = this.relation();
    return sign === undefined
      ? { kind: 'clause', sides: [first], relations: [] }
      : { kind: 'clause', sides: [first, this.sum()], relations: [sign] };
  }

  private sliced(): Expression | undefined {
    return this.begins() || this.is('-') ? this.sum() : undefined;
  }

  private atom(): Expression {
    const { kind, text, at } = this.next;
    if (!this.begins() && !this.is('<')) throw new NotInNotation(this.text, at, 'an expression must come');
    this.at++;
    if (kind === 'number') return { kind, value: Number(text) };
    if (kind === 'prose') return { kind, text };
    if (kind === 'word') return this.fold(text) ?? { kind: 'name', name: text };
    if (text === '.' || text === '...') return { kind: 'open', sign: text };
    if (text === '|') return this.magnitude();
    if (text === '<') return this.inner();
    const bracket = text as Opening;
    return { kind: 'group', bracket, entries: this.list(closing[bracket], () => this.place()) };
  }

  private magnitude(): Expression {
    const outside = this.inMagnitude;
    this.inMagnitude = true;
    const of = this.sum();
    this.require('|');
    this.inMagnitude = outside;
    return { kind: 'magnitude', of };
  }

  private inner(): Expression {
    const left = this.sum();
    this.require(',');
    const right = this.sum();
    this.require('>');
    return { kind: 'inner', left, right };
  }

  /** `over j of ...` after a word that folds. */
  private fold(word: string): Expression | undefined {
    const by = folds.find((each): each is Fold => each === word);
    if (by === undefined || !(this.is('over') || this.is('of'))) return undefined;
    const over: string[] = [];
    if (this.take('over')) while (this.next.kind === 'word' && !this.is('of')) over.push(this.tokens[this.at++]!.text);
    this.require('of');
    return { kind: 'fold', by, over: over.join(' '), of: this.product() };
  }
}

/**
 * The parts of a statement.
 *
 * @throws NotInNotation
 */
export function parseStatement(statement: string): Statement {
  return new Reader(statement).statement();
}
