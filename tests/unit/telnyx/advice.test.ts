import { describe, expect, test } from '@jest/globals';
import { adviceForCode } from '../../../shared/mcp/tool/index.ts';
import { adviceFor, type Rejection, type UpstreamProblem } from '../../../shared/telnyx/index.ts';
import { ROWS } from '../../../shared/telnyx/advice/advice-for.ts';
import { NO_OPERATION } from '../../../shared/telnyx/advice/row.ts';
import { tools } from '../../../tools/index.ts';
import { RECORDS } from '../../tools/index.ts';

const TOOLS = new Set(tools.map(({ name }) => name));
const VERBS = [...new Set(tools.map(({ name }) => name.split('_')[0]))].join('|');
const NAMES = new RegExp(`\\b(?:${VERBS})_[a-z_]+`, 'g');

const toolsIn = (text = ''): readonly string[] => text.match(NAMES) ?? [];

const LACKS_THE_RIGHT = /API key lacks the right/;

/** `POST /calls` as an operation. */
function operationOf(called: string) {
  const [method = '', path = ''] = called.split(' ');
  return { method, path };
}

interface Asked extends Partial<Rejection> {
  readonly status?: number;
  readonly called?: string;
}

const advise = ({ status, called, problems = [], foreign }: Asked) =>
  adviceFor({
    problems,
    ...(foreign !== undefined && { foreign }),
    ...(status !== undefined && { status }),
    ...(called !== undefined && { operation: operationOf(called) }),
  });

/** The problem of one code. */
const one = (code: string, title?: string, detail?: string): readonly UpstreamProblem[] => [
  { code, ...(title !== undefined && { title }), ...(detail !== undefined && { detail }) },
];

