/**
 * Why does `separable_conv2d` use `with_space_to_batch`, when removing it changes nothing?
 *
 * Because at dilation 1 it is the identity, and that is all that most people ever call. At dilation 2 it is what makes a dilated
 * convolution of a plain one. This program asks both of a library, and finds the case in which it would be wrong. Change the library,
 * the rate or the laws, and run it again.
 *
 * Run: npx tsx examples/why-separable-conv2d-uses-space-to-batch.ts
 */
import { checkLaws, defineLaw, describeTensor, equal, reference, tensor, type AnyLaw, type Padding, type Tensor } from 'tensor-laws';
import { drawConv, type ConvCase } from 'tensor-laws/arbitraries';
import { depthwiseConv, withSpaceToBatch } from 'tensor-laws/kernels';
import * as family from 'tensor-laws/properties/with-space-to-batch';

const library = reference;
const runs = 1000;
const seed = 1;

async function ask(law: AnyLaw): Promise<void> {
  const { results } = await checkLaws(library, { laws: [law], runs, seed });
  console.log(`   ${law.id}: ${results[0]!.verdict.kind}, ${runs} runs\n      ${law.statement}`);
}

const x = tensor([1, 2, 3, 4, 5], [1, 5, 1]);
const filter = tensor([1, 10], [2, 1, 1]);

console.log('1. At dilation 1 it is the identity: the op is called once, with its input and its padding untouched.');
const padding: Padding = [[1, 0]];
let calls = 0;
const at1 = withSpaceToBatch(x, { dilationRate: [1], padding }, (inner, _axes, given) => {
  calls++;
  console.log(
    `   the op gets ${inner === x ? 'x itself' : 'another tensor'} and ${given === padding ? 'the very same padding' : 'another padding'}`,
  );
  return depthwiseConv(inner, filter, { padding: given });
});
console.log(`   calls of the op: ${calls}; result: ${describeTensor(at1)}`);
await ask(family.dilationOneIsIdentity);

console.log('2. At dilation 2 it equals the native dilated convolution: split into even and odd cells, convolve each, join them.');
const seen: string[] = [];
const at2 = withSpaceToBatch(x, { dilationRate: [2], padding: 'valid' }, (inner, _axes, given) => {
  seen.push(`${describeTensor(inner)}, padding '${String(given)}'`);
  return depthwiseConv(inner, filter, { padding: given });
});
console.log(`   the op gets ${seen.join('; ')}`);
console.log(`   joined: ${describeTensor(at2)}`);
console.log(`   native: ${describeTensor(depthwiseConv(x, filter, { dilations: [2] }))}`);
await ask(family.equalsNativeDilationDepthwise);
await ask(family.equalsNativeDilationSeparable);

console.log('3. Stride and dilation together do not commute with it: a stride inside the op skips cells of each half, not of the whole.');
const naive = defineLaw<ConvCase, 'naive/strided-op-is-dilation'>({
  id: 'naive/strided-op-is-dilation',
  statement: 'W(x, d, valid, C(., w, strides s)) = C(x, w, strides s, dilations d)',
  because: 'One would like it to. The generator is asked to refute it.',
  sources: [],
  requires: ['withSpaceToBatch', 'conv'],
  cases: (d) => drawConv(d, { padding: ['valid'], groups: { max: 1 } }),
  claim: (t, { x, filter, strides, dilations }) =>
    equal(
      t.withSpaceToBatch(x, { dilationRate: dilations, padding: 'valid' }, (inner) => t.conv(inner, filter, { strides })),
      t.conv(x, filter, { strides, dilations }),
    ),
});
const { results } = await checkLaws(library, { laws: [naive], runs, seed });
const verdict = results[0]!.verdict;
if (verdict.kind !== 'violated') {
  console.log(`   ${verdict.kind}: no counterexample in ${runs} runs`);
  process.exitCode = 1;
} else {
  const { case: found, left, right, shrinks } = verdict.counterexample;
  const { x, filter, strides, dilations } = found as ConvCase;
  const show = (side: Tensor | undefined): string => (side === undefined ? 'no result' : describeTensor(side));
  console.log(`   found in ${verdict.runs} runs, then made smaller ${shrinks} times:`);
  console.log(
    `   x ${describeTensor(x)}\n   filter ${describeTensor(filter)}\n   strides [${strides.join(', ')}], dilations [${dilations.join(', ')}]`,
  );
  console.log(`   through space-to-batch: ${show(left)}\n   natively:               ${show(right)}`);
}
await ask(family.stridedOpIsNotDilation);
