/** The laboratory: something wrong is planted, laws are asked, and what they find is shown. */
import { computed, defineComponent, h, onMounted, reactive, ref, type VNode } from 'vue';
import type { Cause } from '../../src/diagnosis/cause/cause.js';
import { formOf, linkOf, mostRuns, mostSeed, type Form } from './link.js';
import type { Question } from './messages.js';
import { lawLink, Result } from './result.js';
import { samples } from './samples.js';
import { choices, type Choice, type Choices } from './site-files.js';
import { isRed } from './state.js';
import { useRun } from './use-run.js';

const first: Form = {
  kind: 'cause',
  deviation: 'same-pads-undilated',
  op: 'conv',
  parameters: '',
  code: samples[0]!.code,
  laws: '',
  seed: 1,
  runs: 30,
};

const targetOf = (event: Event): HTMLInputElement => event.target as HTMLInputElement;

/** A control with its name. */
function field(name: string, control: VNode): VNode {
  const id = `tl-${name.replace(/\W+/g, '-')}`;
  return h('div', { class: 'tl-field' }, [h('label', { for: id }, name), h(control, { id })]);
}

function select(value: string, options: readonly (readonly [value: string, text: string])[], change: (value: string) => void): VNode {
  return h(
    'select',
    { value, onChange: (event: Event) => change(targetOf(event).value) },
    options.map(([each, text]) => h('option', { value: each, selected: each === value }, text)),
  );
}

function causeOf({ deviation, op, parameters }: Form): Cause {
  let given: unknown;
  try {
    given = JSON.parse(parameters);
  } catch {
    throw new Error(`parameters must be JSON, and are ${parameters}`);
  }
  return { kind: 'deviation', id: deviation, parameters: given as never, ops: [op as never], guards: [] };
}

function questionOf(form: Form): Question {
  const { kind, laws, seed, runs } = form;
  if (!Number.isInteger(seed) || seed < 0 || seed > mostSeed) throw new Error(`seed must be an integer from 0 to ${mostSeed}`);
  if (!Number.isInteger(runs) || runs < 1 || runs > mostRuns) throw new Error(`runs must be an integer from 1 to ${mostRuns}`);
  return {
    subject: kind === 'kernel' ? { kind, code: form.code } : { kind, cause: causeOf(form) },
    laws: laws.split(/\s+/).filter((each) => each !== ''),
    seed,
    runs,
  };
}

export const Laboratory = defineComponent({
  name: 'TheLaboratory',
  setup() {
    const form = reactive({ ...first });
    const data = ref<Choices>();
    const isReady = ref(false);
    const { state, start, stop, refuse } = useRun();
    const chosen = computed((): Choice | undefined => data.value?.deviations.find(({ id }) => id === form.deviation));
    const choose = (id: string): void => {
      const choice = data.value?.deviations.find((each) => each.id === id);
      if (choice === undefined) return;
      form.deviation = id;
      form.parameters = JSON.stringify(choice.parameters);
      if (!choice.ops.includes(form.op)) form.op = choice.ops[0]!;
    };
    const say = (thrown: unknown): void => refuse(thrown instanceof Error ? thrown.message : String(thrown));
    onMounted(() => {
      choices().then((loaded) => {
        data.value = loaded;
        choose(form.deviation);
        try {
          Object.assign(form, formOf(location.hash, form) ?? {});
        } catch (thrown) {
          say(thrown);
        }
        isReady.value = true;
      }, say);
    });
    const run = (laws = form.laws): void => {
      try {
        const question = questionOf({ ...form, laws });
        history.replaceState(history.state, '', `#${linkOf({ ...form, laws })}`);
        start(question);
      } catch (thrown) {
        say(thrown);
      }
    };
    const cause = (): VNode[] => [
      field('deviation', select(form.deviation, data.value?.deviations.map(({ id, sentence }) => [id, sentence] as const) ?? [], choose)),
      field(
        'op',
        select(form.op, chosen.value?.ops.map((op) => [op, op] as const) ?? [], (op) => (form.op = op)),
      ),
      field(
        'parameters, as JSON',
        h('input', { value: form.parameters, spellcheck: false, onInput: (e: Event) => (form.parameters = targetOf(e).value) }),
      ),
    ];
    const kernel = (): VNode[] => [
      field(
        'begin from',
        select(
          samples.find(({ code }) => code === form.code)?.name ?? '',
          [['', 'your own'], ...samples.map(({ name }) => [name, name] as const)],
          (name) => (form.code = samples.find((each) => each.name === name)?.code ?? form.code),
        ),
      ),
      field(
        'code, that returns its ops',
        h('textarea', { value: form.code, rows: 18, spellcheck: false, onInput: (e: Event) => (form.code = targetOf(e).value) }),
      ),
    ];
    const number = (name: 'seed' | 'runs', most: number): VNode =>
      field(
        name,
        h('input', {
          type: 'number',
          min: name === 'runs' ? 1 : 0,
          max: most,
          value: form[name],
          onInput: (e: Event) => (form[name] = targetOf(e).valueAsNumber),
        }),
      );
    const verdicts = (): VNode[] => {
      const { checked } = state.value;
      const red = checked.filter(({ verdict }) => isRed(verdict));
      if (checked.length < 2 || red.length === 0) return [];
      return [
        h('h2', { id: 'red' }, 'Red laws'),
        h(
          'ul',
          red.map(({ law, verdict }) =>
            h('li', { key: law }, [
              lawLink(law),
              ` ${verdict} `,
              h('button', { type: 'button', onClick: () => run(law), 'aria-label': `watch ${law} shrink` }, 'watch it shrink'),
            ]),
          ),
        ),
      ];
    };
    return () =>
      h('div', { class: 'tl-laboratory' }, [
        ...(isReady.value
          ? [
              h(
                'form',
                {
                  onSubmit: (event: Event) => {
                    event.preventDefault();
                    run();
                  },
                },
                [
                  field(
                    'what is checked',
                    select(
                      form.kind,
                      [
                        ['cause', 'the reference with a deviation'],
                        ['kernel', 'a kernel, typed here'],
                      ],
                      (kind) => (form.kind = kind as Form['kind']),
                    ),
                  ),
                  ...(form.kind === 'cause' ? cause() : kernel()),
                  field(
                    'laws: ids or globs such as pooling/*; none: all that ask for the op',
                    h('input', {
                      value: form.laws,
                      spellcheck: false,
                      list: 'tl-laws',
                      onInput: (e: Event) => (form.laws = targetOf(e).value),
                    }),
                  ),
                  h(
                    'datalist',
                    { id: 'tl-laws' },
                    data.value?.laws.map((id) => h('option', { value: id })),
                  ),
                  h('div', { class: 'tl-numbers' }, [number('seed', mostSeed), number('runs', mostRuns)]),
                  h('p', { class: 'tl-buttons' }, [
                    h('button', { type: 'submit', class: 'tl-first' }, 'run the laws'),
                    ...(state.value.status === 'runs' ? [h('button', { type: 'button', onClick: stop }, 'stop')] : []),
                  ]),
                ],
              ),
            ]
          : []),
        ...(state.value.status === 'idle' ? [] : [h(Result, { state: state.value })]),
        ...verdicts(),
      ]);
  },
});
