/** What is used of convnetjs. */

/** A volume: `w[(sx * y + x) * depth + d]`, and as many derivatives. */
export interface Vol {
  readonly sx: number;
  readonly sy: number;
  readonly depth: number;
  w: Float64Array;
  dw: Float64Array;
}

export interface Layer {
  filters: Vol[];
  readonly out_sx: number;
  readonly out_sy: number;
  forward(volume: Vol, isTraining: boolean): Vol;
  backward(): void;
}

export interface Convnet {
  readonly Vol: new (sx: number, sy: number, depth: number, value: number) => Vol;
  readonly ConvLayer: new (options: LayerOptions) => Layer;
  readonly PoolLayer: new (options: LayerOptions) => Layer;
  readonly FullyConnLayer: new (options: LayerOptions) => Layer;
}

export type LayerOptions = Readonly<Record<string, number>>;
