/** The test frameworks: what is used of each, and how one is found. */
import { InvalidArgument } from '../invalid-argument.js';

/** A test or a hook as a framework calls it: with its context as `this` (mocha), as first argument (vitest, node:test), or with none (jest). */
export type TestBody = (this: unknown, ...args: unknown[]) => Promise<void>;

/** Registers one test. */
export type RegisterTest = (title: string, body: TestBody) => unknown;

/**
 * What `describeLaws` uses of a test framework. The globals of mocha, vitest and jest have it, and so have
 * `import * as framework from` `'vitest'`, `'node:test'` and `'@jest/globals'`.
 */
export interface TestFramework {
  readonly describe: (title: string, body: () => void) => unknown;
  readonly it: RegisterTest & { readonly skip: RegisterTest; readonly only: RegisterTest };
  /** mocha, node:test */
  readonly before?: (body: TestBody) => unknown;
  readonly after?: (body: TestBody) => unknown;
  /** vitest, jest */
  readonly beforeAll?: (body: TestBody) => unknown;
  readonly afterAll?: (body: TestBody) => unknown;
}

/** A framework with the differences between frameworks taken away. */
export interface Registry {
  readonly suite: (title: string, body: () => void) => void;
  readonly test: (title: string, how: 'run' | 'only' | 'skip', body: TestBody) => void;
  readonly before: (body: TestBody) => void;
  readonly after: (body: TestBody) => void;
}

/** `it` and hooks as called: where a framework takes a time limit depends on the framework. */
type Loose = (...args: unknown[]) => unknown;

function isFramework(value: unknown): value is TestFramework {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  const { describe, it } = value as Partial<TestFramework>;
  return typeof describe === 'function' && typeof it === 'function';
}

/** node:test alone has both `before` and `it.todo`; it takes options before the body, where others take a number after it. */
function isNodeTest({ it, before }: TestFramework): boolean {
  return before !== undefined && 'todo' in it;
}

/** @throws InvalidArgument where none is given and none is global, and where it lacks a part */
export function frameworkOf(given: TestFramework | undefined): TestFramework {
  const framework: unknown = given ?? globalThis;
  if (!isFramework(framework)) {
    const rule =
      given === undefined
        ? "there are no global describe and it; pass a framework, such as { framework } after import * as framework from 'node:test'"
        : 'it has describe, it, and before and after or beforeAll and afterAll';
    throw new InvalidArgument('describeLaws', 'framework', given, rule);
  }
  for (const part of ['skip', 'only'] as const) {
    if (typeof framework.it[part] !== 'function')
      throw new InvalidArgument('describeLaws', `framework.it.${part}`, undefined, 'it must be a function');
  }
  if (typeof (framework.beforeAll ?? framework.before) !== 'function' || typeof (framework.afterAll ?? framework.after) !== 'function')
    throw new InvalidArgument('describeLaws', 'framework', given, 'it has before and after, or beforeAll and afterAll');
  return framework;
}

/**
 * @param limit milliseconds that a test or a hook may take
 * @param narrowed whether some tests are registered with `only`: node:test passes suites over that are not, once it is told to heed it
 */
export function registryOf(framework: TestFramework, limit: number, narrowed: boolean): Registry {
  const { describe, it } = framework;
  const optionsFirst = isNodeTest(framework);
  const suite = narrowed && optionsFirst && 'only' in describe ? (describe.only as TestFramework['describe']) : describe;
  // mocha has no place for a limit here: `this.timeout` sets it, once the test runs.
  const hook = (register: Loose) => (body: TestBody) => void register(body, optionsFirst ? { timeout: limit } : limit);
  return {
    suite: (title, body) => void suite(title, body),
    test: (title, how, body) => {
      const register = (how === 'run' ? it : it[how]) as Loose;
      if (optionsFirst) register(title, { timeout: limit }, body);
      else register(title, body, limit);
    },
    before: hook((framework.beforeAll ?? framework.before)! as Loose),
    after: hook((framework.afterAll ?? framework.after)! as Loose),
  };
}
