/** What a library's definition may hold: names what was given and what is allowed. */
import { defineDomain, type Domain } from '../domain.js';
import { InvalidArgument } from '../invalid-argument.js';
import type { Budget, LibraryDefinition, Limits } from '../library.js';
import type { OpLimits } from '../limits.js';
import { isOpName, opNames, recordOf, type OpName } from '../ops/index.js';
import { float32, type Precision } from '../precision.js';
import { dtypes, isDType } from '../tensor.js';
import { checkConventions } from './conventions.js';
import { checkKnownBug } from './known.js';
import { InvalidLibrary, spellingsOf, type Layout } from './spelling.js';

/**
 * Checks a definition.
 *
 * @returns its limits, ranges of counts as lists
 * @throws InvalidLibrary
 */
export function checkedDefinition(definition: LibraryDefinition): Limits {
  if (typeof definition !== 'object' || (definition as unknown) === null)
    throw new InvalidLibrary(`a library is an object, not ${typeof definition}`);
  const { name, ops, limits = {} } = definition;
  if (typeof name !== 'string' || name === '')
    throw new InvalidLibrary(`a library's name is a non-empty string, not ${JSON.stringify(name)}`);
  if (typeof ops !== 'object' || (ops as unknown) === null)
    throw new InvalidLibrary(`library ${name}: ops is an object of functions, not ${String(ops)}`);
  for (const [op, value] of Object.entries(ops)) {
    if (!isOpName(op)) throw new InvalidLibrary(`library ${name}: ops.${op} is not an op; the ops are ${opNames.join(', ')}`);
    if (value !== undefined && typeof value !== 'function')
      throw new InvalidLibrary(`library ${name}: ops.${op} is ${typeof value}; every op is a function, or made by spellings()`);
    for (const [spelling, { call, layout, limits: own }] of Object.entries(spellingsOf(value) ?? {})) {
      const where = `library ${name}: ops.${op}, spelled "${spelling}"`;
      if (typeof call !== 'function') throw new InvalidLibrary(`${where}: its call is ${typeof call}; it is a function`);
      checkLayout(where, layout);
      if (own !== undefined) checkedLimits(where, { [op]: own });
    }
  }
  const where = `library ${name}`;
  const { accepts = {}, validates = true, precision = {}, ownDefaults = false } = definition;
  checkLayout(where, definition.layout);
  checkPrecision(where, precision);
  checkDomain(where, definition.domain);
  checkBudget(where, definition.budget);
  checkConventions(where, definition.conventions);
  checkKnown(where, definition.known);
  if (typeof validates !== 'boolean') throw new InvalidLibrary(`${where}: validates is ${told(validates)}; it is true or false`);
  for (const [op, accept] of Object.entries(entriesOf(where, 'accepts', accepts))) {
    if (accept !== undefined && typeof accept !== 'function')
      throw new InvalidLibrary(`${where}: accepts.${op} is ${told(accept)}; it is a function of a call`);
  }
  const { runModel } = definition;
  if (runModel !== undefined && typeof runModel !== 'function')
    throw new InvalidLibrary(`${where}: runModel is ${told(runModel)}; it is a function of a model and its inputs`);
  if (typeof ownDefaults !== 'boolean') throw new InvalidLibrary(`${where}: ownDefaults is ${told(ownDefaults)}; it is true or false`);
  return checkedLimits(where, limits);
}

const layouts: readonly Layout[] = ['channels-last', 'channels-first'];

function checkLayout(where: string, layout: Layout | undefined): void {
  if (layout !== undefined && !layouts.includes(layout))
    throw new InvalidLibrary(`${where}: layout is ${JSON.stringify(layout)}; it is ${layouts.map((each) => `'${each}'`).join(' or ')}`);
}

/** The bounds of a domain, told as the library's own. */
function checkDomain(where: string, domain: Partial<Domain> | undefined): void {
  if (domain === undefined) return;
  if (typeof domain !== 'object' || (domain as unknown) === null)
    throw new InvalidLibrary(`${where}: domain is ${told(domain)}; it is an object`);
  try {
    defineDomain(domain);
  } catch (thrown) {
    throw thrown instanceof InvalidArgument ? new InvalidLibrary(`${where}: ${thrown.message}`) : thrown;
  }
}

