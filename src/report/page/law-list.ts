import escape from 'escape-html';

/** Laws, those of a family together: `conv-algebra/ additive-in-x, ...` */
export function lawList(laws: readonly string[]): string {
  const families = new Map<string, string[]>();
  for (const law of laws) {
    const [family = '', ...rest] = law.split('/');
    families.set(family, [...(families.get(family) ?? []), escape(rest.join('/') || family)]);
  }
  return `<ul class="laws">${[...families].map(([family, names]) => `<li><b>${escape(family)}/</b> ${names.join(', ')}`).join('')}</ul>`;
}
