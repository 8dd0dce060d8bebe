/** One campaign: what it is to do, who conducts it, how far it is. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { z } from 'zod';
import { count } from '../search/schema/values.js';
import { version } from '../version.js';
import { QueueProblem, type Store } from './backend.js';

/** A conductor that was not heard of for so long is gone, in milliseconds. */
const lasts = 15_000;

/** How often it is heard of, says how far it is, and hears whether to stop. */
const beat = 1000;

const settings = z.strictObject({
  library: z.string(),
  /** Default: drawn when the campaign is begun. */
  seed: z.int().exactOptional(),
  runs: count.exactOptional(),
  /** Milliseconds. */
  time: z.number().exactOptional(),
  exhaustive: count.exactOptional(),
  /** Part of the laws, as i/n. */
  shard: z.string().exactOptional(),
  /** Ids and globs; all where there are none. */
  laws: z.array(z.string()),
});

const progress = z.strictObject({ done: count, total: count, runs: count, checks: count, tasks: count });

const record = z.looseObject({
  tensorLaws: z.string(),
  id: z.string(),
  settings,
  seed: z.int(),
  /** Version of the library, once a worker has said it. */
  libraryVersion: z.string().exactOptional(),
  state: z.enum(['running', 'done', 'stopped']),
  host: z.string(),
  begun: z.number(),
  seen: z.number(),
  progress: progress.exactOptional(),
  found: z.array(z.string()),
});

/** What a campaign is to do. */
export type Settings = z.infer<typeof settings>;

export type Progress = z.infer<typeof progress>;

/** A campaign as it stands on the server. */
export type CampaignRecord = z.infer<typeof record>;

/** Names that a terminal, a file and a key can take. */
const nameForm = /^[A-Za-z0-9][\w.-]{0,99}$/;

/** @throws QueueProblem on a name that is none */
export function checkName(name: string): string {
  if (nameForm.test(name)) return name;
  throw new QueueProblem(`'${name}' is no name of a campaign: letters, digits, '.', '_' and '-', at most 100; give one with --name`);
}

function read(json: unknown): CampaignRecord | undefined {
  return record.safeParse(json).data;
}

/** All campaigns, by name. */
export async function campaigns(store: Store): Promise<readonly (readonly [name: string, CampaignRecord])[]> {
  return (await store.list('campaign')).flatMap(([name, json]) => {
    const campaign = read(json);
    return campaign === undefined ? [] : [[name, campaign] as const];
  });
}

/**
 * A campaign by its name.
 *
 * @throws QueueProblem where there is none
 */
export async function campaignOf(store: Store, name: string): Promise<CampaignRecord> {
  const campaign = read(await store.read('campaign', checkName(name)));
  if (campaign !== undefined) return campaign;
  const names = (await store.list('campaign')).map(([each]) => each);
  const those = names.length === 0 ? 'there is none' : `there are ${names.join(', ')}`;
  throw new QueueProblem(`there is no campaign '${name}': ${those}`);
}

/** Whether somebody conducts a campaign. */
export async function isConducted(store: Store, name: string): Promise<boolean> {
  return (await store.read('conductor', name)) !== undefined;
}

/** Asks a campaign's conductor to stop; where there is none, says that it is stopped. */
export async function stopCampaign(store: Store, name: string): Promise<'asked' | 'stopped' | 'over'> {
  const campaign = await campaignOf(store, name);
  if (campaign.state !== 'running') return 'over';
  if (await isConducted(store, name)) {
    await store.write('stop', name, campaign.id);
    return 'asked';
  }
  await store.write('campaign', name, { ...campaign, state: 'stopped' });
  return 'stopped';
}

/**
 * Forgets a campaign and its report.
 *
 * @throws QueueProblem where it is running
 */
export async function forgetCampaign(store: Store, name: string): Promise<void> {
  await campaignOf(store, name);
  if (await isConducted(store, name)) throw new QueueProblem(`the campaign '${name}' is running: stop it first`);
  for (const kind of ['report', 'stop', 'campaign'] as const) await store.delete(kind, name);
}

const isSame = (a: Settings, b: Settings): boolean => JSON.stringify(settings.parse(a)) === JSON.stringify(settings.parse(b));

/** A campaign that this process conducts. */
export class Campaign {
  private readonly stop = new AbortController();
  /** Why it is to stop, in a line; `undefined` while it is not. */
  stopped: string | undefined;
  private timer: NodeJS.Timeout | undefined;
  private last: Promise<void> = Promise.resolve();

