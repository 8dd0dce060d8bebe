import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { laws } from '../../properties/index.js';
import { registry } from '../../src/ops/kernels.js';
import { mutantsByFamily } from '../mutants/index.js';

/** The ops with a tensor to lay out, as ids spell them. */
const ops = Object.keys(registry).map((op) => op.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
const gradients = ['input', 'filter', 'depthwise-input', 'depthwise-filter', 'average-pool', 'max-pool'].map((map) => `${map}-gradient`);

/**
 * The laws that every catalogue of these ops must have, by family: names, or beginnings of names that end in `*`. `#` stands for every
 * op, `@` for every gradient.
 */
const wanted: Readonly<Record<string, string>> = {
  'with-space-to-batch':
    'dilation-one-is-identity equals-native-dilation equals-native-dilation-depthwise equals-native-dilation-separable equals-native-dilation-max-pool equals-native-dilation-average-pool same-equals-explicit-base-paddings valid-is-same-with-unit-filter chains-fuse-valid chains-fuse-same op-sees-valid spatial-dims-may-skip channels-first strided-op-is-not-dilation rates-compose rejects-bad-arguments',
  'space-to-batch':
    'round-trip round-trip-back block-one-is-pad block-one-no-pads-is-identity blocks-are-strided-slices is-transposed-space-to-depth is-transposed-depth-to-space pads-then-splits crops-after-joining preserves-sum preserves-multiset linear channels-independent batch-major axes-commute required-paddings-minimal rejects-indivisible rejects-indivisible-batch required-paddings-rejects',
  'space-to-depth':
    'round-trip round-trip-back dcr-is-reshape-transpose crd-is-reshape-transpose modes-agree-on-one-channel preserves-multiset conv-of-stride-block-is-matmul rejects-indivisible rejects-indivisible-depth',
  padding:
    'zero-pads-are-identity constant-pads-add pad-then-crop-is-identity edge reflect symmetric wrap flip symmetric-is-reflect-of-doubled-edge wrap-is-periodic introduces-no-new-values axes-commute linear gradient-adjoint negative-pads-crop rejects-bad-arguments',
  'conv-geometry':
    'output-shape same-is-explicit same-lower-mirrors-same explicit-is-pad-then-valid stride-subsamples dilation-is-upsampled-filter dilation-of-unit-kernel-is-nothing dilation-one-is-default stride-one-is-default groups-one-is-default zero-pads-are-valid unit-axis axis-swap zero-border stride-beyond-input same-keeps-size tiles-with-halo receptive-field every-cell-in-the-field-counts rejects-bad-arguments',
  'conv-algebra':
    'additive-in-x additive-in-w homogeneous-in-x homogeneous-in-w zero negation delta-filter-is-identity delta-filter-is-shift impulse-response-is-flipped-filter filter-splits-by-tap in-channels-sum out-channels-concatenate batch-independent batch-permutation in-channel-permutation out-channel-permutation flip translation pointwise-is-matmul is-patches-times-matrix composes constant-input full-conv-preserves-sum full-conv-commutes rank-one-filter-splits bounded',
  'grouped-depthwise-separable':
    'grouped-is-concat depthwise-is-grouped depthwise-is-per-channel multiplier-interleaves depthwise-channel-permutation separable-is-depthwise-then-pointwise separable-with-identity-pointwise separable-is-one-conv groups-are-independent depthwise-same-is-explicit depthwise-same-lower-mirrors-same depthwise-explicit-is-pad-then-valid depthwise-stride-subsamples depthwise-dilation-is-upsampled-filter depthwise-dilation-of-unit-kernel-is-nothing depthwise-dilation-one-is-default depthwise-stride-one-is-default depthwise-zero-pads-are-valid depthwise-unit-axis depthwise-axis-swap depthwise-zero-border depthwise-stride-beyond-input depthwise-same-keeps-size depthwise-tiles-with-halo depthwise-receptive-field the-seed',
  fused:
    'bias-adds-conv bias-adds-depthwise-conv bias-adds-separable-conv bias-adds-conv-transpose zero-bias-is-none-* bias-is-a-channel-of-ones activation-comes-last-conv activation-comes-last-* rejects-bias-*',
  'transposed-and-gradients':
    'adjoint input-gradient-is-transpose input-gradient-adjoint filter-gradient-adjoint shape-inverts transpose-is-conv-of-zero-inserted stride-one-transpose-is-full-conv transpose-linear transpose-batch-independent transpose-unit-axis transpose-axis-swap transpose-grouped-is-concat @linear @zero-at-zero gradient-batch-sums depthwise-gradient-batch-sums filter-gradient-is-a-conv depthwise-input-gradient-adjoint depthwise-filter-gradient-adjoint one-step-exact average-pool-gradient-adjoint max-pool-gradient-routes-to-a-maximum max-pool-gradient-preserves-sums max-pool-gradient-adjoint @axis-swap @unit-axis conv-transpose-rejects-bad-arguments',
  pooling:
    'max-by-definition average-by-definition window-one-is-slice-max window-one-is-slice-average output-shape-max output-shape-average max-shift max-scale max-monotone-map max-monotone padding-never-wins average-linear average-of-constant max-at-least-average min-max-duality separable-by-axis-max separable-by-axis-average average-is-depthwise-conv count-padding-is-pad-then-valid same-is-explicit-max same-is-explicit-average dilated-is-strided-slices-max dilated-is-strided-slices-average dilated-is-space-to-batch-max dilated-is-space-to-batch-average global-max global-average windows-partition-average channels-independent-max channels-independent-average channels-independent-lp batch-independent-max batch-independent-average batch-independent-lp axis-swap-max axis-swap-average axis-swap-lp unit-axis-max unit-axis-average unit-axis-lp flip-max flip-average flip-lp stride-subsamples-max stride-subsamples-average stride-subsamples-lp idempotent-max lp-one-is-sum-of-magnitudes lp-bounds-max lp-homogeneous receptive-field-max receptive-field-average introduces-no-new-values rejects-bad-arguments-max rejects-bad-arguments-average',
  morphology:
    'zero-filter-is-max-pool duality shift-dilation shift-erosion shift-of-filter-dilation shift-of-filter-erosion monotone-dilation monotone-erosion distributes-over-max-dilation',
  normalization:
    'mean-is-zero-* variance-is-a-ratio-* constant-is-zero-* shift-invariant-* scale-invariant-* odd-* lrn-scales scale-and-offset-come-last-* group-one-is-layer group-per-channel-is-instance batch-of-own-moments-is-instance unit-moments-are-nothing rms-of-centred-is-layer batch-norm-folds-into-conv lrn-without-alpha-is-nothing items-independent-* cells-in-any-order-* channels-in-any-order-* lrn-flips lrn-of-zero-channels rejects-bad-arguments-*',
  prefix:
    'exclusive-leaves-itself-out exclusive-is-shifted reverse-is-reversed both-ends-add-up axes-in-any-order linear adjoint average-by-cumsum rejects-no-such-axis',
  'patches-and-matmul':
    'patches-by-definition pointwise-patches-are-slices patches-count fold-by-definition fold-adjoint fold-of-patches-counts fold-rejects matmul-identity matmul-associativity matmul-transpose matmul-block matmul-batch-independent matmul-by-definition',
  resize:
    'size-unchanged-is-identity constant nearest-introduces-no-new-values integer-upscale-nearest-is-repeat linear bilinear-stays-within-min-and-max rejects-bad-arguments rejects-no-cells',
  layout:
    'any-view-is-its-dense-copy-# inputs-untouched-# result-not-aliased-# deterministic-# own-data-# order-independent-# concurrent-calls-# channels-first-agrees-*',
  agreement: '# with-space-to-batch required-space-to-batch-paddings',
  'special-values':
    'nan-stays-in-its-field-conv nan-stays-in-its-field-max-pool nan-stays-in-its-field-average-pool infinities-add-conv infinities-add-average-pool infinity-wins-max-pool signed-zero-is-zero-* subnormals-survive-*',
  degenerate: 'no-batch-* no-channels-* empty-axis-*',
};

describe('the catalogue', () => {
  it('has the ids that it had: users pin them', () => {
    const ids = JSON.parse(readFileSync(new URL('ids.json', import.meta.url), 'utf8')) as string[];
    expect(laws.map(({ id }) => id).sort()).to.include.members(ids);
  });

  const ids = laws.map(({ id }) => id);

  for (const [family, names] of Object.entries(wanted)) {
    it(`${family} has every law that it must have`, () => {
      const each = names.split(' ').flatMap((name) => {
        if (name.includes('#')) return ops.map((op) => name.replace('#', op));
        return name.startsWith('@') ? gradients.map((map) => `${map}-${name.slice(1)}`) : [name];
      });
      const missing = each.filter((name) => {
        const id = `${family}/${name}`;
        return name.endsWith('*') ? !ids.some((known) => known.startsWith(id.slice(0, -1))) : !ids.includes(id);
      });
      expect(missing).to.deep.equal([]);
    });
  }

  it('has mutants for every family, and no other family', () => {
    const families = [...new Set(ids.map((id) => id.split('/')[0]!))].sort();
    expect(Object.keys(mutantsByFamily).sort()).to.deep.equal(families);
    expect(Object.keys(wanted).sort()).to.deep.equal(families);
  });
});
