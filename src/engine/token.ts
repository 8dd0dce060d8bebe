import { InvalidArgument } from '../invalid-argument.js';
import { version } from '../version.js';

/** What a replay token says. */
export interface Token {
  readonly law: string;
  readonly seed: number;
  /** The path of fast-check: the run and the shrinks. */
  readonly path: string;
  /** Version of this package that made it; absent from a token written by hand. */
  readonly version?: string;
}

/** `law-id:seed:path@version` */
export function formatToken({ law, seed, path }: Token): string {
  return `${law}:${seed}:${path}@${version}`;
}

const form = /^([a-z0-9-]+\/[a-z0-9-]+):(-?\d+):(\d+(?::\d+)*)(?:@(.+))?$/;

/** Whether a text has the form of a token. */
export function isToken(text: string): boolean {
  return form.test(text);
}

/** @throws InvalidArgument on anything but `law-id:seed:path` or `law-id:seed:path@version` */
export function parseToken(token: string): Token {
  const match = form.exec(String(token));
  if (match === null) throw new InvalidArgument('replay', 'token', token, "it must be 'law-id:seed:path', as a report prints it");
  const [, law, seed, path, made] = match;
  return { law: law!, seed: Number(seed), path: path!, ...(made !== undefined && { version: made }) };
}
