/** Files of the laboratory, beside the site's pages. */
import type { Cause } from '../../src/diagnosis/cause/cause.js';

/** A deviation that can be planted. */
export interface Choice {
  readonly id: string;
  /** In words, after the name of an op. */
  readonly sentence: string;
  readonly parameters: unknown;
  readonly ops: readonly string[];
}

export interface Choices {
  readonly deviations: readonly Choice[];
  /** What breaks a law, by its id. */
  readonly breaks: Readonly<Record<string, Cause>>;
  readonly laws: readonly string[];
}

/** Where the site lies; the page found out. */
const root = (): string => (globalThis as { readonly __tensorLawsSite?: string }).__tensorLawsSite ?? '/';

export const workerAddress = (): string => `${root()}laboratory/worker.js`;

/** The place of a page of the site. */
export const pageAddress = (path: string): string => `${root()}${path}`;

let loaded: Promise<Choices> | undefined;

export function choices(): Promise<Choices> {
  loaded ??= fetch(`${root()}laboratory/choices.json`).then((response) => {
    if (!response.ok) throw new Error(`the laboratory's data are not there: ${response.status}`);
    return response.json() as Promise<Choices>;
  });
  loaded.catch(() => (loaded = undefined));
  return loaded;
}
