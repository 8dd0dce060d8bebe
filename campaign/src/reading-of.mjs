// Which reading is for a finding.
import picomatch from 'picomatch';
import { kindOf } from './kinds.mjs';
import { readings } from './readings.mjs';

const lists = (value) => (Array.isArray(value) ? value : [value]);

/** The first reading whose library, op, kind, and words in the sentence, the message and the program all fit; undefined where none does. */
export function readingOf(library, finding) {
  return readings.find(({ match }) => {
    if (!lists(match.library).some((each) => picomatch.isMatch(library, each))) return false;
    if (match.op !== undefined && !lists(match.op).some((each) => picomatch.isMatch(finding.op ?? '', each))) return false;
    if (match.kind !== undefined && !lists(match.kind).includes(kindOf(finding))) return false;
    const program = finding.reproduction ?? '';
    const message = finding.counterexample.blame?.message ?? '';
    if (match.message !== undefined && !new RegExp(match.message).test(message)) return false;
    if (match.program !== undefined && !lists(match.program).every((each) => new RegExp(each).test(program))) return false;
    return match.sentence === undefined || lists(match.sentence).every((each) => new RegExp(each).test(finding.sentence));
  });
}
