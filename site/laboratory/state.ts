/** What a page knows of a run. */
import type { Shown, Told } from './messages.js';

export interface State {
  status: 'idle' | 'runs' | 'done' | 'stopped' | 'refused';
  message: string;
  sentence: string;
  laws: number;
  checked: { readonly law: string; readonly verdict: string; readonly reason: string }[];
  steps: Shown[];
  findings: (Shown & { readonly sentence: string; readonly laws: readonly string[] })[];
}

export const nothingYet = (): State => ({
  status: 'idle',
  message: '',
  sentence: '',
  laws: 0,
  checked: [],
  steps: [],
  findings: [],
});

/** Verdicts that are red. */
export const isRed = (verdict: string): boolean => !['holds', 'unsupported', 'inconclusive', 'convention', 'known'].includes(verdict);

/** Takes note of what was told. */
export function note(state: State, told: Told): void {
  switch (told.kind) {
    case 'alive':
      return;
    case 'begins':
      state.sentence = told.sentence;
      state.laws = told.laws;
      return;
    case 'checked':
      state.checked.push(told);
      return;
    case 'smaller':
      state.steps.push(told);
      return;
    case 'finding':
      state.findings.push(told);
      return;
    case 'done': {
      const red = state.checked.filter(({ verdict }) => isRed(verdict)).length;
      state.status = 'done';
      state.message = `${red} of ${state.checked.length} ${state.checked.length === 1 ? 'law is' : 'laws are'} red, in ${(told.milliseconds / 1000).toFixed(1)} s`;
      return;
    }
    case 'refused':
      state.status = 'refused';
      state.message = told.message;
  }
}
