import { never, type LimitSpecs } from '../limits.js';

/** The limit of ops whose second tensor, or shape, is a depthwise filter. */
export const multiplierLimit: LimitSpecs = {
  multiplier: never('one output channel per input channel.', ({ shapes }) => (shapes[1]?.at(-1) ?? 1) > 1, 'a multiplier'),
};
