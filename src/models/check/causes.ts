/** Calls of nodes that stray, made smaller and brought to their causes, as those of any law are. */
import { agreement } from '../../../properties/agreement.js';
import type { Finding } from '../../diagnosis/findings/finding.js';
import type { Domain } from '../../domain.js';
import type { Executor } from '../../engine/executor.js';
import { Found } from '../../engine/found.js';
import { completeAttributes, attributesAt } from '../../judge/bind/attributes.js';
import { namedCall } from '../../ops/drawn-call.js';
import { tensorRecord, type TensorOp } from '../../ops/index.js';
import { isTensor } from '../../tensor.js';
import type { TranslatedCall } from '../translate/index.js';

/** The numbers in attributes, however deep. */
const numbersIn = (value: unknown): number[] =>
  typeof value === 'number' ? [Math.abs(value)] : Array.isArray(value) ? (value as unknown[]).flatMap(numbersIn) : [];

/** Bounds that a call of a model is just within: what is within them is made smaller. */
function domainAround(args: readonly unknown[]): Partial<Domain> {
  const tensors = args.filter(isTensor);
  const attributes = args.filter((arg) => !isTensor(arg)).flatMap((arg) => Object.values(arg as object));
  const longest = Math.max(1, ...tensors.flatMap(({ shape }) => shape));
  const most = Math.ceil(Math.max(1, ...attributes.filter((each) => !isTensor(each)).flatMap(numbersIn)));
  const axes = Math.max(1, ...tensors.map(({ shape }) => shape.length - 2));
  const extents = { min: 1, max: longest };
  const steps = { min: 1, max: Math.min(most, longest) };
  // Of the elements that a case aims at, a window or an input takes its root: sixteenfold, they are all within reach.
  const elements = 16 * (longest + 2 * most) ** Math.min(3, axes);
  return {
    ...{ batch: extents, channels: extents, groups: extents, size: extents, kernel: extents },
    ...{ stride: steps, dilation: steps, block: steps },
    pad: { min: 0, max: most },
    elements,
    largest: elements,
  };
}

/** The law that an op is what the reference says. */
function lawOf(op: TensorOp): string {
  return agreement.find(({ requires }) => requires.length === 1 && requires[0] === op)!.id;
}

export class Causes {
  private readonly found: Found;

  constructor(private readonly executor: Executor) {
    this.found = new Found(executor, executor.known);
  }

  /**
   * The finding that a call strays by; `undefined` where it does not stray when it is made once more.
   *
   * @param spelling the one that it strays in
   */
  async of({ op, args }: Pick<TranslatedCall, 'op' | 'args'>, spelling?: string, signal?: AbortSignal): Promise<Finding | undefined> {
    const at = attributesAt(op);
    const complete = args.map((arg, i) => (i === at ? completeAttributes(op, args, arg as object) : arg));
    const named = namedCall(tensorRecord(op), complete) as object;
    const example = spelling === undefined ? named : { ...named, spelling: { [op]: spelling } };
    // What known causes explain is passed over before it is made smaller.
    const exclude = this.found.exclusions();
    const results = await this.executor.run(
      { law: lawOf(op), seed: 0, from: 0, runs: 1, example, domain: domainAround(args), exclude },
      signal,
    );
    for (const result of results) {
      this.found.heed(result);
      const { diagnoses } = await this.found.add(result);
      const [first] = diagnoses;
      if (first !== undefined) return first.finding;
    }
    return undefined;
  }

  /** The gravest first; known bugs and conventions last. */
  list(): readonly Finding[] {
    return [...this.found.list(), ...this.found.listKnown(), ...this.found.listConventions()];
  }
}
