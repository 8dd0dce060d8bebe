/** Which of equal maxima the gradient of a maximum goes to, and where NaN is one of them. */
import { resultFrom } from '../kernels/arguments.js';
import { linearError } from '../kernels/errors/linear-error.js';
import type { Bounded } from '../kernels/errors/bounded.js';
import { windowsOfCells, type PoolPlan } from '../kernels/pool-plan.js';
import { float64Elements } from '../kernels/products/products.js';
import { tapTable } from '../kernels/windows.js';
import type { OpRecord } from '../ops/index.js';
import { dtypeOf, type Tensor } from '../tensor.js';
import type { Convention } from './convention.js';

/** Which of a window's cells get its dy. */
export interface Routing {
  /** The places, of the values of a window's cells in row-major order. */
  readonly winners: (values: readonly number[]) => readonly number[];
  /** `shared`: in equal parts; `over`: in place of what is there. Default: added, the whole to each. */
  readonly written?: 'shared' | 'over';
}

/** The places of all maxima: of NaN alone where there is one. */
export function maxima(values: readonly number[]): readonly number[] {
  if (values.some(Number.isNaN)) return values.flatMap((value, i) => (Number.isNaN(value) ? [i] : []));
  const most = Math.max(...values);
  return values.flatMap((value, i) => (value === most ? [i] : []));
}

function route({ winners, written }: Routing, plan: PoolPlan, x: Tensor, dy: Tensor): Float64Array {
  const { batch, channels } = plan;
  const { windows, cells, start, cell } = tapTable(plan.windows);
  const [values, gradients] = [float64Elements(x), float64Elements(dy)];
  const dx = new Float64Array(values.length);
  for (let n = 0; n < batch; n++) {
    for (let window = 0; window < windows; window++) {
      const covered = [...cell.subarray(start[window], start[window + 1])];
      if (covered.length === 0) continue;
      for (let c = 0; c < channels; c++) {
        const places = covered.map((each) => (n * cells + each) * channels + c);
        const gradient = gradients[(n * windows + window) * channels + c]!;
        const won = winners(places.map((at) => values[at]!));
        for (const i of won) {
          const at = places[i]!;
          if (written === 'over') dx[at] = gradient;
          else dx[at]! += written === 'shared' ? gradient / won.length : gradient;
        }
      }
    }
  }
  return dx;
}

/** The gradient of a maximum whose dy goes elsewhere. */
export const routed = (op: OpRecord, routing: Routing): OpRecord => {
  const evaluate = (plan: PoolPlan, x: Tensor, dy: Tensor, out?: Tensor): Tensor =>
    resultFrom(op.name, route(routing, plan, x, dy), plan.outputShape, dtypeOf(x), out);
  return {
    ...op,
    evaluate: (plan, tensors, out) => {
      const [x, dy] = tensors as readonly Tensor[];
      return evaluate(plan as PoolPlan, x!, dy!, out as Tensor | undefined);
    },
    // Arguments are the library's own numbers: which cell wins is sure.
    error: (plan, precision, bounded) => {
      const [x, dy] = bounded as readonly Bounded[];
      const steps = { terms: windowsOfCells(plan as PoolPlan), roundings: 2, underflows: routing.written === 'shared' };
      return linearError(precision, steps, dy!, (value) => evaluate(plan as PoolPlan, x!.value, value));
    },
  };
};

/** Of a maximum. */
export const isRouted = ({ attributes, tensors }: OpRecord): boolean => 'ceilMode' in attributes && 'x' in tensors && 'dy' in tensors;

const tie = (id: string, sentence: string, routing: Routing, documented: Convention['documented']): Convention => ({
  id,
  about: 'equal maxima, and NaN among them, in a gradient',
  sentence,
  documented,
  applies: isRouted,
  to: (op) => routed(op, routing),
});

export const tieConventions: readonly Convention[] = [
  tie('tie-to-the-last', 'gives dy to the last of equal maxima', { winners: (values) => maxima(values).slice(-1) }, [
    {
      by: 'ONNX, ArgMax',
      url: 'https://onnx.ai/onnx/operators/onnx__ArgMax.html',
      says: 'with select_last_index, the last occurrence of the maximum is the one that is meant',
    },
  ]),
  tie('tie-shared', 'shares dy among equal maxima', { winners: maxima, written: 'shared' }, [
    {
      by: 'PyTorch, amax',
      url: 'https://pytorch.org/docs/stable/generated/torch.amax.html',
      says: 'distributes the gradient evenly between equal values',
    },
    {
      by: 'PaddlePaddle, amax',
      url: 'https://paddlepaddle.org.cn/documentation/docs/en/api/paddle/amax_en.html',
      says: 'distributes the gradient evenly between equal values',
    },
  ]),
  tie(
    'nan-gets-no-gradient',
    'gives dy to the largest number beside NaN',
    { winners: (values) => maxima(values.map((value) => (Number.isNaN(value) ? -Infinity : value))).slice(0, 1) },
    [
      {
        by: 'NumPy, nanargmax',
        url: 'https://numpy.org/doc/stable/reference/generated/numpy.nanargmax.html',
        says: 'the place of the maximum, NaN ignored',
      },
    ],
  ),
];
