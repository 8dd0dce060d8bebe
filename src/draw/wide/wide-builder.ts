import type { TensorData } from '../../tensor.js';
import type { Setting } from '../builders/builder.js';
import type { Content } from '../draw.js';
import type { Drawn } from '../drawn.js';
import type { FastRandom } from '../builders/random.js';
import { Earlier, RerunBuilder, type Edit } from '../builders/rerun-builder.js';

/** Tensors up to so many elements stay dense. */
const dense = 64;

/** A case of small extents with some of them wide, and sparse data. */
export class WideBuilder extends RerunBuilder {
  constructor(
    setting: Setting,
    small: Drawn,
    edit: Edit,
    private readonly data: FastRandom,
    mostElements: number,
    recording: boolean,
  ) {
    super(setting, new Earlier(small), { ...edit, data }, mostElements, recording);
  }

  protected override values(name: string, shape: number[], axes: number[], content: Content): TensorData {
    const values = super.values(name, shape, axes, content);
    const mayBeZero = !(content.without?.includes('zero') ?? false);
    if (mayBeZero && values.length > dense) thin(values, this.data);
    return values;
  }
}

/** Half of the values, or three or seven of eight, become zero: sums stay exact, and there is less to shrink. */
function thin(values: TensorData, random: FastRandom): void {
  const kept = [4, 2, 1][random.int(0, 2)]!;
  for (let i = 0; i < values.length;) {
    // Eight values for each draw of 32 bits.
    let bits = random.bits();
    for (const end = Math.min(i + 8, values.length); i < end; i++, bits >>>= 3) if ((bits & 7) >= kept) values[i] = 0;
  }
}
