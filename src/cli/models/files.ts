/** What the command model writes: models of what strays alone. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidArgument } from '../../invalid-argument.js';
import { describeThrown } from '../../judge/failures.js';
import type { ModelReport } from '../../models/check/node-report.js';
import type { FedModel } from '../../models/onnx/sub-model.js';
import { quoted } from '../../report/words/quoted.js';

/** A name that every file system takes. */
const fileName = (name: string): string => name.replaceAll(/[^\w.-]+/g, '_').slice(0, 80);

function reproductionsOf({ nodes, whole }: ModelReport): readonly (readonly [string, FedModel])[] {
  const own = nodes.flatMap(({ name, reproduction }) => (reproduction === undefined ? [] : [[fileName(name), reproduction] as const]));
  const { combination } = whole ?? {};
  return combination === undefined ? own : [...own, [fileName(combination.nodes.join('-')), combination.reproduction] as const];
}

/**
 * Writes what strays without a cause as models of their own, with their inputs.
 *
 * @throws InvalidArgument where the folder cannot be written
 */
export async function saveReproductions(report: ModelReport, folder: string, library: string, say: (line: string) => void): Promise<void> {
  const { writeNpz } = await import('../../models/input/write-npz.js');
  for (const [name, { model, feeds }] of reproductionsOf(report)) {
    const [onnx, npz] = [`${name}.onnx`, `${name}.npz`].map((file) => join(folder, file)) as [string, string];
    const input = Object.keys(feeds).length === 0 ? '' : ` --input ${quoted(npz)}`;
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(onnx, model);
      if (input !== '') writeFileSync(npz, writeNpz(feeds));
    } catch (thrown) {
      throw new InvalidArgument('model', '--save', folder, `it cannot be written: ${describeThrown(thrown)}`);
    }
    say(`wrote ${onnx}: npx tensor-laws model ${quoted(onnx)}${input} --library ${quoted(library)}`);
  }
}

/** A report without the bytes of models. */
export function withoutModels({ nodes, whole, ...rest }: ModelReport): object {
  const { combination, ...more } = whole ?? {};
  const { reproduction: _, ...told } = combination ?? {};
  return {
    ...rest,
    nodes: nodes.map(({ reproduction: _, ...node }) => node),
    ...(whole && { whole: { ...more, ...(combination && { combination: told }) } }),
  };
}
