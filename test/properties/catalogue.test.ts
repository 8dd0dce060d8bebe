import { expect } from 'chai';
import { laws } from '../../properties/index.js';
import { mutantsByFamily } from '../mutants/index.js';

/** The laws that every catalogue of these ops must have: names, or beginnings of names that end in `*`, by family. */
const wanted: Readonly<Record<string, string>> = {
  'with-space-to-batch':
    'dilation-one-is-identity equals-native-dilation equals-native-dilation-depthwise equals-native-dilation-separable equals-native-dilation-max-pool equals-native-dilation-average-pool same-equals-explicit-base-paddings valid-is-same-with-unit-filter chains-fuse-valid chains-fuse-same op-sees-valid spatial-dims-may-skip channels-first strided-op-is-not-dilation rates-compose rejects-bad-arguments',
  'space-to-batch':
    'round-trip round-trip-back block-one-is-pad block-one-no-pads-is-identity blocks-are-strided-slices is-transposed-space-to-depth is-transposed-depth-to-space pads-then-splits crops-after-joining preserves-sum preserves-multiset linear channels-independent batch-major axes-commute required-paddings-minimal rejects-indivisible',
  'space-to-depth':
    'round-trip round-trip-back dcr-is-reshape-transpose crd-is-reshape-transpose modes-agree-on-one-channel preserves-multiset conv-of-stride-block-is-matmul rejects-indivisible',
  padding:
    'zero-pads-are-identity constant-pads-add pad-then-crop-is-identity edge reflect symmetric wrap flip symmetric-is-reflect-of-doubled-edge wrap-is-periodic introduces-no-new-values axes-commute linear gradient-adjoint negative-pads-crop rejects-*',
  'conv-geometry':
    'output-shape same-is-explicit same-lower-mirrors-same explicit-is-pad-then-valid stride-subsamples dilation-is-upsampled-filter dilation-of-unit-kernel-is-nothing dilation-one-is-default stride-one-is-default groups-one-is-default zero-pads-are-valid unit-axis axis-swap zero-border stride-beyond-input same-keeps-size tiles-with-halo receptive-field every-cell-in-the-field-counts rejects-*',
  'conv-algebra':
    'additive-in-x additive-in-w homogeneous-in-x homogeneous-in-w zero negation delta-filter-is-identity delta-filter-is-shift impulse-response-is-flipped-filter filter-splits-by-tap in-channels-sum out-channels-concatenate batch-independent batch-permutation in-channel-permutation out-channel-permutation flip translation pointwise-is-matmul is-patches-times-matrix composes constant-input full-conv-preserves-sum full-conv-commutes rank-one-filter-* bounded',
  'grouped-depthwise-separable':
    'grouped-is-concat depthwise-is-grouped depthwise-is-per-channel multiplier-interleaves depthwise-channel-permutation separable-is-depthwise-then-pointwise separable-with-identity-pointwise separable-is-one-conv groups-are-independent depthwise-same-is-explicit depthwise-same-lower-mirrors-same depthwise-explicit-is-pad-then-valid depthwise-stride-subsamples depthwise-dilation-is-upsampled-filter depthwise-dilation-of-unit-kernel-is-nothing depthwise-dilation-one-is-default depthwise-stride-one-is-default depthwise-zero-pads-are-valid depthwise-unit-axis depthwise-axis-swap depthwise-zero-border depthwise-stride-beyond-input depthwise-same-keeps-size depthwise-tiles-with-halo depthwise-receptive-field the-seed',
  'transposed-and-gradients':
    'adjoint input-gradient-is-transpose input-gradient-adjoint filter-gradient-adjoint shape-inverts transpose-is-conv-of-zero-inserted stride-one-transpose-* transpose-linear transpose-batch-independent transpose-unit-axis transpose-axis-swap transpose-grouped-is-concat input-gradient-linear filter-gradient-linear input-gradient-zero-at-zero filter-gradient-zero-at-zero gradient-batch-sums filter-gradient-is-a-conv depthwise-input-gradient-adjoint depthwise-filter-gradient-adjoint one-step-exact average-pool-gradient-adjoint max-pool-gradient-routes-* max-pool-gradient-preserves-sums max-pool-gradient-adjoint input-gradient-axis-swap filter-gradient-axis-swap depthwise-input-gradient-axis-swap depthwise-filter-gradient-axis-swap average-pool-gradient-axis-swap max-pool-gradient-axis-swap input-gradient-unit-axis filter-gradient-unit-axis depthwise-input-gradient-unit-axis depthwise-filter-gradient-unit-axis average-pool-gradient-unit-axis max-pool-gradient-unit-axis',
  pooling:
    'max-by-definition average-by-definition window-one-is-slice-max window-one-is-slice-average output-shape-max output-shape-average max-shift max-scale max-monotone-map max-monotone padding-never-wins average-linear average-of-constant max-at-least-average min-max-duality separable-by-axis-max separable-by-axis-average average-is-depthwise-conv count-padding-is-pad-then-valid same-is-explicit-max same-is-explicit-average dilated-is-strided-slices-max dilated-is-strided-slices-average dilated-is-space-to-batch-max dilated-is-space-to-batch-average global-max global-average windows-partition-average channels-independent-* batch-independent-* axis-swap-* unit-axis-* flip-* stride-subsamples-* idempotent-max lp-one-is-sum-of-magnitudes lp-bounds-max lp-homogeneous receptive-field-max receptive-field-average introduces-no-new-values rejects-bad-arguments-max rejects-bad-arguments-average',
  morphology:
    'zero-filter-is-max-pool duality shift-dilation shift-erosion shift-of-filter-dilation shift-of-filter-erosion monotone-dilation monotone-erosion distributes-over-max-dilation',
  'patches-and-matmul':
    'patches-by-definition pointwise-patches-are-slices patches-count matmul-identity matmul-associativity matmul-transpose matmul-block matmul-batch-independent matmul-by-definition',
  resize:
    'size-unchanged-is-identity constant nearest-introduces-no-new-values integer-upscale-nearest-is-repeat linear bilinear-stays-within-min-and-max',
  layout:
    'any-view-is-its-dense-copy-* inputs-untouched-* result-not-aliased-* deterministic-* order-independent-* concurrent-calls-* channels-first-agrees-*',
  agreement:
    'conv depthwise-conv separable-conv conv-transpose conv-input-gradient conv-filter-gradient depthwise-conv-input-gradient depthwise-conv-filter-gradient max-pool average-pool lp-pool max-pool-gradient average-pool-gradient pad space-to-batch batch-to-space space-to-depth depth-to-space extract-patches matmul morphological-dilation morphological-erosion resize with-space-to-batch required-space-to-batch-paddings',
  'special-values':
    'nan-stays-in-its-field-conv nan-stays-in-its-field-max-pool nan-stays-in-its-field-average-pool infinities-add-* signed-zero-is-zero-* subnormals-survive-*',
  degenerate: 'no-batch-* no-channels-* empty-axis-*',
};

describe('the catalogue', () => {
  const ids = laws.map(({ id }) => id);

  for (const [family, names] of Object.entries(wanted)) {
    it(`${family} has every law that it must have`, () => {
      const missing = names.split(' ').filter((name) => {
        const id = `${family}/${name}`;
        return name.endsWith('*') ? !ids.some((each) => each.startsWith(id.slice(0, -1))) : !ids.some((each) => each === id);
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
