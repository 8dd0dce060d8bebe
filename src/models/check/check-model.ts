/** A model on a library, node by node: each is asked by itself, with the values that a trusted backend computes. */
import type { Answer, Asked, Executor } from '../../engine/executor.js';
import type { ModelTensor } from '../../library.js';
import type { Tensor } from '../../tensor.js';
import { checkFeeds, type ModelFeeds } from '../onnx/inputs.js';
import { readBy } from '../onnx/in-order.js';
import { LiveValues } from '../onnx/live-values.js';
import type { Model } from '../onnx/read-model.js';
import type { ModelNode } from '../onnx/read-node.js';
import { oneNode, type FedModel } from '../onnx/sub-model.js';
import { channelsLast, floatsOf } from '../translate/given.js';
import { translate, type TranslatedCall } from '../translate/index.js';
import { checkWhole } from '../whole/check-whole.js';
import { againstTrusted, worse, type Against } from './against-trusted.js';
import { Causes } from './causes.js';
import type { ModelReport, NodeReport } from './node-report.js';
import { trustedResults } from './trusted-results.js';

export interface ModelCheckOptions {
  /** Runs what is asked. */
  readonly library: Executor & Asked;
  /** Runs what the values are from: a library that runs models. */
  readonly trusted: Executor & Asked;
  /** Told of each node once it is decided, before its cause is looked for. */
  readonly onNode?: (node: NodeReport, at: number, of: number) => void;
  /** Whether the whole model is run too, where no node strays by itself. Default: true. */
  readonly whole?: boolean;
  readonly signal?: AbortSignal;
}

/** What is known of a node beside its names. */
type Told = Omit<NodeReport, 'name' | 'opType' | 'elapsed'>;

/** A call of the vocabulary that strays, and in which spelling. */
interface StrayCall {
  readonly call: TranslatedCall;
  readonly spelling?: string;
}

/** How an answer strays, in words. */
function strayed(answer: Extract<Answer, { kind: 'strays' | 'died' }>): string {
  if (answer.kind === 'died') return `ended its process, or never came back: ${answer.manner}`;
  const { stray, closeness } = answer;
  if (stray.kind !== 'value' || closeness === undefined || stray.difference === undefined) return stray.message;
  const { share, beyond, cells } = closeness;
  const far = Number.isFinite(share) ? `${share.toPrecision(3)} times what rounding allows` : 'where rounding allows nothing';
  return `${stray.message}, ${beyond} of ${cells} cells, at most ${far}`;
}

/** Nodes of which a model of their own is kept. */
const mostShown = 5;

class ModelCheck {
  private readonly values: LiveValues<ModelTensor>;
  private readonly causes: Causes;
  /** How many nodes are reproduced. */
  private shown = 0;

  constructor(
    private readonly model: Model,
    feeds: ModelFeeds,
    private readonly options: ModelCheckOptions,
  ) {
    this.causes = new Causes(options.library);
    this.values = new LiveValues(model.nodes);
    for (const [name, value] of Object.entries(feeds)) this.values.set(name, value);
  }

  async run(): Promise<Pick<ModelReport, 'nodes' | 'findings'>> {
    const { nodes, troubles } = this.model;
    const reports: NodeReport[] = [];
    for (const [at, node] of nodes.entries()) {
      if (this.options.signal?.aborted === true) break;
      reports.push(await this.node(node, at));
    }
    for (const { node, reason } of troubles)
      reports.push({ name: node.name, opType: node.opType, verdict: 'not run', message: reason, elapsed: 0 });
    return { nodes: reports, findings: this.causes.list() };
  }

  private async node(node: ModelNode, at: number): Promise<NodeReport> {
    const begun = performance.now();
    const { name, opType } = node;
    const [told, call] = await this.decided(node);
    const alone =
      told.verdict === 'strays' && this.shown < mostShown ? oneNode(this.model, node, (read) => this.valueOf(read)!) : undefined;
    this.values.done(node);
    const decided = { name, opType, ...told, elapsed: performance.now() - begun };
    this.options.onNode?.(decided, at, this.model.nodes.length);
    const finding =
      told.verdict === 'strays' && call !== undefined ? await this.causes.of(call.call, call.spelling, this.options.signal) : undefined;
    if (finding !== undefined) return { ...decided, finding: finding.id, elapsed: performance.now() - begun };
    if (alone === undefined) return decided;
    this.shown++;
    return { ...decided, reproduction: alone, elapsed: performance.now() - begun };
  }

  /** What is known of a node, and the call of the vocabulary by which it strays. */
  private async decided(node: ModelNode): Promise<readonly [Told, StrayCall?]> {
    const missing = readBy(node).find((name) => this.valueOf(name) === undefined);
    if (missing !== undefined) return [{ verdict: 'not run', message: `reads ${missing}, of which there is no trusted value` }];
    const one = oneNode(this.model, node, (name) => this.valueOf(name)!);
    const inputs = node.inputs.map((name) => (name === '' ? undefined : this.valueOf(name)));
    const translated = translate(this.model, node, inputs);
    const trusted = await trustedResults(this.options.trusted, this.model, node, (name) => this.valueOf(name)!);
    if ('message' in trusted) return [{ verdict: 'not run', message: `the trusted run failed: ${trusted.message}` }];
    for (const name of node.outputs) if (trusted.results[name] !== undefined) this.values.set(name, trusted.results[name]);
    if ('reason' in translated) return [await this.other(node, one, trusted.results, translated.reason)];
    return this.ofVocabulary(node, one, translated, trusted.results);
  }

