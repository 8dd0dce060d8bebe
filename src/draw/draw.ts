/**
 * How a case is built: a program asks for named choices and tensors, and gets them from a source: random, a covering-array row,
 * an earlier case with some choices changed, or an enumeration. Whatever the source, the program clamps nothing itself: each
 * choice states its range, which may depend on earlier choices, so that every case is valid by construction.
 */
import type { Domain, Regime } from '../domain.js';
import type { OpLimits } from '../limits.js';
import type { Shape, Tensor } from '../tensor.js';

/**
 * What kind of thing a choice is. Shrinking, covering, enumeration and recovery go by it, never by names.
 *
 * - `extent`: cells along an axis of a tensor: a spatial size, batch, channels.
 * - `window`: cells of a filter or window along a spatial axis.
 * - `count`: any other number: a stride, a dilation, a block, an index.
 * - `pad`: without an axis, which kind of padding; with one, an explicit pad: the one before the cells first, then the one after.
 * - `group`: how many groups the last axis of the tensors falls into.
 * - `option`: one of a list.
 * - `spelling`: one of the ways in which a library says an op.
 * - `axes`: the number of spatial axes.
 * - `regime`, `layout`: how values are drawn, and how they lie in memory.
 */
export type Role = 'extent' | 'window' | 'count' | 'pad' | 'group' | 'option' | 'spelling' | 'axes' | 'regime' | 'layout';

/** One drawn number. Options are kept as their index. */
export interface Choice {
  readonly name: string;
  readonly role: Role;
  /** The spatial axis it belongs to; -1 for none. */
  readonly axis: number;
  /** What it shrinks to. */
  readonly min: number;
  readonly max: number;
  readonly value: number;
  /** The class of the value, for coverage; '' for none. */
  readonly class: string;
  /** Of the size of an axis with windows: how many there are. */
  readonly windows?: number;
}

/** How the values of a tensor are drawn, so that sums of products of them stay exact in the `exact` regime. */
export interface Content {
  /** How many products a sum has at most. Default: 1. */
  readonly terms?: number;
  /** How many drawn values a product has. Default: 1. */
  readonly degree?: number;
  /** Never drawn: 'zero' (each value is non-zero), 'negative' (each is >= 0). */
  readonly without?: readonly ('zero' | 'negative')[];
  /** The regime, where it is not the case's own. */
  readonly regime?: Regime;
  /** false: always dense and row-major. Default: the domain's. */
  readonly layouts?: boolean;
}

export interface OptionOptions {
  /** The spatial axis it belongs to. Default: none. */
  readonly axis?: number;
  /** Default: 'count' of a number, 'option' of an option. */
  readonly role?: Role;
}

export interface IntOptions extends OptionOptions {
  /** The class of a value, for covering arrays: a short label. Default: no class. */
  readonly classes?: (value: number) => string;
  /** The largest value of most draws; those above, up to max, come up rarely. Default: max for at most six values, else min + 3. */
  readonly typical?: number;
  /** A value that half of the draws take, where the range holds it: what would otherwise be equal to another choice too rarely. */
  readonly near?: number;
  /** Of the size of an axis with windows: a size that has so many of them. What is wide may be either. */
  readonly sizeFor?: (windows: number) => number;
  /** Values are min, min + step, min + 2 * step ... Default: 1. */
  readonly step?: number;
  /**
   * The value that a finished case shows for this choice, to shrink a case that was not drawn here; `undefined` when it does not show.
   * Default: `case[name]`, or `case[name][axis]`; of 'rest0', `case.rest[0]`.
   */
  readonly from?: (theCase: Shown, axis: number) => number | undefined;
}

/** A finished case, as choices and tensors are read from it. */
export type Shown = Readonly<Record<string, unknown>>;

/** What a case program draws from. */
export interface Draw {
  readonly domain: Domain;
  /** The limits of all ops that the case is for, together. */
  readonly limits: OpLimits;
  /** The regime of the case's tensors. */
  readonly regime: Regime;
  /** An integer in [min, max]; shrinks to min. */
  int(name: string, min: number, max: number, options?: IntOptions): number;
  /** One of `options`; shrinks to the first. Each is a class of its own. */
  option<T extends string | number | boolean>(name: string, options: readonly T[], how?: OptionOptions): T;
  /**
   * Notes which explicit pad, not asked for, would mean the same here: those of 'same'. The one before the cells first, then the one
   * after. Shrinking starts from it when it turns to an option that asks.
   */
  means(name: string, axis: number, value: number): void;
  /**
   * Says how a finished case tells what is drawn from here on, where its own fields do not: it is read as if it had those that `show` makes
   * of it.
   */
  reads(show: (theCase: Shown) => Shown): void;
  /** The number of spatial axes: the domain's, within the limits and `allowed`; shrinks to the least. Shrinking may drop any axis. */
  axes(allowed?: readonly number[]): number;
  /**
   * A tensor; `dims` lists its axes, spatial ones as a list (one entry per spatial axis). Shrinks by cropping, to zeros, to 1. The
   * last axis is cropped per group where there is a choice of role 'group'.
   */
  tensor(name: string, dims: readonly (number | readonly number[])[], content?: Content): Tensor;
  /**
   * Says that the program makes a tensor itself: its elements are some of the case's, of which the domain has a largest number.
   *
   * @throws EmptyDomain where there are more; a program lets it pass
   */
  makes(name: string, shape: Shape): void;
  /**
   * Says that the law's claim makes another call than the one drawn: where it lies outside the library's limits, there is no such case,
   * and another is drawn.
   *
   * @param op a name of the vocabulary
   * @param attributes as the op takes them; what is left out has its default
   * @param tensors the call's tensors in their order, or their shapes, where limits look at them: at a filter's window, at ranks
   * @throws EmptyDomain where the limits do not allow the call; a program lets it pass
   */
  alsoCalls(op: string, attributes: object, ...tensors: readonly (Tensor | Shape)[]): void;
  /**
   * Whether the library takes calls of which this much is known: what a program asks before it draws the rest. What is left out, of the
   * attributes too, is not asked.
   *
   * @param op a name of the vocabulary
   * @param tensors the first of the call's tensors, or their shapes
   */
  takes(op: string, attributes: object, ...tensors: readonly (Tensor | Shape)[]): boolean;
}

/** A program that builds one case. */
export type CaseProgram<Case> = (d: Draw) => Case;
