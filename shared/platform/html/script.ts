/** The one script of all pages: copy buttons, and times in the reader's time zone. Pages work without it. */
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
function localTimes(root) {
  for (const time of root.querySelectorAll('time')) {
    const at = new Date(time.dateTime);
    const { show } = time.dataset;
    const format = { clock: { timeStyle: 'short' }, day: { dateStyle: 'full' } }[show] ?? { dateStyle: 'medium', timeStyle: 'short' };
    const local = at.toLocaleString(undefined, format);
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
