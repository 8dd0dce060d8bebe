/** How lines stand on a terminal. */
import { styleText } from 'node:util';
import { Help } from 'commander';

/** What is told of a stream: colour where it has it and `NO_COLOR` does not forbid it, columns where it is a terminal. */
export interface Terminal {
  readonly stream: NodeJS.WritableStream;
  /** Default: no limit, as for a file. */
  readonly columns?: number;
}

/** Parts of what is printed, by what they are. */
const styles = { heading: ['bold', 'red'], good: ['green'], bad: ['red'], soft: ['dim'] } as const;

export type Style = keyof typeof styles;

export function terminalOf(stream: NodeJS.WriteStream): Terminal {
  return { stream, ...(stream.isTTY && stream.columns > 0 && { columns: stream.columns }) };
}

export function styled(style: Style, text: string, { stream }: Terminal): string {
  // Node 20 heeds the stream for single formats only.
  return styles[style].reduce((told: string, format) => styleText(format, told, { stream }), text);
}

/** A line of prose, broken between words, what follows indented further. A word that is longer than a line stays whole. */
export function wrapped(line: string, { columns }: Terminal): string {
  if (columns === undefined || line.length <= columns) return line;
  const help = new Help();
  help.minWidthToWrap = 0;
  const indent = /^ */.exec(line)![0];
  const broken = help.boxWrap(line.slice(indent.length), Math.max(1, columns - indent.length - 2));
  return indent + broken.replaceAll('\n', `\n${indent}  `);
}
