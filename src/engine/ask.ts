/** Questions to a library beside laws: one call, or a model. */
import type { CauseCall } from '../diagnosis/cause/cause.js';
import { callOp, type Call } from '../judge/bind/bind.js';
import { holdCall } from '../judge/closeness.js';
import { describeThrown, OpTimedOut } from '../judge/failures.js';
import { spellingsOf, Unsupported, type ModelTensor, type TensorLibrary } from '../library.js';
import { recordHeld } from '../library/conventions.js';
import type { Answer, AskedCall, ModelAnswer } from './executor.js';

/**
 * Makes one call in one spelling, and holds it against the reference.
 *
 * @param timeout milliseconds that a promise of the library may take
 * @param result what is held against it instead
 */
async function askOne(
  library: TensorLibrary,
  { op, arguments: args, spelling }: CauseCall,
  timeout: number | undefined,
  result?: unknown,
): Promise<Answer> {
  const calls: Call[] = [];
  if (result !== undefined) calls.push({ op, args, result });
  else {
    const made = callOp(library, op, args, {
      record: (call) => calls.push(call),
      ...(spelling !== undefined && { spelling: { [op]: spelling } }),
      ...(timeout !== undefined && { timeout }),
    });
    // One that throws is recorded as such.
    const thrown = await made.then(
      () => undefined,
      (error: unknown) => error,
    );
    if (thrown instanceof Unsupported) return { kind: 'refused', reason: thrown.message };
    if (thrown instanceof OpTimedOut) return { kind: 'died', manner: thrown.message };
  }
  const call = calls.find((each) => each.op === op);
  if (call === undefined) return { kind: 'refused', reason: `${library.name} did not take it` };
  const { stray, closeness } = holdCall(call, library.precision, recordHeld(op, library.conventions));
  const more = closeness && { closeness };
  return stray === undefined ? { kind: 'right', ...more } : { kind: 'strays', stray, ...more };
}

/**
 * Makes one call, and holds it against the reference.
 *
 * @param timeout milliseconds that a promise of the library may take
 * @param result what is held against it instead
 * @returns what came of the first spelling that strays; where none does, of the first that takes it
 */
export async function askCall(
  library: TensorLibrary,
  { inEach = false, ...call }: AskedCall,
  timeout: number | undefined,
  result?: unknown,
): Promise<Answer> {
  if (!inEach) return askOne(library, call, timeout, result);
  const answers: Answer[] = [];
  for (const spelling of Object.keys(spellingsOf(library.ops[call.op]) ?? { '': undefined })) {
    const answer = await askOne(library, spelling === '' ? call : { ...call, spelling }, timeout, result);
    if (answer.kind === 'strays' || answer.kind === 'died') return answer;
    answers.push(answer);
  }
  return answers.find(({ kind }) => kind === 'right') ?? answers[0]!;
}

/** Runs a model. */
export async function askModel(
  { runModel }: TensorLibrary,
  model: Uint8Array,
  feeds: Readonly<Record<string, ModelTensor>>,
): Promise<ModelAnswer> {
  if (runModel === undefined) return { kind: 'none' };
  try {
    return { kind: 'ran', results: await runModel(model, feeds) };
  } catch (thrown) {
    return { kind: 'threw', message: describeThrown(thrown).split('\n')[0]! };
  }
}
