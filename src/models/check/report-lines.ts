/** A model's check in plain lines. */
import { conventionLine } from '../../report/plain.js';
import { contextOf, failureCall } from '../../report/failure.js';
import { printable } from '../../report/words/printable.js';
import { standingOf } from '../../diagnosis/findings/finding.js';
import { tableLines } from './table-lines.js';
import { wholeLines } from './whole-lines.js';
import type { ModelReport, NodeReport, NodeVerdict } from './node-report.js';

const counted: Readonly<Record<NodeVerdict, (count: number) => string>> = {
  right: (count) => `${count} within their bounds`,
  strays: (count) => `${count} ${count === 1 ? 'strays' : 'stray'}`,
  unbounded: (count) => `${count} of other ops, of which no bound is known`,
  refused: (count) => `${count} not taken by the library`,
  'not run': (count) => `${count} not run`,
};

/** `12 within their bounds, 1 strays` */
export function tallyOf(nodes: readonly NodeReport[]): string {
  const kinds = Object.keys(counted) as NodeVerdict[];
  const counts = kinds.map((kind) => [kind, nodes.filter(({ verdict }) => verdict === kind).length] as const);
  return counts
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => counted[kind](count))
    .join(', ');
}

/** `onnxruntime-web 1.30.0` */
export const titled = ({ name, version }: ModelReport['library']): string => (version === undefined ? name : `${name} ${version}`);

/** `Conv conv_6: conv returned 1 instead of 2 at [0, 0], ...` */
function nodeLine({ name, opType, message }: NodeReport): string {
  const title = name.startsWith(`${opType} `) ? name : `${opType} ${name}`;
  return message === undefined ? title : `${title}: ${message}`;
}

/** The largest error of a node, what is allowed there, and the share of one in the other. */
export function errorCells({ verdict, closeness }: NodeReport): readonly [error: string, allowed: string, share: string] {
  if (closeness === undefined) return ['', '', ''];
  const { difference, allowed, share } = closeness;
  const off = difference === 0 ? '0' : difference.toPrecision(3);
  if (verdict === 'unbounded') return [off, 'not known', ''];
  return difference === 0 ? [off, '', 'exact'] : [off, allowed.toPrecision(3), share.toPrecision(2)];
}

/** The errors of nodes against what their ops allow. */
function errorTable(nodes: readonly NodeReport[]): string[] {
  const told = nodes.filter(({ verdict, closeness }) => closeness !== undefined && (verdict === 'right' || verdict === 'unbounded'));
  if (told.length === 0) return [];
  const rows = told.map((node) => [node.name, node.op ?? node.opType, ...errorCells(node)]);
  return ['', ...tableLines([['node', 'op', 'error', 'allowed', 'share'], ...rows])];
}

/** Each finding in full, with the nodes that stray by it. */
function findingLines({ findings, nodes }: ModelReport): string[] {
  return findings.flatMap((finding) => {
    const { id, sentence, counterexample } = finding;
    const strays = nodes.filter((node) => node.finding === id).map(({ name }) => name);
    const standing = standingOf(finding);
    const title = standing?.kind === 'convention' ? conventionLine(finding) : sentence;
    const known = standing?.kind === 'known' ? ` (known: ${standing.reason})` : '';
    return ['', `${title}${known}`, `  in ${strays.join(', ')}`, '', ...failureCall(counterexample, contextOf(finding)).split('\n')];
  });
}

/**
 * A report in lines.
 *
 * @param all whether the errors of nodes are told where some stray too. Default: false
 */
export function modelLines(report: ModelReport, all = false): string[] {
  const { library, trusted, nodes, ok } = report;
  const strays = nodes.filter(({ verdict }) => verdict === 'strays');
  const idle = nodes.filter(({ verdict }) => verdict === 'not run');
  const [first, ...others] = strays;
  return [
    `${nodes.length} nodes on ${titled(library)}, with values of ${titled(trusted)}: ${tallyOf(nodes)}`,
    ...(first === undefined ? [] : ['', 'the first that strays, in the order of the graph:', `  ${nodeLine(first)}`]),
    ...(others.length === 0 ? [] : ['then:', ...others.map((node) => `  ${nodeLine(node)}`)]),
    ...(idle.length === 0 ? [] : ['', 'not run:', ...idle.map((node) => `  ${nodeLine(node)}`)]),
    ...findingLines(report),
    ...(ok || all ? errorTable(nodes) : []),
    ...(report.whole === undefined ? [] : wholeLines(report.whole)),
  ].map(printable);
}
