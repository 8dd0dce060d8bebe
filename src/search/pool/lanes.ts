/** The lanes of a pool, handed out one piece of work at a time. */
import type { Lane } from './lane.js';

/** The share of the time that what is wanted soon may take while other work waits. */
const soonShare = 1 / 3;

interface Waiting {
  readonly about: string | undefined;
  readonly go: (lane: Lane) => void;
}

export class Lanes {
  /** The last that was given back is the first to be taken: no more workers start than have work. */
  private readonly idle: Lane[];
  private readonly soon: Waiting[] = [];
  private readonly others: Waiting[] = [];
  /** Milliseconds that work took so far. */
  private readonly spent = { soon: 0, others: 0 };
  /** Where work on the same was done last. */
  private readonly homes = new Map<string, Lane>();

  constructor(readonly all: readonly Lane[]) {
    this.idle = [...all].reverse();
  }

  /**
   * Works with a lane, once one is free.
   *
   * @param about work on the same is done faster where it was done before
   */
  use<T>(about: string, work: (lane: Lane) => Promise<T>): Promise<T> {
    return this.with(work, this.others, about);
  }

  /** Works with a lane, before all that waits for one otherwise, as long as that gets its share of the time. */
  useSoon<T>(work: (lane: Lane) => Promise<T>): Promise<T> {
    return this.with(work, this.soon);
  }

  private async with<T>(work: (lane: Lane) => Promise<T>, waiting: Waiting[], about?: string): Promise<T> {
    const lane = this.idle.pop() ?? (await new Promise<Lane>((go) => waiting.push({ about, go })));
    if (about !== undefined) this.homes.set(about, lane);
    const begun = performance.now();
    try {
      return await work(lane);
    } finally {
      this.spent[waiting === this.soon ? 'soon' : 'others'] += performance.now() - begun;
      this.give(lane);
    }
  }

  private give(lane: Lane): void {
    const next = this.isSoon() ? this.soon.shift() : this.others.splice(this.choose(lane), 1)[0];
    if (next === undefined) this.idle.push(lane);
    else next.go(lane);
  }

  private isSoon(): boolean {
    if (this.soon.length === 0 || this.others.length === 0) return this.soon.length > 0;
    const { soon, others } = this.spent;
    return soon <= soonShare * (soon + others);
  }

  /** What is at home here, else what is at home nowhere, else the first. */
  private choose(lane: Lane): number {
    const at = (home: Lane | undefined): number =>
      this.others.findIndex(({ about }) => (about === undefined ? undefined : this.homes.get(about)) === home);
    const [own, free] = [at(lane), at(undefined)];
    return own >= 0 ? own : Math.max(0, free);
  }
}
