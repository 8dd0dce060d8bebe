/** Paddings, rearrangements and products as calls of the vocabulary. */
import { channelsLast, Untranslated, type GivenNode } from './given.js';
import type { TranslatedCall } from './index.js';
import { pairsOf, spatialAxesOf } from './windows.js';

/** Until operator set 10 the pads of Pad are an attribute, then an input. */
const padsAsInput = 11;

export function pad(given: GivenNode): TranslatedCall {
  const x = given.floats(0, 'input');
  const rank = x.shape.length;
  const mode = given.word('mode', 'constant');
  if (!['constant', 'edge', 'reflect', 'wrap'].includes(mode)) throw new Untranslated(`its mode is ${mode}`);
  const isOld = given.opset < padsAsInput;
  const list = isOld ? given.ints('pads') : given.list(1);
  if (list === undefined) throw new Untranslated('it has no pads');
  const axes = (isOld ? undefined : given.list(3)) ?? x.shape.map((_, axis) => axis);
  const paddings = x.shape.map(() => [0, 0] as readonly [number, number]);
  for (const [i, pair] of pairsOf(list, axes.length).entries()) paddings[axes[i]! < 0 ? axes[i]! + rank : axes[i]!] = pair;
  if (mode !== 'constant' && paddings.some((pair) => pair.some((each) => each < 0))) throw new Untranslated(`it crops in mode ${mode}`);
  const value = isOld ? given.int('value', 0) : (given.list(2)?.[0] ?? 0);
  return { op: 'pad', args: [x, { paddings, mode, value }], first: false };
}

function blocks(given: GivenNode, op: 'spaceToDepth' | 'depthToSpace', mode: string): TranslatedCall {
  const x = given.floats(0, 'input');
  if (spatialAxesOf(x.shape) !== 2) throw new Untranslated('it takes two spatial axes');
  return { op, args: [channelsLast(x), { blockSize: given.int('blocksize', 0), mode }], first: true };
}

export function spaceToDepth(given: GivenNode): TranslatedCall {
  return blocks(given, 'spaceToDepth', 'DCR');
}

export function depthToSpace(given: GivenNode): TranslatedCall {
  return blocks(given, 'depthToSpace', given.word('mode', 'DCR'));
}

export function matmul(given: GivenNode): TranslatedCall {
  const [a, b] = [given.floats(0, 'left side'), given.floats(1, 'right side')];
  if (Math.min(a.shape.length, b.shape.length) < 2) throw new Untranslated('one of its sides is a vector');
  return { op: 'matmul', args: [a, b], first: false };
}
