import { z } from 'zod';
import { NotFound } from '../errors.ts';
import type { Simulator } from '../simulator.ts';
import { wireLeg } from '../state/call.ts';
import { E164 } from '../state/countries.ts';
import { callAs, replyAs } from '../state/outside.ts';
import { changeAccount, usePortal } from './account-controls.ts';
import { Fault } from './faults.ts';
import { changeSender } from './sender-controls.ts';
import { makeMischief, sendWebhook, useWebhookKeys } from './webhook-controls.ts';

/** The answer of a test control: an HTTP status and a JSON body. */
interface ControlReply {
  readonly status: number;
  readonly body: unknown;
}

/** What it gives, or a promise of it, is the answer's body. */
type Control = (simulator: Simulator, body: unknown, query: URLSearchParams) => unknown;

const Keys = z.strictObject({
  add: z.string().regex(/^\S+$/).optional(),
  revoke: z.string().optional(),
  account_of: z.string().optional(),
});
const Clock = z.strictObject({ advance_ms: z.int().min(0) });
const InboundMessage = z.strictObject({ from: z.string(), to: z.string().regex(E164), text: z.string() });
const InboundCall = z.strictObject({ from: z.string().min(1), to: z.string().regex(E164) });
const Since = z.coerce.number().int().min(0).default(0);

/** Every test control by method and path below /_sim. */
const CONTROLS: Readonly<Record<string, Control>> = {
  'POST /faults': ({ faults }, body) => {
    faults.add(Fault.parse(body));
    return {};
  },
  'DELETE /faults': ({ faults }) => {
    faults.clear();
    return {};
  },
  'GET /requests': ({ log }, _, query) => log.read(Since.parse(query.get('since') ?? undefined)),
  'DELETE /requests': ({ log }) => {
    log.clear();
    return {};
  },
  'POST /clock': (simulator, body) => {
    simulator.advance(Clock.parse(body).advance_ms);
    return { now: new Date(simulator.now()).toISOString() };
  },
  'POST /reset': (simulator) => {
    simulator.reset();
    return {};
  },
  /** Adds a key (a new account, or one more key of `account_of`'s account) and revokes another. */
  'POST /keys': (simulator, body) => {
    const { add, revoke, account_of: accountOf } = Keys.parse(body);
    if (add !== undefined && !simulator.addKey(add, accountOf)) throw new NotFound('account_of is not a known key');
    if (revoke !== undefined && !simulator.revokeKey(revoke)) throw new NotFound('revoke is not a known key');
    return { keys: simulator.keyCount() };
  },
  'POST /account': changeAccount,
  'POST /portal': usePortal,
  'POST /senders': changeSender,
  'POST /webhooks/send': sendWebhook,
  'POST /webhooks/mischief': makeMischief,
  'POST /webhook-keys': useWebhookKeys,
  'GET /webhooks': (simulator, _, query) => simulator.world().courier.sent(Since.parse(query.get('since') ?? undefined)),
  'DELETE /webhooks': (simulator) => {
    simulator.world().courier.forget();
    return {};
  },
  /** A message from outside to a number that some account owns; that account can read it by id. */
  'POST /messages/inbound': (simulator, body) => ({ data: replyAs(simulator, InboundMessage.parse(body)) }),
  'POST /calls/inbound': (simulator, body) => ({ data: wireLeg(callAs(simulator, InboundCall.parse(body)), 'later', simulator.now()) }),
};

/**
 * Uses a test control.
 *
 * @param url the raw path below /_sim with its query
 * @param text the JSON body, "" for none
 */
export async function control(simulator: Simulator, method: string, url: string, text: string): Promise<ControlReply> {
  const [path = '', query = ''] = url.split('?');
  const name = `${method} ${path}`;
  const use = Object.hasOwn(CONTROLS, name) ? CONTROLS[name] : undefined;
  if (!use) return { status: 404, body: { error: `no such control: ${name}`, controls: Object.keys(CONTROLS) } };
  try {
    const body: unknown = text === '' ? {} : JSON.parse(text);
    return { status: 200, body: await use(simulator, body, new URLSearchParams(query)) };
  } catch (error) {
    if (error instanceof NotFound) return { status: 404, body: { error: error.message } };
    if (error instanceof z.ZodError) return { status: 400, body: { error: z.prettifyError(error) } };
    if (error instanceof SyntaxError) return { status: 400, body: { error: 'the body is not JSON' } };
    throw error;
  }
}
