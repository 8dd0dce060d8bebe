/** Records that read their attributes otherwise. */
import { InvalidArgument } from '../../../invalid-argument.js';
import type { Shape } from '../../../tensor.js';
import { completed } from '../../../ops/complete.js';
import type { OpRecord } from '../../../ops/index.js';
import { padsOf, type Padding } from '../../../geometry.js';
import { axesOf, withAxes } from '../../../ops/edited-windows.js';

export type Attributes = Readonly<Record<string, unknown>>;

/** Attributes read otherwise; complete ones come in. */
type Rewrite = (attributes: Attributes, shapes: readonly Shape[]) => Attributes;

/** Rules that what is read otherwise may meet where the attributes as given break them, or the other way round. */
const geometric: ReadonlySet<string> = new Set([
  'window-fits',
  'tensor-shape',
  'padding-leaves-size',
  'output-padding-below-stride',
  'block-divides',
  'crops-within-size',
  'groups-divide',
  'channels-match',
]);

function requireWellFormed(op: OpRecord, shapes: readonly Shape[], given: object | undefined): void {
  try {
    op.plan(shapes, given);
  } catch (thrown) {
    if (!(thrown instanceof InvalidArgument) || !geometric.has(thrown.code)) throw thrown;
  }
}

const unchecked = new WeakMap<OpRecord, OpRecord>();

/** A record that looks at no attribute as it was given, where it reads them otherwise: what it never sees it cannot refuse. */
export const uncheckedOf = (op: OpRecord): OpRecord => unchecked.get(op) ?? op;

/** The record as if it had been given other attributes: its sizes follow from them. Bad arguments are refused as they are. */
export function withAttributes(op: OpRecord, rewrite: Rewrite): OpRecord {
  const plan: OpRecord['plan'] = (shapes, given) =>
    op.plan(shapes, rewrite(completed(op.attributes, shapes[0], given) as Attributes, shapes));
  const record: OpRecord = {
    ...op,
    plan: (shapes, given) => {
      requireWellFormed(op, shapes, given);
      return plan(shapes, given);
    },
  };
  unchecked.set(record, { ...op, plan });
  return record;
}

const entry = (list: unknown, i: number): number | undefined => (Array.isArray(list) ? (list as number[])[i] : undefined);

/** The record whose windows lie as other attributes ask for, while every size is that of the attributes as given. */
export function withAttributesOfWindows(op: OpRecord, rewrite: Rewrite): OpRecord {
  return {
    ...op,
    plan: (shapes, given) => {
      const plan = op.plan(shapes, given);
      const attributes = rewrite(completed(op.attributes, shapes[0], given) as Attributes, shapes);
      const axes = axesOf(op, plan)?.map((axis, i) => {
        const stride = entry(attributes['strides'], i) ?? axis.stride;
        const dilation = entry(attributes['dilations'], i) ?? axis.dilation;
        const kernel = entry(attributes['window'], i) ?? axis.kernel;
        const [before, after] = padsOf(attributes['padding'] as Padding, i, axis.size, kernel, stride, dilation);
        return { ...axis, stride, dilation, kernel, before, after };
      });
      return axes === undefined ? plan : withAxes(op, plan, axes);
    },
  };
}
