/** Text of others made safe to print: names, messages and sources may hold characters that command a terminal or hide what follows. */

/** Controls but for tab and newline, marks that turn the direction of text, halves of surrogate pairs, and what is no character. */
const commands = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cs}/gu;

/** The text with such characters shown as JavaScript writes them: `\u001b`. XML 1.0 takes what it returns. */
export function printable(text: string): string {
  return text.replace(commands, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
