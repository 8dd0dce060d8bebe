import type { CaseProgram, Draw } from './draw.js';

/** A case, and the same with other data: every choice alike, every tensor drawn anew under a name of its own. */
export function withOtherData<Case>(d: Draw, program: CaseProgram<Case>): { readonly first: Case; readonly second: Case } {
  const answers: (number | string | boolean)[] = [];
  const kept = <T extends number | string | boolean>(answer: T): T => {
    answers.push(answer);
    return answer;
  };
  const first = program({
    ...inherited(d),
    int: (name, min, max, options) => kept(d.int(name, min, max, options)),
    option: (name, options, how) => kept(d.option(name, options, how)),
    axes: (allowed) => kept(d.axes(allowed)),
    tensor: (name, dims, content) => d.tensor(name, dims, content),
  });
  // The program asks for the same again, for nothing that it draws depends on data.
  let next = 0;
  const again = <T extends number | string | boolean>(): T => answers[next++] as T;
  const second = program({
    ...inherited(d),
    int: () => again(),
    option: () => again(),
    axes: () => again(),
    tensor: (name, dims, content) => d.tensor(`other ${name}`, dims, content),
  });
  return { first, second };
}

/** What both draws have of the one that they are made of. */
function inherited(d: Draw): Omit<Draw, 'int' | 'option' | 'axes' | 'tensor'> {
  return {
    domain: d.domain,
    limits: d.limits,
    regime: d.regime,
    means: (name, axis, value) => d.means(name, axis, value),
    reads: (show) => d.reads(show),
    makes: (name, shape) => d.makes(name, shape),
    alsoCalls: (op, attributes, ...tensors) => d.alsoCalls(op, attributes, ...tensors),
    takes: (op, attributes, ...tensors) => d.takes(op, attributes, ...tensors),
  };
}
