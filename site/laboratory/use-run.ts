/** A run as components use it: what is known of it, its start and its stop. */
import { onBeforeUnmount, reactive, shallowRef, type ShallowRef } from 'vue';
import type { Question } from './messages.js';
import { ask } from './runner.js';
import { workerAddress } from './site-files.js';
import { nothingYet, note, type State } from './state.js';

export interface Run {
  readonly state: Readonly<ShallowRef<State>>;
  start(question: Question): void;
  stop(): void;
  /** Says why nothing runs. */
  refuse(message: string): void;
}

export function useRun(): Run {
  const state = shallowRef<State>(reactive(nothingYet()));
  let end: (() => void) | undefined;
  const fresh = (): State => (state.value = reactive(nothingYet()));
  const stop = (): void => {
    end?.();
    end = undefined;
    if (state.value.status !== 'runs') return;
    state.value.status = 'stopped';
    state.value.message = 'stopped';
  };
  onBeforeUnmount(stop);
  return {
    state,
    start: (question) => {
      stop();
      const own = fresh();
      own.status = 'runs';
      end = ask(workerAddress(), question, (told) => note(own, told));
    },
    stop,
    refuse: (message) => {
      stop();
      note(fresh(), { kind: 'refused', message });
    },
  };
}
