import { readFileSync } from 'node:fs';
import { InvalidArgument } from '../../invalid-argument.js';
import { describeThrown } from '../../judge/failures.js';
import type { Report } from '../../report/report.js';
import { parseReport } from '../../search/merge.js';

/**
 * A report that `--json` wrote.
 *
 * @param command the one that reads it, for errors
 * @throws InvalidArgument where there is none
 */
export function readReport(command: string, path: string): Report {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (thrown) {
    throw new InvalidArgument(command, 'report', path, `it cannot be read: ${describeThrown(thrown)}`);
  }
  return parseReport(path, text, command);
}