function checkBudget(where: string, budget: Budget | undefined): void {
  if (budget === undefined) return;
  if (typeof budget !== 'object' || (budget as unknown) === null)
    throw new InvalidLibrary(`${where}: budget is ${told(budget)}; it is an object`);
  const names = ['runs', 'time', 'calls'];
  for (const [name, value] of Object.entries(budget)) {
    if (!names.includes(name)) throw new InvalidLibrary(`${where}: budget.${name} is unknown; a budget has ${names.join(', ')}`);
    if (value !== undefined && !(Number.isInteger(value) && value >= 1))
      throw new InvalidLibrary(`${where}: budget.${name} is ${told(value)}; it is an integer >= 1`);
  }
}

/** A list of bugs, each with a reason, a cause and a case. Whether this version knows the causes is found out where they are read. */
function checkKnown(where: string, known: unknown): void {
  if (known === undefined) return;
  if (!Array.isArray(known))
    throw new InvalidLibrary(
      `${where}: known is ${typeof known === 'object' ? 'an object' : told(known)}; it is a list of { reason, cause, case }, which 'tensor-laws check --write-known' writes`,
    );
  for (const [i, bug] of known.entries()) checkKnownBug(`${where}: known[${i}]`, bug);
}

const told = (value: unknown): string => JSON.stringify(value) ?? String(value);

/** An object whose keys are ops. */
function entriesOf<T extends object>(where: string, what: string, given: T): T {
  if (typeof given !== 'object' || (given as unknown) === null)
    throw new InvalidLibrary(`${where}: ${what} is ${told(given)}; it is an object`);
  for (const op of Object.keys(given)) {
    if (!isOpName(op)) throw new InvalidLibrary(`${where}: ${what}.${op} is not an op; the ops are ${opNames.join(', ')}`);
  }
  return given;
}

/** Limits whose every key and value is one that the op knows; ranges of counts as lists. */
function checkedLimits(where: string, given: object): Limits {
  const checked: Record<string, OpLimits> = {};
  for (const [op, own] of Object.entries(entriesOf(where, 'limits', given))) {
    if (own === undefined) continue;
    const what = `${where}: limits.${op}`;
    if (typeof own !== 'object' || (own as unknown) === null) throw new InvalidLibrary(`${what} is ${told(own)}; it is an object`);
    const specs = recordOf(op as OpName).limits;
    const limits: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(own)) {
      const ofOp = Object.hasOwn(specs, name);
      // One object of limits may serve several ops: what another op knows says nothing of this one.
      const spec = ofOp ? specs[name] : opNames.map((each) => recordOf(each).limits).find((each) => Object.hasOwn(each, name))?.[name];
      if (spec === undefined)
        throw new InvalidLibrary(`${what}.${name} is not a limit; those of ${op} are ${Object.keys(specs).join(', ')}`);
      if (value !== undefined && !spec.takes(value)) throw new InvalidLibrary(`${what}.${name} is ${told(value)}; it is ${spec.expected}`);
      if (value !== undefined && ofOp) limits[name] = spec.listed?.(value as never) ?? value;
    }
    checked[op] = limits;
  }
  return checked as Limits;
}

function checkPrecision(where: string, precision: Partial<Precision>): void {
  const types: Readonly<Record<string, string>> = {
    ...Object.fromEntries(Object.entries(float32).map(([name, value]) => [name, typeof value])),
    accumulation: 'object',
    powerUlps: 'number',
    functionUlps: 'number',
    transform: 'function',
  };
  const names = Object.keys(types);
  if (typeof precision !== 'object' || (precision as unknown) === null)
    throw new InvalidLibrary(
      `${where}: precision is ${told(precision)}; it is one such as float32, or an object of some of ${names.join(', ')}`,
    );
  for (const [name, value] of Object.entries(precision)) {
    if (!names.includes(name)) throw new InvalidLibrary(`${where}: precision.${name} is unknown; a precision has ${names.join(', ')}`);
    const usual = types[name];
    if (value !== undefined && (typeof value !== usual || Number.isNaN(value)))
      throw new InvalidLibrary(`${where}: precision.${name} is ${told(value)}; it is ${usual === 'object' ? 'an' : 'a'} ${usual}`);
  }
  const { accumulation } = precision;
  if (accumulation !== undefined) {
    const { unitRoundoff, smallestNormal, smallestSubnormal, largest } = accumulation ?? {};
    if (![unitRoundoff, smallestNormal, smallestSubnormal, largest].every((value) => typeof value === 'number' && value >= 0))
      throw new InvalidLibrary(`${where}: precision.accumulation is ${told(accumulation)}; it is a precision, such as float32`);
  }
  const { dtype } = precision;
  if (dtype !== undefined && !isDType(dtype))
    throw new InvalidLibrary(`${where}: precision.dtype is ${told(dtype)}; it is one of ${dtypes.join(', ')}`);
}
