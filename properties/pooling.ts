/** Maximum, average and lp pools. */
import { averages } from './pooling/average.js';
import { definition } from './pooling/definition.js';
import { fields } from './pooling/field.js';
import { globalAndAdaptive } from './pooling/global-and-adaptive.js';
import { norms } from './pooling/lp.js';
import { max } from './pooling/max.js';
import { morePads } from './pooling/more-pads.js';
import { windowReductions } from './pooling/reduce-window.js';
import { rejections } from './pooling/rejects.js';
import { structure } from './pooling/structure.js';
import { whole } from './pooling/whole.js';
import { windows } from './pooling/windows.js';

export * from './pooling/average.js';
export * from './pooling/definition.js';
export * from './pooling/field.js';
export * from './pooling/global-and-adaptive.js';
export * from './pooling/lp.js';
export * from './pooling/max.js';
export * from './pooling/more-pads.js';
export * from './pooling/reduce-window.js';
export * from './pooling/rejects.js';
export * from './pooling/structure.js';
export * from './pooling/whole.js';
export * from './pooling/windows.js';

export const pooling = [
  ...definition,
  ...max,
  ...averages,
  ...norms,
  ...windows,
  ...morePads,
  ...structure,
  ...whole,
  ...globalAndAdaptive,
  ...fields,
  ...windowReductions,
  ...rejections,
] as const;
