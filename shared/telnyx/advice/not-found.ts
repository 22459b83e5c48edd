import { NO_CODE, NO_OPERATION, type Row } from './row.ts';

/** Codes for something that is not there. Telnyx uses 10007 for other errors too, but not with 404. */
const CODES = ['10005', '10007', '404', 'not_found'];

/** Gateways say other things with 404 and without a code: "no Route matched". */
const WORDS = /not.{0,20} found|no such|not exist|unknown|\bhas no\b/i;

/** The rows for something that is not there: by its code, by its words, and for an answer without either. */
function missing(operation: RegExp, means: string, next?: string): readonly Row[] {
  const row = {
    status: [404],
    operation,
    means,
    ...(next !== undefined && { next }),
    again: 'after_change',
  } as const;
  return [
    { ...row, codes: CODES },
    { ...row, codes: [NO_CODE], says: WORDS },
    { ...row, codes: [NO_CODE], wordless: true },
  ];
}

const NOT_OURS = 'The id is not one of this account, or what it named is gone.';

/** 404 by what was asked for. What is quite general comes last. */
export const NOT_FOUND: readonly Row[] = [
  ...missing(
    /^POST \/calls\/[^/]+\/actions\//,
    'The call is over, or the call_control_id is wrong.',
    'list_webhook_deliveries shows the events of calls with their ids.',
  ),
  ...missing(
    /^(GET|DELETE) \/messages\//,
    'There is no message with this id, or it is older than 10 days.',
    'There is no list of messages: search_detail_records finds them, older ones too.',
  ),
  ...missing(/ \/messaging_profiles\//, NOT_OURS, 'Take it from list_messaging_profiles.'),
  ...missing(/ \/phone_numbers\//, NOT_OURS, 'Take it from list_phone_numbers.'),
  ...missing(/^GET \/number_lookup\//, 'Nothing is known of this number.', 'Compare it with what the person said.'),
  ...missing(/ \/call_control_applications\//, NOT_OURS, 'Take it from list_call_control_applications.'),
  ...missing(/ \/connections\//, NOT_OURS, 'Take it from list_connections.'),
  ...missing(/ \/texml\/ai_calls\//, 'connection_id is no TeXML application of this account.', 'Take it from list_connections.'),
  ...missing(/ \/ai\/assistants\//, 'The assistant or the conversation is not there.', 'Take the assistant_id from list_assistants.'),
  ...missing(/ \/ai\/embeddings/, 'The bucket is not there.', 'See list_buckets.'),
  ...missing(/ \/integration_secrets\//, NOT_OURS, 'Take it from list_integration_secrets.'),
  ...missing(/ (\/storage\/|s3:)/, 'The bucket or the file is not there.', 'See list_buckets and list_files.'),
  ...missing(
    /^(POST|PATCH) /,
    'Something that the request names, an id or a number, is not in this account.',
    'List first, then use one from there.',
  ),
  ...missing(NO_OPERATION, 'The id or number is not one of this account: list first, then use one from there.'),
];
