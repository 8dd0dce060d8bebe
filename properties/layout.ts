/** Memory: laws of every op alike, on how its arguments lie in memory and on what a call leaves behind. */
import type { LawsByOp } from '../src/every-op.js';
import { concurrentCalls, deterministic, inputsUntouched, orderIndependent, ownData, resultNotAliased } from './layout/purity.js';
import { anyViewIsItsDenseCopy, channelsFirstAgrees } from './layout/views.js';

export {
  anyViewIsItsDenseCopy,
  channelsFirstAgrees,
  concurrentCalls,
  deterministic,
  inputsUntouched,
  orderIndependent,
  ownData,
  resultNotAliased,
};
export type { LawsByOp };

/** The laws of layout, each on every op. */
export const layout = [
  ...Object.values(anyViewIsItsDenseCopy),
  ...Object.values(inputsUntouched),
  ...Object.values(resultNotAliased),
  ...Object.values(deterministic),
  ...Object.values(ownData),
  ...Object.values(orderIndependent),
  ...Object.values(concurrentCalls),
  ...Object.values(channelsFirstAgrees),
] as const;
