import { z } from 'zod';
import type { RawRequest, Simulator } from '../simulator.ts';
import { E164 } from '../state/countries.ts';
import type { World } from '../state/world.ts';
import { attend } from '../state/outside.ts';
import type { Action } from './actions.ts';
import { ACTIONS, Refused } from './actions.ts';
import type { PickUp } from './book-view.ts';
import { bookView, pathOf } from './book-view.ts';
import { heardOn } from './heard.ts';
import type { Phone } from './lines.ts';
import { allPhones, newPhone, ownedNumbers } from './lines.ts';
import type { PhoneAnswer } from './page.ts';
import { answer, page, plain, seeOther } from './page.ts';
import { noPhone, phoneView } from './phone-view.ts';
import { isFromSamePage, isLoopbackHost } from './same-page.ts';
import { SCRIPT } from './script.ts';
import { spaced } from './shown-text.ts';
import { STYLE } from './style.ts';

/** Where the phone is, below the simulator's address. */
const ROOT = '/phone';

/** So long after somebody looked at a phone, calls to it ring until they answer. */
const IN_HAND_MS = 10 * 60_000;

/** `+13125550142` for what people write, such as +1 (312) 555-0142. */
const compact = (typed: string): string => typed.replace(/[\s().\-\u00a0]/g, '');

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** The title with how much is unread, for whoever sees the tab alone. */
function counted(phones: readonly Phone[], title: string): string {
  const unread = phones.flatMap(({ lines }) => lines).reduce((sum, line) => sum + line.unread, 0);
  return unread > 0 ? `(${unread}) ${title}` : title;
}

/** The page of a browser's phone: what arrived at any number, and forms to act as the person who has it. */
export function createPhone(simulator: Simulator) {
  /** Of one world: a reset of the simulator begins anew. */
  const seenIn = new WeakMap<World, Map<string, number>>();
  const inHand = new Map<string, NodeJS.Timeout>();
  const seenAt = (number: string, own: string) => seenIn.get(simulator.world())?.get(`${number} ${own}`) ?? 0;

  const look = (number: string, own: string, at: number) => {
    const seen = seenIn.get(simulator.world()) ?? new Map<string, number>();
    seenIn.set(simulator.world(), seen.set(`${number} ${own}`, at));
  };

  const takeInHand = (number: string) => {
    clearTimeout(inHand.get(number));
    attend(simulator, { number, attended: true });
    const putDown = () => attend(simulator, { number, attended: false });
    inHand.set(number, setTimeout(putDown, IN_HAND_MS).unref());
  };

  const front = (pickUp?: PickUp): PhoneAnswer => {
    const phones = allPhones(simulator, seenAt);
    const words = phones.length > 0 ? 'Choose a number.' : 'A phone opens here.';
    const book = bookView(phones, undefined, simulator.now(), pickUp);
    return page({ status: pickUp ? 422 : 200, title: counted(phones, 'Phones'), book, phone: noPhone(words) });
  };

  const phoneOf = (number: string) => allPhones(simulator, seenAt).find((phone) => phone.number === number) ?? newPhone(simulator, number);

  /** Opens a phone where somebody wrote to it last. */
  const pickUp = (typed: string): PhoneAnswer => {
    const number = compact(typed);
    if (!E164.test(number))
      return front({ typed, error: 'This is no phone number. Write it with + and the country, such as +1 312 555 0118.' });
    if (ownedNumbers(simulator).includes(number))
      return front({ typed, error: 'This number belongs to the account. Pick up the number of somebody outside.' });
    const [line] = phoneOf(number).lines;
    if (!line) return front({ typed, error: 'The account has no number yet, so nobody could write to this phone.' });
    return seeOther(pathOf(number, line.own));
  };

  const open = (number: string, own: string, refusal?: { status: number; message: string; typed: string }): PhoneAnswer => {
    const line = phoneOf(number).lines.find((each) => each.own === own);
    if (!E164.test(number) || !line) return plain(404, 'No such phone.');
    takeInHand(number);
    const now = simulator.now();
    look(number, own, now);
    const phones = allPhones(simulator, seenAt);
    const phone = phones.find((each) => each.number === number) ?? newPhone(simulator, number);
    const shown = phone.lines.find((each) => each.own === own) ?? line;
    const heard = (callControlId: string) => heardOn(simulator, callControlId);
    const view = phoneView({ phone, line: shown, refusal, heard }, now);
    return page({
      status: refusal?.status ?? 200,
      title: counted(phones, spaced(number)),
      book: bookView(phones, number, now, undefined),
      phone: view,
    });
  };

  const act = (number: string, own: string, action: Action, { headers, body }: RawRequest): PhoneAnswer => {
    if (!isFromSamePage(headers)) return plain(403, 'This form was not sent from the phone’s own page. Nothing was done.');
    if (!/^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '')) return plain(415, 'Only a form can be sent here.');
    const fields = Object.fromEntries(new URLSearchParams(body.toString()));
    try {
      action(simulator, { from: number, to: own, fields });
    } catch (error) {
      if (error instanceof Refused) return open(number, own, { status: 422, message: error.message, typed: fields['text'] ?? '' });
      if (error instanceof z.ZodError) return plain(400, 'This form lacks something. Nothing was done.');
      throw error;
    }
    return seeOther(pathOf(number, own));
  };

  const get = (path: string, query: URLSearchParams): PhoneAnswer => {
    if (path === ROOT || path === `${ROOT}/`) {
      const typed = query.get('number');
      return typed === null ? front() : pickUp(typed);
    }
    if (path === `${ROOT}/phone.css`) return answer(200, 'text/css', STYLE);
    if (path === `${ROOT}/phone.js`) return answer(200, 'text/javascript', SCRIPT);
    const [number = '', own, name, ...rest] = path
      .slice(ROOT.length + 1)
      .split('/')
      .map(decoded);
    // The address that a form without script leaves behind where nothing was done.
    if (own !== undefined && name !== undefined && rest.length === 0 && Object.hasOwn(ACTIONS, name)) return seeOther(pathOf(number, own));
    if (name !== undefined) return plain(404, 'No such page.');
    return own === undefined || own === '' ? pickUp(number) : open(number, own);
  };

  const post = (path: string, request: RawRequest): PhoneAnswer => {
    const [number = '', own = '', name = '', ...rest] = path
      .slice(ROOT.length + 1)
      .split('/')
      .map(decoded);
    const action = rest.length === 0 && Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (!action || !E164.test(number) || !phoneOf(number).lines.some((line) => line.own === own)) return plain(404, 'No such form.');
    return act(number, own, action, request);
  };

  /** The answer to a request below /phone; undefined to any other. */
  return (request: RawRequest): PhoneAnswer | undefined => {
    const { method, url, headers } = request;
    const [path = '', query = ''] = url.split('?');
    if (path !== ROOT && !path.startsWith(`${ROOT}/`)) return undefined;
    if (!isLoopbackHost(headers)) return plain(403, 'The phone is served to this computer alone: open it at 127.0.0.1 or localhost.');
    if (method === 'GET' || method === 'HEAD') return get(path, new URLSearchParams(query));
    return method === 'POST' ? post(path, request) : plain(405, 'Only GET and POST.', { allow: 'GET, HEAD, POST' });
  };
}
