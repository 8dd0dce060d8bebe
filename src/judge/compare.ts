import { elements, indexOf, sameShape, type Shape, type Tensor } from '../tensor.js';

export type Relation = 'equal' | 'atMost' | 'differ';

/** Where two sides part. */
export interface Difference {
  readonly kind: 'shape' | 'value';
  readonly leftShape: Shape;
  readonly rightShape: Shape;
  /** The first cell beyond its bound, in row-major order. */
  readonly index?: readonly number[];
  readonly left?: number;
  readonly right?: number;
  /** How far apart an honest library may be in that cell. */
  readonly allowed?: number;
  /** How many cells are beyond their bounds. */
  readonly cells?: number;
}

/** NaN equals NaN; 0 equals -0. */
function same(a: number, b: number): boolean {
  return a === b || (a !== a && b !== b);
}

/** Whether a relation holds to the bit. */
export function holdsExactly(relation: Relation, a: Tensor, b: Tensor): boolean {
  if (!sameShape(a.shape, b.shape)) return false;
  const left = elements(a);
  const right = elements(b);
  for (let i = 0; i < left.length; i++) {
    const x = left[i]!;
    const y = right[i]!;
    if (!same(x, y) && !(relation === 'atMost' && x < y)) return false;
  }
  return true;
}

/** The sum of two errors, rounded up; slack covers the rounding of the subtraction that it is compared with. */
function allowance(a: number, b: number): number {
  return (a + b) * (1 + 2 ** -50);
}

/** Whether two numbers are related within an allowance. */
function within(relation: Relation, a: number, b: number, allowed: number): boolean {
  if (same(a, b) || allowed === Infinity) return true;
  if (Number.isNaN(a) || Number.isNaN(b)) return false;
  if (relation === 'atMost' && a <= b) return true;
  return Number.isFinite(a) && Number.isFinite(b) && Math.abs(a - b) <= allowed;
}

/** The first cell in which `equal` or `atMost` fails by more than both errors allow; `undefined` where none does. */
export function firstDifference(
  relation: 'equal' | 'atMost',
  a: Tensor,
  b: Tensor,
  errorA: Tensor | undefined,
  errorB: Tensor | undefined,
): Difference | undefined {
  if (!sameShape(a.shape, b.shape)) return { kind: 'shape', leftShape: [...a.shape], rightShape: [...b.shape] };
  const left = elements(a);
  const right = elements(b);
  // A side whose error has another shape than the library's result has no bound to offer: nothing is allowed.
  const boundA = errorA !== undefined && sameShape(errorA.shape, a.shape) ? elements(errorA) : undefined;
  const boundB = errorB !== undefined && sameShape(errorB.shape, b.shape) ? elements(errorB) : undefined;
  let first = -1;
  let cells = 0;
  let firstAllowed = 0;
  for (let i = 0; i < left.length; i++) {
    const allowed = allowance(boundA?.[i] ?? 0, boundB?.[i] ?? 0);
    if (within(relation, left[i]!, right[i]!, allowed)) continue;
    if (first < 0) {
      first = i;
      firstAllowed = allowed;
    }
    cells++;
  }
  if (first < 0) return undefined;
  return {
    kind: 'value',
    leftShape: [...a.shape],
    rightShape: [...b.shape],
    index: indexOf(first, a.shape),
    left: left[first]!,
    right: right[first]!,
    allowed: firstAllowed,
    cells,
  };
}
