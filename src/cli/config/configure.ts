import { InvalidArgumentError, type Command, type Option } from 'commander';
import { nearest } from '../../engine/nearest.js';
import { InvalidConfig, loadConfig } from './load-config.js';

const isText = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

/** A value of a configuration as the option reads it on the command line. */
function valueOf(option: Option, file: string, key: string, value: unknown): unknown {
  const wrong = (expected: string): InvalidConfig => new InvalidConfig(`${file}: ${key} is ${JSON.stringify(value)}; it is ${expected}`);
  if (option.isBoolean() || option.negate) {
    if (typeof value !== 'boolean') throw wrong('true or false');
    return value;
  }
  if (option.variadic) {
    const list: unknown[] = Array.isArray(value) ? value : [value];
    if (list.length === 0 || !list.every(isText)) throw wrong('a list of ids or globs');
    return list.map(String);
  }
  if (!isText(value)) throw wrong(`what --${option.name()} takes`);
  if (option.argChoices !== undefined && !option.argChoices.includes(String(value)))
    throw wrong(`${option.argChoices.map((choice) => `'${choice}'`).join(' or ')}`);
  if (option.argChoices !== undefined || option.parseArg === undefined) return value;
  try {
    return option.parseArg(String(value), undefined);
  } catch (thrown) {
    if (thrown instanceof InvalidArgumentError) throw wrong(thrown.message.replace(/^it is /, '').replace(/\.$/, ''));
    throw thrown;
  }
}

/** The option of a key: the one that takes a value, where another one negates it. */
function optionOf(command: Command, key: string): Option | undefined {
  const named = command.options.filter((option) => option.attributeName() === key);
  return named.find((option) => !option.negate) ?? named[0];
}

/**
 * Gives a command the options of the configuration file that the command line leaves out.
 *
 * @param commands those that the file is for: it may hold options of each
 * @throws InvalidConfig on a file that does not load, a key that is no option, and a value that its option does not take
 */
export async function configure(command: Command, commands: readonly Command[]): Promise<void> {
  const config = await loadConfig(command.getOptionValue('config') as string | boolean | undefined);
  if (config === undefined) return;
  const { file, settings } = config;
  const keys = ['library', ...new Set(commands.flatMap(({ options }) => options.map((option) => option.attributeName())))].filter(
    (key) => key !== 'config',
  );
  for (const [key, value] of Object.entries(settings)) {
    if (key === 'library') {
      if (typeof value !== 'string')
        throw new InvalidConfig(`${file}: library is ${JSON.stringify(value)}; it is a ready name or the path of a module`);
      command.setOptionValueWithSource(key, value, 'config');
      continue;
    }
    const own = key === 'config' ? undefined : commands.map((each) => optionOf(each, key)).find((option) => option !== undefined);
    if (own === undefined) {
      const alike = nearest(key, keys);
      throw new InvalidConfig(
        `${file}: ${key} is no option${alike === undefined ? `; the options are ${keys.join(', ')}` : `; did you mean '${alike}'?`}`,
      );
    }
    const read = valueOf(own, file, key, value);
    const given = command.getOptionValueSource(key);
    if (optionOf(command, key) !== undefined && (given === undefined || given === 'default'))
      command.setOptionValueWithSource(key, read, 'config');
  }
}
