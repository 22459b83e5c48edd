import { NO_CODE, type Row } from './row.ts';

const COMMAND = /^POST \/calls\/[^/]+\/actions\//;

/**
 * Errors of call control.
 *
 * @see https://developers.telnyx.com/development/api-fundamentals/api-errors
 */
export const CALLS: readonly Row[] = [
  {
    codes: ['10010'],
    operation: / \/(calls|texml)\b/,
    means: 'Telnyx does not allow this call, or this on the call. Its words say why: it names every such reason with this code.',
    again: 'after_change',
  },
  {
    says: /invalid value for connection_id|connection_id .{0,40}(invalid|does not exist)|only call control apps/i,
    operation: / \/calls\b/,
    means: 'connection_id is no call control application of this account with a webhook URL.',
    next: 'Take it from list_call_control_applications.',
    again: 'after_change',
  },
  {
    codes: ['10015', NO_CODE],
    status: [400, 422],
    says: /\bfrom\b|no active number|not (associated|assigned|owned)/i,
    operation: / \/texml\/ai_calls\b/,
    means: 'from is no active number of this account that belongs to the TeXML application.',
    next: 'list_phone_numbers shows status and connection_id; update_phone_number with assistant_id assigns it.',
    again: 'after_change',
  },
  {
    codes: ['90015'],
    means: 'There is no call with this call_control_id.',
    next: 'Take the call_control_id from create_call or from an event in list_webhook_deliveries.',
    again: 'after_change',
  },
  {
    codes: ['90018', '90019'],
    means: 'Nothing can be done on a call that is over.',
    next: 'list_webhook_deliveries shows when and why it ended.',
    again: 'never',
  },
  {
    codes: ['90034', '90020'],
    means: 'The call has not been answered yet.',
    next: 'Wait for call.answered in list_webhook_deliveries; an incoming call needs answer_call first.',
    again: 'later',
  },
  {
    codes: ['90040'],
    means: 'Telnyx must be able to fetch audio_url from the internet.',
    next: 'Give a public https URL of an MP3 or WAV file.',
    again: 'after_change',
  },
  {
    codes: ['10005'],
    status: [404],
    says: /audio/i,
    operation: COMMAND,
    means: 'Telnyx found no audio file at that URL.',
    next: 'Give a public https URL of an MP3 or WAV file.',
    again: 'after_change',
  },
  { codes: ['90014'], means: 'Digits are 0 to 9, A to D, w or W (a pause), * and #.', again: 'after_change' },
  {
    codes: ['90045', '90054', '90061'],
    means: 'Something on this call excludes it: media streaming, a transcription or an assistant is already at work.',
    next: 'list_webhook_deliveries shows what was started on the call.',
    again: 'after_change',
  },
  { codes: ['90032', '90036'], means: 'The conference or queue is full.', again: 'later' },
  {
    codes: ['10011'],
    status: [400, 422],
    says: /encryption|srtp/i,
    means: 'Media encryption works to SIP addresses, not to telephone numbers.',
    again: 'after_change',
  },
  { codes: ['90103'], means: 'The text could not be turned into speech.', next: 'Try another voice in speak_text.', again: 'after_change' },
];
