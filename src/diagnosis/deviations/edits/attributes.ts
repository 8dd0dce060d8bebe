/** Records that read their attributes otherwise. */
import { InvalidArgument } from '../../../invalid-argument.js';
import type { Shape, Tensor } from '../../../tensor.js';
import type { Bounded } from '../../../kernels/errors/bounded.js';
import { tensorNames } from '../../../ops/call.js';
import { completed } from '../../../ops/complete.js';
import type { OpRecord } from '../../../ops/index.js';
import { padsOf, validSize, type Padding } from '../../../geometry.js';
import type { Axis } from '../../../kernels/windows.js';
import { axesOf, withAxes } from '../../../ops/edited-windows.js';

export type Attributes = Readonly<Record<string, unknown>>;

/** Attributes read otherwise; complete ones come in. */
export type Rewrite = (attributes: Attributes, shapes: readonly Shape[]) => Attributes;

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

/** A record that looks at no argument as it was given, where it reads it otherwise: what it never sees it cannot refuse. */
export const uncheckedOf = (op: OpRecord): OpRecord => unchecked.get(op) ?? op;

/** The record, which never reads one of the op's optional tensors, whatever its shape. */
export function neverReading(record: OpRecord, op: OpRecord, tensor: string): OpRecord {
  const names = tensorNames(op);
  const without = <T>(list: readonly T[]): readonly (T | undefined)[] => list.map((each, i) => (names[i] === tensor ? undefined : each));
  unchecked.set(record, {
    ...op,
    plan: (shapes, given) => op.plan(without(shapes) as readonly Shape[], given),
    evaluate: (plan, tensors, out) => op.evaluate(plan, without(tensors as readonly Tensor[]) as readonly Tensor[], out),
    error: (plan, precision, bounded) => op.error(plan, precision, without(bounded as readonly Bounded[]) as readonly Bounded[]),
  });
  return record;
}

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

/** Of what is read of other attributes, what is as the attributes as given have it all the same. */
export interface Kept {
  readonly sizes: boolean;
  readonly pads: boolean;
}

/** As many windows as fit, or as 'same' has. */
const windowsOf = ({ size, before, after, kernel, stride, dilation }: Axis, padding: unknown): number =>
  padding === 'same' || padding === 'same-lower' ? Math.ceil(size / stride) : validSize(size + before + after, kernel, stride, dilation);

/** The record whose windows lie as other attributes ask for, while sizes, pads or both are those of the attributes as given. */
export function withAttributesOfWindows(op: OpRecord, rewrite: Rewrite, { sizes, pads }: Kept): OpRecord {
  return {
    ...op,
    plan: (shapes, given) => {
      const plan = op.plan(shapes, given);
      const attributes = rewrite(completed(op.attributes, shapes[0], given) as Attributes, shapes);
      const axes = axesOf(op, plan)?.map((axis, i) => {
        const stride = entry(attributes['strides'], i) ?? axis.stride;
        const dilation = entry(attributes['dilations'], i) ?? axis.dilation;
        const kernel = entry(attributes['window'], i) ?? axis.kernel;
        const right = [axis.before, axis.after] as const;
        const [before, after] = pads ? right : padsOf(attributes['padding'] as Padding, i, axis.size, kernel, stride, dilation);
        const read = { ...axis, stride, dilation, kernel, before, after };
        return sizes ? read : { ...read, out: Math.max(0, windowsOf(read, attributes['padding'])) };
      });
      return axes === undefined ? plan : withAxes(op, plan, axes);
    },
  };
}
