import type { Draw } from '../draw/draw.js';
import type { PaddingKind } from '../library.js';
import type { OpName } from '../ops/index.js';
import type { Shape, Tensor } from '../tensor.js';

/** What a library takes of some ops, all of them: each question is a call of which only this is known. */
export class Taken {
  constructor(
    private readonly d: Draw,
    private readonly ops: readonly OpName[],
  ) {}

  calls(attributes: object, ...tensors: readonly (Tensor | Shape)[]): boolean {
    return this.ops.every((op) => this.d.takes(op, attributes, ...tensors));
  }

  /** Those of the values that an attribute may have. */
  values<T>(attribute: string, values: readonly T[]): T[] {
    return values.filter((value) => this.calls({ [attribute]: value }));
  }

  padding(kind: PaddingKind): boolean {
    return this.calls({ padding: kind === 'explicit' ? [] : kind });
  }

  paddings<Kind extends PaddingKind>(kinds: readonly Kind[]): Kind[] {
    return kinds.filter((kind) => this.padding(kind));
  }

  spatialAxes(n: number): boolean {
    return this.calls({}, new Array<number>(n + 2).fill(1));
  }

  /** Pads of which more are after than before. */
  get unevenPads(): boolean {
    return this.calls({ padding: [[0, 1]] });
  }

  get unequalPads(): boolean {
    return this.calls({
      padding: [
        [0, 0],
        [1, 1],
      ],
    });
  }

  /** Pads as large as the window, in the ops that have one as an attribute. */
  get wholePads(): boolean {
    return this.calls({ padding: [[1, 1]], window: [1] });
  }

  /** Pads on the batch and the channels, of `pad`. */
  get outerPads(): boolean {
    return this.calls({ paddings: [[1, 0]] });
  }

  /** Negative pads, of `pad`. */
  get crops(): boolean {
    return this.calls({
      paddings: [
        [0, 0],
        [-1, 0],
        [0, 0],
      ],
    });
  }

  get strides(): boolean {
    return this.calls({ strides: [2] });
  }

  get unequalStrides(): boolean {
    return this.calls({ strides: [1, 2] });
  }

  get dilations(): boolean {
    return this.calls({ dilations: [2] });
  }

  get unequalDilations(): boolean {
    return this.calls({ dilations: [1, 2] });
  }

  get stridedDilation(): boolean {
    return this.calls({ strides: [2], dilations: [2] });
  }
}

/** What a library takes of `ops`. */
export const taken = (d: Draw, ...ops: readonly OpName[]): Taken => new Taken(d, ops);
