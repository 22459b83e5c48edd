/**
 * The page renews itself every two seconds while somebody sees it: the parts with `data-live`, and of those only what has changed. Forms are
 * sent without leaving the page. Fields are never touched, so that nobody loses what they type. The page works without it.
 */
export const SCRIPT = `
const lost = document.getElementById('lost');
let turn = 0;
let sending = false;

function renew(old, fresh) {
  const wanted = new Set([...fresh.children].map(({ id }) => id));
  let at = old.firstElementChild;
  const drop = () => { const gone = at; at = at.nextElementSibling; gone.remove(); };
  for (const child of [...fresh.children]) {
    while (at && !wanted.has(at.id)) drop();
    if (at?.id !== child.id) {
      [...old.children].find(({ id }) => id === child.id)?.remove();
      old.insertBefore(child, at);
    } else if (at.isEqualNode(child)) {
      at = at.nextElementSibling;
    } else if ('parts' in child.dataset) {
      renew(at, child);
      at = at.nextElementSibling;
    } else {
      const next = at.nextElementSibling;
      at.replaceWith(child);
      at = next;
    }
  }
  while (at) drop();
}

function show(text, sent) {
  const page = new DOMParser().parseFromString(text, 'text/html');
  const { id } = document.activeElement;
  document.title = page.title;
  for (const part of document.querySelectorAll('[data-live]')) {
    const fresh = page.getElementById(part.id);
    // Why a form did nothing stays until the next one.
    if (fresh && (sent || part.dataset.live !== 'sent')) renew(part, fresh);
  }
  // The element with the focus may have been replaced, or be gone with its call.
  if (id && document.activeElement === document.body)
    (document.getElementById(id) ?? document.querySelector('#calls button') ?? document.getElementById('reply'))?.focus();
}

async function ask(url, options) {
  const mine = ++turn;
  try {
    const answer = await fetch(url, options);
    const text = await answer.text();
    lost.hidden = true;
    // What was asked for later is newer.
    if (mine === turn && answer.headers.get('content-type')?.startsWith('text/html')) show(text, options !== undefined);
    return answer;
  } catch {
    lost.hidden = false;
  }
}

const refresh = () => { if (!sending && document.visibilityState === 'visible') ask(location.href); };
setInterval(refresh, 2000);
document.addEventListener('visibilitychange', refresh);
for (const link of document.querySelectorAll('[data-refresh]')) link.hidden = true;

document.addEventListener('submit', async (event) => {
  const { target: form, submitter } = event;
  if (form.method !== 'post') return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, submitter));
  const field = form.querySelector('input[type=text]');
  const sent = field?.value;
  sending = true;
  const answer = await ask(submitter?.getAttribute('formaction') ?? form.action, { method: 'POST', body });
  sending = false;
  if (answer?.ok && submitter?.id === 'send' && field.value === sent) field.value = '';
});
`.trimStart();
