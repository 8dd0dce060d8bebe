/** The laboratory's worker: one question, and what is told of it. */
import { answer } from './answer.js';
import type { Question, Told } from './messages.js';

const inside = globalThis as unknown as {
  postMessage: (told: Told) => void;
  onmessage: ((event: { readonly data: Question }) => void) | null;
};

// Taken before any code runs that somebody typed.
const tell = inside.postMessage.bind(globalThis);

inside.onmessage = ({ data }) => {
  inside.onmessage = null;
  answer(data, tell).catch((thrown: unknown) =>
    tell({ kind: 'refused', message: thrown instanceof Error ? thrown.message : String(thrown) }),
  );
};
