import { describe, expect, test } from '@jest/globals';
import { useSimulator } from './harness.ts';

const MINE = '+13125550100';
const THEIRS = '+13125550142';
const BRITISH = '+447700900142';

const sim = useSimulator();

const sendText = (fields: object) => sim.api('POST', '/messages', { from: MINE, to: THEIRS, text: 'hello', ...fields });
const profileId = async () => (await sim.api('GET', '/messaging_profiles')).json.data[0].id as string;
const allow = async (...countries: string[]) =>
  sim.api('PATCH', `/messaging_profiles/${await profileId()}`, { whitelisted_destinations: ['US', 'CA', ...countries] });
const firstError = (answer: { json: { errors: { code: string; source?: unknown }[] } }) => answer.json.errors[0];

describe('sending a message', () => {
  test('goes from queued over sent to delivered by the clock', async () => {
    const sent = (await sendText({})).json.data;
    expect(sent).toMatchObject({
      record_type: 'message',
      direction: 'outbound',
      type: 'SMS',
      parts: 1,
      encoding: 'GSM-7',
      sent_at: null,
      errors: [],
    });
    expect(sent.to).toMatchObject([{ phone_number: THEIRS, status: 'queued' }]);
    const status = async () => (await sim.api('GET', `/messages/${sent.id}`)).json.data.to[0].status;
    await sim.advance(499);
    expect(await status()).toBe('queued');
    await sim.advance(1);
    expect(await status()).toBe('sent');
    await sim.advance(1000);
    expect((await sim.api('GET', `/messages/${sent.id}`)).json.data).toMatchObject({
      to: [{ status: 'delivered' }],
      sent_at: '2026-07-15T12:00:00.500Z',
      completed_at: '2026-07-15T12:00:01.500Z',
    });
  });

  test('fails delivery to numbers that end in 0199, with the reason', async () => {
    const { id } = (await sendText({ to: '+14155550199' })).json.data;
    await sim.advance(1500);
    expect((await sim.api('GET', `/messages/${id}`)).json.data).toMatchObject({
      to: [{ status: 'delivery_failed' }],
      errors: [{ code: '40001', title: 'Not routable' }],
    });
  });

  test('takes its cost per part from the balance', async () => {
    const sent = await sendText({ text: 'a'.repeat(161) });
    expect(sent.json.data).toMatchObject({
      parts: 2,
      cost: { amount: '0.0140', currency: 'USD' },
      cost_breakdown: { rate: { amount: '0.0040' }, carrier_fee: { amount: '0.0030' } },
    });
    expect((await sim.api('GET', '/balance')).json.data.balance).toBe('99.986');
  });

  test('bills an MMS as one part at its own price', async () => {
    const sent = await sendText({ text: undefined, media_urls: ['https://example.com/cat.png'], subject: 'A cat' });
    expect(sent.json.data).toMatchObject({
      type: 'MMS',
      parts: 1,
      subject: 'A cat',
      cost: { amount: '0.0250' },
      media: [{ url: 'https://example.com/cat.png' }],
    });
  });

  test('waits for send_at as scheduled', async () => {
    const sent = await sendText({ send_at: '2026-07-15T12:10:00Z' });
    expect(sent.json.data.to[0].status).toBe('scheduled');
    await sim.advance(10 * 60_000 + 600);
    expect((await sim.api('GET', `/messages/${sent.json.data.id}`)).json.data.to[0].status).toBe('sent');
  });

  test('refuses a send_at that is too near or too far', async () => {
    for (const send_at of ['2026-07-15T12:04:00Z', '2026-07-25T12:00:00Z', 'tomorrow']) {
      const answer = await sendText({ send_at });
      expect([answer.status, firstError(answer)]).toMatchObject([422, { code: '10015', source: { pointer: '/send_at' } }]);
    }
  });

  test('sends from the number pool when only a profile is named', async () => {
    const sent = await sendText({ from: undefined, messaging_profile_id: await profileId() });
    expect(sent.json.data.from.phone_number).toBe(MINE);
  });

  test('lets an alphanumeric sender through only with a profile', async () => {
    expect(firstError(await sendText({ from: 'ACME' }))).toMatchObject({ code: '10004', source: { pointer: '/messaging_profile_id' } });
    await allow('GB');
    const sent = await sendText({ from: 'ACME', to: BRITISH, messaging_profile_id: await profileId() });
    expect([sent.status, sent.json.data.from.phone_number]).toEqual([200, 'ACME']);
  });
});

