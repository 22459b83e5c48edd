import { describe, expect, test } from '@jest/globals';
import { factsOf } from '../../../../shared/guard/facts/index.ts';
import { GUARD_DEFAULTS, type GuardSettings } from '../../../../shared/platform/index.ts';
import { accountWith, AFTERNOON, callOf, codesOf, factsFor } from './guarded-call.ts';

const UUID = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
const message = { to: '+13125550123', text: 'Hi' };
const assistant = { name: 'a', instructions: 'b' };

describe('G23: events to a new host', () => {
  test.each<[name: string, args: Readonly<Record<string, unknown>>, hosts: readonly string[]]>([
    ['send_message', { ...message, webhook_url: 'https://new.example.net/in' }, ['new.example.net']],
    ['send_message', { ...message, webhook_failover_url: 'https://new.example.net:8443/in?x=1' }, ['new.example.net']],
    ['create_call', { to: '+13125550123', connection_id: '1', webhook_url: 'https://NEW.Example.net./' }, ['new.example.net']],
    ['answer_call', { call_control_id: 'v3:a', webhook_url: 'https://new.example.net' }, ['new.example.net']],
    [
      'start_assistant_call',
      {
        assistant_id: 'a',
        to: '+13125550123',
        from: '+13125550100',
        status_callback: 'https://one.example.net/',
        conversation_callback: 'https://two.example.net/',
      },
      ['one.example.net', 'two.example.net'],
    ],
    [
      'create_messaging_profile',
      { name: 'p', whitelisted_destinations: ['US'], webhook_url: 'https://new.example.net/' },
      ['new.example.net'],
    ],
    ['update_messaging_profile', { messaging_profile_id: UUID, webhook_failover_url: 'https://new.example.net/' }, ['new.example.net']],
    [
      'create_call_control_application',
      { application_name: 'a', webhook_event_url: 'https://one.example.net/', webhook_event_failover_url: 'https://two.example.net/' },
      ['one.example.net', 'two.example.net'],
    ],
    ['update_call_control_application', { connection_id: '1', webhook_event_url: 'https://new.example.net/' }, ['new.example.net']],
    ['create_assistant', { ...assistant, dynamic_variables_webhook_url: 'https://new.example.net/' }, ['new.example.net']],
    [
      'create_assistant',
      { ...assistant, tools: [{ type: 'webhook', webhook: { name: 'crm', url: 'https://new.example.net/{{id}}' } }] },
      ['new.example.net'],
    ],
    [
      'update_assistant',
      { assistant_id: 'a', messaging_settings: { delivery_status_webhook_url: 'https://new.example.net/' } },
      ['new.example.net'],
    ],
    ['update_assistant', { assistant_id: 'a', mcp_servers: [{ url: 'https://mcp.example.net/sse' }] }, ['mcp.example.net']],
    ['update_assistant', { assistant_id: 'a', external_llm: { base_url: 'https://llm.example.net/v1' } }, ['llm.example.net']],
    ['update_assistant', { assistant_id: 'a', observability_settings: { host: 'us.example.net' } }, ['us.example.net']],
    [
      'update_assistant',
      { assistant_id: 'a', advanced: { a: { b: [{ c: { notify: 'https://deep.example.net/' } }] } } },
      ['deep.example.net'],
    ],
  ])('%s %j: asks, naming %j', async (name, args, hosts) => {
    const facts = await factsFor(name, args, { settings: { quietHours: undefined } });
    expect(facts.newWebhookHosts).toEqual(hosts);
    expect(facts.reasons.filter(({ code }) => code === 'webhook_host')).toEqual(
      hosts.map((host) => ({ code: 'webhook_host', what: `it would send events to a new host: ${host}` })),
    );
  });

  test.each([
    ['send_message', { ...message, media_urls: ['https://cdn.example.net/a.jpg'] }],
    ['send_message', { ...message, text: 'https://example.net/webhook' }],
    ['create_call', { to: '+13125550123', connection_id: '1', audio_url: 'https://cdn.example.net/a.mp3' }],
    ['start_playback', { call_control_id: 'v3:a', audio_url: 'https://cdn.example.net/a.mp3' }],
    ['create_embeddings', { bucket_name: 'abc', url: 'https://www.example.net/' }],
    [
      'create_assistant',
      { ...assistant, voice_settings: { voice: 'v', background_audio: { type: 'media_url', value: 'https://cdn.example.net/a' } } },
    ],
    ['create_assistant', { ...assistant, widget_settings: { logo_icon_url: 'https://cdn.example.net/a.png' } }],
    ['create_assistant', { ...assistant, dynamic_variables: { link: 'https://shop.example.net/' }, greeting: 'https://shop.example.net/' }],
    ['create_call', { to: '+13125550123', connection_id: '1', webhook_url_method: 'POST' }],
  ])('%s %j sends none', async (name, args) => {
    expect((await factsFor(name, args)).newWebhookHosts).toEqual([]);
  });

  const at = (host: string) => ({ ...message, webhook_url: `https://${host}/in` });
  test.each<[host: string, settings: Partial<GuardSettings>]>([
    ['mcp.example.org', {}],
    ['mcp.example.org:8443', {}],
    ['used.example.net', {}],
    ['USED.example.net.', {}],
    ['allowed.example.net', { webhookHosts: ['Allowed.example.net'] }],
    ['used.example.net', { webhookHosts: ['allowed.example.net'] }],
    ['anything.example.net', { webhookHosts: 'off' }],
  ])('%s is none: our own, in use, or allowed by %j', async (host, settings) => {
    expect((await factsFor('send_message', at(host), { settings, owned: { hosts: ['used.example.net'] } })).newWebhookHosts).toEqual([]);
  });

  test.each(['sub.used.example.net', 'used.example.net.evil.example', 'xused.example.net', 'example.net'])('%s is one', async (host) => {
    const url = { ...message, webhook_url: `https://${host.replace('evil.example', 'evil.net')}/` };
    expect((await factsFor('send_message', url, { owned: { hosts: ['used.example.net'] } })).newWebhookHosts).toHaveLength(1);
  });

  test('Telnyx is asked for hosts in use only where one is not known', async () => {
    const { account, asked } = accountWith();
    const context = { settings: { ...GUARD_DEFAULTS, countries: 'off' as const }, account, now: AFTERNOON, ownHost: 'mcp.example.org' };
    await factsOf(await callOf('send_message', at('mcp.example.org')), context);
    expect(asked).toEqual([]);
    await factsOf(await callOf('send_message', at('new.example.net')), context);
    expect(asked).toEqual(['webhookHosts']);
  });
});

