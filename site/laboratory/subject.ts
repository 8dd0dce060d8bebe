/** The library that a question is about. */
import { sentenceOf } from '../../src/diagnosis/cause/sentence.js';
import { withCause } from '../../src/diagnosis/cause/predict.js';
import { deviations } from '../../src/diagnosis/deviations/index.js';
import { defineLibrary, hasOp, Unsupported, unsupported, type LibraryDefinition, type TensorLibrary } from '../../src/library.js';
import * as kernels from '../../src/ops/kernels.js';
import { isOpName, isTensorOp, opNames, tensorRecord, type OpName } from '../../src/ops/index.js';
import { float64 } from '../../src/precision.js';
import { reference } from '../../src/reference.js';
import { elements, fromData, tensor, toArray, zeros } from '../../src/tensor.js';
import type { Subject } from './messages.js';

export interface Planted {
  readonly library: TensorLibrary;
  /** What is wrong with it, as far as that is known. */
  readonly sentence: string;
  /** Ops that may be wrong. */
  readonly ops: readonly OpName[];
}

/** What typed code can call. */
const inScope = { kernels, elements, fromData, tensor, toArray, zeros, Unsupported, unsupported };

/** What typed code returns: ops, or a definition with more. */
function definitionOf(made: unknown): LibraryDefinition {
  if (typeof made !== 'object' || made === null)
    throw new Error('the code must return its ops: return { maxPool: (x, attributes) => ... };');
  const own = 'ops' in made ? made : { ops: made };
  return { name: 'your kernel', precision: float64, ...own } as LibraryDefinition;
}

function typed(code: string): Planted {
  // Runs in a worker of an opaque origin, without a network, after a click: see runner.ts.
  const made: unknown = new Function(...Object.keys(inScope), `'use strict';\n${code}`)(...Object.values(inScope));
  const own = defineLibrary(definitionOf(made));
  // What it leaves out is right.
  const library = { ...own, ops: { ...reference.ops, ...own.ops } };
  const ops = opNames.filter((op) => hasOp(own, op));
  return { library, ops, sentence: `your code for ${ops.join(', ')}, the reference for the rest` };
}

/**
 * Makes the library.
 *
 * @throws Error on code that does not run, and on a cause that is none
 */
export function plant(subject: Subject): Planted {
  if (subject.kind === 'kernel') return typed(subject.code);
  const { cause } = subject;
  const strange = cause.ops.find((op) => !isOpName(op));
  if (strange !== undefined || cause.ops.length === 0) throw new Error(`${String(strange ?? 'nothing')} is no op`);
  if (cause.kind === 'deviation') {
    const deviation = deviations.find(({ id }) => id === cause.id);
    const applies = cause.ops.every((op) => isTensorOp(op) && deviation?.applies(tensorRecord(op)) === true);
    if (!applies) throw new Error(`${cause.id} is no deviation of ${cause.ops.join(', ')}`);
  }
  const sentence = sentenceOf(cause, deviations);
  if (/undefined|NaN/.test(sentence)) throw new Error(`its parameters are not those of ${'id' in cause ? cause.id : cause.kind}`);
  return { library: { ...withCause(reference, cause), name: 'planted' }, sentence, ops: cause.ops };
}
