/** A badge that a maintainer may link to: how many laws hold, and how many bugs were read. */
const height = 20;
/** Of Verdana at 11 pixels, about. */
const perLetter = 6.6;

export function badge(message: string): string {
  const label = 'tensor-laws';
  const [left, right] = [label, message].map((text) => Math.round(text.length * perLetter) + 12) as [number, number];
  const name = `${label}: ${message}`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${height}" role="img" aria-label="${name}"><title>${name}</title>` +
    `<rect width="${left + right}" height="${height}" rx="3" fill="#1d4f91"/><path d="M0 3a3 3 0 0 1 3-3h${left - 3}v${height}H3a3 3 0 0 1-3-3z" fill="#3b3b3b"/>` +
    `<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">` +
    `<text x="${left / 2}" y="14">${label}</text><text x="${left + right / 2}" y="14">${message}</text></g></svg>\n`
  );
}
