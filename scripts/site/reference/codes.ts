/** A page for each code of `InvalidArgument`: its rule, what a caller reads, and the laws that ask for it. */
import * as fc from 'fast-check';
import { laws } from '../../../properties/index.js';
import { argumentCodes, type ArgumentCode } from '../../../src/argument-codes.js';
import { InvalidArgument } from '../../../src/invalid-argument.js';
import { bind } from '../../../src/judge/bind/bind.js';
import { cloneCase } from '../../../src/judge/evaluate.js';
import { OpThrew } from '../../../src/judge/failures.js';
import { casesIn, domainOf } from '../../../src/judge/subject.js';
import type { AnyLaw, Claim } from '../../../src/law.js';
import { reference } from '../../../src/reference.js';
import { familyOf } from '../../docs/families.js';
import { plain } from '../../docs/page.js';

/** Cases of each law that are tried for refusals. */
const tried = 40;

interface Refusal {
  readonly law: AnyLaw;
  readonly thrown: InvalidArgument;
}

const claimsOf = (law: AnyLaw, c: unknown): readonly Claim[] => [law.claim(bind(reference, {}), cloneCase(c))].flat() as Claim[];

/** What the reference says to the calls that a law expects to be refused. */
async function* refusals(law: AnyLaw): AsyncGenerator<Refusal> {
  for (const c of fc.sample(casesIn(law, domainOf(law, reference, {})), { numRuns: tried, seed: 1 })) {
    for (const claim of claimsOf(law, c)) {
      if (claim.kind !== 'rejects') continue;
      try {
        await claim.call();
      } catch (error) {
        const thrown = error instanceof OpThrew ? error.thrown : error;
        if (!(thrown instanceof InvalidArgument)) throw error;
        yield { law, thrown };
      }
    }
  }
}

function pageOf(code: ArgumentCode, found: readonly Refusal[]): string {
  const messages = [...new Map(found.map(({ thrown }) => [thrown.op, thrown.message] as const)).values()];
  const asking = [...new Set(found.map(({ law }) => law))];
  return [
    `# ${code}`,
    `The rule: ${plain(argumentCodes[code])}.`,
    ...(messages.length === 0
      ? ['No law of the catalogue asks for its refusal: it guards arguments of the entry points, or of the reference itself.']
      : [
          'What a caller of the reference reads who breaks it, by op:',
          ['```text', ...messages, '```'].join('\n'),
          'A library that takes such a call is told so once, with all of its ops that do. The laws that ask:',
          asking.map((law) => `- [${law.id}](/laws/${familyOf(law)}.md)`).join('\n'),
        ]),
    'Words may change, a code keeps its meaning: `catch (error) { if (error instanceof InvalidArgument && error.code === ' +
      `'${code}'` +
      ') ... }`.',
    '[All codes](/codes/index.md)',
  ].join('\n\n');
}

/** Pages by their paths. */
export async function codePages(): Promise<Map<string, string>> {
  const found = new Map<ArgumentCode, Refusal[]>();
  for (const law of laws.filter(({ id }) => id.includes('reject'))) {
    for await (const refusal of refusals(law)) {
      const { code } = refusal.thrown;
      found.set(code, [...(found.get(code) ?? []), refusal]);
    }
  }
  const codes = Object.keys(argumentCodes) as ArgumentCode[];
  const list = codes.map((code) => `| [${code}](/codes/${code}.md) | ${plain(argumentCodes[code])} |`);
  const index = [
    '# Codes of InvalidArgument',
    'The rules of arguments. Each error says its own by `code`.',
    ['| code | rule |', '| --- | --- |', ...list].join('\n'),
  ];
  return new Map([
    ['codes/index.md', index.join('\n\n')],
    ...codes.map((code) => [`codes/${code}.md`, pageOf(code, found.get(code) ?? [])] as const),
  ]);
}
