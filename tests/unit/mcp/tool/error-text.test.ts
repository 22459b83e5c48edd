import { describe, expect, test } from '@jest/globals';
import { asFollowUp, explain, InputError, PartialError, RISKS, type Risk, UpstreamClientError } from '../../../../shared/mcp/tool/index.ts';
import { UpstreamKeyError, UpstreamRateLimitError, UpstreamUnavailableError } from '../../../../shared/telnyx/index.ts';

const risks = Object.keys(RISKS) as Risk[];
const text = (error: unknown, risk: Risk = 'read') => explain(error, { risk })?.text;

describe('explain', () => {
  test('a wrong argument: nothing was sent', () => {
    expect(explain(new InputError('Give text or media_urls.'), { risk: 'outbound' })).toEqual({
      code: 'invalid_input',
      text: 'Give text or media_urls. Nothing was done. Correct the arguments and call again.',
    });
  });

  test('U8: a refusal names every entry, code and place', () => {
    const error = new UpstreamClientError(422, [
      { code: '10004', title: 'Missing parameter', detail: 'to is required', at: '/to' },
      { code: '10032', title: 'Bad enum.', at: 'filter[status]' },
    ]);
    expect(explain(error, { risk: 'outbound' })).toEqual({
      code: 'upstream_refused',
      text:
        'Telnyx refused this with HTTP 422. [10004] Missing parameter. to is required. (at /to) [10032] Bad enum. (at filter[status]) ' +
        'Nothing was done. Give the missing value.',
    });
  });

  test.each([
    [402, [], 'Telnyx refused this with HTTP 402. Nothing was done. The account needs credit: see get_balance.'],
    [403, [{ code: '10010', title: 'No' }], 'The API key lacks the right for this, or the account is not verified.'],
    [403, [], 'The API key lacks the right for this, or the account is not verified.'],
    [404, [], 'There is nothing with this id in the account: list first'],
    [404, [{ code: '10005', title: 'Not found' }], 'List first, then use an id of this account.'],
    [400, [{ code: '10016', title: 'Bad number' }], 'Numbers are +E.164, such as +13125550100.'],
    [418, [], 'Telnyx refused this with HTTP 418. Nothing was done.'],
  ])('U8: hints at the way out of %d %j', (status, problems, expected) => {
    expect(text(new UpstreamClientError(status, problems))).toContain(expected);
  });

  test("U9: takes what hides out of Telnyx's words", () => {
    expect(text(new UpstreamClientError(400, [{ detail: 'a\u202e\u0000b', at: '/\u200bto' }]))).toContain('[no code] ab. (at /to)');
  });

  test('U4: a rate limit says when to come back', () => {
    expect(text(new UpstreamRateLimitError(3600), 'outbound')).toBe(
      'Telnyx asks to slow down (rate limit). Nothing was done. Try again after 3600 seconds.',
    );
    expect(text(new UpstreamRateLimitError(0.2))).toContain('after 1 seconds');
    expect(text(new UpstreamRateLimitError(undefined))).toContain('in a minute');
  });

  test('U7: a refused key is for the operator', () => {
    expect(explain(new UpstreamKeyError(), { risk: 'read' })).toEqual({
      code: 'upstream_key_refused',
      text: 'Telnyx refuses the API key of this server. Nothing was done. A retry will not help: the operator has to store a valid key.',
    });
  });

  test.each(risks)('U5: an unknown outcome of a %s is said, with how to check', (risk) => {
    const sent = text(new UpstreamUnavailableError('server_error', 'unknown', 'POST', 503), risk);
    expect(sent).toContain('Telnyx answered with a server error. (HTTP 503) The outcome is UNKNOWN');
    expect(sent).toContain('it may have been carried out, once at most.');
    expect(sent).not.toContain('trying again is safe');
  });

  test('U5: each kind of deed has its own check', () => {
    const checks = risks.map((risk) => text(new UpstreamUnavailableError('timeout', 'unknown', 'POST'), risk));
    expect(checks[risks.indexOf('outbound')]).toContain('search_detail_records');
    expect(checks[risks.indexOf('purchase')]).toContain('list_phone_numbers');
    expect(checks[risks.indexOf('purchase')]).toContain('get_balance');
    expect(checks[risks.indexOf('write')]).toContain('or there may be two');
  });

  test('U5: what a second time changes nothing may be repeated', () => {
    const words = text(new UpstreamUnavailableError('timeout', 'unknown', 'PUT'), 'destructive');
    expect(words).toBe(
      'Telnyx did not answer in time. The outcome is UNKNOWN: it may have been carried out. Doing it again changes nothing more.',
    );
  });

  test('U6: a file that was only looked for is as it was', () => {
    expect(text(new UpstreamUnavailableError('timeout', 'unknown', 'HEAD'), 'destructive')).toContain('Nothing was changed.');
  });

  test('what never reached Telnyx may be tried again', () => {
    expect(text(new UpstreamUnavailableError('network', 'not_sent', 'POST'), 'outbound')).toBe(
      'The connection to Telnyx failed. The request never reached Telnyx: trying again is safe.',
    );
  });

  test.each([
    ['timeout', 'did not answer in time', 'Try again later.'],
    ['cancelled', 'was cancelled', 'Try again later.'],
    ['network', 'connection to Telnyx failed', 'Try again later.'],
    ['server_error', 'server error', 'Try again later.'],
    ['redirect', 'never followed', 'Try again later.'],
    ['too_large', 'too large', 'a smaller page_size or a narrower filter'],
    ['unreadable', 'could not be read', 'Try again later.'],
  ] as const)('U6: a read that failed (%s) changed nothing', (reason, what, next) => {
    const words = text(new UpstreamUnavailableError(reason, 'unknown', 'GET'));
    expect(words).toContain(what);
    expect(words).toContain('Nothing was changed.');
    expect(words).toContain(next);
    expect(words).not.toContain('UNKNOWN');
  });

  test('tells nothing of an error that nobody foresaw', () => {
    for (const error of [new Error('connect 10.0.0.1 KEY0123'), 'KEY0123', undefined, { code: 'x' }])
      expect(explain(error, { risk: 'read' })).toBeUndefined();
  });
});

