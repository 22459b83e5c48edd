import { z } from 'zod';
import { numberByPhone } from '../state/account.ts';
import { E164 } from '../state/countries.ts';
import { receiveMessage as receive } from '../state/message.ts';
import { money } from '../state/money.ts';
import { encodeText } from '../state/text-encoding.ts';
import type { Simulator } from '../simulator.ts';
import { receiveCall } from './calls.ts';
import { Fault } from './faults.ts';

/** The outcome of a knob: an HTTP status and a JSON body. */
export interface ControlReply {
  readonly status: number;
  readonly body: unknown;
}

type Knob = (simulator: Simulator, body: unknown, query: URLSearchParams) => unknown;

/** A knob's refusal: wrong input (400) or nothing to act on (404). */
class ControlError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const Amount = z.string().regex(/^-?\d{1,9}(\.\d{1,4})?$/);
const Keys = z.strictObject({
  add: z.string().regex(/^\S+$/).optional(),
  revoke: z.string().optional(),
  account_of: z.string().optional(),
});
const Clock = z.strictObject({ advance_ms: z.int().min(0) });
const AccountChange = z.strictObject({ key: z.string().optional(), balance: Amount.optional(), credit_limit: Amount.optional() });
const Inbound = z.strictObject({ from: z.string(), to: z.string().regex(E164), text: z.string() });
const Since = z.coerce.number().int().min(0).default(0);

/** Adds a key (a new account, or one more key of `account_of`'s account) and revokes another. */
function changeKeys(simulator: Simulator, body: unknown) {
  const { add, revoke, account_of: accountOf } = Keys.parse(body);
  if (add !== undefined && !simulator.addKey(add, accountOf)) throw new ControlError(404, 'account_of is not a known key');
  if (revoke !== undefined && !simulator.revokeKey(revoke)) throw new ControlError(404, 'revoke is not a known key');
  return { keys: simulator.keyCount() };
}

function changeAccount(simulator: Simulator, body: unknown) {
  const { key, balance, credit_limit: creditLimit } = AccountChange.parse(body);
  const account = simulator.accountOf(key ?? simulator.firstKey);
  if (!account) throw new ControlError(404, 'key is not known');
  if (balance !== undefined) account.balance = money(balance);
  if (creditLimit !== undefined) account.creditLimit = money(creditLimit);
  return {};
}

/** A message from outside to a number that some account owns; that account can read it by id. */
function receiveMessage(simulator: Simulator, body: unknown) {
  const { from, to, text } = Inbound.parse(body);
  for (const account of simulator.accounts()) {
    const profile = account.profiles.get(numberByPhone(account, to)?.row.messaging_profile_id ?? '');
    if (!profile) continue;
    const plan = {
      ...{ type: 'SMS', from, to, text, profile, encoded: encodeText(text, 'auto'), price: { rate: 0, carrierFee: 0 } },
      webhookUrl: profile.webhook_url,
      webhookFailoverUrl: profile.webhook_failover_url,
    };
    return { data: receive(account, plan, simulator.now()) };
  }
  throw new ControlError(404, 'no account owns this number with a messaging profile');
}

/** Every knob by method and path below /_sim. */
const KNOBS: Readonly<Record<string, Knob>> = {
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
  'POST /keys': changeKeys,
  'POST /account': changeAccount,
  'POST /messages/inbound': receiveMessage,
  'POST /calls/inbound': (simulator, body) => {
    const received = receiveCall(simulator, body);
    if (!received) throw new ControlError(404, 'no account owns this number with an active call control application');
    return received;
  },
};

/** Turns a knob. `url` is the raw path below /_sim with its query; `text` the JSON body, "" for none. */
export function control(simulator: Simulator, method: string, url: string, text: string): ControlReply {
  const [path = '', query = ''] = url.split('?');
  const name = `${method} ${path}`;
  const knob = Object.hasOwn(KNOBS, name) ? KNOBS[name] : undefined;
  if (!knob) return { status: 404, body: { error: `no such knob: ${name}`, knobs: Object.keys(KNOBS) } };
  try {
    const body: unknown = text === '' ? {} : JSON.parse(text);
    return { status: 200, body: knob(simulator, body, new URLSearchParams(query)) };
  } catch (error) {
    if (error instanceof ControlError) return { status: error.status, body: { error: error.message } };
    if (error instanceof z.ZodError) return { status: 400, body: { error: z.prettifyError(error) } };
    if (error instanceof SyntaxError) return { status: 400, body: { error: 'the body is not JSON' } };
    throw error;
  }
}
