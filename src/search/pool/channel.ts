/** Values that come in from many sides, read one after the other. */
export class Channel<T> implements AsyncIterable<T> {
  private readonly values: T[] = [];
  private state: 'open' | 'ended' | { readonly error: unknown } = 'open';
  private wake: () => void = () => undefined;

  push(value: T): void {
    this.values.push(value);
    this.wake();
  }

  end(): void {
    this.state = 'ended';
    this.wake();
  }

  fail(error: unknown): void {
    this.state = { error };
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      while (this.values.length > 0) yield this.values.shift()!;
      if (this.state === 'ended') return;
      if (this.state !== 'open') throw this.state.error;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}
