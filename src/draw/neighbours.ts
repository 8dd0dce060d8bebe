/** Cases between two others: what of a case matters is seen where parts of it give way to another's. */
import { settingOf, type Setting } from './builders/builder.js';
import type { CaseProgram } from './draw.js';
import { choiceKey, type Drawn } from './drawn.js';
import { EmptyDomain } from './empty-domain.js';
import type { FastRandom } from './builders/random.js';
import { Earlier, RerunBuilder, TooLarge } from './builders/rerun-builder.js';

/**
 * A case with some of its choices taken from another of the same program; its tensors are cropped, or drawn anew.
 *
 * @param takes which choices the other case gives
 * @param data draws the data anew, where given
 */
export function between<Case>(
  setting: Setting,
  program: CaseProgram<Case>,
  one: Drawn,
  other: Drawn,
  takes: (name: string) => boolean,
  data: FastRandom | undefined,
): Case | undefined {
  const choices = new Map<string, number>();
  for (const { name, axis, value } of other.choices) if (takes(name)) choices.set(choiceKey(name, axis), value);
  try {
    return program(
      new RerunBuilder(settingOf(setting, one), new Earlier(one), { choices, ...(data !== undefined && { data }) }, mostElements),
    );
  } catch (thrown) {
    // Some mixtures leave a later choice without a value; they are no cases.
    if (thrown instanceof EmptyDomain || thrown instanceof TooLarge) return undefined;
    throw thrown;
  }
}

const mostElements = 4096;
