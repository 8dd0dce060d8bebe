/** What a picture of a counterexample shows, before it is drawn. */

export interface Cell {
  readonly text: string;
  readonly value: number;
  /** Outside the tensor. */
  readonly padding: boolean;
  /** Feeds the cell that the picture is about. */
  readonly tap: boolean;
  /** By which it is multiplied, where the op is linear. */
  readonly weight?: number;
  /** Differs by more than rounding allows. */
  readonly wrong: boolean;
  /** The cell that the picture is about. */
  readonly focus: boolean;
}

/** One plane of a tensor, or the part of it that fits. */
export interface Grid {
  /** `x[0, :, :, 1]` */
  readonly label: string;
  readonly rows: readonly (readonly Cell[])[];
  /** Coordinates of the first row and column; negative ones are padding. */
  readonly top: number;
  readonly left: number;
  /** Whether rows have a coordinate: not in one dimension. */
  readonly numbered: boolean;
  /** What is left out, in words. */
  readonly cropped?: string;
}

/** An axis of two shapes. */
export interface OutlineAxis {
  readonly name: string;
  readonly expected: number;
  readonly received: number;
}

/** Two shapes that differ, one upon the other. */
export interface Outline {
  /** Left out where one axis is drawn. */
  readonly rows?: OutlineAxis;
  readonly columns: OutlineAxis;
  /** What each axis that differs lacks or has too much. */
  readonly lines: readonly string[];
}

export interface Panel {
  readonly title: string;
  readonly grids: readonly Grid[];
  /** In place of grids. */
  readonly outline?: Outline;
  /** Drawn as a heat map whose deepest shade stands for this number; left out, no heat map. */
  readonly deepest?: number;
}

export interface Picture {
  readonly title: string;
  /** All of it in words, for who cannot see it. */
  readonly description: string;
  readonly panels: readonly Panel[];
  readonly notes: readonly string[];
}

/** The largest part of a plane that is drawn. */
export interface Frame {
  readonly rows: number;
  readonly columns: number;
}
