import type { AnyLaw, Source } from '../../src/law.js';
import type { Mutant } from '../../test/mutants/mutate.js';
import { nameOf } from './families.js';
import { workedInstance } from './instance.js';
import { livelier } from './livelier.js';
import { showInstance } from './show-instance.js';
import { legendText } from '../../src/statement/legend.js';
import { statementText } from '../../src/statement/text.js';

/** Runs that a check makes of each law unless it is told otherwise. */
export const usualRuns = 100;

/** Plain text in Markdown: characters that mean something there are escaped. */
export const plain = (text: string): string => text.replace(/[\\`*_<>[\]|#~$]/g, (character) => `\\${character}`);

/** Plain text as code in Markdown. */
export const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);

const sourceText = ({ title, url }: Source): string => (url === undefined ? plain(title) : `[${plain(title)}](${url})`);

/** The sources of a page, each told once, at its end. */
class Sources {
  private readonly texts: string[] = [];

  /** Where sources stand in the list, as `[1] [2]`. */
  cite(sources: readonly Source[]): string {
    const numbers = sources.map(sourceText).map((text) => {
      if (!this.texts.includes(text)) this.texts.push(text);
      return `[${this.texts.indexOf(text) + 1}]`;
    });
    return numbers.length === 0 ? 'none' : numbers.join(' ');
  }

  list(): string {
    return this.texts.map((text, i) => `${i + 1}. ${text}`).join('\n');
  }
}

/** Laws of one template: they hold for one reason, and differ in their ops. */
export function templatesOf(laws: readonly AnyLaw[]): AnyLaw[][] {
  const templates = new Map<string, AnyLaw[]>();
  for (const law of laws) {
    const key = JSON.stringify([law.because, law.regimes, law.requires.length]);
    templates.set(key, [...(templates.get(key) ?? []), law]);
  }
  return [...templates.values()];
}

const opsOf = ({ requires }: AnyLaw): string => requires.map(code).join(', ');

/** The name that all names of a template begin with; of one law its own. */
function nameOfAll(laws: readonly AnyLaw[]): string {
  const words = laws.map((law) => nameOf(law).split('-'));
  const shared = words[0]!.findIndex((word, i) => words.some((other) => other[i] !== word));
  return shared <= 0 ? nameOf(laws[0]!) : words[0]!.slice(0, shared).join('-');
}

/** Names of mutants that are shown of a law; the whole matrix lies beside what makes it. */
const mostKills = 3;

function killsText(law: AnyLaw, mutants: readonly Mutant[]): string {
  const names = mutants.filter(({ kills }) => kills.includes(law.id)).map(({ name }) => plain(name));
  return names.slice(0, mostKills).join('; ') + (names.length > mostKills ? `; ${names.length - mostKills} more` : '');
}

/** A statement with its ops and their letters masked: those of a template are alike where nothing else differs. */
const withoutOps = ({ statement, requires }: AnyLaw): string =>
  requires.reduce((text, op) => text.replaceAll(op, '#'), statement).replace(/\b[A-Z]\b/g, '#');

async function section(laws: readonly AnyLaw[], mutants: readonly Mutant[], sources: Sources): Promise<string> {
  const law = laws[0]!;
  const alike = laws.every((one) => withoutOps(one) === withoutOps(law));
  const row = (one: AnyLaw): string =>
    `| ${nameOf(one)} | ${opsOf(one)} | ${alike ? '' : `${plain(statementText(one.statement))} | `}${killsText(one, mutants)} |`;
  const instances =
    laws.length === 1
      ? [`- Ops: ${law.requires.length === 0 ? 'none' : opsOf(law)}`, `- Kills: ${killsText(law, mutants)}`]
      : ['', `| law | ops | ${alike ? '' : 'statement | '}kills |`, `| --- | --- | ${alike ? '' : '--- | '}--- |`, ...laws.map(row)];
  return [
    `## ${nameOfAll(laws)}`,
    '',
    ...(alike ? [code(statementText(law.statement)), ''] : []),
    plain(law.because),
    '',
    ...(law.regimes === undefined ? [] : [`- Regimes: ${law.regimes.join(', ')}`]),
    `- Sources: ${sources.cite(law.sources)}`,
    ...instances,
    '',
    '```text',
    showInstance(await livelier(law, await workedInstance(law))),
    '```',
  ].join('\n');
}

/** The page of a family. */
export async function page(family: string, laws: readonly AnyLaw[], mutants: readonly Mutant[]): Promise<string> {
  const sources = new Sources();
  const sections: string[] = [];
  for (const template of templatesOf(laws)) sections.push(await section(template, mutants, sources));
  return [
    `# ${family}`,
    '',
    `${laws.length} laws. [All families](README.md). Written by \`npm run docs\`: edit [the laws](../../properties/${family}.ts) instead.`,
    '',
    `Letters: ${plain(legendText(laws))}.`,
    '',
    sections.join('\n\n'),
    '',
    '## Sources',
    '',
    sources.list(),
    '',
  ].join('\n');
}
