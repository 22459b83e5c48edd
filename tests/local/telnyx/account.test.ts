import { describe, expect, test } from '@jest/globals';
import { useSimulator } from './harness.ts';

const sim = useSimulator();

describe('messaging profiles', () => {
  const create = (fields: object) => sim.api('POST', '/messaging_profiles', { name: 'ops', whitelisted_destinations: ['US'], ...fields });

  test('are created with the defaults and their secret', async () => {
    const { status, json } = await create({ daily_spend_limit: '20.00' });
    expect(status).toBe(200);
    expect(json.data).toMatchObject({
      name: 'ops',
      enabled: true,
      webhook_api_version: '2',
      daily_spend_limit: '20.00',
      mms_transcoding: false,
    });
    expect(json.data.v1_secret).toMatch(/^\w{32}$/);
    expect((await sim.api('GET', `/messaging_profiles/${json.data.id}`)).json).toEqual(json);
  });

  test.each([
    [{ name: undefined }, '10004', '/name'],
    [{ whitelisted_destinations: undefined }, '10004', '/whitelisted_destinations'],
    [{ whitelisted_destinations: ['us'] }, '10015', '/whitelisted_destinations/0'],
    [{ whitelisted_destinations: ['US', 'ZZ'] }, '10027', '/whitelisted_destinations'],
    [{ whitelisted_destinations: ['XX'] }, '10027', '/whitelisted_destinations'],
    [{ whitelisted_destinations: ['UK'] }, '10027', '/whitelisted_destinations'],
    [{ ai_assistant_id: 'assistant-9' }, '10017', '/ai_assistant_id'],
    [{ alpha_sender: 'much too long' }, '10015', '/alpha_sender'],
    [{ daily_spend_limit: 20 }, '10026', '/daily_spend_limit'],
    [{ webhook_url: 'ftp://example.com' }, '10015', '/webhook_url'],
    [{ number_pool_settings: { long_code_weight: 1, skip_unhealthy: true } }, '10004', '/number_pool_settings/toll_free_weight'],
  ])('refuse %j', async (fields, code, pointer) => {
    const answer = await create(fields);
    expect([answer.status, answer.json.errors]).toMatchObject([422, [{ code, source: { pointer } }]]);
  });

  test('keep what a change does not name, and validate what it does', async () => {
    const { id } = (await create({ webhook_url: 'https://example.com/a' })).json.data;
    await sim.advance(60_000);
    const changed = (await sim.api('PATCH', `/messaging_profiles/${id}`, { daily_spend_limit: '50.00', name: 'ops 2' })).json.data;
    expect(changed).toMatchObject({
      name: 'ops 2',
      webhook_url: 'https://example.com/a',
      daily_spend_limit: '50.00',
      updated_at: '2026-07-15T12:01:00.000Z',
    });
    expect((await sim.api('PATCH', `/messaging_profiles/${id}`, { webhook_url: null })).json.data.webhook_url).toBeNull();
    expect((await sim.api('PATCH', `/messaging_profiles/${id}`, { enabled: 'yes' })).json.errors[0].source.pointer).toBe('/enabled');
    expect((await sim.api('PATCH', '/messaging_profiles/unknown', { enabled: true })).status).toBe(404);
  });

  test('are found by name', async () => {
    await create({ name: 'regional ops' });
    const names = async (query: string) =>
      (await sim.api('GET', `/messaging_profiles?${query}`)).json.data.map((profile: { name: string }) => profile.name);
    expect(await names('filter[name][contains]=OPS')).toEqual(['regional ops']);
    expect(await names('filter[name][eq]=Main')).toEqual(['Main']);
    expect(await names('filter[name]=ops')).toEqual([]);
    expect((await sim.api('GET', '/messaging_profiles?filter[name][like]=x')).status).toBe(400);
  });
});

