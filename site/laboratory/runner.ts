/**
 * A question answered beside the page: in a worker of a frame of an opaque origin, which reaches neither the page nor a network. Code that a
 * visitor typed can do no more there than compute, and ends with the frame.
 */
import { toldOf, type Question, type Told } from './messages.js';

export interface Limits {
  /** Milliseconds for all of it. */
  readonly time: number;
  /** Milliseconds without a sign of life. */
  readonly silence: number;
  /** Messages. */
  readonly messages: number;
}

export const usualLimits: Limits = { time: 120_000, silence: 20_000, messages: 20_000 };

const policy = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:";

/** The frame's own script: hands the question to a worker, and what the worker tells to the page. */
const relay = `addEventListener('message', ({ data: { code, question } }) => {
  const say = (told) => parent.postMessage(told, '*');
  const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
  worker.onmessage = ({ data }) => say(data);
  worker.onerror = ({ message }) => say({ kind: 'refused', message: message || 'its worker ended' });
  worker.postMessage(question);
}, { once: true });`;

const page = `<!doctype html><html lang="en"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>laboratory</title><script>${relay}</script>`;

let loaded: Promise<string> | undefined;

/** The text of the worker, fetched once. */
function workerCode(address: string): Promise<string> {
  loaded ??= fetch(address).then((response) => {
    if (!response.ok) throw new Error(`${address} is not there: ${response.status}`);
    return response.text();
  });
  loaded.catch(() => (loaded = undefined));
  return loaded;
}

/**
 * Asks.
 *
 * @param address of the worker's script
 * @param listen told of all that comes; the last is `done` or `refused`
 * @returns what ends it at once, after which nothing more is told
 */
export function ask(address: string, question: Question, listen: (told: Told) => void, limits: Limits = usualLimits): () => void {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.hidden = true;
  frame.title = 'laboratory';
  frame.srcdoc = page;
  let messages = 0;
  let silence: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    clearTimeout(silence);
    clearTimeout(whole);
    removeEventListener('message', hear);
    frame.remove();
  };
  const end = (told: Told): void => {
    stop();
    listen(told);
  };
  const seconds = (milliseconds: number): string => `${milliseconds / 1000} s`;
  const breathe = (): void => {
    clearTimeout(silence);
    silence = setTimeout(() => end({ kind: 'refused', message: `no answer for ${seconds(limits.silence)}: stopped` }), limits.silence);
  };
  const hear = ({ source, data }: MessageEvent<unknown>): void => {
    if (source !== frame.contentWindow) return;
    const told = toldOf(data);
    if (told === undefined || ++messages > limits.messages) return end({ kind: 'refused', message: 'it sent what is no answer: stopped' });
    if (told.kind === 'done' || told.kind === 'refused') return end(told);
    breathe();
    listen(told);
  };
  const whole = setTimeout(() => end({ kind: 'refused', message: `not done after ${seconds(limits.time)}: stopped` }), limits.time);
  addEventListener('message', hear);
  const ready = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  document.body.append(frame);
  Promise.all([workerCode(address), ready]).then(
    ([code]) => {
      breathe();
      frame.contentWindow?.postMessage({ code, question: JSON.parse(JSON.stringify(question)) }, '*');
    },
    (thrown: unknown) => end({ kind: 'refused', message: thrown instanceof Error ? thrown.message : String(thrown) }),
  );
  return stop;
}
