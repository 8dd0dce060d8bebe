/** A reader that wants no more, such as `head`: the command ends as other commands do, and says nothing. */

/** What a shell gives for a command that a broken pipe ended: 128 and the number of SIGPIPE, which Node ignores. */
const brokenPipe = 141;

export const isClosedPipe = (thrown: unknown): boolean => (thrown as { readonly code?: unknown } | undefined)?.code === 'EPIPE';

/** Ends the process: nobody reads what it would print. */
export function endOnClosedPipe(): never {
  process.exit(brokenPipe);
}

/** Heeds it from now on, of whatever is printed. */
export function heedClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (isClosedPipe(error)) endOnClosedPipe();
      throw error;
    });
  }
}
