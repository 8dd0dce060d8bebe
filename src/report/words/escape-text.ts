import escape from 'escape-html';

/** Text as HTML or SVG, between tags and never in an attribute: quotes stay as they are, of which sources and equations have many. */
export function escapeText(text: string): string {
  return escape(text).replaceAll('&#39;', "'").replaceAll('&quot;', '"');
}
