import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Deviation } from '../../diagnosis/deviation.js';
import { checkedDeviations, looksLikeDeviation } from '../../diagnosis/user-deviations.js';
import { InvalidArgument } from '../../invalid-argument.js';
import { describeThrown } from '../../judge/failures.js';
import { importModule } from './import-module.js';

const option = '--deviations';

/**
 * The deviations of a module: its default export, a list or one of them; without it, all that it exports.
 *
 * @throws InvalidArgument on a module that is not there, does not load, or has none
 */
export async function loadDeviations(name: string): Promise<readonly Deviation[]> {
  const path = resolve(name);
  if (!existsSync(path)) throw new InvalidArgument(option, 'module', name, 'there is no such file');
  let module: Readonly<Record<string, unknown>>;
  try {
    module = await importModule(path);
  } catch (thrown) {
    throw new InvalidArgument(option, 'module', name, `it does not load: ${describeThrown(thrown)}`);
  }
  const { default: own } = module;
  const given = own === undefined ? Object.values(module).filter(looksLikeDeviation) : [own].flat();
  if (given.length === 0) throw new InvalidArgument(option, 'module', name, 'it exports no deviation, which defineDeviation makes');
  return checkedDeviations(option, given);
}
