/** The words and signs of a law's statement. */

/** What a token is: a number, a name or word, a sign, words in quotes, or the end. */
export type TokenKind = 'number' | 'word' | 'sign' | 'prose' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** Of prose, without its quotes. */
  readonly text: string;
  /** Where it begins, in characters. */
  readonly at: number;
  /** Whether white space stands before it: `f(x)` is a call, `f (x)` a product. */
  readonly apart: boolean;
}

/** A statement that is not in the notation. */
export class NotInNotation extends SyntaxError {
  override readonly name = 'NotInNotation';

  constructor(statement: string, at: number, expected: string) {
    super(`${expected}, at ${JSON.stringify(statement.slice(at, at + 24))} in ${JSON.stringify(statement)}`);
  }
}

const patterns: readonly (readonly [TokenKind, RegExp])[] = [
  ['prose', /"([^"]*)"/y],
  ['number', /\d+(?:\.\d+)?/y],
  // A name may have an index, primes and dashes within: x_1, w', same-lower.
  ['word', /[A-Za-z]+(?:-[A-Za-z]{2,})*\d*(?:_[A-Za-z0-9]+)*'*/y],
  ['sign', /<=|>=|\.\.\.|::|[=<>+\-*/^|.,;:()[\]{}]/y],
];

/**
 * The tokens of a statement, with an end behind them.
 *
 * @throws NotInNotation on a character that stands for nothing, and on a quote without its other
 */
export function tokensOf(statement: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < statement.length) {
    const from = at;
    while (statement[at] === ' ') at++;
    if (at === statement.length) break;
    const found = patterns.map(([kind, pattern]) => {
      pattern.lastIndex = at;
      return [kind, pattern.exec(statement)] as const;
    });
    const [kind, match] = found.find(([, each]) => each !== null) ?? [];
    if (kind === undefined || match == null)
      throw new NotInNotation(statement, at, 'a number, a name, a sign or words in quotes must come');
    tokens.push({ kind, text: match[1] ?? match[0], at, apart: at > from || at === 0 });
    at += match[0].length;
  }
  return [...tokens, { kind: 'end', text: '', at, apart: true }];
}
