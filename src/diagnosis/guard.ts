/** Guards: what holds of the calls that a cause touches. */
import type { Guard } from './cause.js';
import type { Feature, Features } from './features.js';

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

/** Whether all guards hold of a call. */
export function holds(guards: readonly Guard[], features: Features): boolean {
  return guards.every((guard) => guardHolds(guard, features));
}
