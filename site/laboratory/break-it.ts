/** The button "break it" of a law: runs it on a reference that is wrong in a way which the law finds. */
import { defineAsyncComponent, defineComponent, h, onMounted, ref } from 'vue';
import { choices } from './site-files.js';
import { useRun } from './use-run.js';

/** Loaded where it is wanted. */
const Result = defineAsyncComponent(() => import('./result.js').then((module) => module.Result));

/** Runs within which what is planted is found. */
const runs = 100;

export const BreakIt = defineComponent({
  name: 'BreakIt',
  props: { laws: { type: String, required: true } },
  setup(props) {
    const ids = props.laws.split(' ');
    const law = ref(ids[0]!);
    // Without scripts there is no button.
    const isReady = ref(false);
    onMounted(() => (isReady.value = true));
    const { state, start, stop, refuse } = useRun();
    const begin = (): void => {
      choices().then(
        ({ breaks }) => {
          const cause = breaks[law.value];
          if (cause === undefined) return refuse(`nothing that was tried breaks ${law.value}`);
          start({ subject: { kind: 'cause', cause }, laws: [law.value], seed: 1, runs });
        },
        (thrown: unknown) => refuse(thrown instanceof Error ? thrown.message : String(thrown)),
      );
    };
    return () =>
      !isReady.value
        ? h('div', { class: 'tl-break' })
        : h('div', { class: 'tl-break' }, [
            h('p', { class: 'tl-buttons' }, [
              h('button', { type: 'button', onClick: begin, 'aria-label': `break it: ${law.value}` }, 'break it'),
              ...(state.value.status === 'runs' ? [h('button', { type: 'button', onClick: stop }, 'stop')] : []),
              ...(ids.length === 1
                ? []
                : [
                    h(
                      'select',
                      {
                        'aria-label': 'law to break',
                        value: law.value,
                        onChange: (event: Event) => (law.value = (event.target as HTMLSelectElement).value),
                      },
                      ids.map((id) => h('option', { value: id }, id.slice(id.indexOf('/') + 1))),
                    ),
                  ]),
            ]),
            ...(state.value.status === 'idle' ? [] : [h(Result, { state: state.value })]),
          ]);
  },
});
