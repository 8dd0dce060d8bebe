/** What the laboratory loads when it is asked: its worker, and what there is to choose. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { laws } from '../../../properties/index.js';
import type { DeviationCause } from '../../../src/diagnosis/cause/cause.js';
import { deviations } from '../../../src/diagnosis/deviations/index.js';
import { isTensorOp, opNames, tensorRecord, type TensorOp } from '../../../src/ops/index.js';
import type { Choice, Choices } from '../../../site/laboratory/site-files.js';
import { caughtData } from '../caught/data.js';
import { repository } from '../paths.js';

/** Ops that a deviation with these parameters can be planted in. */
function opsOf({ id, parameters }: DeviationCause): TensorOp[] {
  const deviation = deviations.find((each) => each.id === id);
  const attribute =
    typeof parameters === 'object' && parameters !== null && 'attribute' in parameters ? parameters['attribute'] : undefined;
  return opNames.filter(isTensorOp).filter((op) => {
    const record = tensorRecord(op);
    return deviation?.applies(record) === true && (typeof attribute !== 'string' || attribute in record.attributes);
  });
}

function choiceOf(cause: DeviationCause): Choice {
  const { id, parameters } = cause;
  const { sentence } = deviations.find((each) => each.id === id)!;
  return { id, parameters, ops: opsOf(cause), sentence: typeof sentence === 'string' ? sentence : sentence(parameters) };
}

function choices(): Choices {
  const { caught, breaks } = caughtData;
  return {
    deviations: caught.flatMap(({ cause }) => (cause.kind === 'deviation' ? [choiceOf(cause)] : [])),
    breaks: Object.fromEntries(breaks.map(({ law, cause }) => [law, cause])),
    laws: laws.map(({ id }) => id),
  };
}

/** Files by their paths on the site. */
export async function laboratoryFiles(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    entryPoints: [join(repository, 'site/laboratory/worker.ts')],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2023',
    legalComments: 'none',
    logLevel: 'error',
  });
  return new Map([
    ['laboratory/worker.js', outputFiles[0]!.text],
    ['laboratory/choices.json', JSON.stringify(choices())],
  ]);
}
