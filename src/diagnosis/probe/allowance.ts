/** How many calls the diagnosis of one stray may make, where calls are slow. */

/** Calls that a diagnosis makes, about, where nothing keeps it from them. */
const usual = 600;

/** A diagnosis would make more calls than it may. */
export class OutOfCalls extends Error {
  override readonly name = 'OutOfCalls';
}

export class Allowance {
  private left = Infinity;
  private readonly share: number;

  /** @param most calls of one diagnosis. Default: no limit */
  constructor(private readonly most = Infinity) {
    this.share = Math.min(1, most / usual);
  }

  /** A diagnosis begins. What is called outside of one is not counted. */
  begin(): void {
    this.left = this.most;
  }

  end(): void {
    this.left = Infinity;
  }

  /** A call is about to be made. */
  spend(): void {
    if (this.left <= 0) throw new OutOfCalls(`more than ${this.most} calls`);
    this.left--;
  }

  /** How many of so many calls are made. */
  of(count: number): number {
    return Math.ceil(count * this.share);
  }
}