describe('an alphanumeric sender', () => {
  const refusal = async (fields: object) => {
    await allow('GB', 'PR');
    const answer = await sendText({ from: 'ACME', messaging_profile_id: await profileId(), ...fields });
    return [answer.status, firstError(answer)?.code];
  };

  test.each([THEIRS, '+14165550142', '+17875550142'])('does not reach %s', async (to) => {
    expect(await refusal({ to })).toEqual([400, '40301']);
  });

  test('sends no media', async () => {
    expect(await refusal({ to: BRITISH, media_urls: ['https://example.com/cat.png'] })).toEqual([400, '40308']);
  });
});

describe('a person who sends STOP', () => {
  const says = (text: string, from = THEIRS) => sim.control('POST', '/messages/inbound', { from, to: MINE, text });
  const status = async (fields: object = {}) => (await sendText(fields)).status;

  test.each(['STOP', 'stop', ' Stop ', 'StopAll', 'stop all', 'unsubscribe', 'CANCEL', 'End', 'quit'])(
    'as %j is not written to',
    async (text) => {
      expect((await says(text)).json.data.autoresponse_type).toBe('STOP');
      const answer = await sendText({});
      expect([answer.status, firstError(answer)]).toMatchObject([
        409,
        {
          code: '40300',
          title: 'Blocked due to STOP message',
          detail: `Messages cannot be sent from '${MINE}' to '${THEIRS}' due to an existing block rule.`,
        },
      ]);
      expect((await sim.api('GET', '/balance')).json.data.balance).toBe('100.00');
    },
  );

  test('is blocked for every number of the profile, and for its pool', async () => {
    await says('STOP');
    expect(await status({ from: '+12125550100' })).toBe(409);
    expect(await status({ from: undefined, messaging_profile_id: await profileId() })).toBe(409);
    expect(await status({ to: '+13125550143' })).toBe(200);
  });

  test('may be written to from a number of another profile', async () => {
    await says('STOP');
    const other = (await sim.api('POST', '/messaging_profiles', { name: 'Other', whitelisted_destinations: ['US'] })).json.data.id;
    const { id } = (await sim.api('GET', '/phone_numbers?filter[phone_number]=12125550100')).json.data[0];
    await sim.api('PATCH', `/phone_numbers/${id}/messaging`, { messaging_profile_id: other });
    expect(await status({ from: '+12125550100' })).toBe(200);
  });

  test.each(['START', 'unstop'])('is written to again after %j', async (text) => {
    await says('STOP');
    expect((await says(text)).json.data.autoresponse_type).toBe('START');
    expect(await status()).toBe(200);
  });

  test.each(['Please stop', 'STOP it', 'Yes', 'ok'])('is not meant by %j', async (text) => {
    expect((await says(text)).json.data.autoresponse_type).toBeUndefined();
    expect(await status()).toBe(200);
  });

  test('is not lifted by HELP', async () => {
    await says('STOP');
    const { id } = (await says('help')).json.data;
    expect((await sim.api('GET', `/messages/${id}`)).json.data.autoresponse_type).toBe('HELP');
    expect(await status()).toBe(409);
  });
});

describe('the daily spend limit of a profile', () => {
  const limit = async (fields: object) => sim.api('PATCH', `/messaging_profiles/${await profileId()}`, fields);
  const refusal = async () => {
    const answer = await sendText({});
    return [answer.status, firstError(answer)];
  };

  test('stops messages at the limit until midnight UTC', async () => {
    await limit({ daily_spend_limit: '0.01', daily_spend_limit_enabled: true });
    expect([(await sendText({})).status, (await sendText({})).status]).toEqual([200, 200]);
    expect(await refusal()).toMatchObject([429, { code: '40333', title: 'Messaging profile spend limit reached' }]);
    expect((await sendText({})).headers).not.toHaveProperty('retry-after');
    await sim.advance(12 * 3600_000 - 1);
    expect(await refusal()).toMatchObject([429, {}]);
    await sim.advance(1);
    expect((await sendText({})).status).toBe(200);
  });

  test('counts only where it is enabled, and can be raised', async () => {
    await limit({ daily_spend_limit: '0.001' });
    expect([(await sendText({})).status, (await sendText({})).status]).toEqual([200, 200]);
    await limit({ daily_spend_limit_enabled: true });
    expect(await refusal()).toMatchObject([429, {}]);
    await limit({ daily_spend_limit: '1' });
    expect((await sendText({})).status).toBe(200);
  });
});

