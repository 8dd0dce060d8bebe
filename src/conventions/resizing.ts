/** How the places of a 'nearest' resize become cells. */
import type { OpRecord } from '../ops/index.js';
import type { ResizePlan } from '../ops/resize/resize-plan.js';
import type { Convention, Documented } from './convention.js';

/** Places that are cells already. */
const rounding = (op: OpRecord, round: (place: number) => number): OpRecord => ({
  ...op,
  plan: (shapes, attributes) => {
    const plan = op.plan(shapes, attributes) as ResizePlan;
    if (plan.mode !== 'nearest') return plan;
    return { ...plan, rounds: false, exact: plan.exact.map(() => true), places: plan.places.map((each) => each.map(round)) } as ResizePlan;
  },
});

/** Of two cells that are equally near, the even one. */
function halfToEven(place: number): number {
  const below = Math.floor(place);
  return place - below === 0.5 ? below + (below % 2 === 0 ? 0 : 1) : Math.round(place);
}

const metal = (mode: string, says: string): Documented => ({
  by: `Metal Performance Shaders Graph, ${mode}`,
  url: 'https://docs.rs/objc2-metal-performance-shaders-graph/latest/objc2_metal_performance_shaders_graph/struct.MPSGraphResizeNearestRoundingMode.html',
  says,
});
const sentis = (mode: string): Documented => ({
  by: `Unity Sentis, NearestMode.${mode}`,
  url: 'https://docs.unity3d.com/Packages/com.unity.sentis%401.5/api/Unity.Sentis.Layers.NearestMode.html',
});

const rule = (id: string, sentence: string, round: (place: number) => number, documented: Convention['documented']): Convention => ({
  id,
  about: "places between cells, for 'nearest'",
  sentence,
  documented,
  applies: ({ attributes }) => 'halfPixelCenters' in attributes,
  to: (op) => rounding(op, round),
});

export const resizeConventions: readonly Convention[] = [
  rule('places-rounded-down', "takes the cell below a place for 'nearest'", Math.floor, [
    metal('Floor', 'rounds towards -Infinity'),
    sentis('Floor'),
  ]),
  rule('places-rounded-up', "takes the cell above a place for 'nearest'", Math.ceil, [
    metal('Ceil', 'rounds towards Infinity'),
    sentis('Ceil'),
  ]),
  rule('places-rounded-half-up', "takes the nearest cell for 'nearest', halves up", Math.round, [
    metal('RoundPreferCeil', 'rounds to the nearest integer, halves towards Infinity'),
    sentis('RoundPreferCeil'),
  ]),
  rule('places-rounded-half-down', "takes the nearest cell for 'nearest', halves down", (place) => Math.ceil(place - 0.5), [
    metal('RoundPreferFloor', 'rounds to the nearest integer, halves towards -Infinity'),
    sentis('RoundPreferFloor'),
  ]),
  rule('places-rounded-half-even', "takes the nearest cell for 'nearest', halves to the even one", halfToEven, [
    metal('RoundToEven', 'rounds to the nearest integer, halves to the even one'),
  ]),
];
