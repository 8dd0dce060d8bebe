/** A domain and limits that leave no case: says which choice has no value left, and what would be needed. */
export class EmptyDomain extends RangeError {
  override readonly name = 'EmptyDomain';

  constructor(
    /** The choice without a value, such as 'padding'. */
    readonly choice: string,
    /** What is missing, as a reader of a report wants it. */
    readonly missing: string,
  ) {
    super(`${choice}: ${missing}`);
  }
}
