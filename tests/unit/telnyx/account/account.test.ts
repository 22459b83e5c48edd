import { describe, expect, test } from '@jest/globals';
import { json } from '../../../app/contract/support/telnyx-edge.ts';
import { askAccount, askSimulator, list } from './ask-account.ts';

const MINUTE_MS = 60_000;
const PROFILE = '4000EBA1-a0c0-4563-9925-b25e842a7cb6';
const numbers = (...all: readonly string[]) => all.map((phone_number) => ({ phone_number }));

describe('the numbers of an account', () => {
  test('are those of all pages, each asked for once', async () => {
    const { result, urls } = await askAccount({
      answers: {
        '/phone_numbers': (seen, response) => {
          const page = Number(new URL(seen.url, 'http://h').searchParams.get('page[number]'));
          json({ data: numbers(`+1312555010${page}`), meta: { total_pages: 3, page_number: page } })(seen, response);
        },
      },
      ask: async (account) => account.numbers(),
    });
    expect(result).toEqual(['+13125550101', '+13125550102', '+13125550103']);
    expect(urls.sort()).toEqual(
      [1, 2, 3].map((page) => `/phone_numbers?handle_messaging_profile_error=true&page[number]=${page}&page[size]=250`),
    );
  });

  test('are read once for all who ask at the same time, and kept for ten minutes', async () => {
    const { paths } = await askAccount({
      answers: { '/phone_numbers': list(...numbers('+13125550100')) },
      ask: async (account, pass) => {
        const [one, two] = await Promise.all([account.numbers(), account.numbers()]);
        expect(one).toBe(two);
        pass(10 * MINUTE_MS - 1);
        expect(await account.numbers()).toBe(one);
        pass(1);
        expect(await account.numbers()).not.toBe(one);
      },
    });
    expect(paths).toEqual(['/phone_numbers', '/phone_numbers']);
  });

  test.each([
    ['records that have none', { data: [{ phone_number: '+13125550100' }, { phone_number: null }, null, 7, {}], meta: {} }],
    ['no number of pages', { data: numbers('+13125550100') }],
    ['pages beyond belief', { data: numbers('+13125550100'), meta: { total_pages: 1_000_000_000 } }],
    ['pages as text', { data: numbers('+13125550100'), meta: { total_pages: '1' } }],
    ['an error beside data', { data: numbers('+13125550100'), errors: [{ code: '10007' }], meta: null }],
  ])('are taken from an answer with %s', async (_what, body) => {
    const { result, paths } = await askAccount({ answers: { '/phone_numbers': json(body) }, ask: (account) => account.numbers() });
    expect([result, paths]).toEqual([['+13125550100'], ['/phone_numbers']]);
  });

  test.each([
    [json({ errors: [{ code: '10005' }] }, 404), 'upstream_refused'],
    [json({ errors: [{ code: '10010' }] }, 403), 'upstream_refused'],
    [json({ numbers: [] }), 'upstream_unavailable'],
  ])('are never none because they could not be read: %#', async (answer, code) => {
    const { result } = await askAccount({
      answers: { '/phone_numbers': answer },
      ask: (account) => Promise.allSettled([account.numbers(), account.owns('+13125550100')]),
    });
    expect(result).toMatchObject([{ reason: { code } }, { reason: { code } }]);
  });

  test('that could not be read are asked for again', async () => {
    let isDown = true;
    await askAccount({
      answers: { '/phone_numbers': (seen, response) => (isDown ? json({}, 403) : list(...numbers('+13125550100')))(seen, response) },
      ask: async (account) => {
        await expect(account.numbers()).rejects.toMatchObject({ code: 'upstream_refused' });
        isDown = false;
        expect(await account.numbers()).toEqual(['+13125550100']);
      },
    });
  });
});

describe('G2: a sender', () => {
  const answers = {
    '/phone_numbers': list(...numbers('+13125550100')),
    '/verified_numbers': list(...numbers('+12125550199')),
    '/short_codes': list({ short_code: '72000' }),
  };

  test.each([
    ['+13125550100', true],
    ['+12125550199', true],
    ['72000', true],
    ['+13125550101', false],
    ['+1312555010', false],
    ['', false],
  ])('%j belongs to the account: %s', async (sender, owned) => {
    expect((await askAccount({ answers, ask: (account) => account.owns(sender) })).result).toBe(owned);
  });

  test('that is a number costs one request, and none for ten minutes', async () => {
    const { paths } = await askAccount({
      answers,
      ask: async (account) => {
        for (let time = 0; time < 5; time++) await account.owns('+13125550100');
      },
    });
    expect(paths).toEqual(['/phone_numbers']);
  });

  test('that is missing is looked for anew, so that a number just bought can send', async () => {
    const owned = ['+13125550100'];
    await askAccount({
      answers: { '/phone_numbers': (seen, response) => list(...numbers(...owned))(seen, response) },
      ask: async (account, pass) => {
        expect(await account.owns('+13125550101')).toBe(false);
        owned.push('+13125550101');
        pass(3_000);
        expect(await account.owns('+13125550101')).toBe(true);
      },
    });
  });

  test('that is missing makes nobody flood Telnyx', async () => {
    const { paths } = await askAccount({
      answers,
      ask: async (account, pass) => {
        const tries = () => Promise.all(Array.from({ length: 50 }, (_, at) => account.owns(`+1212555${1000 + at}`)));
        await tries();
        pass(2_999);
        await tries();
        pass(1);
        await tries();
      },
    });
    expect(paths.sort()).toEqual(['/phone_numbers', '/verified_numbers', '/short_codes'].flatMap((one) => [one, one]).sort());
  });

  test('is checked where the account may not see verified numbers or short codes', async () => {
    const hidden = { ...answers, '/verified_numbers': json({}, 403), '/short_codes': json({}, 404) };
    const { result } = await askAccount({
      answers: hidden,
      ask: async (account) => [await account.owns('+13125550100'), await account.owns('+12125550199')],
    });
    expect(result).toEqual([true, false]);
  });
});

