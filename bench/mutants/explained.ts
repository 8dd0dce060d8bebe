const state = 'What it returns depends on earlier calls: the failing run is repeated call by call, and there the call is right.';
const words =
  'Where a call of no cells must be refused, refusing it is right and only the words are wrong, to which the law alone holds them.';

/** Why some kills blame no op, or another than the wrong one, by mutant. */
export const explained: Readonly<Record<string, string>> = {
  'conv: results are added to what the last call left in a buffer': state,
  'conv: one group is read from what the last call left in a buffer': state,
  'results share a buffer':
    'Each result is right when it is returned, and overwritten by the next call: what was recorded of each call is right, the law sees the other.',
  'a kernel that is compiled for one shape is kept for the next': state,
  'maxPool: an error without a word': words,
  'maxPool: throws what is no error': words,
};
