// Kinds of findings, as a reader sorts them.

/** Whether NaN or an infinity is among the values of a call, its tensors' or its attributes'. */
function hasSpecialValues(value) {
  if (value === null || typeof value !== 'object') return false;
  if ('number' in value && typeof value.number === 'string') return value.number !== '-0';
  if ('tensor' in value) return value.tensor.data.some((each) => typeof each === 'string' && each !== '-0');
  return Object.values(value).some(hasSpecialValues);
}

/** value, shape, gradient, crash, missing validation, special values, mutation or combination. */
export function kindOf({ kind, op = '', counterexample }) {
  if (kind === 'accepted') return 'missing validation';
  if (kind === 'threw') return 'crash';
  if (kind === 'mutated') return 'mutation';
  if (kind === 'combination') return 'combination';
  // Arguments that should be refused made a result that is no tensor.
  if (kind === 'badResult') return counterexample.blame?.expected === undefined ? 'missing validation' : 'shape';
  if (counterexample.blame !== undefined && hasSpecialValues(counterexample.blame.args)) return 'special values';
  return op.endsWith('Gradient') ? 'gradient' : kind;
}
