/** The laws of windowed tensor operations, and the engine that checks them on a library. */
export { laws, type LawId } from '../properties/index.js';
export { checkLaws, type CheckOptions } from './engine/check-laws.js';
export { replay } from './engine/replay.js';
export type { LawResult, Progress, Report } from './report/report.js';
export type { Counterexample } from './judge/counterexample.js';
export type { Difference } from './judge/compare.js';
export type { Documented } from './conventions/convention.js';
export type { Cause, CauseCall, Guard, Scope } from './diagnosis/cause/cause.js';
export { defineDeviation, type Deviation, type Json, type Observed } from './diagnosis/deviation.js';
export { deviations } from './diagnosis/deviations/index.js';
export type { Finding, Severity } from './diagnosis/findings/finding.js';
export type { Whatever } from './diagnosis/probe/no-matter.js';
export { predict, withCause, type Prediction, type PredictOptions } from './diagnosis/cause/predict.js';
export { fromJson, toJson } from './judge/json.js';
export type { Stray } from './judge/judge.js';
export { LawUnsupported, LawViolated, property } from './engine/property.js';
export type { PropertyOptions } from './engine/property-options.js';
export { describeCounterexample, type FailureContext } from './report/failure.js';
export { describeTensor } from './report/words/text.js';
export { isRed, type Verdict } from './judge/verdict.js';
export { defineDomain, type Domain, type Range, type Regime } from './domain.js';
export { explicitPads, requiredSpaceToBatchPaddings } from './geometry.js';
export { argumentCodes, type ArgumentCode } from './argument-codes.js';
export { InvalidArgument } from './invalid-argument.js';
export { atMost, defineLaw, differ, equal, rejects, type AnyLaw, type BoundOps, type Claim, type Law, type Source } from './law.js';
export {
  defineLibrary,
  InvalidLibrary,
  knownFrom,
  spellings,
  Unsupported,
  unsupported,
  type KnownBug,
  type Layout,
  type LibraryDefinition,
  type LibraryOps,
  type Limits,
  type OpLimits,
  type ShownCall,
  type Spelled,
  type Spelling,
  type TensorLibrary,
} from './library.js';
export type * from './ops/index.js';
export { defineOp } from './ops/index.js';
export {
  bfloat16,
  float16,
  float32,
  float64,
  int32,
  int8,
  uint8,
  type Accumulation,
  type Norms,
  type Precision,
  type ProductSums,
  type Transform,
} from './precision.js';
export { byFft, type FftOptions } from './by-fft.js';
export { winograd } from './winograd.js';
export { reference, referenceIn } from './reference.js';
export type { DeathNote, Executor, Job, JobResult } from './engine/executor.js';
export { inProcess } from './engine/in-process.js';
export { checkPolicy, type Policy, type RunEvent, type SearchProgress, type Stretch } from './engine/policy.js';
export { run } from './engine/run.js';
export { domains } from './models/domains.js';
export { checkTrace, type TracedVerdict, type TraceReport } from './models/program/check-trace.js';
export { trace, type Trace, type TracedCall, type TracedLibrary, type TracedOps } from './models/program/trace.js';
export { search, type SearchOptions } from './search/search.js';
export { dense, denseCopy, elements, fromData, isTensor, tensor, toArray, zeros, type DType, type Tensor } from './tensor.js';
export { describeLaws, type DescribeOptions } from './suite.js';
export type { TestBody, TestFramework } from './suite/framework.js';
export { version } from './version.js';
