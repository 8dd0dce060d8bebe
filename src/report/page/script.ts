/** What the page does: filters its table, copies its sources. Without scripts, it shows everything. */
export const script = `
(() => {
  const rows = [...document.querySelectorAll('#laws tbody tr')];
  const form = document.querySelector('#filters');
  const count = document.querySelector('#count');
  const filter = () => {
    const kind = form.querySelector('input[name=kind]:checked').value;
    const family = form.querySelector('select').value;
    const words = form.querySelector('input[type=search]').value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      const fits = (kind === 'all' || row.dataset.kind === kind) && (family === 'all' || row.dataset.family === family) && words.every((word) => text.includes(word));
      row.hidden = !fits;
      if (fits) shown++;
    }
    count.textContent = shown + ' of ' + rows.length + ' laws';
  };
  form.hidden = false;
  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(filter));
  filter();

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
    if (target.hidden) { form.reset(); setTimeout(() => target.scrollIntoView()); }
  };
  addEventListener('hashchange', open);
  open();
})();
`;
