/** JSON from others, as the values that it stands for: a tensor that looks beyond its data is refused. */
import { fromJson } from '../../judge/json.js';
import { tensor } from './values.js';

/** Elements that a tensor may have. */
const most = 2 ** 24;

interface TensorJson {
  readonly tensor: {
    readonly shape: readonly number[];
    readonly stride: readonly number[];
    readonly offset: number;
    readonly data: readonly unknown[];
  };
}

function checkTensor(json: unknown): void {
  const { error } = tensor.safeParse(json);
  if (error !== undefined) throw new RangeError('a tensor of it is none');
  const { shape, stride, offset, data } = (json as TensorJson).tensor;
  if (stride.length !== shape.length) throw new RangeError('a tensor of it has not one stride an axis');
  const count = shape.reduce((product, size) => product * size, 1);
  if (count > most) throw new RangeError(`a tensor of it has more than ${most} elements`);
  if (count === 0) return;
  const reach = shape.map((size, axis) => (size - 1) * stride[axis]!);
  const [first, last] = [-1, 1].map((sign) => offset + reach.filter((each) => each * sign > 0).reduce((sum, each) => sum + each, 0));
  if (first! < 0 || last! >= data.length) throw new RangeError('a tensor of it looks beyond its data');
}

function check(json: unknown): void {
  if (typeof json !== 'object' || json === null) return;
  const keys = Object.keys(json);
  // As `fromJson` tells them.
  if (keys.length === 1 && keys[0] === 'tensor' && typeof (json as { tensor: unknown }).tensor !== 'string') checkTensor(json);
  else for (const value of Object.values(json)) check(value);
}

/**
 * What `toJson` was given, from a place that is not trusted.
 *
 * @throws RangeError on tensors that are none
 */
export function safeFromJson(json: unknown): unknown {
  check(json);
  return fromJson(json);
}
