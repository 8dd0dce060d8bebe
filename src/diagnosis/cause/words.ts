/** Guards in words, as they end a sentence: `where dilation > 1 and padding is 'same'`. */
import type { Guard } from './cause.js';
import type { Feature } from '../features.js';

/** What is said where a relation holds, or does not. */
const yesOrNo: Readonly<Record<string, readonly [string, string]>> = {
  'as many rows as the inner size': ['a is square', 'a is not square'],
  'as many columns as the inner size': ['b is square', 'b is not square'],
  'as many channels out as in': ['there are as many channels out as in', 'the numbers of channels in and out differ'],
  'a group for each channel': ['each channel is a group of its own', 'a group has several channels'],
  'leading axes that broadcast': ['leading axes broadcast', 'leading axes are equal'],
  'leading axes that broadcast in both': ['leading axes of both tensors broadcast', 'leading axes broadcast in one tensor at most'],
  'a view that is not dense': ['an argument is a view that is not dense', 'all arguments are dense'],
  'stride and dilation': ['an axis has both a stride and a dilation above 1', 'no axis has both a stride and a dilation above 1'],
  'an empty tensor': ['a tensor is empty', 'no tensor is empty'],
  'a stride above the window': ['a stride is larger than the window', 'no stride is larger than the window'],
  'windows that are the cells': ['each window is one cell, and each cell a window', 'windows are more than the cells one by one'],
  'windows that overlap': ['windows overlap', 'no windows overlap'],
  'pads that differ before and after': ['the pads before and after differ', 'the pads before and after are equal'],
  'pads as large as the window': ['a pad is as large as the window', 'every pad is smaller than the window'],
  'padded cells': ['there is padding', 'there is no padding'],
  'a window beyond the input': ['the window is larger than the input', 'the window fits into the input'],
  'cells beyond the last window': ['cells are left beyond the last window', 'no cells are left beyond the last window'],
  'a last window that overhangs': ['the last window overhangs', 'no window overhangs'],
  'a window without a cell': ['a window has no cell', 'every window has a cell'],
  'sizes that the stride does not divide': ['the stride does not divide the size', 'the stride divides the size'],
  'a size below 0 by the window and stride of the first axis': [
    'the window and stride of the first axis would give a size below 0 on a later one',
    'the window and stride of the first axis give no size below 0',
  ],
  'another size by the window and stride of the first axis': [
    'the window and stride of the first axis would give another size on a later one',
    'the window and stride of the first axis give every size',
  ],
  'a dilation that shares a factor with the stride': ['dilation and stride share a factor', 'dilation and stride share no factor'],
};

const plural = (name: string): string => (name.endsWith('s') ? name : `${name}s`);

function yesNoWords(feature: string, is: boolean): string {
  const known = yesOrNo[feature];
  if (known !== undefined) return known[is ? 0 : 1];
  const equal = /^equal (.*)$/.exec(feature);
  if (equal !== null) return is ? `all ${plural(equal[1]!)} are equal` : `${plural(equal[1]!)} differ between axes`;
  if (/ in [a-z]/i.test(feature))
    return is
      ? `there are ${feature}`.replace('there are NaN', 'there is a NaN').replace('there are -0', 'there is a -0')
      : `there are no ${feature}`;
  if (feature.startsWith('fractional ')) return is ? `${feature.slice(11)} is a fraction` : `${feature.slice(11)} is an integer`;
  if (feature.startsWith('uneven '))
    return is ? `${feature.slice(7)} differ before and after` : `${feature.slice(7)} are equal before and after`;
  if (feature.startsWith('with ')) return is ? `there is a ${feature.slice(5)}` : `there is no ${feature.slice(5)}`;
  return is ? `${feature} is on` : `${feature} is off`;
}

const shown = (value: Feature): string => (typeof value === 'string' ? `'${value}'` : String(value));

/** Numbers that are positive by nature, of which 1 is the plain one. */
const fromOne = /stride|dilation|window|batch|channels|groups|multiplier|block|axes|rows|columns|inner size|size|rank/;

