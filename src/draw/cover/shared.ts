import type { Setting } from '../builders/builder.js';
import type { CaseProgram } from '../draw.js';
import { CoveringArray } from './covering-array.js';

interface Shared {
  readonly setting: Setting;
  readonly array: CoveringArray;
}

/** Arrays by the program whose cases they cover. */
const arrays = new WeakMap<CaseProgram<unknown>, Shared[]>();

const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Whether a program draws the same in two settings. */
function drawsAlike(a: Setting, b: Setting): boolean {
  if (a.outside !== b.outside || a.domain.precision !== b.domain.precision) return false;
  return isSame(a.regimes, b.regimes) && isSame(a.limits, b.limits) && isSame(a.domain, b.domain);
}

/** The covering array of pairs of a program: one for all that draw alike, and so the same rows for each, whoever asks first. */
export function sharedArray(setting: Setting, program: CaseProgram<unknown>, seed: number): CoveringArray {
  let ofProgram = arrays.get(program);
  if (ofProgram === undefined) arrays.set(program, (ofProgram = []));
  let shared = ofProgram.find((other) => drawsAlike(other.setting, setting));
  if (shared === undefined) ofProgram.push((shared = { setting, array: new CoveringArray(setting, program, 2, seed) }));
  return shared.array;
}
