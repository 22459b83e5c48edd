import { NO_CODE, type Row } from './row.ts';

const KEY_MAY_NOT =
  'The API key lacks the right for this, or the account is not verified for it: the operator can see to it in the Telnyx portal.';
const INVALID_ID = 'An id is not valid, or not one of this account.';
const TAKE_LISTED = 'List first, then use an id from there.';
const NO_CREDIT = {
  means: 'The account lacks credit.',
  next: 'See get_balance; credit is added in the Telnyx portal.',
  again: 'after_change',
} as const;

/** Arguments that hold ids, and where each is listed. */
const LISTED_AT = [
  [/(^|[/.])connection_id$/i, 'connection_id', 'list_connections'],
  [/(^|[/.])messaging_profile_id$/i, 'messaging_profile_id', 'list_messaging_profiles'],
  [/(^|[/.])outbound_voice_profile_id$/i, 'outbound_voice_profile_id', 'list_call_control_applications, which shows those in use'],
  [/(^|[/.])(ai_?)?assistant_?id$|[/.]assistant[/.]id$/i, 'The id of the assistant', 'list_assistants'],
] as const;

const UNKNOWN_IDS: readonly Row[] = LISTED_AT.flatMap(([at, name, tool]) => {
  const row = {
    status: [400, 404, 422],
    at,
    means: `${name} names nothing in this account that can be used here.`,
    next: `Take it from ${tool}.`,
    again: 'after_change',
  } as const;
  return [
    { ...row, codes: ['10013', '10017', '10022'] },
    { ...row, codes: ['10015', '10027'], says: /invalid|unknown|not (be )?(exist|found|valid|belong)|no such/i },
  ];
});

/**
 * Errors that any operation may answer.
 *
 * @see https://developers.telnyx.com/development/api-fundamentals/api-errors
 */
export const GENERAL: readonly Row[] = [
  { codes: ['10003'], means: 'A URL is not valid: https on a public host, at most 2000 characters.', again: 'after_change' },
  { codes: ['10004'], says: /missing|blank|required parameter|required and/i, means: 'Give the missing value.', again: 'after_change' },
  { codes: ['10004'], wordless: true, status: [400, 422], means: 'Give the missing value.', again: 'after_change' },
  { codes: ['10006'], says: /not authorized|permission|api key/i, status: [401, 403], means: KEY_MAY_NOT, again: 'after_change' },
  { codes: ['10006'], says: /\bid\b/i, means: INVALID_ID, next: TAKE_LISTED, again: 'after_change' },
  { codes: ['10006'], wordless: true, status: [400, 404, 422], means: INVALID_ID, next: TAKE_LISTED, again: 'after_change' },
  { codes: ['10008'], means: 'Telnyx took too long.', again: 'later' },
  {
    codes: ['10010'],
    says: /does not exist|not (part|found)|belong/i,
    means: 'Something that the request names is not in this account.',
    next: TAKE_LISTED,
    again: 'after_change',
  },
  { codes: ['10010'], means: KEY_MAY_NOT, again: 'after_change' },
  { codes: ['10014'], means: 'This server sent what Telnyx does not take: tell the operator.', again: 'never' },
  { codes: ['10012'], means: 'The same exists already.', next: 'List what there is before you make another.', again: 'never' },
  ...UNKNOWN_IDS,
  {
    codes: ['10013', '10017', '10022'],
    means: 'An id in the request names nothing in this account.',
    next: TAKE_LISTED,
    again: 'after_change',
  },
  {
    codes: ['10015'],
    says: /whitelisted/i,
    means: 'whitelisted_destinations has to name the countries, as ISO 3166-1 alpha-2 codes such as US, or "*".',
    again: 'after_change',
  },
  { codes: ['10015', '10027'], says: /\S/, means: 'Correct what Telnyx names.', again: 'after_change' },
  { codes: ['10021'], means: 'It is still in use: first take away what uses it.', again: 'after_change' },
  { codes: ['10020', '10026'], means: 'A value has the wrong type.', again: 'after_change' },
  {
    codes: ['10023', '10028'],
    means: 'Telnyx could not read the characters of the request: leave unusual ones out.',
    again: 'after_change',
  },
  { codes: ['10018', '10032'], means: 'Use one of the allowed values.', again: 'after_change' },
  { codes: ['10033'], means: 'Use a value within the limits.', again: 'after_change' },
  {
    codes: ['10036'],
    effect: 'This request did nothing, but an earlier one like it is still being carried out.',
    means: 'Look whether that one went through before you decide.',
    again: 'later',
  },
  {
    codes: ['10039'],
    means: 'The level of the account does not allow this, or a limit of that level is reached.',
    next: 'The account holder raises the account level in the Telnyx portal.',
    again: 'after_change',
  },
  {
    codes: ['20002', '20006', '10009'],
    says: /key|credential|token|authenticat/i,
    means: 'The API key of this server is no longer valid: the operator has to store a valid one.',
    again: 'after_change',
  },
  {
    codes: ['20002', '20006'],
    wordless: true,
    means: 'The API key of this server is no longer valid: the operator has to store a valid one.',
    again: 'after_change',
  },
  {
    codes: ['20012'],
    means: 'The account is inactive, often because it has no funds left.',
    next: 'See get_balance; credit is added in the Telnyx portal.',
    again: 'after_change',
  },
  {
    codes: ['20013'],
    means: "The account is blocked: Telnyx's support can tell why.",
    next: 'See get_balance too.',
    again: 'after_change',
  },
  {
    codes: ['20014', '20016', '20017'],
    means: 'The account is not verified far enough for this.',
    next: 'The account holder verifies it in the Telnyx portal.',
    again: 'after_change',
  },
  {
    codes: ['20015'],
    means: 'The feature is not enabled for the account, or its credit is used up: Telnyx says the same for both.',
    next: "See get_balance first; then Telnyx's support can enable it.",
    again: 'after_change',
  },
  { codes: ['20100'], ...NO_CREDIT },
  { codes: [NO_CODE, '402'], status: [402], ...NO_CREDIT },
  {
    codes: ['75001'],
    means: 'The host of the webhook URL cannot be found in DNS.',
    next: 'update_call_control_application and update_messaging_profile set webhook URLs.',
    again: 'after_change',
  },
];
