import type { Draw } from './draw.js';

/** A draw of a second case beside the first: every choice and tensor under a name of its own, so that both shrink by themselves. */
export function secondDraw(d: Draw, prefix = 'other '): Draw {
  const second: Draw = {
    domain: d.domain,
    limits: d.limits,
    regime: d.regime,
    int: (name, min, max, options) => d.int(prefix + name, min, max, options),
    option: (name, options, how) => d.option(prefix + name, options, how),
    means: (name, axis, value) => d.means(prefix + name, axis, value),
    // The fields of a finished case are the first's.
    reads: () => undefined,
    axes: (allowed) => {
      const { min, max } = d.domain.spatialAxes;
      const counts = Array.from({ length: max - min + 1 }, (_, i) => min + i);
      const taken = (n: number): boolean => (allowed?.includes(n) ?? true) && (d.limits.spatialAxes?.includes(n) ?? true);
      return d.option(`${prefix}axes`, counts.filter(taken), { role: 'axes' });
    },
    tensor: (name, dims, content) => d.tensor(prefix + name, dims, content),
    makes: (name, shape) => d.makes(name, shape),
    alsoCalls: (op, attributes, ...tensors) => d.alsoCalls(op, attributes, ...tensors),
    takes: (op, attributes, ...tensors) => d.takes(op, attributes, ...tensors),
  };
  return second;
}
