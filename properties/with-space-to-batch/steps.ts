/** Strides and dilations of the op inside W, which are its own and not the rate of W. */
import type { OpName } from '../../src/ops/index.js';
import { taken } from '../../src/arbitraries/taken.js';
import type { Draw } from '../../src/draw/draw.js';
import { drawChain, type Chain } from '../../src/arbitraries/rated-case.js';

export interface Steps {
  readonly strides: number[];
  readonly dilations: number[];
}

interface Step {
  readonly stride: number;
  readonly dilation: number;
}

/**
 * Steps of ops, one after the other, by name. Along each axis they stay so small that `cells`, what the axis must have at least, stays
 * within the domain's elements. Shrinks to steps of 1.
 */
export function drawSteps(
  d: Draw,
  op: OpName,
  names: readonly string[],
  n: number,
  cells: (axis: number, steps: readonly Step[]) => number,
): Steps[] {
  const { domain } = d;
  const takes = taken(d, op);
  const room = 2 * Math.max(2, Math.floor((domain.elements / 4) ** (1 / n)));
  const classes = (v: number): string => (v === 1 ? '1' : '>1');
  const alone = takes.stridedDilation ? undefined : d.option('alone', ['strides', 'dilations']);
  // Equal ones on all axes would have to fit the smallest; on one axis any are equal.
  const strided = takes.strides && alone !== 'dilations' && (takes.unequalStrides || n === 1);
  const dilated = takes.dilations && alone !== 'strides' && (takes.unequalDilations || n === 1);
  const all = names.map((): Steps => ({ strides: [], dilations: [] }));
  for (let axis = 0; axis < n; axis++) {
    const steps: Step[] = names.map(() => ({ stride: 1, dilation: 1 }));
    names.forEach((name, i) => {
      const draw = (what: keyof Step, taken: boolean, largest: number): void => {
        const fits = (v: number): boolean => cells(axis, steps.with(i, { ...steps[i]!, [what]: v })) <= room;
        let most = 1;
        while (taken && most < largest && fits(most + 1)) most++;
        steps[i] = { ...steps[i]!, [what]: d.int(`${name} ${what}`, 1, most, { axis, classes }) };
      };
      draw('dilation', dilated, domain.dilation.max);
      draw('stride', strided, domain.stride.max);
    });
    all.forEach(({ strides, dilations }, i) => {
      strides.push(steps[i]!.stride);
      dilations.push(steps[i]!.dilation);
    });
  }
  return all;
}

export interface SteppedChain extends Chain {
  readonly firstSteps: Steps;
  readonly secondSteps: Steps;
}

/** A valid chain whose windows step as they like. Shrinks as chains do, to steps of 1. */
export function drawSteppedChain(d: Draw, op: OpName): SteppedChain {
  const chain = drawChain(d, { kind: 'valid' });
  const { n, rates, first, second } = chain;
  const one: Step = { stride: 1, dilation: 1 };
  const reach = (axis: number, [inner, outer]: readonly Step[]): number =>
    ((first[axis]! - 1) * inner!.dilation + (second[axis]! - 1) * outer!.dilation * inner!.stride) * rates[axis]!;
  const [firstSteps, secondSteps] = drawSteps(d, op, ['first', 'second'], n, (axis, steps) => reach(axis, steps) + 1) as [Steps, Steps];
  const step = ({ strides, dilations }: Steps, axis: number): Step => ({ stride: strides[axis]!, dilation: dilations[axis]! });
  const sizes = chain.sizes.map(
    (size, axis) => size + reach(axis, [step(firstSteps, axis), step(secondSteps, axis)]) - reach(axis, [one, one]),
  );
  return { ...chain, sizes, firstSteps, secondSteps };
}
