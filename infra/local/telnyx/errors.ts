import type { Issue } from './document.ts';

/** Where a refused value stood: a JSON pointer into the body (RFC 6901) or the name of a query or path parameter. */
export type Source = { pointer: string } | { parameter: string };

/** One entry of Telnyx's `errors[]`. */
export interface ErrorEntry {
  code: string;
  title: string;
  detail?: string;
  source?: Source;
}

/** Titles and default details as Telnyx publishes them (developers.telnyx.com, "API error codes"). */
const CATALOGUE: Readonly<Record<string, readonly [title: string, detail: string]>> = {
  '10004': [
    'Missing required parameter',
    'A required parameter was missing. Consult the source field on the returned error to determine the missing field.',
  ],
  '10005': ['Resource not found', 'The requested resource or URL could not be found.'],
  '10007': ['Unexpected error', 'An unexpected error occured.'],
  '10009': ['Authentication failed', 'Could not understand the provided credentials.'],
  '10010': ['Not authorized', 'You are not authorized to access the requested resource.'],
  '10011': ['Too many requests', 'You have exceeded the maximum number of allowed requests.'],
  '10014': ['Unsupported Media Type', 'The request failed because the server does not support the media type.'],
  '10015': ['Bad Request', 'The request failed because it was not well-formed.'],
  '10016': ['Phone number must be in +E.164 format', 'The specified phone number parameter must be in +E.164 format.'],
  '10017': ['Associated resource does not exist', 'The requested parameter is invalid as the associated resource does not exist.'],
  '10026': ['Invalid parameter type', 'The parameter is of the wrong type.'],
  '10028': ['Character encoding error', 'Error decoding request body.'],
  '10027': ['Unprocessable Entity', 'The request was understood, but it cannot be processed.'],
  '10032': ['Invalid enumerated value', 'The value is not one of the allowed values.'],
  '10033': ['Value outside of range', 'The value is outside of the allowed range.'],
  '10039': [
    'Not permitted at this account level',
    'Only pre-verified destinations are allowed at this account level. Refer to https://telnyx.com/upgrade',
  ],
  '20100': ['Insufficient Funds', 'You have insufficient funds to perform this action.'],
  '40001': ['Not routable', 'The destination number is either a landline or a non-routable wireless number.'],
  '40010': ['Unregistered 10DLC message', 'The message was not delivered: the sending number belongs to no 10DLC campaign.'],
  '40300': ['Blocked due to STOP message', 'Messages cannot be sent due to an existing block rule.'],
  '40301': ["Unsupported message type for the 'to' address", "The 'to' address does not support this type of message or sender."],
  '40302': ['Message too large', 'The message is longer than 10 parts.'],
  '40304': ['Invalid combination of message content arguments', "An SMS needs 'text', an MMS needs 'media_urls' or 'subject'."],
  '40305': [
    "Invalid 'from' address",
    "The 'from' address should be string containing a valid number associated with the sending messaging profile.",
  ],
  '40308': ["Invalid 'from' address for MMS", "The 'from' address cannot send MMS messages."],
  '40309': ['Invalid destination region', 'The destination region is not whitelisted on the messaging profile.'],
  '40310': ["Invalid 'to' address", "The 'to' address is not a number that can receive messages."],
  '40312': ['Messaging profile is disabled', 'The messaging profile is disabled and cannot be used to send messages.'],
  '40316': ['No content provided for message', 'A message needs text or media.'],
  '40317': ['Invalid MMS content', 'At most 10 media URLs may be provided.'],
  '40320': ["Temporarily unusable 'from' address", "The 'from' address is still being provisioned."],
  '40321': ['No usable numbers on messaging profile', 'The messaging profile has no active number to send from.'],
  '40329': ['Toll-free number not verified', "The toll-free number in 'from' must be verified before it can send messages."],
  '40333': ['Messaging profile spend limit reached', 'The daily spend limit configured on this messaging profile has been reached'],
  '85001': ['Phone number already purchased', 'The phone number has already been purchased.'],
  '90015': ['Invalid Call Control ID', 'The call_control_id provided was not valid.'],
  '90018': ['Call has already ended', "This call is no longer active and can't receive commands."],
  '90034': ['Call not answered yet', "This call can't receive this command because it has not been answered yet."],
  '90040': ['Downloading audio file failed', "Provided audio file couldn't be downloaded."],
};

/** One entry by its code: the title always comes from the catalogue, the detail may be more precise. */
export function errorEntry(code: string, source?: Source, detail?: string): ErrorEntry {
  const [title, usual] = CATALOGUE[code] ?? ['Error', ''];
  return { code, title, detail: detail ?? usual, ...(source && { source }) };
}

/** What a test control or a person outside means is not there (404 of a control). */
export class NotFound extends Error {}

/** An error answer: its HTTP status and its body. */
export class TelnyxError extends Error {
  readonly status: number;
  readonly body: unknown;
  constructor(status: number, body: unknown) {
    super(`answer ${status}`);
    this.status = status;
    this.body = body;
  }
}

/** Telnyx's error body: `{errors:[{code, title, detail, source, meta:{url}}]}`. */
export const errorBody = (entries: readonly ErrorEntry[]) => ({
  errors: entries.map((entry) => ({ ...entry, meta: { url: `https://developers.telnyx.com/docs/overview/errors/${entry.code}` } })),
});

/** The usual error with one entry. `at` that begins with a slash is a JSON pointer, else a parameter's name. */
export function refuse(status: number, code: string, at?: string, detail?: string): TelnyxError {
  const source = at === undefined ? undefined : at.startsWith('/') ? { pointer: at } : { parameter: at };
  return new TelnyxError(status, errorBody([errorEntry(code, source, detail)]));
}

/** What the switch says when it does not dial (Telnyx, "SIP response codes"). */
const DIAL_REASONS = {
  D13: 'Dialed number is not included in whitelisted countries',
  D38: 'Connection has no Outbound Profile assigned',
  D51: 'Unverified origination number',
  D60: 'Can not make calls to non-verified numbers at this account level',
} as const;

/** A call that is not dialled: one code, a number, for every reason; the text and `telnyx_error` say which. */
export function refuseDial(reason: keyof typeof DIAL_REASONS, callControlId?: string): TelnyxError {
  const text = DIAL_REASONS[reason];
  return new TelnyxError(403, {
    ...(callControlId !== undefined && { data: { call_control_id: callControlId } }),
    errors: [{ code: 10010, detail: `${text} ${reason}. ${text}.` }],
    telnyx_error: { error_code: reason },
  });
}

/** An error of the AI endpoints, whose body is `{detail}`: a sentence, or a list for wrong input. */
export const refuseAi = (status: number, detail: string | readonly object[]) => new TelnyxError(status, { detail });

const escapePointer = (segment: string | number) => String(segment).replaceAll('~', '~0').replaceAll('/', '~1');

/** A 422 with one entry per issue in a body, in the form of the AI endpoints or of all others. */
export function refuseBody(issues: readonly Issue[], isAi: boolean): TelnyxError {
  if (!isAi) {
    const entries = issues.map(({ code, path, detail }) => errorEntry(code, { pointer: `/${path.map(escapePointer).join('/')}` }, detail));
    return new TelnyxError(422, errorBody(entries));
  }
  const details = issues.map(({ code, path, detail }) => {
    const isMissing = code === '10004';
    return { loc: ['body', ...path], msg: isMissing ? 'Field required' : detail, type: isMissing ? 'missing' : 'value_error' };
  });
  return refuseAi(422, details);
}
