import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import { z } from 'zod';
import type { Audio, Bodies, Recorded } from '../bodies.ts';
import { bodyOf } from '../bodies.ts';
import { refuse, refuseDial } from '../errors.ts';
import type { Call, Reply, Routes } from '../operation.ts';
import { data } from '../operation.ts';
import { activeNumber } from '../state/account.ts';
import { checkReference } from '../state/references.ts';
import type { Application } from '../state/application.ts';
import type { CallLeg, Recording } from '../state/call.ts';
import { fromApplication, newCallControlId, recordEvent, wireLeg } from '../state/call.ts';
import { audioFile, isSsml, play, speech, stopAudio } from '../state/call-audio.ts';
import { dial, hangUp, MAX_CALL_SECS, pickUp, RING_SECS } from '../state/call-life.ts';
import { countryOf } from '../state/countries.ts';
import { minutePrice } from '../state/money.ts';

/** How long Telnyx knows a command_id. */
const COMMAND_ID_MS = 60_000;

/** The application a call can be made with. */
function applicationFor({ account }: Call, id: string): Application {
  const application = account.applications.get(id);
  if (!application?.active || application.webhook_event_url === '') {
    throw refuse(
      422,
      '10015',
      '/connection_id',
      'The requested connection_id (Call Control App ID) is either invalid or does not exist. ' +
        'Only Call Control Apps with valid webhook URL are accepted.',
    );
  }
  return application;
}

/** A number that may be shown to who is called: one of the account. */
function checkCallerId({ account }: Call, from: string): void {
  if (!activeNumber(account, from)) throw refuseDial('D51', newCallControlId());
}

/**
 * Whether a connection may call a number in +E.164, or a SIP URI.
 *
 * @throws {@link TelnyxError} 403 with the switch's reason
 */
export function checkDestination({ account }: Call, voiceProfileId: string | undefined, to: string, callControlId?: string): void {
  const profile = account.voiceProfiles.get(voiceProfileId ?? '');
  if (!profile) throw refuseDial('D38', callControlId);
  if (!to.startsWith('+')) return;
  const { level, verifiedNumbers } = account.standing;
  if (level === 'trial' && !verifiedNumbers.includes(to)) throw refuseDial('D60', callControlId);
  if (!profile.destinations.includes(countryOf(to) ?? '')) throw refuseDial('D13', callControlId);
}

/** Without digits that are to be dialled once it is answered. */
const withoutDigits = (to: string) => to.replace(/,.*/, '');

/** @throws {@link TelnyxError} 422 for more than one source of audio, or a file that was never uploaded */
function checkAudio({ account }: Call, { audio_url: url, media_name: media, playback_content: content }: Audio): void {
  if ([url, media, content].filter((source) => source !== undefined).length > 1)
    throw refuse(422, '10015', '/media_name', 'media_name and audio_url cannot be used together in one request.');
  checkReference(account.references.media, media, '/media_name');
}

/** What a minute to a destination costs, refused with 402 where not even the first can be paid. */
export function affordablePrice({ account }: Call, to: string): number {
  const price = minutePrice(to.startsWith('+') ? countryOf(withoutDigits(to)) : undefined);
  if (price > account.balance + account.creditLimit) throw refuse(402, '20100');
  return price;
}

/** The call that this command_id made within the last minute. */
function sameCall({ account, now }: Call, commandId: string | undefined): CallLeg | undefined {
  for (const [id, leg] of account.dials) {
    if (now - leg.plan.startedAt < COMMAND_ID_MS) break;
    account.dials.delete(id);
  }
  return commandId === undefined ? undefined : account.dials.get(commandId);
}

type Dial = Bodies['POST /calls'] | Bodies['POST /calls/{call_control_id}/actions/transfer'];

/** With the document's defaults; undefined where nothing is recorded. */
const recordingOf = ({ record, record_channels: channels = 'dual', record_format: format = 'mp3' }: Recorded): Recording | undefined =>
  record ? { id: randomUUID(), channels, format } : undefined;

