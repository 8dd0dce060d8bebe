/** Causes of strays that depend on what was called before, or on nothing that can be told. */
import { judge, type Stray } from '../../judge/judge.js';
import type { TensorLibrary } from '../../library.js';
import { recordHeld } from '../../library/conventions.js';
import { withTensors } from '../../ops/call.js';
import { isTensorOp, tensorRecord, type TensorOp } from '../../ops/index.js';
import type { CauseCall, StateCause } from '../cause/cause.js';
import type { Allowance } from '../probe/allowance.js';
import type { Probes } from '../probe/probes.js';
import { inLargerShape, onCounted, onOtherAttributes, onOtherData, onOtherTensors } from './other-data.js';
import { memoryIds } from './memory.js';
import { formatStateId, relationTo, touchingOf, type Relation } from './relations.js';
import { givenCall, Sequences, sizeOfCall } from './sequences.js';

/** How often equal calls are made to say how often they go wrong. */
const equalCalls = 20;

/** How often a sequence is made before it is believed. */
const rounds = 5;

/** Calls in other shapes that are tried before one. */
const others = 3;

/** By how much larger shapes than a call's are that a library has hardly met: from this on, another one each time. */
const leastTimes = 11;

/** Pairs of calls in one shape, near the straying one and at random, that are tried. */
const keptPairs = 5;

export class StateExplainer {
  private readonly sequences: Sequences;
  private times = leastTimes;

  constructor(
    private readonly library: TensorLibrary,
    private readonly probes: (op: TensorOp) => Probes,
    allowance?: Allowance,
    timeout?: number,
  ) {
    this.sequences = new Sequences(library, timeout, allowance);
  }

  /**
   * The cause of a stray that holds by itself, or does in the library's first state.
   *
   * @param before calls that lead to it; empty where they are not known, and have to be found
   */
  async ledTo(stray: Stray, before: readonly CauseCall[]): Promise<StateCause | undefined> {
    const call = givenCall(stray);
    const calls = [...before, call];
    const scope = { ops: [stray.op], guards: [] };
    if (stray.kind === 'rewritten') return { kind: 'state', id: 'writes-over-results', calls, ...scope };
    if (stray.kind === 'aliased')
      return { kind: 'state', id: before.length === 0 ? 'returns-its-argument' : 'returns-one-result', calls, ...scope };
    const { op } = stray;
    if (!isTensorOp(op)) return { kind: 'state', id: 'earlier-calls', calls, ...scope };
    const strange = this.probes(op)
      .draw(20, 1)
      .filter((each) => relationTo(each, call) === 'other-shapes')
      .sort((a, b) => sizeOfCall(a) - sizeOfCall(b))
      .slice(0, others);
    // On data of which nothing comes out as zero more can be told.
    for (const each of [onCounted(call), call]) {
      const otherwise = onOtherAttributes(each, strange);
      const leads = [
        each,
        onOtherData(each),
        ...onOtherTensors(each),
        ...(otherwise === undefined ? [] : [otherwise]),
        ...strange,
        ...before,
      ];
      const led = await this.ledBy(leads, each, strange);
      if (led !== undefined) return { ...led, ...scope };
    }
    const last = before.at(-1);
    if (last === undefined) return undefined;
    if (!(await this.straysEachTime(calls))) {
      const together = await this.sequences.interfering(last, call);
      return together && { kind: 'interference', id: 'in-flight', calls: [last, givenCall(together)], ...scope };
    }
    const id =
      before.length === 1 ? formatStateId({ when: 'after', touching: touchingOf([relationTo(last, call)]), keeps: [] }) : 'earlier-calls';
    return { kind: 'state', id, calls, ...scope };
  }

  /**
   * What leads to a stray, as calls before it and what they have in common; undefined where none of them does.
   *
   * @param leads calls to try, of each relation the first that does
   * @param strange calls in other shapes
   */
  private async ledBy(
    leads: readonly CauseCall[],
    call: CauseCall,
    strange: readonly CauseCall[],
  ): Promise<Pick<StateCause, 'kind' | 'id' | 'calls'> | undefined> {
    const told: { readonly relation: Relation; readonly lead: CauseCall }[] = [];
    for (const lead of leads) {
      const relation = relationTo(lead, call);
      if (told.some((each) => each.relation === relation)) continue;
      const pause = relation === 'other-shapes' ? lead : (strange[0] ?? lead);
      if (await this.leads(lead, call, pause)) told.push({ relation, lead });
    }
    const [first] = told;
    if (first === undefined) return undefined;
    const { relation, lead } = first;
    const pause = relation === 'other-shapes' ? onOtherData(call) : strange[0];
    const when = pause !== undefined && (await this.strays([lead, pause, call])) ? 'since' : 'after';
    const relations = told.map((each) => each.relation);
    const touching = touchingOf(relation === 'another-op' ? [relation] : relations.filter((each) => each !== 'another-op'));
    const keeps = relation === 'other-data' ? await this.keptOf(lead, call) : [];
    return { kind: 'state', id: formatStateId({ when, touching, keeps }), calls: [lead, call] };
  }

  /** Whether a call that strays does not in the library's first state, or after calls in other shapes. */
  async holdsElsewhere(stray: Stray): Promise<boolean> {
    const { op } = stray;
    if (!isTensorOp(op)) return false;
    const call = givenCall(stray);
    if (this.sequences.renews && !(await this.strays([call]))) return true;
    return this.sequences.holds(call, this.probes(op).draw(others, 2));
  }

