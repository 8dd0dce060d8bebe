import escape from 'escape-html';

/** The id of a law's row: ids of laws have no space. */
export function lawAnchor(id: string): string {
  return `law-${encodeURIComponent(id)}`;
}

/** A link to the row of a law. */
export function lawLink(id: string): string {
  return `<a href="#${escape(encodeURIComponent(lawAnchor(id)))}"><code>${escape(id)}</code></a>`;
}
