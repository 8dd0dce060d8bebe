/** What the page does: filters its table, copies its sources. Without scripts, it shows everything. */
export const script = `
(() => {
  // A form filters entries by their data, and by the words of its field.
  const filtered = (form, entries, count, name, fits) => {
    if (form === null) return;
    const filter = () => {
      const given = Object.fromEntries(new FormData(form));
      const words = given.text.toLowerCase().split(/\\s+/).filter(Boolean);
      let shown = 0;
      for (const entry of entries) {
        const text = entry.textContent.toLowerCase();
        entry.hidden = !(fits(entry.dataset, given) && words.every((word) => text.includes(word)));
        if (!entry.hidden) shown++;
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
  filtered(get('#filters'), all('#laws tbody tr'), get('#count'), 'laws', (law, given) => is(given.kind, law.kind) && is(given.family, law.family));
  filtered(get('#finding-filters'), all('details.finding'), get('#finding-count'), 'findings', (finding, given) =>
    is(given.severity, finding.severity) && (given.op === 'all' || finding.ops.split(' ').includes(given.op)));

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
  for (const button of document.querySelectorAll('button[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      const done = await copy(document.getElementById(button.dataset.copy));
      const status = button.nextElementSibling;
      status.textContent = done ? 'copied' : 'selected: copy it with the keyboard';
      setTimeout(() => { status.textContent = ''; }, 4000);
    });
  }

  // A link into a closed finding opens it; a link to a law that the filter hides shows it.
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
