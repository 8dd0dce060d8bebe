/** Axes of windows on which alone a record goes wrong. */
import type { Axis } from '../../../kernels/windows.js';

type Is = (axis: Axis, i: number, axes: readonly Axis[]) => boolean;

const kinds = {
  every: { is: () => true, words: '' },
  first: { is: (_, i) => i === 0, words: ' on the first axis' },
  last: { is: (_, i, axes) => i === axes.length - 1, words: ' on the last axis' },
  'beyond-the-first': { is: (_, i) => i > 0, words: ' beyond the first axis' },
  'first-window-of-several': {
    is: (_, i, axes) => i === axes.findIndex(({ kernel }) => kernel > 1),
    words: ' on the first axis with a window of several cells',
  },
  'even-window': { is: ({ kernel }) => kernel % 2 === 0, words: ' on axes with an even window' },
  'odd-window': { is: ({ kernel }) => kernel % 2 === 1, words: ' on axes with an odd window' },
  'window-of-1': { is: ({ kernel }) => kernel === 1, words: ' on axes with a window of 1' },
  'size-of-1': { is: ({ size }) => size === 1, words: ' on axes of one cell' },
  'stride-above-window': { is: ({ stride, kernel }) => stride > kernel, words: ' on axes with a stride above the window' },
  strided: { is: ({ stride }) => stride > 1, words: ' on axes with a stride above 1' },
  'even-stride': { is: ({ stride }) => stride % 2 === 0, words: ' on axes with an even stride' },
  'odd-stride': { is: ({ stride }) => stride % 2 === 1, words: ' on axes with an odd stride' },
  dilated: { is: ({ dilation }) => dilation > 1, words: ' on axes with a dilation above 1' },
} satisfies Record<string, { readonly is: Is; readonly words: string }>;

export type Where = keyof typeof kinds;

export const axesWhere = (where: Where): Is => kinds[where].is;

/** As a sentence ends: ` on axes with an even window`; empty for every axis. */
export const whereInWords = (where: Where): string => kinds[where].words;