function numberWords(name: string, { relation, value, remainder = 0 }: Guard): string {
  const number = value as number;
  if (relation === 'mod') {
    if (number === 2) return `${name} is ${remainder === 0 ? 'even' : 'odd'}`;
    return remainder === 0 ? `${name} is a multiple of ${number}` : `${name} is ${remainder} mod ${number}`;
  }
  if (relation === '>=') return fromOne.test(name) || Number.isInteger(number) ? `${name} > ${number - 1}` : `${name} >= ${number}`;
  if (relation === '<=' && fromOne.test(name) && number < 2) return `${name} is ${number}`;
  if (relation === '<=') return `${name} <= ${number}`;
  return relation === '=' ? `${name} is ${number}` : `${name} is not ${number}`;
}

function aggregateWords(guard: Guard): string {
  const { feature, relation } = guard;
  const [, which, name] = /^(largest|smallest) (.*)$/.exec(feature)!;
  if (which === 'largest' && relation === '>=') return numberWords(name!, guard);
  if (which === 'largest' && relation === '<=') return guard.value === 1 ? `every ${name} is 1` : `every ${name} <= ${String(guard.value)}`;
  if (which === 'smallest' && relation === '>=') return numberWords(`every ${name}`, guard);
  if (which === 'smallest' && relation === '<=') return numberWords(`${/^[aeiou]/.test(name!) ? 'an' : 'a'} ${name}`, guard);
  return numberWords(`the ${feature}`, guard);
}

/** How many spatial axes there are, of one to three; `undefined` where it is said otherwise. */
function axesText({ relation, value }: Guard): string | undefined {
  const isOne = value === 1 && (relation === '=' || relation === '<=');
  if (isOne) return 'there is one spatial axis';
  if (relation === '=') return `there are ${value} spatial axes`;
  if (relation === '>=' && value === 2) return 'there are several spatial axes';
  if (relation === '>=' && value === 3) return 'there are 3 spatial axes';
  return relation === '<=' && value === 2 ? 'there are at most 2 spatial axes' : undefined;
}

/** How many axes have more than the plain 1 of something, of one to three; `undefined` where it is said otherwise. */
function axesWithText({ feature, relation, value }: Guard): string | undefined {
  const what = /^axes with (a .* above 1)$/.exec(feature)?.[1];
  if (what === undefined) return undefined;
  if (relation === '>=' && value === 1) return `an axis has ${what}`;
  if (relation === '>=' && value === 2) return `several axes have ${what}`;
  if (value === 0 && relation !== '!=') return `no axis has ${what}`;
  if (relation === '<=' && value === 1) return `at most one axis has ${what}`;
  if (relation === '=') return value === 1 ? `one axis has ${what}` : `${value} axes have ${what}`;
  return undefined;
}

/** One guard in words. */
export function guardText(guard: Guard): string {
  const { feature, relation, value } = guard;
  const axes = feature === 'spatial axes' ? axesText(guard) : axesWithText(guard);
  if (axes !== undefined) return axes;
  if (typeof value === 'boolean') return yesNoWords(feature, relation === '=' ? value : !value);
  if (typeof value === 'string')
    return `${feature === 'layout of x' ? 'the layout of x' : feature} is ${relation === '=' ? '' : 'not '}${shown(value)}`;
  return /^(largest|smallest) /.test(feature) ? aggregateWords(guard) : numberWords(feature, guard);
}

/** Words joined as in a sentence: `a, b and c`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;
}

/** Where guards hold: `where a, b and c`, `but not where d`; empty without any. */
export function whereText(guards: readonly Guard[], except: readonly Guard[] = []): string {
  const where = (each: readonly Guard[], head: string): string[] => (each.length === 0 ? [] : [`${head} ${listed(each.map(guardText))}`]);
  return [...where(guards, 'where'), ...where(except, 'but not where')].join(', ');
}