describe('the table of advice', () => {
  test('names tools of this server alone', () => {
    for (const { means, next } of ROWS) expect(toolsIn(`${means} ${next}`).filter((name) => !TOOLS.has(name))).toEqual([]);
  });

  test('has whole sentences', () => {
    for (const { means, next = 'None.' } of ROWS) for (const text of [means, next]) expect(text).toMatch(/^[A-Za-z"].*[.]$/);
  });

  test('blames the API key for the codes alone that mean it', () => {
    const blamed = ROWS.filter(({ means, next }) => LACKS_THE_RIGHT.test(`${means} ${next}`)).flatMap(({ codes = ['any'] }) => codes);
    expect([...new Set(blamed)].sort()).toEqual(['10006', '10010']);
  });

  test('goes by a code or by words, never by a status alone', () => {
    for (const row of ROWS) expect([row.codes !== undefined || row.says !== undefined, row]).toEqual([true, row]);
  });

  test('speaks of operations that some tool requests', () => {
    const requested = RECORDS.flatMap(({ s3, requests, calls }) =>
      [...requests, ...Object.values(calls).flatMap((call) => call.requests ?? [])].map((request) =>
        s3 && !request.includes('/storage/') ? request.replace(' ', ' s3:') : request,
      ),
    );
    for (const { operation } of ROWS) {
      if (operation && operation !== NO_OPERATION)
        expect([String(operation), requested.some((request) => operation.test(request))]).toEqual([String(operation), true]);
    }
  });
});

/** What must be in the advice for each code that decides by itself, and whether the same request makes sense again. */
const BY_CODE: Readonly<Record<string, readonly [words: RegExp, again: string]>> = {
  D1: [/wait/i, 'later'],
  D2: [/wait/i, 'later'],
  D3: [/wait/i, 'later'],
  D22: [/wait/i, 'later'],
  D4: [/wait/i, 'later'],
  D5: [/wait/i, 'later'],
  D56: [/wait/i, 'later'],
  D7: [/update_call_control_application/, 'after_change'],
  D38: [/outbound\.outbound_voice_profile_id with update_call_control_application.*TeXML application .* portal/, 'after_change'],
  D8: [/emergency/i, 'never'],
  D37: [/emergency/i, 'never'],
  D59: [/special numbers/, 'never'],
  D9: [/wait/i, 'later'],
  D10: [/support/, 'after_change'],
  D11: [/lookup_number/, 'after_change'],
  D14: [/lookup_number/, 'after_change'],
  D50: [/lookup_number/, 'after_change'],
  D12: [/country.*portal/, 'after_change'],
  D13: [/does not allow calls to this country.*portal/, 'after_change'],
  D15: [/outbound voice profile is disabled.*portal/, 'after_change'],
  D16: [/get_connection.*update_call_control_application/, 'after_change'],
  D18: [/get_connection/, 'after_change'],
  D17: [/account is disabled.*get_balance/, 'after_change'],
  D19: [/get_balance/, 'after_change'],
  D21: [/get_phone_number/, 'after_change'],
  D48: [/get_phone_number/, 'after_change'],
  D24: [/rate per minute/, 'after_change'],
  D25: [/list_connections/, 'after_change'],
  D26: [/list_connections/, 'after_change'],
  D29: [/list_connections/, 'after_change'],
  D30: [/SIP address/, 'after_change'],
  D31: [/SIP address/, 'after_change'],
  D34: [/list_phone_numbers/, 'after_change'],
  D35: [/\+E\.164: see list_phone_numbers/, 'after_change'],
  D36: [/list_phone_numbers/, 'after_change'],
  D51: [/no number of this account.*list_phone_numbers/, 'after_change'],
  D39: [/daily limit/, 'later'],
  D40: [/no route/, 'later'],
  PE1: [/no route/, 'later'],
  PE2: [/no route/, 'later'],
  PE3: [/no route/, 'later'],
  PE4: [/no route/, 'later'],
  PE5: [/no route/, 'later'],
  PE6: [/no route/, 'later'],
  TV1: [/no route/, 'later'],
  D41: [/fraud/, 'never'],
  D58: [/fraud/, 'never'],
  D42: [/SIP REFER/, 'after_change'],
  D44: [/list_call_control_applications/, 'after_change'],
  D46: [/caller id/, 'after_change'],
  D49: [/caller id/, 'after_change'],
  D54: [/reputation/, 'after_change'],
  D52: [/screens calls/, 'never'],
  D53: [/to and from are the same/, 'after_change'],
  D57: [/update_phone_number sets hd_voice_enabled/, 'after_change'],
  D60: [/only call numbers that it has verified.*raises the account level/, 'after_change'],
  D61: [/raises the account level/, 'after_change'],
  D63: [/get_phone_number/, 'later'],
  D64: [/get_phone_number/, 'later'],
  D65: [/get_phone_number/, 'later'],
  P05: [/Too many calls/, 'later'],
  TM1: [/no rates/, 'never'],
  '90014': [/0 to 9, A to D/, 'after_change'],
  '90015': [/create_call or from an event in list_webhook_deliveries/, 'after_change'],
  '90018': [/call that is over.*list_webhook_deliveries/, 'never'],
  '90019': [/over/, 'never'],
  '90020': [/answer_call/, 'later'],
  '90034': [/call\.answered in list_webhook_deliveries.*answer_call/, 'later'],
  '90032': [/full/, 'later'],
  '90036': [/full/, 'later'],
  '90040': [/fetch audio_url/, 'after_change'],
  '90045': [/media streaming/, 'after_change'],
  '90054': [/transcription/, 'after_change'],
  '90061': [/assistant/, 'after_change'],
  '90103': [/voice in speak_text/, 'after_change'],
  '40300': [/sent STOP.*every number of the messaging profile.*no other number.*START/, 'never'],
  '40305': [/list_phone_numbers shows the messaging_profile_id.*update_phone_number assigns/, 'after_change'],
  '40306': [/update_messaging_profile sets alpha_sender/, 'after_change'],
  '40308': [/list_phone_numbers/, 'after_change'],
  '40309': [/update_messaging_profile adds the country to whitelisted_destinations/, 'after_change'],
  '40310': [/lookup_number/, 'after_change'],
  '40012': [/lookup_number/, 'after_change'],
  '40001': [/landline.*lookup_number/, 'after_change'],
  '40301': [/list_phone_numbers/, 'after_change'],
  '40319': [/list_phone_numbers/, 'after_change'],
  '40302': [/shorten/, 'after_change'],
  '40328': [/shorten/, 'after_change'],
  '40304': [/MMS needs media_urls or a subject/, 'after_change'],
  '40316': [/MMS needs media_urls or a subject/, 'after_change'],
  '40317': [/ten media_urls and 1 MB/, 'after_change'],
  '40312': [/update_messaging_profile sets enabled: true/, 'after_change'],
  '40311': [/secret.*list_messaging_profiles/, 'after_change'],
  '40313': [/secret.*list_messaging_profiles/, 'after_change'],
  '40314': [/disabled for the whole account/, 'after_change'],
  '40315': [/get_message/, 'after_change'],
  '40318': [/queue/, 'later'],
  '40320': [/purchase is not complete.*list_phone_numbers/, 'later'],
  '40321': [/no number that could send.*update_phone_number/, 'after_change'],
  '40333': [/until 00:00 UTC.*daily_spend_limit with update_messaging_profile/, 'after_change'],
  '40010': [/10DLC campaign.*portal/, 'after_change'],
  '40016': [/midnight Pacific/, 'later'],
  '40018': [/by the minute/, 'later'],
  '40150': [/toll-free.*portal/, 'after_change'],
  '40329': [/toll-free.*portal/, 'after_change'],
  '40100': [/update_phone_number assigns a messaging profile/, 'after_change'],
  '40151': [/get_phone_number/, 'after_change'],
  '40013': [/get_phone_number/, 'after_change'],
  '40002': [/spam/, 'later'],
  '40011': [/too many at once/, 'later'],
  '40003': [/from no other number/, 'after_change'],
  '40015': [/from no other number/, 'after_change'],
  '40017': [/from no other number/, 'after_change'],
  '40322': [/content has to change/, 'after_change'],
  '40009': [/plain text/, 'after_change'],
  '40004': [/lookup_number/, 'after_change'],
  '40008': [/lookup_number/, 'after_change'],
  '40005': [/expired/, 'later'],
  '40014': [/expired/, 'later'],
  '40006': [/carrier did not answer/, 'later'],
  '85007': [/not available any more.*list_available_phone_numbers and take another/, 'after_change'],
  '10002': [/lookup_number/, 'after_change'],
  '10003': [/URL/, 'after_change'],
  '10008': [/too long/, 'later'],
  '10010': [LACKS_THE_RIGHT, 'after_change'],
  '10014': [/operator/, 'never'],
  '10018': [/allowed values/, 'after_change'],
  '10012': [/exists already/, 'never'],
  '10013': [/names nothing/, 'after_change'],
  '10017': [/names nothing/, 'after_change'],
  '10022': [/names nothing/, 'after_change'],
  '10020': [/wrong type/, 'after_change'],
  '10026': [/wrong type/, 'after_change'],
  '10021': [/in use/, 'after_change'],
  '10023': [/unusual/, 'after_change'],
  '10028': [/unusual/, 'after_change'],
  '10032': [/allowed values/, 'after_change'],
  '10033': [/within the limits/, 'after_change'],
  '10036': [/went through/, 'later'],
  '10039': [/account level/, 'after_change'],
  '20002': [/operator has to store a valid one/, 'after_change'],
  '20006': [/operator has to store a valid one/, 'after_change'],
  '20012': [/inactive.*no funds.*get_balance/, 'after_change'],
  '20013': [/blocked/, 'after_change'],
  '20014': [/not verified far enough/, 'after_change'],
  '20016': [/not verified far enough/, 'after_change'],
  '20017': [/not verified far enough/, 'after_change'],
  '20015': [/or its credit is used up.*get_balance/, 'after_change'],
  '20100': [/lacks credit.*get_balance/, 'after_change'],
  '75001': [/update_call_control_application and update_messaging_profile/, 'after_change'],
  model_not_found: [/list_assistants/, 'after_change'],
  NoSuchBucket: [/list_buckets/, 'after_change'],
  NoSuchKey: [/list_files/, 'after_change'],
  BucketAlreadyExists: [/another name/, 'after_change'],
  BucketAlreadyOwnedByYou: [/another region.*list_buckets/, 'never'],
  InvalidBucketName: [/3 to 63/, 'after_change'],
  TooManyBuckets: [/list_buckets/, 'after_change'],
  QuotaExceeded: [/full.*delete_file/, 'after_change'],
  UserSuspended: [/suspended.*get_balance/, 'after_change'],
  AccountProblem: [/suspended/, 'after_change'],
  AccessDenied: [/another account.*list_buckets/, 'after_change'],
  AllAccessDisabled: [/another account/, 'after_change'],
  SignatureDoesNotMatch: [/key or its clock.*operator/, 'after_change'],
  RequestTimeTooSkewed: [/clock/, 'after_change'],
  AuthorizationHeaderMalformed: [/signature/, 'after_change'],
  EntityTooLarge: [/larger/, 'after_change'],
  KeyTooLongError: [/1,024 bytes/, 'after_change'],
  InvalidObjectName: [/1,024 bytes/, 'after_change'],
  InvalidRange: [/shorter/, 'after_change'],
  IllegalLocationConstraintException: [/region.*list_buckets/, 'after_change'],
  InvalidLocationConstraint: [/region/, 'after_change'],
  InvalidRegion: [/region/, 'after_change'],
  PermanentRedirect: [/list_buckets/, 'after_change'],
  SlowDown: [/busy/, 'later'],
  TooManyRequests: [/busy/, 'later'],
  ServiceUnavailable: [/busy/, 'later'],
  OperationAborted: [/at work/, 'at_once'],
  RequestTimeout: [/at work/, 'at_once'],
  InternalError: [/busy/, 'later'],
};

describe('a code that decides by itself', () => {
  test.each(Object.entries(BY_CODE))('%s', (code, [words, again]) => {
    expect(adviceForCode(code)).toMatchObject({ text: expect.stringMatching(words), again });
  });

  test('is every code of the table but those that need a status, an operation or words', () => {
    const alone = ROWS.flatMap(({ codes = [], status, operation, says, at }) => ((status ?? operation ?? says ?? at) ? [] : codes));
    expect(Object.keys(BY_CODE).sort()).toEqual([...new Set(alone)].sort());
  });

  test.each(['10006', '10007', '10009', '10005', '12345', 'constructor', '__proto__', 'no code', ''])('is not %j: less is said', (code) => {
    expect(adviceForCode(code)).toBeUndefined();
  });
});

const SEND = 'POST /messages';
const DIAL = 'POST /calls';
const AI_CALL = 'POST /texml/ai_calls/1';
const COMMAND = 'POST /calls/v3%3Ax/actions/hangup';
const CHAT = 'POST /ai/assistants/1/chat';
const ORDER = 'POST /number_orders';
const PRESIGN = 'POST /storage/buckets/b/k/presigned_url';

describe('why a call is not connected', () => {
  test.each([DIAL, AI_CALL, 'POST /calls/v3%3Ax/actions/transfer'])('U8: goes by the SIP code, not by 10010: %s', (called) => {
    for (const code of ['D13', 'D17', 'D38', 'D51', 'D60', 'D1']) {
      const inWords = advise({
        status: 403,
        called,
        problems: one('10010', 'Authorization failed', `Something is wrong ${code}. So it is.`),
      });
      const beside = advise({ status: 403, called, problems: [{ code: '10010', detail: 'Something is wrong.', sipCode: code }] });
      const alone = advise({ status: 403, called, problems: [{ sipCode: code }] });
      for (const advice of [inWords, beside, alone]) expect(advice).toEqual(adviceForCode(code));
    }
  });

  test('U8: is told in server errors too', () => {
    const problems = one('10007', 'Unexpected error', 'Channel limit exceeded D22');
    expect(advise({ status: 503, called: DIAL, problems })).toEqual(adviceForCode('D22'));
  });

  test('U8: without a SIP code that is known, is left to its words', () => {
    for (const detail of ['No', 'No D99.']) {
      const advice = advise({ status: 403, called: DIAL, problems: one('10010', 'Authorization failed', detail) });
      expect(advice?.text).toMatch(/words say why/);
      expect(advice?.text).not.toMatch(LACKS_THE_RIGHT);
    }
  });

  test('U8: is not seen in other operations, nor in what an argument holds', () => {
    expect(advise({ status: 404, called: 'GET s3:/b/k', problems: one('NoSuchKey', 'No D13.txt') })).toEqual(adviceForCode('NoSuchKey'));
    const quoting = [{ code: '10032', title: 'Bad value', detail: 'D13 is not one of the values', at: '/codec' }];
    expect(advise({ status: 422, called: DIAL, problems: quoting })).toEqual(adviceForCode('10032'));
  });
});

describe('an error of which the same code means several things', () => {
  test.each<[string, Asked, RegExp | undefined]>([
    [
      'an unknown connection',
      { status: 422, problems: [{ code: '10017', at: '/connection_id' }] },
      /connection_id names nothing .* list_connections/,
    ],
    [
      'an unknown messaging profile',
      { status: 422, problems: [{ code: '10015', title: 'Invalid profile', at: '/messaging_profile_id' }] },
      /messaging_profile_id names nothing .* list_messaging_profiles/,
    ],
    ['an unknown assistant', { status: 422, problems: [{ code: '10015', detail: 'Not found', at: '/AIAssistantId' }] }, /list_assistants/],
    [
      'a connection that is missing',
      { status: 422, problems: [{ code: '10015', title: 'Is required', at: '/connection_id' }] },
      /^Correct what/,
    ],
    ['an unknown id elsewhere', { status: 422, problems: [{ code: '10017', at: '/billing_group_id' }] }, /List first/],
    [
      'a Canadian number that may not be looked up',
      {
        status: 422,
        called: 'GET /number_lookup/+14165550142',
        problems: [{ code: '10015', detail: 'Lookups of Canadian numbers are not enabled' }],
      },
      /Canadian ones only where that is enabled/,
    ],
    [
      'a number that may not call for an assistant',
      { status: 422, called: 'POST /texml/ai_calls/5', problems: [{ code: '10015', detail: "The 'From' number is not active" }] },
      /list_phone_numbers shows status and connection_id; update_phone_number with assistant_id/,
    ],
    [
      '10006 as an invalid id',
      { status: 404, problems: one('10006', 'Invalid ID', 'The resource ID provided was invalid.') },
      /List first/,
    ],
    ['10006 as a lacking right', { status: 403, problems: one('10006', 'Not authorized', 'Not yours.') }, LACKS_THE_RIGHT],
    ['10006 without words, 422', { status: 422, problems: one('10006') }, /List first/],
    ['10006 without words, 403', { status: 403, problems: one('10006') }, undefined],
    ['10006 with other words', { status: 403, problems: one('10006', 'Forbidden') }, undefined],
    [
      '10005 of a call',
      { status: 404, called: COMMAND, problems: one('10005', 'Resource not found') },
      /call is over.*list_webhook_deliveries/,
    ],
    [
      '10005 of an audio file',
      { status: 404, called: 'POST /calls/x/actions/playback_start', problems: one('10005', 'Audio file not found') },
      /no audio file/,
    ],
    ['10005 that is no 404', { status: 422, problems: one('10005', 'Invalid parameters', 'field required') }, undefined],
    ['10007 as a forbidden thing', { status: 403, problems: one('10007', 'Forbidden', 'Domain is not verified.') }, undefined],
    ['10009 as something missing', { status: 404, problems: one('10009', 'Resource not found', 'Enterprise not found.') }, undefined],
    ['10009 as a key', { status: 403, problems: one('10009', 'Authentication failed') }, /operator/],
    ['10004 as a missing value', { status: 422, problems: one('10004', 'Missing required parameter') }, /missing value/],
    ['10004 without words', { status: 422, problems: one('10004') }, /missing value/],
    ['10004 as a login', { status: 401, problems: one('10004', 'Authentication failed', 'The headers were invalid.') }, undefined],
    ['10001 as a number', { status: 400, problems: one('10001', 'Inactive phone number') }, /list_phone_numbers/],
    ['10001 as anything', { status: 400, problems: one('10001', 'Not Found', 'The block was not found') }, undefined],
    ['10011 as encryption', { status: 422, called: DIAL, problems: one('10011', 'Media encryption not supported') }, /SIP addresses/],
    ['10016 as a number', { status: 422, problems: one('10016', 'Phone number must be in +E164 format') }, /\+13125550100/],
    ['10016 without words', { status: 422, problems: one('10016') }, /\+13125550100/],
    ['10016 as an outage', { status: 400, problems: one('10016', 'Service Unavailable') }, undefined],
    ['10010 as a lacking right', { status: 403, called: SEND, problems: one('10010', 'Authorization failed') }, LACKS_THE_RIGHT],
    [
      '10010 as a stranger’s id',
      { status: 403, problems: one('10010', 'Authorization Failed', 'The billing group does not exist or is not part of your account') },
      /not in this account/,
    ],
    ['10002 with 404', { status: 404, called: SEND, problems: one('10002', 'Invalid phone number') }, /lookup_number/],
    [
      '10015 as a connection',
      { status: 422, called: DIAL, problems: one('10015', 'Invalid value for connection_id (Call Control App ID)') },
      /list_call_control_applications/,
    ],
    ['10015 as countries', { status: 400, problems: one('10015', 'Missing whitelisted destinations') }, /whitelisted_destinations/],
    [
      '10015 as documents',
      { status: 400, called: ORDER, problems: one('10015', 'Bad Request', 'Missing regulatory requirements') },
      /requirement_group_id/,
    ],
    [
      '10015 as a number that is gone',
      { status: 400, called: ORDER, problems: one('10015', 'Bad Request', 'The number is not available') },
      /list_available_phone_numbers/,
    ],
    ['10015 as anything', { status: 400, problems: one('10015', 'Bad Request') }, /what Telnyx names/],
    ['10015 without words', { status: 400, problems: one('10015') }, undefined],
    ['10027', { status: 422, problems: one('10027', 'Invalid value') }, /what Telnyx names/],
    ['85001', { status: 400, called: ORDER, problems: one('85001', 'Order error') }, /list_available_phone_numbers/],
    [
      '10039 as a destination',
      { status: 403, called: SEND, problems: one('10039', 'Feature limited', 'Only pre-verified destinations are allowed') },
      /verifies this number/,
    ],
    ['20100 with any status', { status: 409, called: ORDER, problems: one('20100', 'Insufficient Funds') }, /get_balance/],
    ['402 without a code', { status: 402, problems: [{ detail: 'Pay' }] }, /get_balance/],
    ['402 without a body', { status: 402 }, /get_balance/],
  ])('U8: %s', (_what, asked, words) => {
    const advice = advise(asked);
    if (words === undefined) expect(advice).toBeUndefined();
    else expect(advice?.text).toMatch(words);
    if (words !== LACKS_THE_RIGHT) expect(advice?.text ?? '').not.toMatch(LACKS_THE_RIGHT);
  });
});

describe('what is not there', () => {
  const HAYSTACKS: readonly (readonly [called: string, tool: string])[] = [
    [COMMAND, 'list_webhook_deliveries'],
    ['GET /messages/1', 'search_detail_records'],
    ['GET /messaging_profiles/1', 'list_messaging_profiles'],
    ['PATCH /phone_numbers/1', 'list_phone_numbers'],
    ['GET /call_control_applications/1', 'list_call_control_applications'],
    ['GET /connections/1', 'list_connections'],
    [AI_CALL, 'list_connections'],
    ['GET /ai/assistants/1', 'list_assistants'],
    ['POST /ai/embeddings', 'list_buckets'],
    ['DELETE /integration_secrets/1', 'list_integration_secrets'],
    [PRESIGN, 'list_files'],
    ['GET s3:/b/k', 'list_files'],
  ];
  test.each(HAYSTACKS)('U8: %s: %s finds it', (called, tool) => {
    for (const problems of [one('10005', 'Resource not found'), [{ detail: 'Not Found' }], [{ detail: 'It could not be found.' }], []]) {
      expect(toolsIn(advise({ status: 404, called, problems })?.text)).toContain(tool);
    }
  });

  test('U8: says less of other words without a code', () => {
    expect(advise({ status: 404, called: 'GET /balance', problems: [{ detail: 'no Route matched' }] })).toBeUndefined();
  });

  test('U8: is nothing that a list could find where the request names nothing', () => {
    for (const called of ['GET /balance', 'GET /phone_numbers', 'GET /detail_records']) {
      expect(advise({ status: 404, called, problems: one('10005', 'Resource not found') })).toBeUndefined();
    }
    expect(advise({ status: 404, called: SEND, problems: one('10005', 'Resource not found') })?.text).toMatch(/names.*List first/);
  });

  test('U8: needs no operation', () => {
    expect(advise({ status: 404, problems: one('10005', 'Resource not found') })?.text).toMatch(/list first/);
    expect(advise({ status: 404, called: 'GET /number_lookup/1', problems: one('10005', 'Not found') })?.text).toMatch(/number/);
  });
});

describe('what has no code of Telnyx', () => {
  test.each<[string, Asked, RegExp]>([
    [
      'a model',
      {
        status: 422,
        called: 'POST /ai/assistants',
        problems: [{ title: 'value_error', detail: 'Value error, Model x/y is not available for inference' }],
      },
      /Leave model out.*list_assistants/,
    ],
    ['a model that is unknown', { status: 400, called: CHAT, problems: [{ detail: 'The model `x` does not exist' }] }, /Leave model out/],
    [
      'a limit of spending for AI',
      { status: 403, called: CHAT, problems: one('spend_limit', 'Blocked', 'Daily spend limit reached') },
      /limit of spending/,
    ],
    [
      'the quota of a provider',
      { status: 429, called: CHAT, problems: one('insufficient_quota', 'You exceeded your current quota') },
      /limit of spending/,
    ],
    [
      'the rate limit of a provider',
      { status: 429, called: CHAT, problems: one('rate_limit_exceeded', 'Rate limit reached') },
      /too many requests/,
    ],
    ['a bucket', { status: 400, called: 'POST /ai/embeddings', problems: [{ detail: 'Bucket docs does not exist' }] }, /list_buckets/],
    [
      'a key of a provider, 401',
      { status: 401, called: CHAT, problems: one('invalid_api_key', 'Incorrect API key provided') },
      /llm_api_key_ref.*create_integration_secret/,
    ],
    ['a key of a named provider', { status: 401, called: CHAT, problems: [{ detail: 'Anthropic says no' }] }, /llm_api_key_ref/],
    [
      'a key of a provider, 403',
      { status: 403, called: CHAT, problems: [{ detail: 'The API key for Deepgram was refused' }] },
      /llm_api_key_ref/,
    ],
    [
      'a key named by its reference',
      { status: 401, called: CHAT, problems: [{ detail: 'llm_api_key_ref is not valid' }] },
      /llm_api_key_ref/,
    ],
    ['either key', { status: 401, called: CHAT, problems: [{ detail: 'Unauthorized' }] }, /Either.*llm_api_key_ref/],
    ['either key, without words', { status: 401, called: CHAT }, /Either/],
    [
      'the life of a URL',
      { status: 403, called: PRESIGN, problems: one('10039', 'Feature limited', 'ttl must be at most 300') },
      /300 seconds/,
    ],
    [
      'a message that has gone out',
      { status: 403, called: 'DELETE /messages/x', problems: one('10010', 'Authorization failed') },
      /until a minute before it goes out.*get_message/,
    ],
    [
      'a message that is not scheduled',
      { status: 422, called: 'DELETE /messages/x', problems: one('40399', 'The message is already sent') },
      /until a minute before it goes out.*get_message/,
    ],
    ['a suspended storage', { status: 403, called: PRESIGN, problems: [{ detail: 'The account is suspended' }] }, /suspended.*get_balance/],
  ])('U8: %s', (_what, asked, words) => {
    const advice = advise(asked);
    expect(advice?.text).toMatch(words);
    expect(advice?.text).not.toMatch(LACKS_THE_RIGHT);
  });
});

describe('several problems of one answer', () => {
  test('U8: are advised on from the strictest, two at most', () => {
    const problems = ['10015', '40318', '40300', '10032'].map((code) => ({ code, title: 'x' }));
    const advice = advise({ status: 400, called: SEND, problems });
    expect(advice).toMatchObject({ again: 'never', text: expect.stringMatching(/^This person sent STOP.*Correct what Telnyx names\.$/) });
  });

  test('U8: that are alike are advised on once', () => {
    const problems = [{ code: '10032' }, { code: '10032' }];
    expect(advise({ status: 422, problems })).toEqual(adviceForCode('10032'));
  });
});

describe('a body that the API did not write', () => {
  test.each([401, 403, 404, 400, 402, 409, 503])('U8: %d alone gives no advice', (status) => {
    for (const called of [SEND, COMMAND, CHAT, PRESIGN]) {
      expect(advise({ status, called, foreign: 'an HTML page' })).toBeUndefined();
    }
  });

  test.each([413, 414])('U8: %d says by itself that the request is too large', (status) => {
    expect(advise({ status, foreign: 'an HTML page' })?.text).toMatch(/too large/);
    expect(advise({ status })?.text).toMatch(/too large/);
  });
});

/** Examples of Telnyx's OpenAPI document (July 2026), those of operations that tools use. */
const EXAMPLES: readonly (readonly [status: number, called: string, problem: UpstreamProblem, words: RegExp | undefined])[] = [
  [
    422,
    DIAL,
    { code: '10004', title: 'Missing required parameter', detail: "The 'to' parameter is required and cannot be blank.", at: '/to' },
    /missing value/,
  ],
  [
    422,
    DIAL,
    {
      code: '10011',
      title: 'Media encryption not supported for PSTN calls',
      detail: 'SRTP media encryption is not supported for PSTN calls.',
      at: '/media_encryption',
    },
    /SIP addresses/,
  ],
  [
    422,
    DIAL,
    {
      code: '10015',
      title: 'Invalid value for connection_id (Call Control App ID)',
      detail:
        'The requested connection_id (Call Control App ID) is either invalid or does not exist. Only Call Control Apps with valid webhook URL are accepted.',
      at: '/connection_id',
    },
    /list_call_control_applications/,
  ],
  [
    422,
    DIAL,
    { code: '10016', title: 'Phone number must be in +E164 format', detail: "The 'to' parameter must be in E164 format.", at: '/to' },
    /\+13125550100/,
  ],
  [
    422,
    COMMAND,
    { code: '10032', title: 'Invalid enumerated value', detail: 'The value must be one of: dual, single.', at: '/record_channels' },
    /allowed values/,
  ],
  [
    422,
    COMMAND,
    { code: '10033', title: 'Value outside of range', detail: 'The value is outside of allowed range 1 to 5000', at: '/max_participants' },
    /within the limits/,
  ],
  [
    422,
    COMMAND,
    { code: '90015', title: 'Invalid Call Control ID', detail: 'The call_control_id provided was not valid.', at: '/call_control_id' },
    /list_webhook_deliveries/,
  ],
  [
    422,
    COMMAND,
    { code: '90018', title: 'Call has already ended', detail: "This call is no longer active and can't receive commands." },
    /over/,
  ],
  [
    422,
    COMMAND,
    { code: '90034', title: 'Call not answered yet', detail: "This call can't receive this command because it has not been answered yet." },
    /answer_call/,
  ],
  [
    422,
    COMMAND,
    { code: '90061', title: 'AI Assistant is already in progress', detail: 'AI Assistant cannot be started more than once.' },
    /at work/,
  ],
  [
    400,
    COMMAND,
    { code: '90040', title: 'Downloading audio file failed', detail: "Provided audio file couldn't be downloaded." },
    /audio_url/,
  ],
  [400, COMMAND, { code: '10015', title: 'Bad Request', detail: 'Invalid characters in the request.' }, /what Telnyx names/],
  [404, COMMAND, { code: '10005', title: 'Audio file not found', detail: "Provided audio file URL couldn't be found." }, /no audio file/],
  [
    404,
    'GET /connections/1',
    { code: '10005', title: 'Resource not found', detail: 'The requested resource or URL could not be found.' },
    /list_connections/,
  ],
  [404, 'GET /ai/assistants/1', { code: '10007', title: 'Resource not found', detail: 'Resource not found' }, /list_assistants/],
  [
    409,
    SEND,
    { code: '10036', title: 'Resource is being processed', detail: 'A request with this Idempotency-Key is already being processed.' },
    /went through/,
  ],
  [500, ORDER, { code: '10007', title: 'Unexpected error', detail: 'An unexpected error occured.' }, undefined],
  [403, 'GET /balance', { code: '403', title: 'Forbidden', detail: 'Forbidden' }, undefined],
];

test.each(EXAMPLES)("U8: Telnyx's own example: %d to %s, %j", (status, called, problem, words) => {
  const advice = advise({ status, called, problems: [problem] });
  if (words === undefined) expect(advice).toBeUndefined();
  else expect(advice?.text).toMatch(words);
});
