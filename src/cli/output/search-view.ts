/** What a search shows while it runs. */
import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import type { SearchProgress } from '../../engine/policy.js';

export interface View {
  progress(progress: SearchProgress): void;
  /** A bug was found, of which nothing is printed yet. */
  found(): void;
  /** A line that stays. */
  line(text: string): void;
  stop(): void;
}

export interface ViewOptions {
  readonly stream: NodeJS.WriteStream;
  /** Lines, even on a terminal. */
  readonly plain: boolean;
  /** Nothing before the end. */
  readonly quiet: boolean;
}

/** How often a view without a terminal says how far the search is, in milliseconds. */
const sayEvery = 5000;

/** Law checks a second, and what was found. */
class Counts {
  found = 0;
  private readonly started = performance.now();

  rate(checks: number): string {
    const each = checks / Math.max(0.001, (performance.now() - this.started) / 1000);
    return each >= 1000 ? `${(each / 1000).toFixed(1)}k` : each.toFixed(0);
  }

  elapsed(): string {
    return `${((performance.now() - this.started) / 1000).toFixed(0)} s`;
  }
}

function quietView(): View {
  return { progress: () => undefined, found: () => undefined, line: () => undefined, stop: () => undefined };
}

function plainView(stream: NodeJS.WriteStream): View {
  const counts = new Counts();
  let said = performance.now();
  return {
    progress: ({ done, total, runs, checks }) => {
      if (performance.now() - said < sayEvery) return;
      said = performance.now();
      stream.write(
        `${counts.elapsed()}: ${done} of ${total} laws to run ${runs}, ${counts.rate(checks)} checks/s, ${counts.found} found\n`,
      );
    },
    found: () => void counts.found++,
    line: (text) => {
      stream.write(`${text}\n`);
    },
    stop: () => undefined,
  };
}

/** What a terminal has room for. */
const formatFor = (columns: number): { readonly format: string; readonly barsize: number } =>
  columns < 90
    ? { format: '{bar} {value}/{total} laws, {found} found', barsize: Math.max(1, Math.min(20, columns - 30)) }
    : { format: '{bar} {value}/{total} laws to run {runs} | {rate} checks/s | {found} found | {elapsed}', barsize: 20 };

function liveView(stream: NodeJS.WriteStream): View {
  const counts = new Counts();
  const bars = new MultiBar(
    {
      stream,
      ...formatFor(stream.columns),
      hideCursor: true,
      clearOnComplete: true,
      // Findings are shown at any width; the bar is cut to the terminal's.
      linewrap: false,
      forceRedraw: true,
    },
    Presets.shades_classic,
  );
  let bar: SingleBar | undefined;
  const payload = { runs: 0, rate: '0', found: 0, elapsed: '0 s' };
  return {
    progress: ({ done, total, runs, checks }) => {
      Object.assign(payload, { runs, rate: counts.rate(checks), found: counts.found, elapsed: counts.elapsed() });
      bar ??= bars.create(total, 0, payload);
      if (bar.getTotal() !== total) bar.setTotal(total);
      bar.update(done, payload);
    },
    found: () => void counts.found++,
    line: (text) => {
      if (bar === undefined) stream.write(`${text}\n`);
      else bars.log(`${text}\n`);
    },
    stop: () => bars.stop(),
  };
}

/** A live view on a terminal, lines elsewhere. */
export function searchView({ stream, plain, quiet }: ViewOptions): View {
  if (quiet) return quietView();
  return plain || !stream.isTTY || process.env['TERM'] === 'dumb' ? plainView(stream) : liveView(stream);
}
