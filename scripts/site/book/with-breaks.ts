/** A page of laws with what each is the first to catch, and a button that breaks it. */
import { sentenceOf } from '../../../src/diagnosis/cause/sentence.js';
import { deviations } from '../../../src/diagnosis/deviations/index.js';
import type { AnyLaw } from '../../../src/law.js';
import { families, nameOf } from '../../docs/families.js';
import { plain, templatesOf } from '../../docs/page.js';
import { caughtData } from '../caught/data.js';

const breakable = new Set(caughtData.breaks.map(({ law }) => law));

/** The deviations that laws are the first to catch, as a list. */
function caughtBy(laws: readonly AnyLaw[]): string[] {
  const rows = laws.flatMap((law) =>
    caughtData.caught
      .filter((each) => each.law === law.id)
      .map(({ cause, laws: broken, of }) => {
        const id = 'id' in cause ? cause.id : cause.kind;
        const by = laws.length === 1 ? '' : `, by ${plain(nameOf(law))}`;
        return `- [${plain(sentenceOf(cause, deviations))}](/deviations.md#${id}): ${broken} of ${of} laws see it${by}`;
      }),
  );
  return rows.length === 0 ? [] : ['[First to catch](/laboratory.md#first-to-catch):', rows.join('\n')];
}

function more(laws: readonly AnyLaw[]): string[] {
  const ids = laws.map(({ id }) => id).filter((id) => breakable.has(id));
  return [...caughtBy(laws), ...(ids.length === 0 ? [] : [`<BreakIt laws="${ids.join(' ')}" />`])];
}

/** The page of a family, as `npm run docs` wrote it, each law with more behind it. */
export function withBreaks(page: string, family: string): string {
  const laws = families.get(family);
  if (laws === undefined) return page;
  const templates = templatesOf(laws);
  const [head = '', ...sections] = page.split(/^(?=## )/m);
  // The last is that of the sources.
  if (sections.length !== templates.length + 1) throw new Error(`docs/laws/${family}.md is not up to date: npm run docs`);
  return head + sections.map((section, i) => `${section.trimEnd()}\n\n${more(templates[i] ?? []).join('\n\n')}\n\n`).join('');
}
