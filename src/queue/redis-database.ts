/** The failure database on a Redis server: a hash a library, whose searches write at once. */
import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { describeThrown } from '../judge/failures.js';
import type { FailureDatabase } from '../search/database.js';
import { BadEntry, entryText, parseEntry, type Entry } from '../search/entry.js';
import { version } from '../version.js';
import { prefix, type RedisServer } from './redis-connection.js';

/** Larger ones are not ours. */
const largest = 8 * 2 ** 20;

/** The set of the libraries that have entries. */
const libraries = `${prefix}all:failures`;

const entriesOf = (library: string): string => `${prefix}failures:${library}`;
const asideOf = (library: string): string => `${prefix}failures-aside:${library}`;

/**
 * A value is a mark, the size of the entry's call, and its text in the lines after. Whoever stores one changes the mark: it is the one that
 * was seen for as long as the mark is. The smaller call stays; of two that are as small, the first.
 *
 * @returns 1 where it is stored, or the one that is there was this search's; 0 where that is another's
 */
const storeScript = `
local old = redis.call('HGET', KEYS[1], ARGV[1])
if old then
  local mark, size, from = string.match(old, '^(%S+)([^\\n]*)\\n()')
  local isSmaller = mark == nil
  if mark then
    local theirs, ours = string.gmatch(size, '%S+'), string.gmatch(ARGV[3], '%S+')
    while true do
      local a, b = tonumber(ours() or nil), tonumber(theirs() or nil)
      if a == nil or (b ~= nil and a > b) then break end
      if b == nil or a < b then isSmaller = true break end
    end
  end
  if not isSmaller then
    redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. size .. '\\n' .. string.sub(old, from))
    return mark == ARGV[5] and 1 or 0
  end
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ' ' .. ARGV[3] .. '\\n' .. ARGV[4])
redis.call('SADD', KEYS[2], ARGV[6])
return 1`;

/** Takes one out, where it is the one that was seen; with a reason, into those that are set aside. */
const removeScript = `
local old = redis.call('HGET', KEYS[1], ARGV[1])
if not old or string.match(old, '^%S*') ~= ARGV[2] then return 0 end
if ARGV[4] then redis.call('HSET', KEYS[3], ARGV[1], ARGV[4] .. '\\n' .. old) end
redis.call('HDEL', KEYS[1], ARGV[1])
if redis.call('HLEN', KEYS[1]) == 0 then redis.call('SREM', KEYS[2], ARGV[3]) end
return 1`;

interface Seen {
  readonly library: string;
  readonly mark: string;
  /** Whether another version of this package wrote it. */
  readonly isForeign: boolean;
}

/** Of the text of an entry that this version cannot use: another may. */
function isForeign(text: string): boolean {
  try {
    const { tensorLaws } = JSON.parse(text) as { readonly tensorLaws?: unknown };
    return typeof tensorLaws === 'string' && tensorLaws !== version;
  } catch {
    return false;
  }
}

export class RedisDatabase implements FailureDatabase {
  private readonly redis: Redis;
  private readonly seen = new Map<string, Seen>();
  private readonly warned = new Set<string>();

  /** @param warn told what went wrong */
  constructor(
    private readonly server: RedisServer,
    private readonly warn: (message: string) => void,
  ) {
    // A search does not wait for ever to keep what it has found.
    this.redis = server.connection({ maxRetriesPerRequest: 8, commandTimeout: 30_000 });
  }

  get place(): string {
    return this.server.place;
  }

  async load(library?: string): Promise<readonly Entry[]> {
    try {
      const names = library === undefined ? (await this.redis.smembers(libraries)).sort() : [library];
      const entries: Entry[] = [];
      for (const name of names) entries.push(...(await this.read(name)));
      return entries.sort((a, b) => (a.key < b.key ? -1 : 1));
    } catch (thrown) {
      this.say(`the failures at ${this.place} cannot be read: ${describeThrown(thrown).split('\n')[0]}`);
      return [];
    }
  }

  async store(entry: Entry): Promise<boolean> {
    const { key, library, size = [] } = entry;
    const mark = randomUUID();
    const text = entryText(entry);
    try {
      if (text.length > largest) throw new BadEntry(`it is larger than ${largest} bytes`);
      const seen = this.seen.get(key)?.mark ?? '';
      const keys = [entriesOf(library), libraries];
      const isOurs = await this.redis.eval(storeScript, keys.length, ...keys, key, mark, size.join(' '), text, seen, library);
      if (isOurs === 1) this.seen.set(key, { library, mark, isForeign: false });
      else this.seen.delete(key);
      return true;
    } catch (thrown) {
      this.say(`${this.place} cannot be written (${describeThrown(thrown).split('\n')[0]}): what is found is not stored`);
      return false;
    }
  }

  async delete(key: string): Promise<void> {
    await this.remove(key);
  }

  async setAside(key: string, why: string): Promise<void> {
    const seen = this.seen.get(key);
    if (seen === undefined || seen.isForeign) this.say(`the failure ${key} at ${this.place} is passed over: ${why}`);
    else await this.remove(key, why);
  }

  close(): Promise<void> {
    this.redis.disconnect();
    return Promise.resolve();
  }

  private async read(library: string): Promise<Entry[]> {
    const values = new Map<string, string>();
    let cursor = '0';
    do {
      const [next, found] = await this.redis.hscan(entriesOf(library), cursor, 'COUNT', 200);
      for (let i = 0; i < found.length; i += 2) values.set(found[i]!, found[i + 1]!);
      cursor = next;
    } while (cursor !== '0');
    const entries: Entry[] = [];
    for (const [key, value] of values) {
      const text = value.slice(value.indexOf('\n') + 1);
      this.seen.set(key, { library, mark: /^\S*/.exec(value)![0], isForeign: isForeign(text) });
      try {
        if (value.length > largest) throw new BadEntry(`it is larger than ${largest} bytes`);
        const entry = parseEntry(text);
        if (entry.key !== key || entry.library !== library) throw new BadEntry('it is not under the key of its finding');
        entries.push(entry);
      } catch (thrown) {
        if (!(thrown instanceof BadEntry)) throw thrown;
        await this.setAside(key, thrown.message);
      }
    }
    return entries;
  }

  private async remove(key: string, why?: string): Promise<void> {
    const seen = this.seen.get(key);
    if (seen === undefined) return;
    this.seen.delete(key);
    const { library, mark } = seen;
    const keys = [entriesOf(library), libraries, asideOf(library)];
    try {
      const isGone = await this.redis.eval(removeScript, keys.length, ...keys, key, mark, library, ...(why === undefined ? [] : [why]));
      if (why !== undefined && isGone === 1) this.say(`the failure ${key} at ${this.place} is set aside: ${why}`);
    } catch (thrown) {
      this.say(`the failure ${key} at ${this.place} cannot be taken out: ${describeThrown(thrown).split('\n')[0]}`);
    }
  }

  private say(message: string): void {
    if (this.warned.has(message)) return;
    this.warned.add(message);
    this.warn(message);
  }
}