describe('detail records', () => {
  const send = (to: string) => sim.api('POST', '/messages', { from: '+13125550100', to, text: 'hello' });
  const records = async (query: string) => (await sim.api('GET', `/detail_records?filter[record_type]=messaging&${query}`)).json;

  test('show the messages that were sent, without their text', async () => {
    await send('+13125550142');
    await send('+13125550199');
    await sim.advance(2000);
    const { data, meta } = await records('sort=cld');
    expect(meta.total_results).toBe(2);
    expect(data).toMatchObject([
      {
        record_type: 'message_detail_record',
        direction: 'outbound',
        cli: '+13125550100',
        cld: '+13125550142',
        status: 'delivered',
        parts: 1,
        cost: '0.0070',
        errors: [],
      },
      { cld: '+13125550199', status: 'failed', errors: ['40001'] },
    ]);
    expect(JSON.stringify(data)).not.toContain('hello');
  });

  test.each([
    ['filter[cld][ends_with]=142', 1],
    ['filter[cld][starts_with]=%2B1312', 2],
    ['filter[cld][contains]=5550', 2],
    ['filter[status]=delivered', 1],
    ['filter[direction]=inbound', 0],
    ['filter[created_at][gte]=2026-07-15', 2],
    ['filter[created_at][lt]=2026-07-15', 0],
    ['filter[parts][gte]=2', 0],
    ['filter[date_range]=today', 2],
    ['filter[date_range]=yesterday', 0],
    ['filter[date_range]=this_week', 2],
    ['filter[date_range]=last_month', 0],
    ['filter[date_range]=last_7_days', 2],
  ])('are filtered by %s', async (query, count) => {
    await send('+13125550142');
    await send('+13125550199');
    await sim.advance(2000);
    expect((await records(query)).meta.total_results).toBe(count);
  });

  test('tell what else was spent, each with its cost in dollars', async () => {
    const of = async (type: string) =>
      (await sim.api('GET', `/detail_records?filter[record_type]=${type}&filter[date_range]=today`)).json.data;
    expect(await of('sip-trunking')).toMatchObject([{ record_type: 'sip-trunking', cost: '0.0150', currency: 'USD' }]);
    expect(await of('ai-voice-assistant')).toMatchObject([{ cost: '0.1200', currency: 'USD' }]);
    expect(await of('verify')).toMatchObject([{ record_type: 'verification_detail_record', verify_usage_fee: '0.0300', currency: 'USD' }]);
    expect(await of('wireless')).toMatchObject([{ record_type: 'sim_card_usage', data_cost: 0.0293, currency: 'USD' }]);
    const { id } = (await sim.api('POST', '/ai/assistants', { name: 'a', instructions: 'b' })).json;
    const { id: conversation_id } = (await sim.api('POST', '/ai/conversations', {})).json;
    await sim.api('POST', `/ai/assistants/${id}/chat`, { content: 'Hi', conversation_id });
    expect(await of('inference')).toMatchObject([{ record_type: 'inference', cost: '0.0010', currency: 'USD' }]);
  });

  test('need their type, a known range and pages of at most 50', async () => {
    const refused = async (query: string) => {
      const { status, json } = await sim.api('GET', `/detail_records?${query}`);
      return [status, json.errors?.[0].source.parameter];
    };
    expect(await refused('filter[date_range]=today')).toEqual([400, 'filter[record_type]']);
    expect(await refused('filter[record_type]=pigeon')).toEqual([400, 'filter[record_type]']);
    expect(await refused('filter[record_type]=messaging&page[size]=51')).toEqual([400, 'page[size]']);
    await send('+13125550142');
    expect(await refused('filter[record_type]=messaging&filter[date_range]=someday')).toEqual([400, 'filter[date_range]']);
    expect((await sim.api('GET', '/detail_records?filter[record_type]=fax')).json.data).toEqual([]);
  });
});

describe('number lookup', () => {
  const lookUp = async (query: string, number = '13129457420') => (await sim.api('GET', `/number_lookup/%2B${number}${query}`)).json.data;
  const balance = async () => (await sim.api('GET', '/balance')).json.data.balance as string;

  test('formats for free, and charges for carrier and name', async () => {
    expect(await lookUp('')).toEqual({
      record_type: 'number_lookup',
      phone_number: '+13129457420',
      country_code: 'US',
      national_format: '(312) 945-7420',
      fraud: null,
      valid_number: true,
      portability: expect.objectContaining({ ported_status: expect.stringMatching(/^[YN]$/), lrn: '3125550000' }),
    });
    expect(await lookUp('?type=carrier')).toEqual(await lookUp('?type=carrier'));
    expect(await lookUp('?type=caller-name')).toMatchObject({ caller_name: { caller_name: 'SIMULATED 7420' } });
    expect(await balance()).toBe('99.988');
  });

  test('gives several data sets at once, each charged once', async () => {
    const found = await lookUp('?type=carrier&type=caller-name&type=carrier');
    expect(Object.keys(found)).toEqual(expect.arrayContaining(['carrier', 'caller_name', 'portability', 'valid_number']));
    expect(await balance()).toBe('99.991');
  });

  test('says of a number that cannot exist that it is not valid, and charges nothing', async () => {
    for (const number of ['13120550142', '1312945742', '999123456789'])
      expect(await lookUp('?type=carrier', number)).toMatchObject({ valid_number: false, phone_number: `+${number}` });
    expect(await balance()).toBe('100.00');
  });

  test('has no portability outside North America', async () => {
    const found = await lookUp('?type=carrier', '442079460142');
    expect(found).toMatchObject({ valid_number: true, country_code: 'GB' });
    expect(found).not.toHaveProperty('portability');
  });

  test('may give a network code as a number', async () => {
    const numbers = Array.from({ length: 20 }, (_, index) => `131294574${String(index).padStart(2, '0')}`);
    const codes = await Promise.all(numbers.map(async (number) => (await lookUp('?type=carrier', number)).carrier.mobile_network_code));
    expect(codes).toEqual(expect.arrayContaining([866, '012']));
  });

  test('of Canadian numbers has to be enabled', async () => {
    const refused = await sim.api('GET', '/number_lookup/%2B14165550142');
    expect([refused.status, refused.json.errors[0].detail]).toEqual([422, '+14165550142 is a Canadian number']);
    await sim.control('POST', '/account', { canadian_lookups: true });
    expect(await lookUp('', '14165550142')).toMatchObject({ country_code: 'CA', valid_number: true });
  });

  test('refuses what is not a number and an unknown type', async () => {
    expect((await sim.api('GET', '/number_lookup/3129457420')).json.errors[0]).toMatchObject({
      code: '10016',
      source: { parameter: 'phone_number' },
    });
    expect((await sim.api('GET', '/number_lookup/%2B13129457420?type=horoscope')).json.errors[0]).toMatchObject({
      code: '10032',
      source: { parameter: 'type' },
    });
  });
});
