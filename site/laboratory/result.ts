/** What came of a run so far, drawn: the sentence, the picture of the smallest case, and each step on the way to it. */
import { defineComponent, h, ref, watch, type PropType, type VNode } from 'vue';
import { hatchPattern, pictureLegend } from '../../src/report/picture/svg-style.js';
import { drawing } from './drawing.js';
import type { Shown } from './messages.js';
import { pageAddress } from './site-files.js';
import { isRed, type State } from './state.js';

const parts = `<svg class="tl-parts" aria-hidden="true" width="0" height="0">${hatchPattern('tl-hatch')}</svg>`;

function picture({ svg, text }: Shown): VNode[] {
  return [
    ...(svg === undefined
      ? []
      : [
          h('div', { class: 'tl-figure', tabindex: 0, role: 'group', 'aria-label': 'Picture', innerHTML: drawing(svg) }),
          h('p', { class: 'tl-legend' }, pictureLegend),
        ]),
    h('pre', { class: 'tl-call', tabindex: 0 }, text),
  ];
}

/** `pooling/max-monotone`, leading to the page of its family. */
export function lawLink(id: string): VNode {
  const [family = ''] = id.split('/');
  return h('a', { href: pageAddress(`laws/${family}.html`) }, id);
}

function steps(state: State, at: number, move: (to: number) => void): VNode[] {
  const last = state.steps.length - 1;
  if (last < 0) return [];
  const id = `step-${Math.min(at, last)}`;
  return [
    h('label', { class: 'tl-steps' }, [
      `failing case ${Math.min(at, last) + 1} of ${last + 1}${at >= last ? (state.status === 'runs' ? ', so far' : ', the smallest') : ''}`,
      h('input', {
        type: 'range',
        min: 0,
        max: last,
        value: Math.min(at, last),
        onInput: (event: Event) => move(Number((event.target as HTMLInputElement).value)),
      }),
    ]),
    h('div', { key: id }, picture(state.steps[Math.min(at, last)]!)),
  ];
}

function findings(state: State): VNode[] {
  return state.findings.map((each) =>
    h('section', { class: 'tl-finding' }, [
      h('p', [h('strong', 'Finding: '), each.sentence]),
      ...(state.steps.length > 0 ? [] : picture(each)),
      ...(state.checked.length > 1
        ? [
            h('details', [
              h('summary', `${each.laws.length} red ${each.laws.length === 1 ? 'law shows' : 'laws show'} it`),
              h(
                'ul',
                each.laws.map((law) => h('li', [lawLink(law)])),
              ),
            ]),
          ]
        : []),
    ]),
  );
}

export const Result = defineComponent({
  name: 'LaboratoryResult',
  props: { state: { type: Object as PropType<State>, required: true } },
  setup(props) {
    const at = ref(Infinity);
    watch(
      () => props.state,
      () => (at.value = Infinity),
    );
    return () => {
      const { state } = props;
      const red = state.checked.filter(({ verdict }) => isRed(verdict)).length;
      const progress = state.laws > 1 ? `${state.checked.length} of ${state.laws} laws, ${red} red` : 'at work';
      return h('div', { class: 'tl-result' }, [
        h('div', { innerHTML: parts }),
        ...(state.sentence === '' ? [] : [h('p', [h('strong', 'Planted: '), state.sentence])]),
        h('p', { role: 'status', class: `tl-status tl-${state.status}` }, state.status === 'runs' ? `${progress} ...` : state.message),
        ...steps(state, at.value, (to) => (at.value = to)),
        ...findings(state),
      ]);
    };
  },
});
