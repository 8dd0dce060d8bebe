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

function coverageText(law: AnyLaw): string {
  const found = visited(law, usualRuns);
  if (found === undefined || found.classes.size === 0) return 'the cases have no classes of features';
  const classes = [...found.classes].map(([name, values]) => `${name} (${values.join(', ')})`).join('; ');
  return `${plain(classes)}. Pairs hit in ${usualRuns} runs: ${found.hit} of ${found.possible}`;
}

async function section(law: AnyLaw, mutants: readonly Mutant[]): Promise<string> {
  const killed = mutants.filter(({ kills }) => kills.includes(law.id)).map(({ name }) => name);
  return [
    `## ${nameOf(law)}`,
    '',
    code(law.statement),
    '',
    plain(law.because),
    '',
    `- Id: ${code(law.id)}`,
    `- Ops: ${law.requires.length === 0 ? 'none' : law.requires.map(code).join(', ')}`,
    `- Regimes: ${(law.regimes ?? ['exact', 'real']).join(', ')}`,
    `- Sources: ${law.sources.length === 0 ? 'none' : law.sources.map(sourceText).join('; ')}`,
    `- Kills: ${killed.map(plain).join('; ')}`,
    `- Feature classes: ${coverageText(law)}`,
    '',
    '```text',
    showInstance(await livelier(law, await workedInstance(law))),
    '```',
  ].join('\n');
}

/** The page of a family. */
export async function page(family: string, laws: readonly AnyLaw[], mutants: readonly Mutant[]): Promise<string> {
  const sections: string[] = [];
  for (const law of laws) sections.push(await section(law, mutants));
  const contents = laws.map((law) => `- [${nameOf(law)}](#${nameOf(law)}): ${code(law.statement)}`);
  return [
    `# ${family}`,
    '',
    `${laws.length} laws. [All families](README.md). Written by \`npm run docs\`: edit [the laws](../../properties/${family}.ts) instead.`,
    '',
    ...contents,
    '',
    sections.join('\n\n'),
    '',
  ].join('\n');
}
