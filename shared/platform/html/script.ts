/** The one script of all pages: copy buttons, questions that close, and times in the reader's time zone. Pages work without it. */
export const SCRIPT = `
const live = document.querySelector('[role=status]');
for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false;
  const label = button.textContent;
  let timer;
  button.addEventListener('click', async () => {
    const source = document.getElementById(button.dataset.copy);
    const text = 'value' in source ? source.value : source.textContent;
    button.style.minWidth = button.offsetWidth + 'px';
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = live.textContent = 'Copied';
    } catch {
      if ('select' in source) source.select();
      else getSelection().selectAllChildren(source);
      button.textContent = live.textContent = 'Press Ctrl+C';
    }
    clearTimeout(timer);
    timer = setTimeout(() => { button.textContent = label; live.textContent = ''; }, 2000);
  });
}
for (const button of document.querySelectorAll('[data-close]')) {
  const box = button.closest('details');
  button.hidden = false;
  button.addEventListener('click', () => {
    box.open = false;
    box.querySelector('summary').focus();
  });
}
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return;
  for (const box of document.querySelectorAll('details.pop[open]')) {
    box.open = false;
    box.querySelector('summary').focus();
  }
});
function localTimes(root) {
  for (const time of root.querySelectorAll('time')) {
    const at = new Date(time.dateTime);
    let { show } = time.dataset;
    const yesterday = new Date(Date.now() - 864e5).toDateString() === at.toDateString();
    if (show === 'near') show = yesterday ? 'clock' : 'date';
    const format = { clock: { timeStyle: 'short' }, day: { dateStyle: 'full' }, date: { day: 'numeric', month: 'short' } }[show] ?? { dateStyle: 'medium', timeStyle: 'short' };
    const local = (time.dataset.show === 'near' && yesterday ? 'yesterday, ' : '') + at.toLocaleString(undefined, format);
    const words = 'both' in time.dataset ? local + ' (' + time.textContent + ')' : local;
    if (time.textContent !== words) time.textContent = words;
  }
  let last = '';
  for (const time of document.querySelectorAll('time[data-show=day]')) {
    time.parentElement.hidden = time.textContent === last;
    last = time.textContent;
  }
}
localTimes(document);
`.trim();
