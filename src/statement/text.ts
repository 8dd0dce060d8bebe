/** A statement as a reader sees it: words stand without their quotes. */
export function statementText(statement: string): string {
  return statement.replaceAll('"', '');
}
