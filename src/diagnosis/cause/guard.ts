/** Guards: what holds of the calls that a cause touches. */
import type { Guard, Scope } from './cause.js';
import type { Feature, Features } from '../features.js';

function relates({ relation, value, remainder = 0 }: Guard, found: Feature): boolean {
  switch (relation) {
    case '=':
      return found === value;
    case '!=':
      return found !== value;
    case '>=':
      return typeof found === 'number' && typeof value === 'number' && found >= value;
    case '<=':
      return typeof found === 'number' && typeof value === 'number' && found <= value;
    case 'mod':
      return typeof found === 'number' && typeof value === 'number' && found % value === remainder;
  }
}

/** Whether a guard holds of a call. A call without the feature is none that it holds of, whatever the relation. */
export function guardHolds(guard: Guard, features: Features): boolean {
  const found = features.get(guard.feature);
  return found !== undefined && relates(guard, found);
}

const hold = (guards: readonly Guard[], features: Features): boolean => guards.every((guard) => guardHolds(guard, features));

/** Whether all guards hold of a call, and it is no exception. */
export function holds({ guards, except }: Pick<Scope, 'guards' | 'except'>, features: Features): boolean {
  return hold(guards, features) && !(except !== undefined && hold(except, features));
}
