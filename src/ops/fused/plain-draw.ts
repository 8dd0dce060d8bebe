import type { CaseProgram, Draw } from '../../draw/draw.js';
import { inDomain } from '../../draw/in-domain.js';

const programs = new WeakMap<object, CaseProgram<unknown>>();

/** The program that draws neither a bias nor an activation: what is linear stays so. One for each, so that laws which draw alike share rows. */
export function plainDraw<Case>(program: CaseProgram<Case>): CaseProgram<Case> {
  let plain = programs.get(program);
  if (plain === undefined) programs.set(program, (plain = (d: Draw) => program(without(d))));
  return plain as CaseProgram<Case>;
}

function without(d: Draw): Draw {
  return { ...inDomain(d, {}), limits: { ...d.limits, bias: false, activations: [] } };
}
