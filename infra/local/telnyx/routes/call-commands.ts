import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import { z } from 'zod';
import { refuse } from '../errors.ts';
import type { Call, Reply, Route } from '../operation.ts';
import { data, parseBody } from '../operation.ts';
import type { CallLeg } from '../state/call.ts';
import { audioFile, play, speech, stopAudio } from '../state/call-audio.ts';
import { dial, hangUp, pickUp } from '../state/call-life.ts';
import { affordablePrice, checkCallerId, COMMAND_ID_MS, legOf } from './calls.ts';
import { ClientState, Destination, DialOptions, PhoneNumber, Recording, WebhookUrl } from './fields.ts';

/** What state a command wants its call in; `read` checks the body and gives what it does, with more members of the answer, if there are any. */
interface Command {
  readonly wants: 'alive' | 'answered';
  readonly read: (call: Call) => (leg: CallLeg) => object | undefined;
}

interface Definition<Body extends z.ZodType> {
  readonly wants: Command['wants'];
  readonly body: Body;
  readonly run: (call: Call, leg: CallLeg, body: z.output<Body>) => object | undefined;
}

const define = <Body extends z.ZodType>({ wants, body, run }: Definition<Body>): Command => ({
  wants,
  read: (call) => {
    const parsed = parseBody(call, body);
    return (leg) => run(call, leg, parsed);
  },
});

const Common = z.object({ client_state: ClientState, command_id: z.string().optional() });
const Stop = z.enum(['current', 'all']).optional();
const Legs = z.enum(['self', 'opposite', 'both']).optional();
const Loop = z.union([z.int().min(1), z.literal('infinity')]).optional();

/** Whether the outside world could fetch it: a name with a dot that is not set aside, or the number of a public host. */
function isFetchable(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  const isPrivate =
    isIP(hostname.replace(/^\[|\]$/g, '')) > 0 || !hostname.includes('.') || /\.(local|internal|invalid|localhost)$/.test(hostname);
  return /^https?:$/.test(protocol) && !isPrivate;
}

const answer = define({
  wants: 'alive',
  body: Recording.extend({
    assistant: z.object({ id: z.string().min(1) }).optional(),
    transcription: z.boolean().optional(),
    webhook_url: WebhookUrl.optional(),
    webhook_url_method: z.enum(['POST', 'GET']).optional(),
  }),
  run: ({ now }, leg, body) => {
    if (leg.direction !== 'incoming' || leg.phase !== 'ringing')
      throw refuse(422, '10015', '/call_control_id', 'Only an incoming call that rings can be answered.');
    if (body.webhook_url) leg.webhook = { url: body.webhook_url };
    pickUp(leg, now);
    return body.record ? { recording_id: randomUUID() } : undefined;
  },
});

const hangup = define({
  wants: 'alive',
  body: z.object({}),
  run: ({ now }, leg) => {
    const ours = leg.direction === 'outgoing' ? 'caller' : 'callee';
    if (leg.phase === 'answered') hangUp(leg, 'normal_clearing', ours, now);
    else hangUp(leg, leg.direction === 'outgoing' ? 'originator_cancel' : 'call_rejected', ours, now);
    return undefined;
  },
});

const transfer = define({
  wants: 'answered',
  body: DialOptions.extend({
    to: Destination,
    from: PhoneNumber.optional(),
    early_media: z.boolean().optional(),
    target_leg_client_state: ClientState,
  }),
  run: (call, leg, body) => {
    const from = body.from ?? leg.to;
    if (body.from !== undefined) checkCallerId(call, body.from);
    dial(
      {
        account: call.account,
        application: { connectionId: leg.connectionId, connectionName: leg.connectionName },
        sessionId: leg.sessionId,
        direction: 'outgoing',
        from,
        to: body.to,
        minutePrice: affordablePrice(call, body.to),
        startedAt: call.now,
        timeLimitMs: body.time_limit_secs * 1000,
        webhook: leg.webhook,
        clientState: body.target_leg_client_state,
        recordingId: body.record && randomUUID(),
        detectsMachines: body.answering_machine_detection !== 'disabled',
        greeting: body.audio_url === undefined && body.media_name === undefined ? undefined : audioFile(body, 1, false),
        origin: leg,
      },
      call.world.pace.callAnsweredAfterMs,
      body.timeout_secs * 1000,
    );
    return undefined;
  },
});

