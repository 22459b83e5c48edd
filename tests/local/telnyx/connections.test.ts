import { describe, expect, test } from '@jest/globals';
import { useSimulator } from './harness.ts';

const sim = useSimulator();

const PAIR = { application_name: 'call-router', webhook_event_url: 'https://example.com/telnyx' };
const create = (fields: object = {}) => sim.api('POST', '/call_control_applications', { ...PAIR, ...fields });
const refusal = ({ status, json }: Awaited<ReturnType<typeof create>>) => [status, json.errors?.[0].code, json.errors?.[0].source?.pointer];

describe('call control applications', () => {
  test('are created with 201 and the defaults of the document', async () => {
    const { status, json } = await create();
    expect([status, json.data]).toMatchObject([
      201,
      { ...PAIR, active: true, webhook_api_version: '1', anchorsite_override: 'Latency', first_command_timeout_secs: 30, outbound: {} },
    ]);
    expect((await sim.api('GET', `/call_control_applications/${json.data.id}`)).json).toEqual(json);
  });

  test('are changed in part, but never without name and URL', async () => {
    const { id } = (await create({ inbound: { channel_limit: 5 }, dtmf_type: 'Inband' })).json.data;
    const change = (fields: object) => sim.api('PATCH', `/call_control_applications/${id}`, fields);
    expect(refusal(await change({ active: false }))).toEqual([422, '10004', '/application_name']);
    expect((await change({ ...PAIR, inbound: { sip_subdomain: 'x' }, tags: ['a'] })).json.data).toMatchObject({
      dtmf_type: 'Inband',
      inbound: { channel_limit: 5, sip_subdomain: 'x' },
      tags: ['a'],
    });
    expect(refusal(await change({ ...PAIR, outbound: { outbound_voice_profile_id: '77' } }))).toEqual([
      422,
      '10017',
      '/outbound/outbound_voice_profile_id',
    ]);
    expect((await change({ ...PAIR, webhook_timeout_secs: null })).json.data.webhook_timeout_secs).toBeNull();
    expect((await sim.api('PATCH', '/call_control_applications/9', PAIR)).status).toBe(404);
  });

  test.each([
    [{ application_name: undefined }, '10004', '/application_name'],
    [{ webhook_event_url: 'example.com' }, '10015', '/webhook_event_url'],
    [{ webhook_event_url: '' }, '10015', '/webhook_event_url'],
    [{ webhook_timeout_secs: 31 }, '10033', '/webhook_timeout_secs'],
    [{ anchorsite_override: 'Paris' }, '10032', '/anchorsite_override'],
    [{ application_name: 'Main calls' }, '10015', '/application_name'],
    [{ outbound: { outbound_voice_profile_id: '77' } }, '10017', '/outbound/outbound_voice_profile_id'],
  ])('are refused with %j', async (fields, code, pointer) => {
    expect(refusal(await create(fields))).toEqual([422, code, pointer]);
  });

  test('are found by name and profile, and sorted both ways', async () => {
    await sim.control('POST', '/portal', { outbound_voice_profile: { id: '77', destinations: ['US'] } });
    await create({ outbound: { outbound_voice_profile_id: '77' } });
    const names = async (query: string) =>
      (await sim.api('GET', `/call_control_applications?${query}`)).json.data.map(
        (one: { application_name: string }) => one.application_name,
      );
    expect(await names('filter[application_name][contains]=ROUT')).toEqual(['call-router']);
    expect(await names('filter[outbound.outbound_voice_profile_id]=77')).toEqual(['call-router']);
    expect(await names('sort=connection_name')).toEqual(['Main calls', 'call-router']);
    expect(await names('sort=-connection_name')).toEqual(['call-router', 'Main calls']);
    expect((await sim.api('GET', '/call_control_applications?filter[application_name][contains]=ro')).status).toBe(400);
  });
});

describe('connections', () => {
  const list = async (query = '') => (await sim.api('GET', `/connections?${query}`)).json.data;

  test('are applications and SIP connections alike', async () => {
    expect((await list('sort=connection_name')).map((one: { record_type: string }) => one.record_type)).toEqual([
      'credential_connection',
      'texml_application',
      'call_control_application',
      'fqdn_connection',
    ]);
    const [main] = await list('filter[connection_name][contains]=main%20calls');
    expect((await sim.api('GET', `/connections/${main.id}`)).json.data).toEqual(main);
    expect(await list(`filter[outbound_voice_profile_id]=${main.outbound_voice_profile_id}`)).toMatchObject([
      { id: main.id },
      { connection_name: 'Main assistants' },
    ]);
    expect(await list('filter[fqdn]=pbx.example.com')).toMatchObject([{ connection_name: 'Office trunk' }]);
    expect((await sim.api('GET', '/connections/9')).status).toBe(404);
  });

  test('never show credentials', async () => {
    expect(JSON.stringify(await list())).not.toMatch(/password|user_name/);
  });
});

test('the first numbers are routed to the first application', async () => {
  const { id } = (await sim.api('GET', '/call_control_applications')).json.data[0];
  const { data, meta } = (await sim.api('GET', `/phone_numbers?filter[connection_id]=${id}`)).json;
  expect([meta.total_results, data[0].connection_name]).toEqual([3, 'Main calls']);
});