const detectionOf = (asked = 'disabled'): 'usual' | 'premium' | undefined =>
  asked === 'disabled' ? undefined : asked === 'premium' ? 'premium' : 'usual';

/** The options that a new call and a transfer share. */
const dialOptions = (call: Call, body: Dial, to: string) => ({
  account: call.account,
  direction: 'outgoing' as const,
  to,
  minutePrice: affordablePrice(call, to),
  startedAt: call.now,
  timeLimitMs: (body.time_limit_secs ?? MAX_CALL_SECS) * 1000,
  recording: recordingOf(body),
  detectsMachines: detectionOf(body.answering_machine_detection),
  greeting: body.audio_url === undefined && body.media_name === undefined ? undefined : audioFile(body, 1, false),
});

const ringMs = ({ timeout_secs: seconds = RING_SECS }: Dial) => seconds * 1000;

function createCall(call: Call) {
  const { account, now } = call;
  const body = bodyOf(call, 'POST /calls');
  const known = sameCall(call, body.command_id);
  if (known) return data(wireLeg(known, 'new', now));
  const application = applicationFor(call, body.connection_id);
  const { webhook, ...made } = fromApplication(application);
  const destinations = [body.to].flat();
  for (const one of destinations) checkDestination(call, made.application.voiceProfileId, withoutDigits(one), newCallControlId());
  checkCallerId(call, body.from);
  // All ring; the first that answers has the call.
  const to = destinations.find((one) => !/019[78]$/.test(one)) ?? destinations[0] ?? '';
  const plan = {
    ...{ ...made, ...dialOptions(call, body, to), from: body.from, clientState: body.client_state },
    webhook: body.webhook_url ? { ...webhook, urls: [body.webhook_url] } : webhook,
  };
  checkAudio(call, body);
  checkReference(account.assistants, body.assistant?.id, '/assistant/id');
  const leg = dial(plan, ringMs(body));
  recordEvent(leg, 'command', 'dial', body, now);
  if (body.command_id !== undefined) account.dials.set(body.command_id, leg);
  return data(wireLeg(leg, 'new', now));
}

/** The leg, or 422 (90015): calls have no 404. */
function legOf({ account, param }: Call): CallLeg {
  const leg = account.calls.get(param('call_control_id'));
  if (!leg) throw refuse(422, '90015', '/call_control_id');
  return leg;
}

/** Whether the outside world could fetch it: a name with a dot that is not set aside, or the number of a public host. */
function isFetchable(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  const isPrivate =
    isIP(hostname.replace(/^\[|\]$/g, '')) > 0 || !hostname.includes('.') || /\.(local|internal|invalid|localhost)$/.test(hostname);
  return /^https?:$/.test(protocol) && !isPrivate;
}

const PATH = 'POST /calls/{call_control_id}/actions/';
type Name = { [Key in keyof Bodies]: Key extends `${typeof PATH}${infer Action}` ? Action : never }[keyof Bodies];

/** What a command does with a call that is in the right state; it may give more members of the answer. */
type Run<Body> = (call: Call, leg: CallLeg, body: Body) => object | undefined;

