/** The end of a process whose library may leave handles open. */

/** What a library leaves open keeps the command no longer than this after its end, in milliseconds. */
const patience = 500;

let isOwn = false;

/** Says that this process is for one command alone. */
export function ownProcess(): void {
  isOwn = true;
}

/** Ends the process soon, where it is for this command alone, with its exit status, whatever is left open. */
export function leaveSoon(): void {
  if (!isOwn) return;
  setTimeout(() => process.exit(), patience).unref();
}

/** Ends the process, where it is for this command alone, with the watch that began it: without it nobody reads what is printed here. */
export function leaveWithParent(): void {
  if (!isOwn || process.channel === undefined) return;
  process.on('disconnect', () => process.exit());
  process.channel.unref();
}
