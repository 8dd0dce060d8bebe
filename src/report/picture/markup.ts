/** Pieces of SVG. */
import { escapeText } from '../words/escape-text.js';

/** A part of a picture, and the room that it takes. */
export interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly markup: string;
}

/** Words at a place, in the middle of it unless their class says otherwise. */
export function text(x: number, y: number, content: string, className = ''): string {
  return `<text x="${x}" y="${y}"${className === '' ? '' : ` class="${className}"`}>${escapeText(content)}</text>`;
}

/** A rectangle as a part of a path. */
export function box(x: number, y: number, width: number, height: number): string {
  return `M${x} ${y}h${width}v${height}h${-width}z`;
}

/** Parts of one look as one path; nothing where there are none. */
export function path(parts: readonly string[], className: string, more = ''): string {
  return parts.length === 0 ? '' : `<path${className === '' ? '' : ` class="${className}"`}${more} d="${parts.join('')}"/>`;
}

/** Parts of one look; nothing where there are none. */
export function group(className: string, parts: readonly string[]): string[] {
  return parts.length === 0 ? [] : [`<g class="${className}">${parts.join('')}</g>`];
}
