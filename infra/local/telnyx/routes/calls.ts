import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { refuse } from '../errors.ts';
import type { Call, Route } from '../operation.ts';
import { data, parseBody } from '../operation.ts';
import { numberByPhone } from '../state/account.ts';
import type { CallLeg } from '../state/call.ts';
import { fromApplication, wireLeg } from '../state/call.ts';
import { audioFile } from '../state/call-audio.ts';
import type { CallControlApplication } from '../state/call-control-application.ts';
import { dial } from '../state/call-life.ts';
import { countryOf } from '../state/countries.ts';
import { numberStatus } from '../state/owned-number.ts';
import { minutePrice } from '../state/tariff.ts';
import { ClientState, Destinations, DialOptions, PhoneNumber, WebhookUrl } from './fields.ts';

const NewCall = DialOptions.extend({
  connection_id: z.string(),
  to: Destinations,
  from: PhoneNumber,
  transcription: z.boolean().optional(),
  assistant: z.object({ id: z.string().min(1) }).optional(),
  webhook_url: WebhookUrl.optional(),
  webhook_url_method: z.enum(['POST', 'GET']).optional(),
  client_state: ClientState,
  command_id: z.string().optional(),
});

/** How long Telnyx knows a command_id. */
export const COMMAND_ID_MS = 60_000;

/** The application a call can be made with. */
function applicationFor({ account }: Call, id: string): CallControlApplication {
  const application = account.applications.get(id);
  if (!application?.settings.active || application.settings.webhook_event_url === '') {
    throw refuse(
      422,
      '10015',
      '/connection_id',
      'The requested connection_id (Call Control App ID) is either invalid or does not exist. ' +
        'Only Call Control Apps with valid webhook URL are accepted.',
    );
  }
  if (!application.settings.outbound.outbound_voice_profile_id) {
    throw refuse(403, '10010', undefined, 'Connection has no Outbound Profile assigned D38. Connection has no Outbound Profile assigned.');
  }
  return application;
}

/** A number that may be shown to who is called: one of the account. */
export function checkCallerId({ account, now }: Call, from: string): void {
  const number = numberByPhone(account, from);
  if (!number || numberStatus(number, now) !== 'active') throw refuse(403, '10010', '/from', 'Unverified origination number D51.');
}

/** What a minute to a destination costs, refused with 402 where not even the first can be paid. */
export function affordablePrice({ account }: Call, to: string): number {
  const price = minutePrice(to.startsWith('+') ? countryOf(to) : undefined);
  if (price > account.balance + account.creditLimit) throw refuse(402, '20100');
  return price;
}

/** The call that this command_id made within the last minute. */
function sameCall({ account, now }: Call, commandId: string | undefined): CallLeg | undefined {
  for (const [id, leg] of account.dials) {
    if (now - leg.startedAt < COMMAND_ID_MS) break;
    account.dials.delete(id);
  }
  return commandId === undefined ? undefined : account.dials.get(commandId);
}

function createCall(call: Call) {
  const { account, world, now } = call;
  const body = parseBody(call, NewCall);
  const known = sameCall(call, body.command_id);
  if (known) return data(wireLeg(known, 'new', now));
  const application = applicationFor(call, body.connection_id);
  checkCallerId(call, body.from);
  const { webhook, ...made } = fromApplication(application);
  // All ring; the first that answers has the call.
  const destinations = [body.to].flat();
  const to = destinations.find((one) => !one.endsWith('0198')) ?? destinations[0] ?? '';
  const leg = dial(
    {
      account,
      ...made,
      direction: 'outgoing',
      from: body.from,
      to,
      minutePrice: affordablePrice(call, to),
      startedAt: now,
      timeLimitMs: body.time_limit_secs * 1000,
      webhook: body.webhook_url ? { url: body.webhook_url } : webhook,
      clientState: body.client_state,
      recordingId: body.record && randomUUID(),
      detectsMachines: body.answering_machine_detection !== 'disabled',
      greeting: body.audio_url === undefined && body.media_name === undefined ? undefined : audioFile(body, 1, false),
    },
    world.pace.callAnsweredAfterMs,
    body.timeout_secs * 1000,
  );
  if (body.command_id !== undefined) account.dials.set(body.command_id, leg);
  return data(wireLeg(leg, 'new', now));
}

/** The leg, or 422 (90015): calls have no 404. */
export function legOf({ account, param }: Call): CallLeg {
  const leg = account.calls.get(param('call_control_id'));
  if (!leg) throw refuse(422, '90015', '/call_control_id');
  return leg;
}

export const callRoutes: readonly Route[] = [
  { method: 'POST', path: '/calls', handle: createCall },
  { method: 'GET', path: '/calls/{call_control_id}', handle: (call) => data(wireLeg(legOf(call), 'later', call.now)) },
];
