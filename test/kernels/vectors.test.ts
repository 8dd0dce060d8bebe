import { expect } from 'chai';
import { registry, shapeOf } from '../../src/ops/kernels.js';
import { tensor, toArray, type Tensor } from '../../src/tensor.js';
import type { Grid } from '../definitions/grid.js';
import { fromTensorFlow } from '../vectors/tensorflow.js';
import { fromTorch } from '../vectors/torch.js';
import { readVectors, type Check, type Converted, type Vector } from '../vectors/vector.js';
import { fromWebNN } from '../vectors/webnn.js';

/** Relative, of each source's number format. */
const tolerances: Readonly<Record<string, number>> = { float64: 1e-12, float32: 1e-5, float16: 1e-3 };

interface Source {
  readonly file: string;
  readonly convert: (v: Vector) => Converted;
  /** Cases in the file, and calls made of them. */
  readonly cases: number;
  readonly checks: number;
  /** Cases left out, by reason: more than these is a loss. */
  readonly leftOut: Readonly<Record<string, number>>;
}

const sources: readonly Source[] = [
  {
    file: 'torch.jsonl',
    convert: fromTorch,
    cases: 960,
    checks: 988,
    leftOut: {
      'torch: adaptive windows of different sizes': 57,
      'torch: rescaled overhang of an lp pool': 8,
      'torch: a divisor of its own in ceil mode': 11,
    },
  },
  {
    file: 'tensorflow.jsonl',
    convert: fromTensorFlow,
    cases: 167,
    checks: 164,
    leftOut: { 'tensorflow: an empty result where no window fits': 1, 'tensorflow: windows over channels': 2 },
  },
  { file: 'webnn.jsonl', convert: fromWebNN, cases: 198, checks: 197, leftOut: { 'webnn: a scale that is not the ratio of the sizes': 1 } },
];

function isGrid(value: unknown): value is Grid {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'values' in value;
}

function run(v: Vector, { op, args, expected }: Check): void {
  const tensors = args.map((arg) => (isGrid(arg) ? tensor(arg.values, arg.shape) : arg));
  const evaluate = registry[op].evaluate as unknown as (...args: unknown[]) => Tensor;
  const found = evaluate(...tensors);
  expect(found.shape, v.id).to.deep.equal([...expected.shape]);
  const shapes = args.flatMap((arg) => (isGrid(arg) ? [arg.shape] : Array.isArray(arg) ? [arg as number[]] : []));
  const attributes = args.find((arg) => !isGrid(arg) && !Array.isArray(arg)) as object | undefined;
  expect(shapeOf(op, shapes, attributes), v.id).to.deep.equal([...expected.shape]);
  const tolerance = v.exact ? 0 : tolerances[v.dtype]!;
  const scale = Math.max(...expected.values.map(Math.abs).filter(Number.isFinite), 0);
  for (const [i, value] of toArray(found).entries()) {
    const wanted = expected.values[i]!;
    const same = value === wanted || (Number.isNaN(value) && Number.isNaN(wanted)) || Math.abs(value - wanted) <= tolerance * scale;
    expect(same, `${v.id}: element ${i} of ${op} is ${value}, not ${wanted}`).to.equal(true);
  }
}

describe('vectors of other systems', () => {
  for (const { file, convert, cases, checks, leftOut } of sources) {
    it(file, function () {
      const vectors = readVectors(`./${file}`);
      const left: Record<string, number> = {};
      let made = 0;
      for (const v of vectors) {
        const converted = convert(v);
        if (typeof converted === 'string') left[converted] = (left[converted] ?? 0) + 1;
        else {
          for (const check of converted) run(v, check);
          made += converted.length;
        }
      }
      const reasons = Object.entries(left).map(([reason, count]) => `${count} left out (${reason})`);
      if (this.test) this.test.title += `: ${vectors.length} cases, ${[`${made} calls agree`, ...reasons].join(', ')}`;
      expect(vectors.length).to.equal(cases);
      expect(left).to.deep.equal(leftOut);
      expect(made).to.equal(checks);
    });
  }
});
