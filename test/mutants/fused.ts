import { conv, convTranspose, depthwiseConv, separableConv } from '../../src/ops/kernels.js';
import type { FusedAttributes } from '../../src/ops/index.js';
import type { LibraryOps } from '../../src/library.js';
import { dtypeOf, fromData, toArray, zeros, type Tensor } from '../../src/tensor.js';
import { mutate, type Mutant } from './mutate.js';
import { fromIndex, map } from './pieces.js';

/** One of the fused ops: its tensors, then its attributes. */
type Fused = (...args: readonly never[]) => Tensor;

/** All four ops, each made wrong in the same way. */
function wrongly(change: (call: (more: FusedAttributes) => Tensor, a: FusedAttributes) => Tensor): LibraryOps {
  const wrong =
    (op: Fused) =>
    (...args: readonly unknown[]): Tensor => {
      const attributes = args.at(-1) as FusedAttributes;
      const call = (more: FusedAttributes): Tensor => {
        const { bias: _, activation: __, ...rest } = attributes;
        return op(...([...args.slice(0, -1), { ...rest, ...more }] as never[]));
      };
      return change(call, attributes);
    };
  return {
    conv: wrong(conv as Fused),
    depthwiseConv: wrong(depthwiseConv as Fused),
    separableConv: wrong(separableConv as Fused),
    convTranspose: wrong(convTranspose as Fused),
  } as unknown as LibraryOps;
}

const fusedOps = ['conv', 'depthwise-conv', 'separable-conv', 'conv-transpose'];

const on = (law: string): string[] => fusedOps.map((op) => `fused/${law}-${op}`);

const wrongFused = (name: string, kills: readonly string[], change: Parameters<typeof wrongly>[0]): Mutant => ({
  name: `fused: ${name}`,
  kills,
  library: mutate(wrongly(change)),
});

const keptBias = ({ bias }: FusedAttributes): FusedAttributes => (bias === undefined ? {} : { bias });
const keptActivation = ({ activation }: FusedAttributes): FusedAttributes => (activation === undefined ? {} : { activation });

export const mutants: readonly Mutant[] = [
  wrongFused('the bias is left out', [...on('bias-adds'), 'fused/bias-is-a-channel-of-ones'], (call, a) => call(keptActivation(a))),
  wrongFused('the bias of the first channel is added to all', on('bias-adds'), (call, { bias, ...a }) =>
    bias === undefined ? call(a) : call({ ...a, bias: fromIndex(bias.shape, () => bias.get(0)) }),
  ),
  wrongFused('a bias of zeros is taken for one that makes zeros', on('zero-bias-is-none'), (call, a) => {
    const y = call(a);
    return a.bias !== undefined && toArray(a.bias).every((value) => value === 0) ? zeros(y.shape, dtypeOf(y)) : y;
  }),
  wrongFused('a longer bias is cut, a shorter one repeated', on('rejects-bias'), (call, a) => {
    const channels = call(keptActivation(a)).shape.at(-1)!;
    if (a.bias === undefined) return call(a);
    const { bias } = a;
    const values = Float64Array.from({ length: channels }, (_, i) => bias.get(i % bias.size));
    return call({ ...a, bias: fromData(values, [channels]) });
  }),
  wrongFused('the activation is applied before the bias', on('activation-comes-last'), (call, a) => {
    const y = call(keptActivation(a));
    const { bias } = a;
    return bias === undefined ? y : fromIndex(y.shape, (index) => y.get(...index) + bias.get(index.at(-1)!));
  }),
  wrongFused('the activation is applied twice', on('activation-comes-last'), (call, a) => {
    const once = call(a);
    const { activation } = a;
    if (typeof activation !== 'object' || activation.kind !== 'leakyRelu') return once;
    return map(once, (value) => (value < 0 ? activation.alpha * value : value));
  }),
  wrongFused('hardSwish takes 3 for 6', on('activation-comes-last'), (call, a) =>
    a.activation === 'hardSwish' ? map(call(keptBias(a)), (x) => (x * Math.min(3, Math.max(0, x + 3))) / 6) : call(a),
  ),
];
