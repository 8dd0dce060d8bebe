import type { Domain } from '../domain.js';
import type { Draw } from './draw.js';

/** The same draw in another domain: its bounds replaced by `bounds`, which may leave nothing, as an empty batch does. */
export function inDomain(d: Draw, bounds: Partial<Domain>): Draw {
  return {
    domain: { ...d.domain, ...bounds },
    limits: d.limits,
    regime: d.regime,
    int: (name, min, max, options) => d.int(name, min, max, options),
    option: (name, options, axis) => d.option(name, options, axis),
    means: (name, axis, value) => d.means(name, axis, value),
    reads: (show) => d.reads(show),
    axes: (allowed) => d.axes(allowed),
    tensor: (name, dims, content) => d.tensor(name, dims, content),
    makes: (name, shape) => d.makes(name, shape),
    alsoCalls: (op, attributes, ...tensors) => d.alsoCalls(op, attributes, ...tensors),
    takes: (op, attributes, ...tensors) => d.takes(op, attributes, ...tensors),
  };
}
