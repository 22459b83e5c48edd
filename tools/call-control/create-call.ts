import { z } from 'zod';
import { CallDestination, defineTool, DTMF, field, lackingFrom, path, PhoneNumber } from '../../shared/mcp/tool/index.ts';
import { refuseServiceVariables } from '../ai-assistants/support/call-variables.ts';
import { isOurs } from '../inbox/support/receivers.ts';
import { CallAssistant, DIALLING, EVENTS, ONE_AUDIO, oneAudio, RECORDING, TimeLimit } from './support/call-options.ts';
import { connectionOf, noCaller } from './support/caller.ts';
import { ClientState, encodeState, withCommandId, SEE_EVENTS } from './support/command.ts';
import { NamedVoice, SpeechLanguage, SpokenText, USUAL_VOICE } from './support/speech.ts';
import { sayAndHangUp } from './support/spoken-call.ts';

const NewCall = z.object({
  call_control_id: field.text(),
  call_leg_id: field.text(),
  call_session_id: field.text(),
  is_alive: field.flag().describe('Always false: it has only been dialled'),
  recording_id: field.text(),
});

const Result = NewCall.extend({
  outcome: field.text().describe('With say: said, speaking, no_answer, busy, rejected, failed, machine or ended_early'),
  note: field.text(),
});

const Destinations = z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(CallDestination).min(1).max(10));

/** Seconds. Telnyx itself allows four hours. */
const USUAL_LIMIT = 600;
/** Seconds of ringing before a text, and their limit: the tool waits for the answer. */
const USUAL_RING = 25;
const LONGEST_RING = 30;
/** Milliseconds that a tool call with `say` takes at most. The last seconds are for hanging up. */
const SAYING_MS = 55_000;
const HANGING_UP_MS = 9_000;

/** Seconds in which any voice has said a text in any script, so that no call stays open for long. */
const secondsFor = (text: string) => Math.min(USUAL_LIMIT, 30 + Math.ceil(text.length / 5));

const EVENTS_ELSEWHERE = 'Its events go to webhook_url and not to the inbox: wait_for and get_call will not see them.';

export const createCall = defineTool({
  name: 'create_call',
  title: 'Call someone',
  risk: 'outbound',
  parties: { to: 'to', from: 'from' },
  guard: {
    counts: 'calls',
    windowMs: 2 * 60_000,
    aside: ['client_state', 'webhook_url', 'webhook_url_method'],
    words: ['say'],
    keyed: true,
  },
  description:
    'Call a person: rings at once, costs per minute, at most 10 minutes by default. ' +
    'With say, a text is said and the call ended: waits up to 55 s, returns the outcome. With assistant, it talks by itself. ' +
    'Else next: wait_for call.answered, then speak_text; outcome: get_call.',
  input: z
    .object({
      connection_id: field.NumericId.optional().describe('Default: that of from. See list_call_control_applications'),
      from: PhoneNumber.optional().describe('Your number'),
      to: Destinations.describe('+E.164 or SIP URIs; all ring'),
      say: SpokenText.optional().describe('They hear it on answering'),
      voice: NamedVoice.optional(),
      language: SpeechLanguage.optional(),
      time_limit_secs: TimeLimit.optional(),
      assistant: CallAssistant,
      ...DIALLING,
      send_digits_on_answer: z.string().regex(DTMF, 'Expected 1 to 64 of 0-9 A-D * # w W.').optional(),
      ...RECORDING,
      transcription: z.boolean().optional(),
      ...EVENTS,
      client_state: ClientState,
    })
    .refine(oneAudio, ONE_AUDIO)
    .refine(({ to }) => to.length === 1 || !to.some((one) => one.includes(',')), 'Digits after a comma go with one destination only.')
    .refine(
      ({ say, voice, language }) => say !== undefined || (voice === undefined && language === undefined),
      'voice and language belong to say.',
    )
    .refine(
      ({ say, assistant, audio_url, media_name }) => say === undefined || (assistant ?? audio_url ?? media_name) === undefined,
      'say goes with neither assistant, audio_url nor media_name.',
    )
    .refine(
      ({ say, to, send_digits_on_answer }) =>
        say === undefined || (to.length === 1 && !to[0]?.includes(',') && send_digits_on_answer === undefined),
      'say goes with one destination and without digits to dial: after those use speak_text.',
    )
    .refine(
      ({ say, timeout_secs = USUAL_RING }) => say === undefined || timeout_secs <= LONGEST_RING,
      `timeout_secs: With say at most ${LONGEST_RING}.`,
    ),
  rare: ['from_display_name', 'media_name', 'record_channels', 'record_format', 'webhook_url_method', 'client_state'],
  output: Result,
  timeoutMs: SAYING_MS,
  howToCheck: SEE_EVENTS,
  run: async (input, context) => {
    const watchUntil = context.clock() + SAYING_MS - HANGING_UP_MS;
    const { to, from, say, voice = USUAL_VOICE, language, client_state, ...options } = input;
    if (options.assistant) await refuseServiceVariables(context, options.assistant.id, options.assistant.dynamic_variables);
    if (from === undefined) throw await noCaller(context);
    const connection_id = options.connection_id ?? (await connectionOf(context, from));
    const limitSecs = options.time_limit_secs ?? (say === undefined ? USUAL_LIMIT : secondsFor(say));
    const ringSecs = options.timeout_secs ?? USUAL_RING;
    const body = {
      ...options,
      connection_id,
      from,
      to: to.length === 1 ? to[0] : to,
      time_limit_secs: limitSecs,
      ...(say !== undefined && { timeout_secs: ringSecs }),
      client_state: encodeState(client_state),
    };
    const dialled = await context.telnyx.post(path`/calls`, {
      ...withCommandId(body, context.attempt),
      answer: field.data(NewCall, 'call_control_id'),
    });
    const { call_control_id, call_leg_id, recording_id } = dialled;
    const elsewhere = input.webhook_url === undefined || isOurs(input.webhook_url, context.inbox) ? undefined : EVENTS_ELSEWHERE;
    if (say === undefined || call_control_id === undefined) return elsewhere === undefined ? dialled : { ...dialled, note: elsewhere };
    const ending = await sayAndHangUp(context, {
      call_control_id,
      call_leg_id,
      text: say,
      voice,
      language,
      ringSecs,
      limitSecs,
      watchUntil,
      detectsMachine: (options.answering_machine_detection ?? 'disabled') !== 'disabled',
    });
    const note = elsewhere === undefined ? ending.note : `${ending.note} ${elsewhere}`;
    return lackingFrom({ call_control_id, recording_id, ...ending, note }, dialled);
  },
});
