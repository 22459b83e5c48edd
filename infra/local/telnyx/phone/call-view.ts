import { html } from 'hono/html';
import type { OutsideCall } from '../state/outside.ts';
import type { Heard } from './heard.ts';
import type { Html } from './icons.ts';
import { icon } from './icons.ts';
import { duration, spaced, visibly } from './shown-text.ts';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const KEY_NAMES: Readonly<Record<string, string>> = { '*': 'Star', '#': 'Hash' };

/** One button that acts on the call. Its id is the same in every answer, so that it keeps the focus. */
const action = (base: string, { id }: OutsideCall, name: string, label: string, look: string): Html =>
  html`<form class="grow" method="post" action="${base}/${name}">
    <input type="hidden" name="call" value="${id}" /><button id="${name}-${id}" class="btn wide ${look}">${label}</button>
  </form>`;

const keypad = (base: string, { id }: OutsideCall): Html =>
  html`<form id="keys-${id}" class="keys" method="post" action="${base}/press" aria-label="Keypad">
    <input type="hidden" name="call" value="${id}" />
    ${KEYS.map(
      (key) =>
        html`<button id="key${key}-${id}" class="btn" name="digits" value="${key}">
          ${key in KEY_NAMES ? html`<span aria-hidden="true">${key}</span><span class="sr">${KEY_NAMES[key] ?? ''}</span>` : key}
        </button>`,
    )}
  </form>`;

const heardLine = ({ by, words }: Heard): Html =>
  html`<p class="small">
    ${by === 'phone' ? html`<span class="soft">You pressed</span> ` : ''}<span class="said">${visibly(words)}</span>
  </p>`;

/**
 * A call that rings or goes on, with what can be done about it.
 *
 * @param base the path of the open line, which need not be the one that rings
 */
export function callView(base: string, call: OutsideCall, heard: readonly Heard[], now: number): Html {
  const { own, direction, state, answeredAt } = call;
  const outwards = direction === 'incoming';
  const title = state === 'answered' ? 'On the phone with' : outwards ? 'Calling' : 'Incoming call from';
  const length = answeredAt === undefined ? 'Rings' : duration(now - Date.parse(answeredAt));
  const buttons =
    state === 'ringing' && !outwards
      ? html`${action(base, call, 'decline', 'Decline', 'bad')}${action(base, call, 'answer', 'Answer', 'go')}`
      : action(base, call, 'hang-up', 'Hang up', 'bad');
  return html`<section id="call-${call.id}" class="call" aria-label="Call with ${spaced(own)}" data-parts>
    <p id="who-${call.id}" class="row">
      ${icon('phone')}<span class="grow"><small>${title}</small><b class="num">${spaced(own)}</b></span
      ><span class="small num">${length}</span>
    </p>
    ${heard.length > 0 && html`<div id="heard-${call.id}" class="heard">${heard.map(heardLine)}</div>`}
    ${state === 'answered' && keypad(base, call)}
    <div id="do-${call.id}" class="row">${buttons}</div>
  </section>`;
}