describe('G2: the messaging profile of a number', () => {
  const answers = {
    '/phone_numbers': list(
      { phone_number: '+13125550100', messaging_profile_id: PROFILE },
      { phone_number: '+13125550101', messaging_profile_id: null },
      { phone_number: '+13125550102', messaging_profile_id: '' },
      { phone_number: '+13125550103' },
    ),
    '/verified_numbers': list(...numbers('+12125550199')),
    '/short_codes': list({ short_code: '72000', messaging_profile_id: 'abc' }, { short_code: '72001', messaging_profile_id: null }),
  };

  test.each([
    ['+13125550100', PROFILE.toLowerCase()],
    ['+13125550101', undefined],
    ['+13125550102', undefined],
    ['+13125550103', undefined],
    ['72000', 'abc'],
    ['72001', undefined],
    ['+12125550199', undefined],
    ['+13125550199', undefined],
  ])('of %s is %s', async (own, profile) => {
    expect((await askAccount({ answers, ask: (account) => account.profileOf(own) })).result).toBe(profile);
  });

  test('comes with the list of numbers, which is kept for ten minutes', async () => {
    const { paths } = await askAccount({
      answers,
      ask: async (account, pass) => {
        await account.owns('+13125550100');
        for (const own of ['+13125550100', '+13125550101']) await account.profileOf(own);
        pass(10 * MINUTE_MS - 1);
        await account.profileOf('+13125550100');
        pass(1);
        await account.profileOf('+13125550100');
      },
    });
    expect(paths).toEqual(['/phone_numbers', '/phone_numbers']);
  });

  test('of a number just bought is known with it', async () => {
    const owned: object[] = [];
    const { result } = await askAccount({
      answers: { '/phone_numbers': (seen, response) => list(...owned)(seen, response) },
      ask: async (account, pass) => {
        await account.numbers();
        owned.push({ phone_number: '+13125550101', messaging_profile_id: 'abc' });
        pass(3_000);
        return [await account.owns('+13125550101'), await account.profileOf('+13125550101')];
      },
    });
    expect(result).toEqual([true, 'abc']);
  });
});

describe('G23: hosts in use', () => {
  test('are those of profiles, applications and assistants', async () => {
    const { result, urls } = await askAccount({
      answers: {
        '/messaging_profiles': list(
          { webhook_url: 'https://One.example.net/x', webhook_failover_url: 'https://two.example.net', v1_secret: 'https' },
          { webhook_url: '' },
        ),
        '/call_control_applications': list({ webhook_event_url: 'https://three.example.net', webhook_event_failover_url: null }),
        '/texml_applications': list({ voice_url: 'https://four.example.net', status_callback: 'https://five.example.net' }),
        '/ai/assistants': json({ data: [{ tools: [{ type: 'webhook', webhook: { url: 'https://six.example.net/{{id}}' } }] }] }),
      },
      ask: (account) => account.webhookHosts(),
    });
    expect([...result].sort()).toEqual(['five', 'four', 'one', 'six', 'three', 'two'].map((name) => `${name}.example.net`));
    expect(urls.every((url) => url.endsWith('page[number]=1&page[size]=250'))).toBe(true);
  });

  test('are kept for ten minutes', async () => {
    const { paths } = await askAccount({
      answers: {},
      ask: async (account, pass) => {
        await account.webhookHosts();
        pass(10 * MINUTE_MS - 1);
        await account.webhookHosts();
      },
    });
    expect(paths).toHaveLength(4);
  });

  test('are known without the assistants, where these cannot be read', async () => {
    const { result } = await askAccount({
      answers: { '/messaging_profiles': list({ webhook_url: 'https://one.example.net' }), '/ai/assistants': json({ detail: 'no list' }) },
      ask: (account) => account.webhookHosts(),
    });
    expect([...result]).toEqual(['one.example.net']);
  });

  test('are not none because Telnyx failed', async () => {
    const { result } = await askAccount({
      answers: { '/messaging_profiles': json({}, 400) },
      ask: (account) => Promise.allSettled([account.webhookHosts()]),
    });
    expect(result).toMatchObject([{ reason: { code: 'upstream_refused' } }]);
  });
});

