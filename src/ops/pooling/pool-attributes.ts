import type { WindowAttributes } from '../../geometry.js';
import type { PoolPlan } from '../../kernels/pool-plan.js';
import { spatialOf } from '../../kernels/windows.js';
import type { WindowView } from '../define-op.js';
import { ceilMode, window, windowAttributes } from '../attributes.js';

export interface PatchAttributes extends WindowAttributes {
  /** One per spatial axis, >= 1. Default: 1. */
  readonly window?: readonly number[];
}

export interface PoolAttributes extends PatchAttributes {
  /**
   * Rounds the output size up: out = ceil((in + before + after - (k-1)*dilation - 1) / stride) + 1, less a last window that
   * would start at or beyond in + before. Default: false.
   */
  readonly ceilMode?: boolean;
}

export const poolAttributes = { ...windowAttributes, window, ceilMode } as const;

/** Each channel by itself; padding is no cell. */
export function poolWindow(plan: PoolPlan): WindowView {
  return { of: 'x', axes: spatialOf(plan.windows, plan.inputShape), result: 'window' };
}

/** Of a gradient: dy of the windows that cover a cell. */
export function poolGradientWindow(plan: PoolPlan): WindowView {
  return { of: 'dy', axes: spatialOf(plan.windows, plan.inputShape), result: 'cell' };
}
