import type { TestBody, TestFramework } from '../../src/suite/framework.js';

interface FakeTest {
  readonly suite: string;
  readonly title: string;
  readonly how: 'run' | 'skip' | 'only';
  readonly body: TestBody;
  /** Every argument of the registration, after the title. */
  readonly given: readonly unknown[];
}

/** How a test ended. */
export interface Ended {
  readonly title: string;
  readonly how: 'passed' | 'failed' | 'skipped';
  /** Of a skip. */
  readonly note?: string;
  readonly error?: Error;
}

/** A framework that records what is registered, and runs it when told to. */
export class FakeFramework implements TestFramework {
  readonly tests: FakeTest[] = [];
  readonly hooks: { readonly kind: 'before' | 'after'; readonly body: TestBody; readonly given: readonly unknown[] }[] = [];
  private readonly path: string[] = [];
  readonly it = Object.assign(this.registrar('run'), { skip: this.registrar('skip'), only: this.registrar('only') });

  /** @param skips whether a running test can be skipped */
  constructor(private readonly skips = true) {}

  readonly describe = (title: string, body: () => void): void => {
    this.path.push(title);
    body();
    this.path.pop();
  };

  readonly beforeAll = (body: TestBody, ...rest: unknown[]): void => void this.hooks.push({ kind: 'before', body, given: rest });
  readonly afterAll = (body: TestBody, ...rest: unknown[]): void => void this.hooks.push({ kind: 'after', body, given: rest });

  /** Runs hooks and tests, one after another, as frameworks do. */
  async run(): Promise<Ended[]> {
    for (const { kind, body } of this.hooks) if (kind === 'before') await body.call(undefined);
    const ended: Ended[] = [];
    for (const test of this.tests) ended.push(await this.runTest(test));
    for (const { kind, body } of this.hooks) if (kind === 'after') await body.call(undefined);
    return ended;
  }

  async runTest({ title, how, body }: FakeTest): Promise<Ended> {
    if (how === 'skip') return { title, how: 'skipped' };
    const notes: string[] = [];
    const context = { skip: (note: string) => void notes.push(note) };
    try {
      await (this.skips ? body.call(undefined, context) : body.call(undefined));
    } catch (error) {
      return { title, how: 'failed', error: error as Error };
    }
    return notes.length > 0 ? { title, how: 'skipped', note: notes[0]! } : { title, how: 'passed' };
  }

  private registrar(how: FakeTest['how']) {
    return (title: string, ...given: unknown[]): void => {
      const body = given.find((each) => typeof each === 'function') as TestBody;
      this.tests.push({ suite: this.path.join(' > '), title, how, body, given });
    };
  }
}
