import type { Clause, Expression, Slice, Statement } from './notation.js';

function* inClause({ sides, where }: Clause): Generator<string> {
  for (const side of sides) yield* inExpression(side);
  if (where !== undefined) yield* inClause(where);
}

function* inPlace(place: Clause | Slice): Generator<string> {
  if (place.kind === 'clause') return yield* inClause(place);
  for (const part of place.parts) if (part !== undefined) yield* inExpression(part);
}

function* inExpression(e: Expression): Generator<string> {
  switch (e.kind) {
    case 'name':
      return yield e.name;
    case 'beside':
      for (const part of e.parts) yield* inExpression(part);
      return;
    case 'binary':
    case 'inner':
      yield* inExpression(e.left);
      return yield* inExpression(e.right);
    case 'call':
      yield* inExpression(e.op);
      for (const each of e.arguments) yield* inClause(each);
      return;
    case 'index':
      yield* inExpression(e.of);
      for (const place of e.places) yield* inPlace(place);
      return;
    case 'group':
      for (const entry of e.entries) yield* inPlace(entry);
      return;
    case 'fold':
      yield e.by;
      return yield* inExpression(e.of);
    case 'negative':
    case 'magnitude':
      return yield* inExpression(e.of);
    case 'number':
    case 'prose':
    case 'open':
  }
}

/** The names in a statement, each once, in the order in which they come. */
export function namesIn({ clauses }: Statement): string[] {
  return [...new Set(clauses.flatMap((clause) => [...inClause(clause)]))];
}