const COMMANDS: { readonly [Action in Name]: Run<Bodies[`${typeof PATH}${Action}`]> } = {
  answer: ({ now }, leg, body) => {
    if (leg.plan.direction !== 'incoming' || leg.phase !== 'ringing')
      throw refuse(422, '10015', '/call_control_id', 'Only an incoming call that rings can be answered.');
    if (body.webhook_url) leg.webhook = { ...leg.webhook, urls: [body.webhook_url] };
    pickUp(leg, now);
    leg.recording = recordingOf(body);
    return leg.recording && { recording_id: leg.recording.id };
  },
  hangup: ({ now }, leg) => {
    const ours = leg.plan.direction === 'outgoing' ? 'caller' : 'callee';
    if (leg.phase === 'answered') hangUp(leg, 'normal_clearing', ours, now);
    else hangUp(leg, leg.plan.direction === 'outgoing' ? 'originator_cancel' : 'call_rejected', ours, now);
    return undefined;
  },
  transfer: (call, leg, body) => {
    if (body.from !== undefined) checkCallerId(call, body.from);
    checkAudio(call, body);
    const { sessionId, webhook } = leg;
    const { application, to } = leg.plan;
    checkDestination(call, application.voiceProfileId, withoutDigits(body.to), newCallControlId());
    const options = { ...dialOptions(call, body, body.to), clientState: body.target_leg_client_state };
    dial({ ...options, application, sessionId, webhook, origin: leg, from: body.from ?? to }, ringMs(body));
    return undefined;
  },
  speak: ({ now }, leg, { payload, payload_type: type = 'text', language = 'en-US', service_level: level, loop, stop }) => {
    if (type === 'ssml' && !isSsml(payload)) throw refuse(422, '10015', '/payload', 'The payload is not valid SSML.');
    if (level === 'basic' && (type !== 'text' || language !== 'en-US'))
      throw refuse(422, '10015', '/service_level', "With 'basic', only the language 'en-US' and the payload type 'text' are allowed.");
    if (stop) stopAudio(leg, 'queue', stop, now);
    play(leg, speech(payload, loop), 'queue', now);
    return undefined;
  },
  playback_start: (call, leg, body) => {
    const { now } = call;
    const { audio_url: url, media_name: media, playback_content: content, overlay = false } = body;
    if (url === undefined && media === undefined && content === undefined) throw refuse(422, '10004', '/audio_url');
    checkAudio(call, body);
    if (url !== undefined && !isFetchable(url)) throw refuse(400, '90040');
    if (overlay && leg.queue.length === 0) throw refuse(422, '10015', '/overlay', 'Nothing is being played that could be overlaid.');
    const lane = overlay ? 'overlay' : 'queue';
    if (body.stop) stopAudio(leg, lane, body.stop, now);
    play(leg, audioFile(body, body.loop, overlay), lane, now);
    return undefined;
  },
  playback_stop: ({ now }, leg, { stop = 'all', overlay }) => {
    stopAudio(leg, overlay ? 'overlay' : 'queue', stop, now);
    return undefined;
  },
  send_dtmf: () => undefined,
};

/** What every command may have. */
const Common = z.object({ client_state: z.string().optional(), command_id: z.string().optional() });

/** Commands that a call which still rings can take. */
const WHILE_RINGING: readonly string[] = ['answer', 'hangup'];

/** A command_id that this call has seen within a minute is ignored, and answered as the first time. */
function carryOut(call: Call, action: Name): Reply {
  const leg = legOf(call);
  const { client_state: clientState, command_id: commandId } = Common.safeParse(call.body).data ?? {};
  const known = commandId === undefined ? undefined : leg.commands.get(commandId);
  if (known && call.now - known.at < COMMAND_ID_MS) return data(known.reply);
  if (leg.phase === 'ended') throw refuse(422, '90018');
  const body = bodyOf(call, `${PATH}${action}`);
  if (leg.phase !== 'answered' && !WHILE_RINGING.includes(action)) throw refuse(422, '90034');
  if (clientState !== undefined) leg.clientState = clientState;
  const run: Run<never> = COMMANDS[action];
  // It is the body of this very command.
  const reply = { result: 'ok', ...run(call, leg, body as never) };
  recordEvent(leg, 'command', action, body, call.now);
  if (commandId !== undefined) leg.commands.set(commandId, { at: call.now, reply });
  return data(reply);
}

/** What can be read of a call is gone ten minutes after it ended. */
const READABLE_MS = 10 * 60_000;

function readCall(call: Call) {
  const leg = legOf(call);
  if (leg.endedAt !== undefined && call.now - leg.endedAt > READABLE_MS) throw refuse(422, '90015', '/call_control_id');
  return data(wireLeg(leg, 'later', call.now));
}

export const callRoutes: Routes = {
  'POST /calls': createCall,
  'GET /calls/{call_control_id}': readCall,
  ...Object.fromEntries((Object.keys(COMMANDS) as Name[]).map((action) => [`${PATH}${action}`, (call: Call) => carryOut(call, action)])),
};