const speak = define({
  wants: 'answered',
  body: z.object({
    payload: z.string().min(1).max(3000),
    voice: z.string().min(1),
    payload_type: z.enum(['text', 'ssml']).optional(),
    service_level: z.enum(['basic', 'premium']).optional(),
    language: z.string().optional(),
    loop: Loop,
    stop: Stop,
    target_legs: Legs,
  }),
  run: ({ now }, leg, { payload, loop, stop }) => {
    if (stop) stopAudio(leg, 'queue', stop, now);
    play(leg, speech(payload, loop), 'queue', now);
    return undefined;
  },
});

const playbackStart = define({
  wants: 'answered',
  body: z.object({
    audio_url: z.string().optional(),
    media_name: z.string().optional(),
    audio_type: z.enum(['mp3', 'wav']).optional(),
    loop: Loop,
    overlay: z.boolean().default(false),
    stop: Stop,
    target_legs: Legs,
    cache_audio: z.boolean().optional(),
  }),
  run: ({ now }, leg, body) => {
    if (body.audio_url === undefined && body.media_name === undefined) throw refuse(422, '10004', '/audio_url');
    if (body.audio_url !== undefined && !isFetchable(body.audio_url)) throw refuse(400, '90040');
    if (body.overlay && leg.queue.length === 0) throw refuse(422, '10015', '/overlay', 'Nothing is being played that could be overlaid.');
    const lane = body.overlay ? 'overlay' : 'queue';
    if (body.stop) stopAudio(leg, lane, body.stop, now);
    play(leg, audioFile(body, body.loop, body.overlay), lane, now);
    return undefined;
  },
});

const playbackStop = define({
  wants: 'answered',
  body: z.object({ stop: Stop, overlay: z.boolean().default(false) }),
  run: ({ now }, leg, { stop = 'all', overlay }) => {
    stopAudio(leg, overlay ? 'overlay' : 'queue', stop, now);
    return undefined;
  },
});

const sendDtmf = define({
  wants: 'answered',
  body: z.object({ digits: z.string().regex(/^[0-9A-D*#wW]+$/), duration_millis: z.int().min(100).max(500).optional() }),
  run: () => undefined,
});

/** Every command by its name in the path. */
const COMMANDS: Readonly<Record<string, Command>> = {
  answer,
  hangup,
  transfer,
  speak,
  playback_start: playbackStart,
  playback_stop: playbackStop,
  send_dtmf: sendDtmf,
};

/** A command_id that this call has seen within a minute is ignored, and answered as the first time. */
function carryOut(call: Call, command: Command): Reply {
  const leg = legOf(call);
  const { client_state: clientState, command_id: commandId } = parseBody(call, Common);
  const known = commandId === undefined ? undefined : leg.commands.get(commandId);
  if (known && call.now - known.at < COMMAND_ID_MS) return data(known.reply);
  if (leg.phase === 'ended') throw refuse(422, '90018');
  const run = command.read(call);
  if (command.wants === 'answered' && leg.phase !== 'answered') throw refuse(422, '90034');
  if (clientState !== undefined) leg.clientState = clientState;
  const reply = { result: 'ok', ...run(leg) };
  if (commandId !== undefined) leg.commands.set(commandId, { at: call.now, reply });
  return data(reply);
}

export const callCommandRoutes: readonly Route[] = Object.entries(COMMANDS).map(([name, command]) => ({
  method: 'POST',
  path: `/calls/{call_control_id}/actions/${name}`,
  handle: (call) => carryOut(call, command),
}));
