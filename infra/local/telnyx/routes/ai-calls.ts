import { z } from 'zod';
import { refuse } from '../errors.ts';
import type { Call, Reply, Route } from '../operation.ts';
import { parseBody } from '../operation.ts';
import { numberByPhone } from '../state/account.ts';
import { dial } from '../state/call-life.ts';
import { numberStatus } from '../state/owned-number.ts';
import { affordablePrice } from './calls.ts';
import { PhoneNumber } from './fields.ts';

/** Names are in PascalCase, as in TeXML. */
const NewCall = z.looseObject({
  From: PhoneNumber,
  To: PhoneNumber,
  AIAssistantId: z.string(),
  AIAssistantVersion: z.string().optional(),
  AIAssistantDynamicVariables: z.record(z.string(), z.string()).optional(),
  CallerId: z.string().max(128).optional(),
  TimeLimit: z.int().min(30).max(14_400).default(14_400),
  Timeout: z.int().min(5).max(120).default(30),
  MachineDetection: z.enum(['Enable', 'Disable', 'DetectMessageEnd']).optional(),
  DetectionMode: z.enum(['Premium', 'Regular', 'PremiumCallScreening']).optional(),
  Record: z.boolean().optional(),
  RecordingChannels: z.enum(['mono', 'dual']).optional(),
  StatusCallback: z.string().optional(),
  StatusCallbackEvent: z.string().optional(),
  StatusCallbackMethod: z.enum(['GET', 'POST']).optional(),
  ConversationCallback: z.string().optional(),
});

/** The assistant brings its own TeXML. */
const NOT_ALLOWED = ['Twiml', 'Texml', 'Url'];

/** The kind of connection that answers calls with TeXML; assistants with telephony get one of their own. */
export const TEXML = 'texml_application';

/** It rings as other calls do, and leaves a detail record. */
function start(call: Call): Reply {
  const { account, world, now, param } = call;
  const body = parseBody(call, NewCall);
  const foreign = NOT_ALLOWED.find((name) => name in body);
  if (foreign !== undefined) throw refuse(422, '10015', `/${foreign}`, `The '${foreign}' parameter is not allowed.`);
  const application = account.sipConnections.find(({ id, recordType }) => recordType === TEXML && id === param('connection_id'));
  if (!application) throw refuse(422, '10015', 'connection_id', 'The connection is no TeXML application of this account.');
  if (!account.ai.assistants.has(body.AIAssistantId)) throw refuse(422, '10017', '/AIAssistantId');
  const number = numberByPhone(account, body.From);
  if (!number || numberStatus(number, now) !== 'active')
    throw refuse(422, '10015', '/From', 'The number is no active number of this account.');
  const leg = dial(
    {
      account,
      application: { connectionId: application.id, connectionName: application.name },
      direction: 'outgoing',
      from: body.From,
      to: body.To,
      minutePrice: affordablePrice(call, body.To),
      startedAt: now,
      timeLimitMs: body.TimeLimit * 1000,
      // Status callbacks are no events of call control.
      webhook: { url: null },
      clientState: undefined,
    },
    world.pace.callAnsweredAfterMs,
    body.Timeout * 1000,
  );
  return { status: 200, body: { call_sid: leg.id, from: body.From, to: body.To, status: 'queued' } };
}

export const aiCallRoutes: readonly Route[] = [{ method: 'POST', path: '/texml/ai_calls/{connection_id}', handle: start }];
