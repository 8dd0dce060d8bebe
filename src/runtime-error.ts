/** Errors that nobody threw: those that JavaScript itself raises where a program does what cannot be done. */

type Anything = Readonly<Record<string, (...args: unknown[]) => unknown>>;

/** Two names without a letter in common at either end. */
type Name = 'one' | 'two';

/** Mistakes whose errors tell the name of a variable. */
const calls = { one: (one: Anything) => one['one']!(), two: (two: Anything) => two['two']!() } as const;
const firsts = {
  one: (one: unknown[]) => {
    const [first] = one;
    return first;
  },
  two: (two: unknown[]) => {
    const [first] = two;
    return first;
  },
} as const;
const members = {
  one: (from: Record<string, unknown>) => {
    const { one } = from;
    return one;
  },
  two: (given: Record<string, unknown>) => {
    const { two } = given;
    return two;
  },
} as const;
const spreads = { one: (one: number[]) => [...one], two: (two: number[]) => [...two] } as const;
const largest = { one: (one: number[]) => Math.max(...one), two: (two: number[]) => Math.max(...two) } as const;

/** What programs do by mistake, each in two ways: what their errors have in common tells them. */
const mistakes: readonly ((name: Name) => unknown)[] = [
  (name) => (undefined as unknown as Anything)[name],
  (name) => (null as unknown as Anything)[name],
  (name) => ((undefined as unknown as Record<string, unknown>)[name] = 0),
  (name) => ((null as unknown as Record<string, unknown>)[name] = 0),
  (name) => calls[name]({}),
  (name) => members[name](undefined as unknown as Record<string, unknown>),
  (name) => firsts[name](undefined as unknown as unknown[]),
  (name) => firsts[name]({} as unknown[]),
  (name) => spreads[name]({} as number[]),
  (name) => largest[name](undefined as unknown as number[]),
  (name) => largest[name]({} as number[]),
  () => new Array<unknown>(-1),
  (name) => new Float32Array(name === 'one' ? -1 : 2 ** 52),
  (name) => new (name === 'one' ? Float64Array : Int32Array)(new ArrayBuffer(8), 1),
  () => new Float32Array(1).set([1, 2]),
  () => ([] as number[]).reduce((a, b) => a + b),
  (name) => 'x'.repeat(name === 'one' ? -1 : Infinity),
  () => 1n * (1 as unknown as bigint),
  (name) => name in (1 as unknown as object),
  function deeper(name): unknown {
    return [deeper(name)];
  },
];

/** How an error reads, around what it tells by name. */
interface Words {
  readonly name: string;
  readonly start: string;
  readonly end: string;
}

function raised(mistake: (typeof mistakes)[number], name: Name): Error {
  try {
    mistake(name);
  } catch (error) {
    return error as Error;
  }
  throw new TypeError('this runtime takes what is a mistake');
}

/** What two errors of one mistake have in common. */
function wordsOf(mistake: (typeof mistakes)[number]): Words {
  const [one, other] = [raised(mistake, 'one'), raised(mistake, 'two')];
  const length = Math.min(one.message.length, other.message.length);
  let start = 0;
  while (start < length && one.message[start] === other.message[start]) start++;
  let end = 0;
  while (end < length - start && one.message.at(-1 - end) === other.message.at(-1 - end)) end++;
  return { name: one.name, start: one.message.slice(0, start), end: one.message.slice(one.message.length - end) };
}

/** Those of this runtime: each mistake is made once, on first need. */
let known: readonly Words[] | undefined;

/** Names of errors that are raised alone: a name that is not declared, too deep a call in Firefox, a trap of WebAssembly. */
const raisedAlone = ['ReferenceError', 'InternalError', 'RuntimeError'];

/** Whether an error is meant: it says something, in words that are not the runtime's. */
export function isMeant(error: Error): boolean {
  return error.message.trim() !== '' && !isRuntimeError(error);
}

/**
 * Whether an error is one that the runtime raised, by its own words: a program that meant to refuse would have thrown an error of its own.
 * "Cannot read properties of undefined (reading 'length')" is one.
 */
export function isRuntimeError({ name, message }: Error): boolean {
  if (raisedAlone.includes(name)) return true;
  known ??= mistakes.map(wordsOf);
  return known.some(
    (words) =>
      words.name === name &&
      message.length >= words.start.length + words.end.length &&
      message.startsWith(words.start) &&
      message.endsWith(words.end),
  );
}
