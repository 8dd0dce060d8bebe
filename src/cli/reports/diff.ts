import type { Report } from '../../report/report.js';
import { printable } from '../../report/words/printable.js';
import { differenceOf } from '../../search/difference.js';
import { styled, terminalOf, wrapped, type Style } from '../output/terminal.js';
import { readReport } from './read-report.js';

const nameOf = ({ library: { name, version } }: Report): string => `${name}${version === undefined ? '' : ` ${version}`}`;

/** Says what has changed from one JSON report to another, and gives the exit status: 1 where a finding came. */
export function diff(old: string, now: string): number {
  const [before, after] = [readReport('diff', old), readReport('diff', now)];
  const { came, went, notAsked, changed } = differenceOf(before, after);
  const terminal = terminalOf(process.stdout);
  const say = (line: string, style?: Style): void => {
    const told = wrapped(printable(line), terminal);
    console.log(style === undefined ? told : styled(style, told, terminal));
  };
  say(`${nameOf(before)}, ${before.runs} runs a law, to ${nameOf(after)}, ${after.runs} runs a law`);
  for (const { title } of came) say(`came: ${title}`, 'bad');
  for (const { title } of went) say(`went: ${title}`, 'good');
  for (const { after: finding, how } of changed) say(`changed: ${finding.title}: ${how.join('; ')}`);
  for (const { title } of notAsked) say(`not asked: ${title}`, 'soft');
  const count = (what: string, { length }: readonly unknown[]): string => `${length} ${what}`;
  say(
    [
      count('came', came),
      count('went', went),
      count('changed', changed),
      ...(notAsked.length > 0 ? [count('not asked', notAsked)] : []),
    ].join(', '),
  );
  return came.length > 0 ? 1 : 0;
}
