import { describe, expect, test } from '@jest/globals';
import { useSimulator } from './harness.ts';

const sim = useSimulator();

const listed = async (path: string) => (await sim.api('GET', path)).json.data as readonly Readonly<Record<string, unknown>>[];

describe('what an account owns', () => {
  test('has the numbers that it verified, page by page', async () => {
    expect(await listed('/verified_numbers')).toEqual([]);
    await sim.control('POST', '/account', { verified_numbers: ['+13125550142', '+12125550142'] });
    expect(await listed('/verified_numbers?page[size]=250')).toMatchObject([
      { phone_number: '+12125550142', record_type: 'verified_number' },
      { phone_number: '+13125550142' },
    ]);
    const { json } = await sim.api('GET', '/verified_numbers?page[size]=1&page[number]=2');
    expect([json.data.length, json.meta]).toEqual([1, { page_number: 2, page_size: 1, total_pages: 2, total_results: 2 }]);
  });

  test('has the short codes that Telnyx assigned to it', async () => {
    expect(await listed('/short_codes')).toEqual([]);
    await sim.control('POST', '/portal', { short_codes: ['72000'] });
    const [code] = await listed('/short_codes?page[size]=250');
    expect(code).toMatchObject({ record_type: 'short_code', short_code: '72000', country_code: 'US' });
    expect(await listed(`/short_codes?filter[messaging_profile_id]=${String(code?.['messaging_profile_id'])}`)).toHaveLength(1);
  });

  test('has its TeXML applications, with where their events go', async () => {
    const [application] = await listed('/texml_applications');
    expect(application).toMatchObject({ friendly_name: 'Main assistants', voice_url: 'https://example.com/telnyx/texml' });
    expect((await sim.api('GET', `/connections/${String(application?.['id'])}`)).json.data.record_type).toBe('texml_application');
  });
});

describe('who opted out', () => {
  const says = (text: string, from: string) => sim.control('POST', '/messages/inbound', { from, to: '+13125550100', text });

  test('is listed since the word, and until START', async () => {
    await says('stop', '+13125550142');
    await sim.advance(60_000);
    await says('UNSUBSCRIBE', '+13125550143');
    expect(await listed('/messaging_optouts?page[size]=250')).toMatchObject([
      { from: '+13125550100', to: '+13125550143', keyword: 'UNSUBSCRIBE', created_at: '2026-07-15 12:01:00.000000+00:00' },
      { to: '+13125550142', keyword: 'STOP', created_at: '2026-07-15 12:00:00.000000+00:00' },
    ]);
    await says('START', '+13125550143');
    expect(await listed('/messaging_optouts')).toMatchObject([{ to: '+13125550142' }]);
  });

  test('is found by time, profile and sender', async () => {
    await says('STOP', '+13125550142');
    await sim.advance(60_000);
    await says('STOP', '+13125550143');
    const found = async (query: string) => (await listed(`/messaging_optouts?${query}`)).map(({ to }) => to);
    expect(await found('created_at[gte]=2026-07-15T12:00:30Z')).toEqual(['+13125550143']);
    expect(await found('created_at[lte]=2026-07-15T12:00:30Z')).toEqual(['+13125550142']);
    expect(await found('filter[from]=%2B12125550100')).toEqual([]);
    expect(await found('redaction_enabled=true')).toEqual(['+1312555****', '+1312555****']);
    expect((await sim.api('GET', '/messaging_optouts?created_at[gte]=yesterday')).status).toBe(422);
    expect((await sim.api('GET', '/messaging_optouts?filter[to]=%2B13125550142')).status).toBe(400);
  });
});
