/**
 * A tour of a failing law: the equation, its two sides, the first wrong cell, the taps that feed it, the op to blame.
 * The bug is planted: a convolution that puts the odd pad of 'same' before the input, where TensorFlow puts it after.
 *
 * Run: npx tsx examples/a-failing-law.ts
 */
import { checkLaws, defineLibrary, describeTensor, float64, reference, type Tensor } from 'tensor-laws';
import { conv } from 'tensor-laws/kernels';
import { sameIsExplicit } from 'tensor-laws/properties/conv-geometry';

const library = defineLibrary({
  name: 'odd-pad-before',
  precision: float64,
  ops: {
    ...reference.ops,
    conv: (x, filter, attributes) =>
      conv(x, filter, { ...attributes, padding: attributes.padding === 'same' ? 'same-lower' : attributes.padding }),
  },
});

const { results } = await checkLaws(library, { laws: [sameIsExplicit], runs: 200, seed: 1 });
const verdict = results[0]!.verdict;
if (verdict.kind !== 'violated') throw new Error(`the law ${verdict.kind}; it was to be violated`);
const { counterexample } = verdict;
const { left, right, difference, blame, shrinks, token } = counterexample;

console.log(`the law        ${sameIsExplicit.id}`);
console.log(`the equation   ${sameIsExplicit.statement}`);
console.log(`why it holds   ${sameIsExplicit.because}`);
console.log(`found in       ${verdict.runs} runs, then made smaller ${shrinks} times`);
console.log(`left side      ${describeTensor(left!)}`);
console.log(`right side     ${describeTensor(right!)}`);
const at = difference!.index!;
console.log(`first wrong    cell [${at.join(', ')}]: left is ${difference!.left}, right is ${difference!.right}`);

// The first call that strays from the reference is to blame. Everything that it was given is here.
if (blame === undefined) throw new Error('no op strays by itself');
const [x, filter, { strides, dilations }] = blame.args as [Tensor, Tensor, { strides: number[]; dilations: number[] }];
console.log(`to blame       ${blame.op}: ${blame.message}`);
console.log(`  x            ${describeTensor(x)}`);
console.log(`  filter       ${describeTensor(filter)}`);
console.log(`  returned     ${describeTensor(blame.result as Tensor)}`);
console.log(`  reference    ${describeTensor(blame.expected as Tensor)}`);

/** Along one axis, the cells under each tap of the window that makes output `o`; '-' where a tap lies in the padding. */
function cells(axis: number, o: number, oddPadFirst: boolean): string {
  const [size, kernel, stride, dilation] = [x.shape[axis + 1]!, filter.shape[axis]!, strides[axis]!, dilations[axis]!];
  const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + (kernel - 1) * dilation + 1 - size);
  const before = oddPadFirst ? Math.ceil(total / 2) : Math.floor(total / 2);
  const taps = Array.from({ length: kernel }, (_, tap) => o * stride - before + tap * dilation);
  return taps.map((cell) => (cell < 0 || cell >= size ? '-' : String(cell))).join(' ');
}

const wrong = blame.difference!.index!;
for (let axis = 0; axis < strides.length; axis++) {
  console.log(
    `the taps       axis ${axis}, output ${wrong[axis + 1]}: reads cells ${cells(axis, wrong[axis + 1]!, true)}; it should read ${cells(axis, wrong[axis + 1]!, false)}`,
  );
}
console.log(`again          replay(${JSON.stringify(token)}, library)`);
