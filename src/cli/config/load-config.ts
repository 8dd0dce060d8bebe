import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describeThrown, describeValue } from '../../judge/failures.js';
import { importModule } from '../load/import-module.js';

/** Names of configuration files, the first that there is. */
const names = ['ts', 'js', 'mjs'].map((ending) => `tensor-laws.config.${ending}`);

/** A configuration that cannot be used: names the file, and what is wrong with it. */
export class InvalidConfig extends Error {
  override readonly name = 'InvalidConfig';
}

interface Config {
  /** As it is told. */
  readonly file: string;
  /** Options by name, in camel case. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * The configuration of the working directory; `undefined` where there is none.
 *
 * @param asked a file; false for none
 * @throws InvalidConfig on a file that is not there, does not load, or exports no object
 */
export async function loadConfig(asked: string | boolean | undefined): Promise<Config | undefined> {
  if (asked === false) return undefined;
  const file = typeof asked === 'string' ? asked : names.find((name) => existsSync(name));
  if (file === undefined) return undefined;
  if (!existsSync(file)) throw new InvalidConfig(`there is no file ${file}`);
  let module: Readonly<Record<string, unknown>>;
  try {
    module = await importModule(resolve(file));
  } catch (thrown) {
    throw new InvalidConfig(`${file} does not load: ${describeThrown(thrown)}`, { cause: thrown });
  }
  const settings = module['default'];
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings))
    throw new InvalidConfig(`${file}: its default export is ${describeValue(settings)}; it is an object of options by name`);
  return { file, settings: settings as Record<string, unknown> };
}