describe('a lifted limit', () => {
  const lifted = async (name: string, args: object, settings: Partial<GuardSettings> = {}) =>
    (await factsFor(name, { messaging_profile_id: UUID, ...args }, { settings })).reasons
      .filter(({ code }) => code === 'limit_lifted')
      .map(({ what }) => what);

  test.each([
    [{ daily_spend_limit: '500.00' }, ['it may lift a limit of the account: daily_spend_limit']],
    [{ daily_spend_limit_enabled: false }, ['it may lift a limit of the account: daily_spend_limit_enabled']],
    [{ daily_spend_limit_enabled: true }, []],
    [{ whitelisted_destinations: ['US'] }, []],
    [{ whitelisted_destinations: ['US', 'CA'] }, ['it may lift a limit of the account: whitelisted_destinations']],
    [{ whitelisted_destinations: ['*'] }, ['it may lift a limit of the account: whitelisted_destinations']],
    [{ name: 'New' }, []],
  ])('update_messaging_profile %j: %j', async (args, expected) => {
    expect(await lifted('update_messaging_profile', args)).toEqual(expected);
  });

  test('destinations are measured by COUNTRIES', async () => {
    const destinations = { whitelisted_destinations: ['US', 'CA'] };
    expect(await lifted('update_messaging_profile', destinations, { countries: ['US', 'CA', 'MX'] })).toEqual([]);
    expect(await lifted('update_messaging_profile', destinations, { countries: ['US'] })).toHaveLength(1);
    expect(await lifted('update_messaging_profile', { whitelisted_destinations: ['*'] }, { countries: 'off' })).toEqual([]);
  });

  test('a new profile with wide destinations and a larger number of calls at once count, too', async () => {
    const profile = await factsFor('create_messaging_profile', { name: 'p', whitelisted_destinations: ['US', 'NG'] });
    expect(codesOf(profile)).toEqual(['limit_lifted']);
    expect(codesOf(await factsFor('create_messaging_profile', { name: 'p', whitelisted_destinations: ['US'] }))).toEqual([]);
    const application = await factsFor('update_call_control_application', { connection_id: '1', outbound: { channel_limit: 500 } });
    expect(codesOf(application)).toEqual(['limit_lifted']);
  });
});

test('G23: to take events from those who get them now is asked about on the page, and only that', async () => {
  const quiet = { settings: { quietHours: undefined } };
  const replacing = await factsFor('connect_inbox', { replace: true }, quiet);
  expect(replacing.reasons).toEqual([{ code: 'webhook_host', what: 'it may take events from those who get them now' }]);
  expect(codesOf(await factsFor('connect_inbox', {}, quiet))).toEqual([]);
  expect(codesOf(await factsFor('connect_inbox', { replace: false }, quiet))).toEqual([]);
});
