/** Holds the calls of a program against the reference, each by itself. */
import { agreement } from '../../../properties/agreement.js';
import type { Finding } from '../../diagnosis/findings/finding.js';
import { inProcess } from '../../engine/in-process.js';
import { argumentsIn, resultIn } from '../../judge/bind/layout.js';
import { holdCall, type Closeness } from '../../judge/closeness.js';
import { recordHeld } from '../../library/conventions.js';
import { Causes } from '../check/causes.js';
import type { Trace, TracedCall } from './trace.js';

/** What is known of one call. */
export interface TracedVerdict {
  readonly call: TracedCall;
  /** `not settled`: its promise had not settled when the program ended. */
  readonly verdict: 'right' | 'strays' | 'not settled';
  /** How it strays, in a line. */
  readonly message?: string;
  /** How far it is off, where it is off in values alone. */
  readonly closeness?: Closeness;
  /** Id of its finding; left out of a call that is right when it is made by itself: what it strays by is state, or chance. */
  readonly finding?: string;
}

export interface TraceReport {
  /** In the order in which they were begun: the first that strays is the first to look at. */
  readonly calls: readonly TracedVerdict[];
  /** The gravest first, each with its smallest call. */
  readonly findings: readonly Finding[];
}

/** A call and its result, in channels last. */
function inChannelsLast({ library }: Pick<Trace<unknown>, 'library'>, { op, arguments: given, result }: TracedCall) {
  const isFirst = library.layout === 'channels-first';
  const args = isFirst ? argumentsIn('channels-last', op, given) : given;
  return { op, args, result: isFirst ? resultIn('channels-last', op, result) : result };
}

/**
 * Holds each call that `trace` recorded against the reference, as it was made, under the bound that rounding allows. Those that stray are
 * made again by themselves, made smaller and brought to their causes: nodes that stray by one cause are one finding.
 *
 * @param trace what `trace` returned
 * @param options `signal` ends it after the call that is looked at
 * @example
 * ```ts
 * const { calls, findings } = await checkTrace(await trace(library, () => myModel(x)));
 * calls.find(({ verdict }) => verdict === 'strays'); // the first call that goes wrong
 * findings[0]?.sentence; // and why
 * ```
 */
export async function checkTrace(
  trace: Pick<Trace<unknown>, 'library' | 'calls'>,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<TraceReport> {
  const { library } = trace;
  const executor = await inProcess(library, agreement);
  try {
    const causes = new Causes(executor);
    const verdicts: TracedVerdict[] = [];
    for (const call of trace.calls) {
      if (signal?.aborted === true) break;
      if (!('result' in call)) {
        verdicts.push({ call, verdict: 'not settled' });
        continue;
      }
      const made = inChannelsLast(trace, call);
      const { stray, closeness } = holdCall(made, library.precision, recordHeld(call.op, library.conventions));
      const more = closeness && { closeness };
      if (stray === undefined) {
        verdicts.push({ call, verdict: 'right', ...more });
        continue;
      }
      const finding = await causes.of(made, undefined, signal);
      verdicts.push({ call, verdict: 'strays', message: stray.message, ...more, ...(finding !== undefined && { finding: finding.id }) });
    }
    return { calls: verdicts, findings: causes.list() };
  } finally {
    await executor.close();
  }
}
