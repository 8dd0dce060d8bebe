/** What the page does: filters its table, copies its sources. Without scripts, it shows everything. */
export const script = `
(() => {
  // A form filters entries by their data, and by the words of its field.
  const filtered = (form, entries, count, name, fits, shownIn = () => {}) => {
    if (form === null) return;
    const filter = () => {
      const given = Object.fromEntries(new FormData(form));
      const words = given.text.toLowerCase().split(/\\s+/).filter(Boolean);
      let shown = 0;
      for (const entry of entries) {
        const text = entry.textContent.toLowerCase();
        entry.hidden = !(fits(entry, given) && words.every((word) => text.includes(word)));
        if (!entry.hidden) shown++;
        shownIn(entry);
      }
      count.textContent = shown + ' of ' + entries.length + ' ' + name;
    };
    form.hidden = false;
    form.addEventListener('input', filter);
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('reset', () => setTimeout(filter));
    filter();
  };
  const is = (asked, value) => asked === 'all' || value === asked;
  const get = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  filtered(get('#filters'), all('#laws tbody tr'), get('#count'), 'laws', ({ cells }, given) =>
    is(given.kind, cells[1].textContent) && is(given.family, cells[0].textContent.split('/')[0]));
  const indexed = new Map(all('#finding-index a').map((link) => [link.hash.slice(1), link.parentElement]));
  filtered(
    get('#finding-filters'), all('details.finding'), get('#finding-count'), 'findings',
    ({ dataset: finding }, given) =>
      is(given.severity, finding.severity) && is(given.standing ?? 'all', finding.standing) && (given.op === 'all' || finding.ops.split(' ').includes(given.op)),
    ({ id, hidden }) => { if (indexed.has(id)) indexed.get(id).hidden = hidden; });

  // Pages from disk may not use the clipboard of the browser: then the source is selected and copied as if by hand.
  const copy = async (source) => {
    try {
      await navigator.clipboard.writeText(source.textContent);
      return true;
    } catch {
      const selection = getSelection();
      const range = document.createRange();
      range.selectNodeContents(source);
      selection.removeAllRanges();
      selection.addRange(range);
      return document.execCommand('copy');
    }
  };
  for (const source of all('pre[data-copy]')) {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Copy ' + source.dataset.copy });
    const status = document.createElement('span');
    status.setAttribute('role', 'status');
    const line = document.createElement('p');
    line.append(button, ' ', status);
    source.after(line);
    button.addEventListener('click', async () => {
      status.textContent = (await copy(source)) ? 'copied' : 'selected: copy it with the keyboard';
      setTimeout(() => { status.textContent = ''; }, 4000);
    });
  }

  // A link into a closed finding opens it; one to a finding that the filter hides shows it.
  const open = () => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { return; }
    const target = document.getElementById(id);
    if (target === null) return;
    if (target.closest('details')) target.closest('details').open = true;
    if (target.hidden) {
      for (const form of all('form.bar')) form.reset();
      setTimeout(() => target.scrollIntoView());
    }
  };
  addEventListener('hashchange', open);
  open();
})();
`;
