import type { AnyLaw, Source } from '../../src/law.js';
import type { Mutant } from '../../test/mutants/mutate.js';
import { visited } from './coverage.js';
import { nameOf } from './families.js';
import { workedInstance } from './instance.js';
import { livelier } from './livelier.js';
import { showInstance } from './show-instance.js';

/** Runs that a check makes of each law unless it is told otherwise. */
export const usualRuns = 100;

/** Plain text in Markdown: characters that mean something there are escaped. */
export const plain = (text: string): string => text.replace(/[\\`*_<>[\]|#~$]/g, (character) => `\\${character}`);

const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);

const sourceText = ({ title, url }: Source): string => (url === undefined ? plain(title) : `[${plain(title)}](${url})`);

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

/** The classes that the choices of a template's first law range over. */
function classesOf(law: AnyLaw): string {
  const names = [...(visited(law, usualRuns)?.classes.keys() ?? [])];
  return names.length === 0 ? 'none' : plain(names.join(', '));
}

async function section(laws: readonly AnyLaw[], mutants: readonly Mutant[]): Promise<string> {
  const law = laws[0]!;
  const killed = (one: AnyLaw): string[] => mutants.filter(({ kills }) => kills.includes(one.id)).map(({ name }) => name);
  const instances =
    laws.length === 1
      ? [
          `- Id: ${code(law.id)}`,
          `- Ops: ${law.requires.length === 0 ? 'none' : opsOf(law)}`,
          `- Kills: ${killed(law).map(plain).join('; ')}`,
        ]
      : [
          '',
          '| id | statement | kills |',
          '| --- | --- | --- |',
          ...laws.map((one) => `| ${code(one.id)} | ${plain(one.statement)} | ${killed(one).map(plain).join('; ')} |`),
        ];
  return [
    `## ${nameOfAll(laws)}`,
    '',
    ...(laws.length === 1 ? [code(law.statement), ''] : []),
    plain(law.because),
    '',
    `- Regimes: ${(law.regimes ?? ['exact', 'real']).join(', ')}`,
    `- Sources: ${law.sources.length === 0 ? 'none' : law.sources.map(sourceText).join('; ')}`,
    `- Choices: ${classesOf(law)}`,
    ...instances,
    '',
    '```text',
    showInstance(await livelier(law, await workedInstance(law))),
    '```',
  ].join('\n');
}

/** The page of a family. */
export async function page(family: string, laws: readonly AnyLaw[], mutants: readonly Mutant[]): Promise<string> {
  const sections: string[] = [];
  for (const template of templatesOf(laws)) sections.push(await section(template, mutants));
  return [
    `# ${family}`,
    '',
    `${laws.length} laws. [All families](README.md). Written by \`npm run docs\`: edit [the laws](../../properties/${family}.ts) instead.`,
    '',
    sections.join('\n\n'),
    '',
  ].join('\n');
}
