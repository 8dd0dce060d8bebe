/** Functions that the engine computes with: a library that replaces one of them would spoil its own check. */

type Functions = Readonly<Record<string, unknown>>;

const guarded: Readonly<Record<string, object>> = { Math, Number, JSON, 'Array.prototype': Array.prototype, console };

function functionsOf(owner: object): Functions {
  return Object.fromEntries(
    Object.getOwnPropertyNames(owner)
      .map((name) => [name, Object.getOwnPropertyDescriptor(owner, name)?.value as unknown] as const)
      .filter(([, value]) => typeof value === 'function'),
  );
}

/** Remembers the functions as they are now. */
export function guardGlobals(): { readonly restore: () => string[] } {
  const before = new Map(Object.entries(guarded).map(([name, owner]) => [name, functionsOf(owner)]));
  return {
    /** Puts back what was replaced, and says what that was. */
    restore: () => {
      const changed: string[] = [];
      for (const [name, functions] of before) {
        const owner = guarded[name] as Record<string, unknown>;
        for (const [key, value] of Object.entries(functions)) {
          if (owner[key] === value) continue;
          Object.defineProperty(owner, key, { value, writable: true, configurable: true, enumerable: false });
          changed.push(`the library replaced ${name}.${key}; it was put back for the check`);
        }
      }
      return changed;
    },
  };
}
