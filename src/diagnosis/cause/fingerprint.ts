/** Short names of long texts. */

const prime = 0x01000193;

/** FNV-1a of 32 bits, from a start. */
function hash(text: string, start: number): number {
  let state = start;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), prime);
  return state >>> 0;
}

/** 16 hex digits, the same for the same text everywhere: no `node:` and no promise, as a page of a browser needs it too. */
export function fingerprint(text: string): string {
  const [low, high] = [hash(text, 0x811c9dc5), hash(`${text.length}${text}`, 0x9e3779b9)];
  return low.toString(16).padStart(8, '0') + high.toString(16).padStart(8, '0');
}