  /** Whether the calls of a cause still lead to a stray. */
  async shows({ id, calls }: StateCause): Promise<boolean> {
    for (let i = 0; i < others; i++) {
      const stray = memoryIds[id] === undefined ? await this.sequences.last(calls) : await this.sequences.kept(calls[0]!, calls.at(-1)!);
      if (stray !== undefined) return true;
    }
    return false;
  }

  /** How often a call goes wrong of so many equal ones, the one that did at first included. */
  async byChance(stray: Stray): Promise<StateCause> {
    const call = givenCall(stray);
    let strays = 1;
    for (let i = 0; i < equalCalls; i++) if ((await this.sequences.next(call)) !== undefined) strays++;
    return { kind: 'chance', id: 'equal-calls', calls: [call], rate: { strays, of: equalCalls + 1 }, ops: [stray.op], guards: [] };
  }

  /**
   * The cause of a stray that repeats, where it does so for what the library keeps of earlier calls, for good: in shapes that it has not met
   * such a call is right at first. undefined where it does not.
   */
  async kept(stray: Stray): Promise<StateCause | undefined> {
    const { op } = stray;
    const call = givenCall(stray);
    const unmet = isTensorOp(op) ? inLargerShape(call, this.times++) : undefined;
    if (!isTensorOp(op) || unmet === undefined || (await this.strays([unmet]))) return undefined;
    const handedOut = await this.handedOut(call);
    if (handedOut !== undefined) return { ...handedOut, ops: [op], guards: [] };
    const probes = this.probes(op);
    const others = [...probes.draw(keptPairs, 7), ...probes.near(stray, keptPairs, 7)];
    for (const otherOf of [onOtherData, (each: CauseCall) => onOtherAttributes(each, others)]) {
      for (const each of [call, ...others]) {
        const other = otherOf(each);
        if (other === undefined || !(await this.isKept(other, each))) continue;
        const touching = touchingOf([relationTo(other, each)]);
        const times = this.times++;
        const [before, after] = [other, each].map((one) => inLargerShape(one, times) ?? one) as [CauseCall, CauseCall];
        const keeps = touching === 'other-data' ? await this.keptOf(before, after) : [];
        return { kind: 'state', id: formatStateId({ when: 'since', touching, keeps }), calls: [other, each], ops: [op], guards: [] };
      }
    }
    return undefined;
  }

  /** Whether of two calls in one shape, which was not met before, the second strays and the first does not, whichever comes first. */
  private async isKept(one: CauseCall, other: CauseCall): Promise<boolean> {
    for (const pair of [
      [one, other],
      [other, one],
    ]) {
      const times = this.times++;
      const [first, second] = pair.map((call) => inLargerShape(call, times));
      if (first === undefined || second === undefined) return false;
      if ((await this.sequences.next(first)) !== undefined || (await this.sequences.next(second)) === undefined) return false;
    }
    return true;
  }

  /** A result that the library hands out twice, so that what a caller writes to it comes back; undefined where it does not. */
  private async handedOut(call: CauseCall): Promise<Pick<StateCause, 'kind' | 'id' | 'calls'> | undefined> {
    const fresh = [onCounted(call), onCounted(call, 1)];
    for (const each of fresh) {
      if ((await this.sequences.next(each)) !== undefined) return undefined;
      if ((await this.sequences.kept(each, each))?.kind !== 'aliased') return undefined;
    }
    return { kind: 'state', id: 'returns-one-result', calls: [fresh[0]!, fresh[0]!] };
  }

  /** Whether a call strays each time right after another that does not. */
  private async leads(lead: CauseCall, call: CauseCall, pause: CauseCall): Promise<boolean> {
    const { renews } = this.sequences;
    let shown = 0;
    let spoilt = 0;
    for (let round = 0; round < rounds; round++) {
      await this.sequences.renew();
      // One more each time: what goes by the number of calls does not show so.
      for (let i = renews ? 0 : -1; i < round; i++) await this.sequences.next(pause);
      if ((await this.sequences.next(lead)) !== undefined) spoilt++;
      else if ((await this.sequences.next(call)) === undefined || (!renews && spoilt > 0)) return false;
      else shown++;
    }
    // What is kept for good shows once, where nothing makes the library forget it.
    return shown > 0 && (renews || spoilt === 0 || shown === 1);
  }

  private async straysEachTime(calls: readonly CauseCall[]): Promise<boolean> {
    for (let round = 0; round < rounds; round++) {
      for (let i = 0; i < round; i++) await this.sequences.next(calls.at(-1)!);
      if (!(await this.strays(calls))) return false;
    }
    return true;
  }

  private async strays(calls: readonly CauseCall[]): Promise<boolean> {
    return (await this.sequences.last(calls)) !== undefined;
  }

  /** The tensors of an earlier call that a later one, which strays, was computed with; none where it was not. */
  private async keptOf(before: CauseCall, call: CauseCall): Promise<readonly string[]> {
    const stray = await this.sequences.last([before, call]);
    if (stray === undefined || !isTensorOp(call.op)) return [];
    const record = tensorRecord(call.op);
    const earlier = new Map<string, unknown>();
    withTensors(record, before.arguments, (x, name) => (earlier.set(name, x), x));
    const names = [...earlier.keys()];
    for (let mask = 1; mask < 2 ** names.length; mask++) {
      const kept = names.filter((_, i) => (mask & (1 << i)) !== 0);
      const args = withTensors(record, call.arguments, (x, name) => (kept.includes(name) ? earlier.get(name) : x));
      const held = recordHeld(call.op, this.library.conventions);
      const isSo = judge({ op: call.op, args, result: stray.result }, this.library.precision, held) === undefined;
      // All of them have other names in other ops.
      if (isSo) return kept.length === names.length ? ['arguments'] : kept;
    }
    return [];
  }
}
