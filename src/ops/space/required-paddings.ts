import { requiredSpaceToBatchPaddings as required } from '../../geometry.js';
import { commonLimits } from '../limits.js';
import type { FunctionRecord } from '../other-records.js';

export const requiredSpaceToBatchPaddings: FunctionRecord<'requiredSpaceToBatchPaddings', typeof required> = {
  kind: 'function',
  name: 'requiredSpaceToBatchPaddings',
  docs: 'The paddings that make each padded size a multiple of its block, and the crops that take the surplus back.',
  parameters: [
    { name: 'inputShape', kind: 'shape' },
    { name: 'blockShape', kind: 'list' },
    { name: 'basePaddings', kind: 'list' },
  ],
  attributes: {},
  limits: commonLimits,
  evaluate: (...args) => required(...(args as Parameters<typeof required>)),
};