  private async ofVocabulary(
    node: ModelNode,
    one: FedModel,
    call: TranslatedCall,
    trusted: Readonly<Record<string, ModelTensor>>,
  ): Promise<readonly [Told, StrayCall?]> {
    const { op } = call;
    const asNode = await this.asNode(node, one, call, trusted);
    if (asNode?.kind === 'right') return [{ op, verdict: 'right', ...(asNode.closeness && { closeness: asNode.closeness }) }];
    // What strays as the model writes it may do so in another spelling than the first.
    const { answer, asked, note } = await this.asCall(call, asNode !== undefined);
    if (answer.kind === 'strays' || answer.kind === 'died') {
      const more = answer.kind === 'strays' && answer.closeness && { closeness: answer.closeness };
      const spelling = answer.kind === 'strays' ? answer.stray.spelling : undefined;
      return [
        { op, verdict: 'strays', message: strayed(answer) + note, ...more },
        { call: asked, ...(spelling !== undefined && { spelling }) },
      ];
    }
    if (asNode?.kind === 'strays' || asNode?.kind === 'died') {
      const own = asNode.kind === 'strays' && asNode.closeness && { closeness: asNode.closeness };
      const message = `${strayed(asNode)}; as the model writes it, and in no way in which the library's op is called`;
      return [{ op, verdict: 'strays', message, ...own }];
    }
    if (answer.kind === 'refused') return [{ op, verdict: 'refused', message: answer.reason }];
    return [
      { op, verdict: 'right', ...(note !== '' && { message: note.slice(2) }), ...(answer.closeness && { closeness: answer.closeness }) },
    ];
  }

  /** The node as the model has it, on a library that runs models; `undefined` on another, or where it cannot be held against the reference. */
  private async asNode(
    node: ModelNode,
    one: FedModel,
    call: TranslatedCall,
    trusted: Readonly<Record<string, ModelTensor>>,
  ): Promise<Exclude<Answer, { kind: 'refused' }> | undefined> {
    const name = node.outputs[0]!;
    // A bound is one of the library's own precision.
    if (trusted[name]?.type !== 'float32') return undefined;
    const { library } = this.options;
    const ran = await library.runModel(one.model, one.feeds);
    if (ran.kind === 'died') return ran;
    const result = ran.kind === 'ran' ? ran.results[name] : undefined;
    const value = result && floatsOf(result);
    if (value === undefined) return undefined;
    const held = await library.ask({ op: call.op, arguments: call.args }, call.first ? channelsLast(value) : value);
    return held.kind === 'refused' ? undefined : held;
  }

  /** The call on the library; without its bias on one that takes none. */
  private async asCall(
    call: TranslatedCall,
    inEach: boolean,
  ): Promise<{ readonly answer: Answer; readonly asked: TranslatedCall; readonly note: string }> {
    const { library } = this.options;
    const answer = await library.ask({ op: call.op, arguments: call.args, inEach });
    const attributes = call.args.at(-1) as { readonly bias?: Tensor };
    if (answer.kind !== 'refused' || attributes.bias === undefined) return { answer, asked: call, note: '' };
    const { bias: _, ...rest } = attributes;
    const asked = { ...call, args: [...call.args.slice(0, -1), rest] };
    return { answer: await library.ask({ op: asked.op, arguments: asked.args, inEach }), asked, note: '; asked without its bias' };
  }

  /** A node of no op of the vocabulary. */
  private async other(node: ModelNode, one: FedModel, trusted: Readonly<Record<string, ModelTensor>>, reason: string): Promise<Told> {
    const ran = await this.options.library.runModel(one.model, one.feeds);
    if (ran.kind === 'none') return { verdict: 'refused', message: reason };
    if (ran.kind === 'died') return { verdict: 'strays', message: `ended its process, or never came back: ${ran.manner}` };
    if (ran.kind === 'threw') return { verdict: 'strays', message: `threw where the trusted backend does not: ${ran.message}` };
    let worst: Against | undefined;
    for (const name of node.outputs) {
      const expected = trusted[name];
      if (expected !== undefined) worst = worse(worst, againstTrusted(ran.results[name], expected, name));
    }
    const { stray, closeness } = worst ?? {};
    const more = closeness && { closeness };
    return stray === undefined ? { verdict: 'unbounded', message: reason, ...more } : { verdict: 'strays', message: stray, ...more };
  }

  private valueOf(name: string): ModelTensor | undefined {
    return this.values.get(name) ?? this.model.constants.get(name)?.tensor;
  }
}

/**
 * Asks a library for each node of a model by itself, with inputs from a trusted run. Nodes that are ops of the vocabulary are held against
 * the reference under its error bound, others against the trusted results, with no bound. A call that strays is made smaller and brought to
 * its cause. Where none does, the whole model is held against its nodes one by one.
 *
 * @param feeds the model's inputs, by name
 * @param options executors, which the caller closes
 * @throws InvalidModel on inputs that are not the model's
 */
export async function checkModel(model: Model, feeds: ModelFeeds, options: ModelCheckOptions): Promise<ModelReport> {
  checkFeeds(model, feeds);
  const begun = performance.now();
  const { nodes, findings } = await new ModelCheck(model, feeds, options).run();
  const isRight = nodes.every(({ verdict }) => verdict !== 'strays');
  const isWanted = isRight && options.whole !== false && options.signal?.aborted !== true;
  const whole = isWanted ? await checkWhole(model, feeds, options) : undefined;
  return {
    library: options.library.library,
    trusted: options.trusted.library,
    nodes,
    findings,
    ...(whole && { whole }),
    elapsed: performance.now() - begun,
    ok: isRight && whole?.verdict !== 'strays',
  };
}