describe('asFollowUp', () => {
  const failing = (cause: unknown) =>
    asFollowUp('Changed on the number: tags.', () => Promise.reject(cause as Error)).catch((error: unknown) => error);

  test('gives what the step gives', async () => {
    expect(await asFollowUp('Done.', () => Promise.resolve(5))).toBe(5);
  });

  test('states both outcomes when the later step is refused', async () => {
    const error = await failing(new UpstreamClientError(422, [{ code: '10015', title: 'Invalid profile', at: '/messaging_profile_id' }]));
    expect(error).toBeInstanceOf(PartialError);
    expect(explain(error, { risk: 'destructive' })).toEqual({
      code: 'partly_done',
      text:
        'Partly done. Changed on the number: tags. That stands; do not repeat it. But then the next step failed: ' +
        'Telnyx refused this with HTTP 422. [10015] Invalid profile. (at /messaging_profile_id) This step did nothing.',
    });
  });

  test.each([
    [new UpstreamRateLimitError(5), 'This step did nothing. Try again after 5 seconds.'],
    [new UpstreamKeyError(), 'This step did nothing.'],
    [new UpstreamUnavailableError('timeout', 'unknown', 'PATCH'), 'The outcome is UNKNOWN'],
    [new UpstreamUnavailableError('network', 'not_sent', 'PATCH'), 'never reached Telnyx'],
    [new Error('KEY0123'), 'its outcome is UNKNOWN'],
  ])('never says that nothing was done (%s)', async (cause, expected) => {
    const words = text(await failing(cause), 'destructive');
    expect(words).toContain(expected);
    expect(words).not.toContain('Nothing was done');
    expect(words).not.toContain('KEY0123');
  });
});
