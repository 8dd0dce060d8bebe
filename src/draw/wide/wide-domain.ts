import { usualDomain, type Domain, type Range } from '../../domain.js';
import { mostBeyond, sizesOfKernels } from './sizes.js';

/** Elements per tensor that ranges of sizes leave room for: what a case has in truth is bounded apart. */
const elements = 2 ** 22;

/** The domain of wide cases: what was left at its default reaches past all sizes at which kernels branch. */
export function wideDomain(domain: Domain): Domain {
  const most = Math.max(...sizesOfKernels, ...domain.sizes) + mostBeyond;
  const wider = (name: 'size' | 'channels' | 'batch' | 'groups'): Range => {
    const own = domain[name];
    return own.max === usualDomain[name].max ? { min: own.min, max: most } : own;
  };
  return {
    ...domain,
    size: wider('size'),
    channels: wider('channels'),
    batch: wider('batch'),
    groups: wider('groups'),
    elements: domain.elements === usualDomain.elements ? elements : domain.elements,
  };
}