describe('a trial account', () => {
  test('texts verified numbers alone', async () => {
    await sim.control('POST', '/account', { level: 'trial', verified_numbers: [THEIRS] });
    expect((await sendText({})).status).toBe(200);
    const answer = await sendText({ to: '+13125550143' });
    expect([answer.status, firstError(answer)]).toMatchObject([
      403,
      { code: '10039', detail: 'Only pre-verified destinations are allowed at this account level. Refer to https://telnyx.com/upgrade' },
    ]);
    await sim.control('POST', '/account', { level: 'paid' });
    expect((await sendText({ to: '+13125550143' })).status).toBe(200);
  });
});

describe('a long code without a 10DLC campaign', () => {
  const outcome = async (fields: object) => {
    await sim.control('POST', '/senders', { phone_number: '+13125550100', campaign: null });
    const { id } = (await sendText(fields)).json.data;
    await sim.advance(1500);
    const { to, errors } = (await sim.api('GET', `/messages/${id}`)).json.data;
    return [to[0].status, errors[0]?.code];
  };

  test('reaches nobody in the USA from a long code', async () => {
    expect(await outcome({})).toEqual(['delivery_failed', '40010']);
  });

  test.each([{ from: '+18005550100' }, { to: '+14165550142' }])('is delivered with %j', async (fields) => {
    expect(await outcome(fields)).toEqual(['delivered', undefined]);
  });
});

describe('a scheduled message', () => {
  const schedule = async () => (await sendText({ send_at: '2026-07-15T12:10:00Z' })).json.data;
  const cancel = (id: string) => sim.api('DELETE', `/messages/${id}`);

  test('says when it leaves, and to whom besides', async () => {
    const { id } = await schedule();
    expect((await sim.api('GET', `/messages/${id}`)).json.data).toMatchObject({ send_at: '2026-07-15T12:10:00.000Z', cc: [] });
  });

  test('is cancelled up to a minute before, and its cost is given back', async () => {
    const { id } = await schedule();
    await sim.advance(9 * 60_000 - 1);
    const { status, json } = await cancel(id);
    expect([status, json]).toMatchObject([200, { id, to: [{ phone_number: THEIRS, status: 'cancelled' }], cost: { amount: '0.0' } }]);
    expect((await sim.api('GET', '/balance')).json.data.balance).toBe('100.00');
    await sim.advance(3600_000);
    expect((await sim.api('GET', `/messages/${id}`)).json.data).toMatchObject({ to: [{ status: 'cancelled' }], sent_at: null });
    expect((await sim.api('GET', '/detail_records?filter[record_type]=messaging')).json.data).toEqual([]);
  });

  test('is not cancelled in its last minute, twice, or where there is none', async () => {
    const late = await schedule();
    const twice = await schedule();
    await cancel(twice.id);
    await sim.advance(9 * 60_000);
    const sent = (await sendText({})).json.data;
    for (const { id } of [late, twice, sent]) {
      const answer = await cancel(id);
      expect([answer.status, firstError(answer)?.code]).toEqual([403, '10010']);
    }
    expect((await cancel('00000000-0000-4000-8000-000000000000')).status).toBe(404);
  });
});

