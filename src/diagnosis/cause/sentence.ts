/** A cause in one sentence, as a maintainer would write it. */
import { argumentCodes, type ArgumentCode } from '../../argument-codes.js';
import type { Cause, Guard } from './cause.js';
import { cellsInWords } from './cell-set.js';
import type { Deviation } from '../deviation.js';
import { stateWords } from '../state/words.js';
import { listed, whereText } from './words.js';

/** Ops that are named; of more, the number. */
const mostOps = 5;

/** The ops as the subject of a sentence whose verb is in the singular. */
function subject(ops: readonly string[]): string {
  const [first, ...others] = ops;
  if (first === undefined) return 'the library';
  if (others.length === 0) return first;
  const named = others.length < mostOps ? others : [...others.slice(0, mostOps - 1), `${others.length - mostOps + 1} more`];
  return `${first}, as well as ${listed(named)},`;
}

const results = { value: 'returns wrong values', shape: 'returns a wrong shape', throws: 'throws one error or another' } as const;
const deaths = { hang: 'hangs its process', exit: 'ends its process', trap: 'traps' } as const;

/** Whether a cause names calls one by one: no rule was found for them. */
export function isWithoutRule({ guards }: { readonly guards: readonly Guard[] }): boolean {
  return guards.some(({ feature }) => feature === 'call');
}

function predicate(cause: Cause, deviations: readonly Deviation[]): string {
  switch (cause.kind) {
    case 'deviation':
    case 'convention': {
      const { sentence = cause.id } = deviations.find(({ id }) => id === cause.id) ?? {};
      const said = typeof sentence === 'string' ? sentence : sentence(cause.parameters);
      const whole = cause.cells === undefined ? said : `${said}, ${cellsInWords(cause.cells)}`;
      return cause.kind === 'convention' ? `differs by convention: it ${whole}` : whole;
    }
    case 'condition':
      if (cause.message === undefined) return results[cause.how];
      return cause.how === 'throws' ? `throws "${cause.message}"` : cause.message;
    case 'unchecked':
      return `does not check that ${argumentCodes[cause.code as ArgumentCode] ?? cause.code}`;
    case 'state':
    case 'chance':
    case 'interference':
      return stateWords(cause);
    case 'death':
      return deaths[cause.how];
  }
}

/** What else is said of a convention that an op keeps in some of its calls alone. */
function contradiction(cause: Cause, deviations: readonly Deviation[]): string {
  if (cause.kind !== 'deviation' || deviations.find(({ id }) => id === cause.id)?.kind !== 'convention') return '';
  if (cause.except !== undefined) return '';
  return cause.guards.length > 0 ? ', and does not elsewhere' : ', and does not where it is spelled otherwise';
}

/** @param deviations those that causes may name */
export function sentenceOf(cause: Cause, deviations: readonly Deviation[]): string {
  const { ops, spellings = [], guards, except } = cause;
  const spelled = spellings.length === 0 ? '' : ` spelled ${listed(spellings.map((name) => `"${name}"`))}`;
  const head = `${subject(ops)}${spelled} ${predicate(cause, deviations)}`;
  if (isWithoutRule(cause)) return `${head} in some calls: no rule was found`;
  const where = whereText(guards, except);
  return (where === '' ? head : `${head}, ${where}`) + contradiction(cause, deviations);
}
