/**
 * The second script, of pages that renew themselves: it looks for news every five seconds while somebody sees the page, for half an hour at most.
 * Children of an element with `data-live` have ids; only those that are new or have changed are replaced. It runs before the other script, so
 * that it keeps the page as it came. Pages work without it: their link to refresh is hidden only while it looks.
 */
export const LIVE_SCRIPT = `
{
  const EVERY = 5000;
  const AT_MOST = 30 * 60000;
  const began = Date.now();
  const kept = new Map();
  const says = document.querySelector('main > .sr[role=status]');
  const link = document.querySelector('[data-refresh]');
  const ended = document.getElementById('ended');
  let tag = document.querySelector('[data-tag]').dataset.tag;
  let timer;
  let turn;
  for (const part of document.querySelectorAll('[data-live]')) kept.set(part, part.cloneNode(true));
  link.hidden = true;

  function stop() {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
    link.hidden = ended.hidden = false;
    says.textContent = ended.textContent;
  }

  // What was open or closed stays so, and what had the focus gets it back.
  function insert(fresh, before, part, old) {
    const made = fresh.cloneNode(true);
    const { id } = document.activeElement;
    const had = old?.contains(document.activeElement);
    for (const one of old?.querySelectorAll('details[id]') ?? []) made.querySelector('#' + one.id)?.toggleAttribute('open', one.open);
    if (old) old.replaceWith(made);
    else part.insertBefore(made, before);
    if (had) (document.getElementById(id) ?? made.querySelector('a,button,summary'))?.focus({ preventScroll: true });
  }

  function renew(part, was, fresh) {
    const news = [];
    const wanted = new Set([...fresh.children].map(({ id }) => id));
    for (const child of [...part.children]) if (!wanted.has(child.id)) child.remove();
    let at = part.firstElementChild;
    for (const child of fresh.children) {
      const find = (root) => [...root.children].find(({ id }) => id === child.id);
      const [old, before] = [find(part), find(was)];
      if (!old) {
        insert(child, at, part);
        news.push(child.dataset.new);
        continue;
      }
      const changed = !before?.isEqualNode(child);
      if (old !== at) {
        const { activeElement } = document;
        const had = old.contains(activeElement);
        part.insertBefore(old, at);
        if (had) activeElement.focus({ preventScroll: true });
      } else at = at.nextElementSibling;
      if (changed) {
        insert(child, null, part, old);
        news.push(child.dataset.changed);
      }
    }
    return news.filter(Boolean);
  }

  async function look() {
    if (Date.now() - began > AT_MOST) return stop();
    if (document.visibilityState !== 'visible' || turn) return;
    turn = new AbortController();
    const limit = setTimeout(() => turn.abort(), 20000);
    try {
      const answer = await fetch(location.href, { headers: { 'if-none-match': '"' + tag + '"' }, signal: turn.signal });
      if (answer.status === 304 || answer.status === 429 || answer.status >= 500) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.querySelector('[data-tag]');
      if (!answer.ok || !fresh) return stop();
      tag = fresh.dataset.tag;
      const news = [];
      for (const [part, was] of kept) {
        const now = page.getElementById(part.id);
        if (!now) return stop();
        news.push(...renew(part, was, now));
        kept.set(part, now);
      }
      localTimes(document);
      if (news.length > 0) says.textContent = news.length === 1 ? news[0] : news[0] + ', and ' + (news.length - 1) + ' more';
    } catch {
    } finally {
      clearTimeout(limit);
      turn = undefined;
    }
  }
  timer = setInterval(look, EVERY);
  document.addEventListener('visibilitychange', look);
}
`.trim();
