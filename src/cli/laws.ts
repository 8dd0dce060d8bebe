import { laws } from '../../properties/index.js';
import { selectLaws } from '../engine/select.js';
import { legendText } from '../statement/legend.js';
import { statementText } from '../statement/text.js';

/** Prints every law: id and statement, or all of it as JSON. */
export function listLaws(json: boolean): void {
  if (json)
    console.log(
      JSON.stringify(
        laws.map(({ id, statement, because, sources, requires, regimes }) => ({
          id,
          statement,
          because,
          sources,
          requires,
          regimes: regimes ?? ['exact', 'real'],
        })),
        undefined,
        2,
      ),
    );
  else for (const { id, statement } of laws) console.log(`${id}: ${statementText(statement)}`);
}

/** Prints a law's texts. */
export function explainLaw(id: string): void {
  for (const law of selectLaws(laws, [id])) {
    console.log(
      [
        law.id,
        `  ${statementText(law.statement)}`,
        `  ${legendText([law])}`,
        '',
        law.because,
        '',
        `needs: ${law.requires.join(', ')}`,
        ...law.sources.map(({ title, url }) => `source: ${title}${url === undefined ? '' : ` ${url}`}`),
      ].join('\n'),
    );
  }
}