describe('refusing a message', () => {
  test.each([
    ['a sender the account does not own', { from: '+13125550177' }, 400, '40305', '/from'],
    ['a list of recipients', { to: [THEIRS] }, 422, '10016', '/to'],
    ['a missing recipient', { to: undefined }, 422, '10004', '/to'],
    ['a recipient that is not in +E.164', { to: '(312) 555-0100' }, 422, '10016', '/to'],
    ['a text of the wrong type', { text: 5 }, 422, '10026', '/text'],
    ['an unknown encoding', { encoding: 'utf8' }, 422, '10032', '/encoding'],
    ['neither sender nor profile', { from: undefined }, 422, '10004', '/messaging_profile_id'],
    ['an unknown profile', { messaging_profile_id: '00000000-0000-4000-8000-000000000000' }, 422, '10017', '/messaging_profile_id'],
    ['a country outside the whitelist', { to: '+442079460001' }, 400, '40309', '/to'],
    ['an unknown country', { to: '+999123456' }, 400, '40310', '/to'],
    ['a North American number with too few digits', { to: '+13125550' }, 400, '40310', '/to'],
    ['an area code that begins with 1', { to: '+11235550142' }, 400, '40310', '/to'],
    ['an exchange that begins with 0', { to: '+13120550142' }, 400, '40310', '/to'],
    ['a premium rate number', { to: '+19005550142' }, 400, '40310', '/to'],
    ['a number of Jamaica, although it begins with +1', { to: '+18765550142' }, 400, '40309', '/to'],
    ['an MMS of text alone', { type: 'MMS' }, 400, '40304', '/media_urls'],
    ['an SMS of media alone', { type: 'SMS', text: undefined, media_urls: ['https://example.com/a.png'] }, 400, '40304', '/text'],
    ['more than ten parts', { text: 'a'.repeat(1531) }, 400, '40302', '/text'],
    [
      'a media address that is no web address',
      { media_urls: ['https://example.com/a.png', 'file:///etc/passwd'] },
      422,
      '10015',
      '/media_urls/1',
    ],
  ])('names what is wrong with %s', async (_, fields, status, code, pointer) => {
    const answer = await sendText(fields);
    expect(answer.status).toBe(status);
    expect(firstError(answer)).toMatchObject({
      code,
      source: { pointer },
      meta: { url: `https://developers.telnyx.com/docs/overview/errors/${code}` },
    });
    expect((await sim.api('GET', '/balance')).json.data.balance).toBe('100.00');
  });

  test('refuses a message without content', async () => {
    const answer = await sendText({ text: undefined });
    expect([answer.status, firstError(answer)?.code]).toEqual([400, '40316']);
  });

  test('reports every mistake of a body, not only the first', async () => {
    expect((await sendText({ to: 1, text: 2 })).json.errors).toHaveLength(2);
  });

  test('refuses with 402 when the credit is used up, and takes nothing', async () => {
    await sim.control('POST', '/account', { balance: '0.0069' });
    const answer = await sendText({});
    expect([answer.status, firstError(answer)?.code]).toEqual([402, '20100']);
    await sim.control('POST', '/account', { credit_limit: '0.0001' });
    expect((await sendText({})).status).toBe(200);
    expect((await sim.api('GET', '/balance')).json.data).toMatchObject({
      balance: '-0.0001',
      credit_limit: '0.0001',
      available_credit: '0.00',
    });
  });

  test('refuses to send by a disabled profile with 409', async () => {
    await sim.api('PATCH', `/messaging_profiles/${await profileId()}`, { enabled: false });
    const answer = await sendText({});
    expect([answer.status, firstError(answer)?.code]).toEqual([409, '40312']);
  });
});

describe('reading a message', () => {
  test('is possible for ten days', async () => {
    const { id } = (await sendText({})).json.data;
    await sim.advance(10 * 24 * 3600 * 1000);
    expect((await sim.api('GET', `/messages/${id}`)).status).toBe(200);
    await sim.advance(1);
    const answer = await sim.api('GET', `/messages/${id}`);
    expect([answer.status, firstError(answer)?.code]).toEqual([404, '10005']);
  });

  test('shows an inbound message to the account that owns the number', async () => {
    const { data } = (await sim.control('POST', '/messages/inbound', { from: THEIRS, to: MINE, text: 'Is it ready? ✅' })).json;
    expect((await sim.api('GET', `/messages/${data.id}`)).json.data).toMatchObject({
      direction: 'inbound',
      encoding: 'UCS-2',
      text: 'Is it ready? ✅',
      from: { phone_number: THEIRS, status: 'received' },
      to: [{ phone_number: MINE, status: 'delivered' }],
    });
    expect((await sim.control('POST', '/messages/inbound', { from: THEIRS, to: '+13125550177', text: 'x' })).status).toBe(404);
  });
});