describe('prices of numbers for sale', () => {
  const offer = (phone_number: string, cost_information?: object) => ({ phone_number, cost_information });
  const cost = (upfront_cost: unknown, monthly_cost: unknown, currency?: string) => ({ upfront_cost, monthly_cost, currency });

  test.each([
    [cost('1.00', '1.50', 'USD'), { upfront: 100, monthly: 150 }],
    [cost('0.0', '0.29'), { upfront: 0, monthly: 29 }],
    [cost('1.001', 2), { upfront: 101, monthly: 200 }],
    [cost('1.00', '1.00', 'EUR'), { upfront: undefined, monthly: undefined }],
    [cost('free', null), { upfront: undefined, monthly: undefined }],
    [cost('-1', '1.00'), { upfront: undefined, monthly: 100 }],
    [undefined, { upfront: undefined, monthly: undefined }],
  ])('%j', async (given, expected) => {
    const { result } = await askAccount({
      answers: { '/available_phone_numbers': json({ data: [null, offer('+13125550151', cost('9', '9')), offer('+13125550150', given)] }) },
      ask: (account) => account.prices(['+13125550150']),
    });
    expect([...result]).toEqual([['+13125550150', expected]]);
  });

  test('are searched for in the country of each number', async () => {
    const { result, urls } = await askAccount({
      answers: { '/available_phone_numbers': json({ data: [] }) },
      ask: (account) => account.prices(['+13125550150', '+442079460150']),
    });
    expect([...result]).toEqual([]);
    expect(urls.sort()).toEqual([
      '/available_phone_numbers?filter[country_code]=GB&filter[phone_number][contains]=2079460150&filter[limit]=250',
      '/available_phone_numbers?filter[country_code]=US&filter[phone_number][contains]=3125550150&filter[limit]=250',
    ]);
  });
});

describe('opt-outs', () => {
  test('are read since a time, whichever way Telnyx writes it', async () => {
    const since = Date.parse('2026-07-01T00:00:00Z');
    const { result, urls } = await askAccount({
      answers: {
        '/messaging_optouts': list(
          { to: '+13125550142', messaging_profile_id: PROFILE, created_at: '2026-07-02 12:00:38.631252+00:00', keyword: 'STOP' },
          { to: '+13125550143', messaging_profile_id: null, created_at: '2026-07-02T12:00:38Z', keyword: null },
          { to: '+13125550144', created_at: 'soon' },
          { to: '+1312555****', created_at: '2026-07-02T12:00:38Z' },
        ),
      },
      ask: (account) => account.optOuts(since),
    });
    expect(result).toEqual([
      { number: '+13125550142', profileId: PROFILE.toLowerCase(), at: Date.parse('2026-07-02T12:00:38.631Z') },
      { number: '+13125550143', at: Date.parse('2026-07-02T12:00:38Z') },
      { number: '+13125550144', at: since },
    ]);
    expect(urls).toEqual(['/messaging_optouts?created_at[gte]=2026-07-01T00:00:00.000Z&page[number]=1&page[size]=250']);
  });

  test.each([403, 404])('are not known where the key may not see them: %i', async (status) => {
    const { result } = await askAccount({
      answers: { '/messaging_optouts': json({}, status) },
      ask: (account) => account.optOuts(0),
    });
    expect(result).toBeUndefined();
  });
});

test('the account of the simulator is read in all its parts', async () => {
  await askSimulator(async (account, control) => {
    await control('/account', { verified_numbers: ['+12125550199'] });
    await control('/portal', { short_codes: ['72000'] });
    const begin = Date.now();
    await control('/messages/inbound', { from: '+13125550142', to: '+13125550100', text: 'STOP' });
    expect(await account.numbers()).toContain('+13125550100');
    expect(await Promise.all(['+13125550100', '+12125550199', '72000', '+13125550150'].map((one) => account.owns(one)))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect([...(await account.webhookHosts())]).toEqual(['example.com']);
    expect(await account.prices(['+13125550150', '+442079460010', '+18005550150', '+13125550100'])).toEqual(
      new Map([
        ['+13125550150', { upfront: 100, monthly: 100 }],
        ['+442079460010', { upfront: 100, monthly: 150 }],
        ['+18005550150', { upfront: 200, monthly: 200 }],
      ]),
    );
    const profileId = await account.profileOf('+13125550100');
    expect(profileId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await account.optOuts(begin - 1000)).toMatchObject([{ number: '+13125550142', profileId }]);
    expect(await account.optOuts(Date.now() + MINUTE_MS)).toEqual([]);
  });
});
