/** What of a call is of no matter, in words. */
import { listed } from '../../diagnosis/cause/words.js';
import type { Whatever } from '../../diagnosis/probe/no-matter.js';
import { argumentsIn } from '../../judge/bind/layout.js';
import type { Stray } from '../../judge/judge.js';
import { parameters } from '../../ops/index.js';
import { isTensor } from '../../tensor.js';
import { axisNames } from './axis-names.js';

/** `x [batch any, width 2, channels any], filter [width 2, in any, out any], whatever the values of x but 0, whatever strides` */
export function whateverText({ op, args, layout }: Stray, { sizes, values, attributes }: Whatever): string {
  const names = axisNames(op, args);
  // Each axis in words, so that the layout may move them.
  const axes = args.map((arg, i) => {
    const shape = isTensor(arg) ? arg.shape : Array.isArray(arg) ? (arg as readonly number[]) : [];
    const free = sizes[parameters[op][i]?.name ?? ''] ?? [];
    return shape.map((size, axis) => [names[i]?.[axis], free.includes(axis) ? 'any' : size].filter((part) => part !== undefined).join(' '));
  });
  const told = layout === undefined ? axes : (argumentsIn(layout, op, axes) as typeof axes);
  const shapes = told.flatMap((list, i) => {
    const name = parameters[op][i]?.name ?? '';
    return sizes[name] === undefined ? [] : [`${name} [${list.join(', ')}]`];
  });
  const of = (kind: 'any' | 'not zero'): string => listed(Object.keys(values).filter((name) => values[name] === kind));
  return [
    ...shapes,
    ...(of('any') === '' ? [] : [`whatever the values of ${of('any')}`]),
    ...(of('not zero') === '' ? [] : [`whatever the values of ${of('not zero')} but 0`]),
    ...(attributes.length === 0 ? [] : [`whatever ${listed(attributes)}`]),
  ].join(', ');
}
