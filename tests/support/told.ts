/** Events as Telnyx tells them, for pages and tools that show what arrived. */

export const FRONT = '+13125550100';
export const SAM = '+13125550142';
export const ADA = '+13125550166';
/** Telnyx's id of the call that {@link callTold} tells of. */
export const SESSION = 'b9fff4ec-36bc-11f1-452e-3e70dccd1e89';

interface Text {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Of a message from us. Without it, somebody sent it to us. */
  readonly status?: string;
  readonly type?: string;
  readonly keyword?: string;
  readonly cost?: string;
  readonly picture?: boolean;
  readonly errors?: readonly object[];
  /** The others of a group. */
  readonly cc?: readonly string[];
}

/** A text that came, or how far one from us is. */
export function told({ id, from, to, text, at, status, type = 'message.finalized', keyword, cost, picture, errors, cc }: Text) {
  const time = new Date(at).toISOString();
  const media = picture ? [{ url: 'https://media.telnyx.example/1.png', content_type: 'image/png', size: 120_000 }] : [];
  return event(status === undefined ? 'message.received' : type, id, time, {
    id: `m-${id}`,
    direction: status === undefined ? 'inbound' : 'outbound',
    from: { phone_number: from },
    to: [{ phone_number: to, status: status ?? 'webhook_delivered' }],
    text,
    media,
    type: picture ? 'MMS' : 'SMS',
    received_at: time,
    sent_at: time,
    messaging_profile_id: 'profile-1',
    ...(errors && { errors }),
    ...(cc && { cc }),
    ...(keyword !== undefined && { autoresponse_type: keyword }),
    ...(cost !== undefined && { cost: { amount: cost, currency: 'USD' } }),
  });
}

/** A text from us that a carrier did not take. */
export const failed = (text: Text) =>
  told({
    ...text,
    status: 'delivery_failed',
    errors: [{ code: '40008', title: 'Undeliverable', detail: 'The recipient carrier did not accept the message.' }],
  });

interface Call {
  readonly at: number;
  readonly from: string;
  readonly to: string;
  /** Another call than {@link SESSION}: an incoming one. */
  readonly session?: string;
  readonly busy?: boolean;
  /** What is said besides. */
  readonly more?: string;
}

/** A call with a conversation, a key, a recording and its cost; or one that nobody took. */
export function callTold({ at, from, to, session = SESSION, busy = false, more }: Call): readonly object[] {
  const time = (seconds: number) => new Date(at + seconds * 1000).toISOString();
  const leg = {
    call_control_id: `v3:${session}`,
    call_leg_id: `leg-${session}`,
    call_session_id: session,
    direction: session === SESSION ? 'outgoing' : 'incoming',
    from,
    to,
    start_time: time(0),
  };
  const one = (type: string, seconds: number, payload: object = {}) =>
    event(`call.${type}`, `${session}-${type}-${seconds}`, time(seconds), { ...leg, ...payload });
  const said = (seconds: number, track: string, transcript: string) =>
    one('transcription', seconds, { transcription_data: { transcript, is_final: true, transcription_track: track, confidence: 0.97 } });
  if (busy)
    return [
      one('initiated', 0, { state: 'ringing' }),
      one('hangup', 9, { hangup_cause: 'user_busy', hangup_source: 'callee', sip_hangup_cause: '486', end_time: time(9) }),
    ];
  return [
    one('initiated', 0, { state: 'parked' }),
    one('answered', 4),
    one('machine.detection.ended', 6, { result: 'human' }),
    said(7, 'outbound', 'Hello, this is Acme. Your order 4471 is still at the front desk.'),
    said(18, 'inbound', 'Oh, thanks. Can my sister pick it up?'),
    ...(more === undefined ? [] : [said(40, 'inbound', more)]),
    one('dtmf.received', 30, { digit: '1' }),
    one('speak.ended', 36, { status: 'completed' }),
    one('hangup', 106, {
      hangup_cause: 'normal_clearing',
      hangup_source: 'callee',
      sip_hangup_cause: '200',
      end_time: time(106),
    }),
    one('recording.saved', 108, {
      recording_id: 'r-1',
      recording_urls: { mp3: 'https://recordings.telnyx.example/r-1.mp3?X-Amz-Expires=600' },
      public_recording_urls: {},
      recording_started_at: time(4),
      recording_ended_at: time(106),
    }),
    one('cost', 110, { total_cost: '0.014', currency: 'USD', billed_duration_secs: 102, status: 'success', cost_parts: [] }),
  ];
}

const event = (type: string, id: string, time: string, payload: object) => ({
  data: { event_type: type, id, occurred_at: time, payload, record_type: 'event' },
  meta: { attempt: 1, delivered_to: 'https://mcp.example.org/webhooks/telnyx' },
});