  private constructor(
    private readonly store: Store,
    readonly name: string,
    private readonly holder: string,
    private state: CampaignRecord,
    /** Whether it was begun by a conductor that is gone. */
    readonly isTakenUp: boolean,
  ) {}

  /**
   * Begins a campaign, or takes up one that nobody conducts any more.
   *
   * @throws QueueProblem where there is another of that name
   */
  static async begin(store: Store, name: string, asked: Settings): Promise<Campaign> {
    checkName(name);
    const given = settings.parse(asked);
    const holder = randomUUID();
    if (!(await store.claim('conductor', name, holder, lasts)))
      throw new QueueProblem(
        `a campaign '${name}' is running: give this one another --name, or end that one with tensor-laws campaign stop ${name}`,
      );
    const old = read(await store.read('campaign', name));
    try {
      if (old !== undefined && old.state !== 'running')
        throw new QueueProblem(
          `a campaign '${name}' has ended: give this one another --name, or let go of that one with tensor-laws campaign stop ${name} --forget`,
        );
      if (old !== undefined && old.tensorLaws !== version)
        throw new QueueProblem(
          `the campaign '${name}' was begun with tensor-laws ${old.tensorLaws}, this is ${version}: give this one another --name, or install that version`,
        );
      if (old !== undefined && !isSame(old.settings, given))
        throw new QueueProblem(
          `the campaign '${name}' was begun with other options, by ${old.host}: give the same to take it up, or this one another --name`,
        );
    } catch (thrown) {
      await store.delete('conductor', name);
      throw thrown;
    }
    const now = Date.now();
    const fresh: CampaignRecord = {
      tensorLaws: version,
      id: randomUUID(),
      settings: given,
      seed: given.seed ?? Math.floor(Math.random() * 2 ** 31),
      state: 'running',
      host: hostname(),
      begun: now,
      seen: now,
      found: [],
    };
    await store.delete('stop', name);
    const campaign = new Campaign(
      store,
      name,
      holder,
      old === undefined ? fresh : { ...old, host: hostname(), seen: now, found: [] },
      old !== undefined,
    );
    await campaign.write();
    campaign.beat();
    return campaign;
  }

  get id(): string {
    return this.state.id;
  }

  get seed(): number {
    return this.state.seed;
  }

  /** Milliseconds in all, from when it was begun. */
  get time(): number | undefined {
    return this.state.settings.time;
  }

  get libraryVersion(): string | undefined {
    return this.state.libraryVersion;
  }

  /** Aborted when the campaign is to end early. */
  get signal(): AbortSignal {
    return this.stop.signal;
  }

  /** The workers' version of the library. */
  serves(libraryVersion: string | undefined): void {
    if (libraryVersion !== undefined) this.state = { ...this.state, libraryVersion };
  }

  progress(now: Progress): void {
    this.state = { ...this.state, progress: now };
  }

  found(title: string): void {
    this.state = { ...this.state, found: [...this.state.found, title] };
  }

  /**
   * Ends it.
   *
   * @param report as JSON; `undefined` where it came to none, and may be taken up again
   */
  async end(report: object | undefined, isWhole: boolean): Promise<void> {
    clearInterval(this.timer);
    await this.last;
    if (!(await this.store.claim('conductor', this.name, this.holder, lasts))) return;
    if (report !== undefined) {
      await this.store.write('report', this.name, report);
      this.state = { ...this.state, state: isWhole ? 'done' : 'stopped' };
    }
    await this.write();
    await this.store.delete('stop', this.name);
    await this.store.delete('conductor', this.name);
  }

  private async write(): Promise<void> {
    this.state = { ...this.state, seen: Date.now() };
    await this.store.write('campaign', this.name, this.state);
  }

  private beat(): void {
    let isBeating = false;
    const each = async (): Promise<void> => {
      if (!(await this.store.claim('conductor', this.name, this.holder, lasts)))
        return this.halt(`another process has taken up the campaign '${this.name}' meanwhile: this one ends`);
      await this.write();
      if ((await this.store.read('stop', this.name)) === this.id) this.halt(`the campaign '${this.name}' was asked to stop`);
    };
    this.timer = setInterval(() => {
      if (isBeating) return;
      isBeating = true;
      this.last = each()
        .catch(() => undefined)
        .finally(() => (isBeating = false));
    }, beat);
  }

  private halt(why: string): void {
    this.stopped ??= why;
    this.stop.abort();
  }
}
