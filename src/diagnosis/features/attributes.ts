/** What the attributes of a call are: each flag and choice, each number, lists by their least and largest. */
import { recordOf, type AttributeSpec, type OpName } from '../../ops/index.js';
import type { MutableFeatures } from './feature.js';
import { allEqual, perAxis } from './per-axis.js';

/** `outputPadding` as `output padding` */
const spaced = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const singular = (name: string): string => spaced(name).replace(/([^s])s$/, '$1');

const isNumbers = (value: unknown): value is readonly number[] => Array.isArray(value) && value.every((each) => typeof each === 'number');

const isPairs = (value: unknown): value is readonly (readonly number[])[] => Array.isArray(value) && value.every(isNumbers);

function pairFeatures(features: MutableFeatures, name: string, pairs: readonly (readonly number[])[]): void {
  const flat = pairs.flat();
  if (flat.length === 0) return;
  features.set(`largest ${name}`, Math.max(...flat));
  features.set(`smallest ${name}`, Math.min(...flat));
  features.set(
    `uneven ${name}s`,
    pairs.some(([before, after]) => before !== after),
  );
  features.set(`equal ${name}s`, allEqual(pairs.map((pair) => pair.join())));
}

/** What stands before and after; of windows, their own features say so. */
function sideFeatures(features: MutableFeatures, name: string, pairs: readonly (readonly number[])[]): void {
  if (pairs.length === 0) return;
  for (const [i, side] of ['before', 'after'].entries()) {
    const ofSide = pairs.map((pair) => pair[i]!);
    features.set(`largest ${name} ${side}`, Math.max(...ofSide));
    features.set(`smallest ${name} ${side}`, Math.min(...ofSide));
  }
}

function oneAttribute(features: MutableFeatures, name: string, { type, per }: AttributeSpec, value: unknown): void {
  if (type === 'padding') features.set('padding', typeof value === 'string' ? value : 'explicit');
  if ((type === 'padding' || type === 'pairs') && isPairs(value)) {
    pairFeatures(features, type === 'padding' ? 'explicit pad' : singular(name), value);
    if (type === 'pairs') sideFeatures(features, singular(name), value);
  } else if (isNumbers(value)) {
    perAxis(features, singular(name), value);
    if (per === 'blocked') features.set('blocked axes', value.length);
  } else if (typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && type === 'choice'))
    features.set(spaced(name), value);
}

/** @param attributes complete */
export function attributeFeatures(op: OpName, attributes: Readonly<Record<string, unknown>>, features: MutableFeatures): void {
  const record = recordOf(op);
  for (const [name, spec] of Object.entries(record.attributes)) {
    const value = attributes[name];
    if (value === undefined) continue;
    oneAttribute(features, name, spec, value);
    if (typeof value === 'number') features.set(`fractional ${spaced(name)}`, !Number.isInteger(value));
  }
  if (record.kind !== 'tensors') return;
  for (const name of record.optionalTensors) features.set(`with ${spaced(name)}`, attributes[name] !== undefined);
  const { activation } = attributes;
  if (typeof activation === 'object' && activation !== null && 'kind' in activation) features.set('activation', String(activation.kind));
}
