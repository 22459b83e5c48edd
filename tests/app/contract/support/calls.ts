import type { Call } from './call.ts';
import { AI_ASSISTANT_CALLS } from './calls-ai-assistants.ts';
import { CALL_CONTROL_CALLS } from './calls-call-control.ts';
import { CONNECTION_CALLS } from './calls-connections.ts';
import { EMBEDDING_CALLS } from './calls-embeddings.ts';
import { INTEGRATION_SECRET_CALLS } from './calls-integration-secrets.ts';
import { STORAGE_CALLS } from './calls-storage.ts';
import { WEBHOOK_CALLS } from './calls-webhooks.ts';

export type { Call } from './call.ts';

const UUID = '4000eba1-a0c0-4563-9925-b25e842a7cb6';
const NUMBER_ID = '1293384261075731499';
const URL = 'https://hooks.example.com/sms?a=1&b=2';

const of = (tool: string, request: string, calls: readonly Omit<Call, 'tool' | 'requests'>[]): Call[] =>
  calls.map((call) => ({ tool, requests: [request], ...call }));

const profile = {
  enabled: true,
  webhook_url: URL,
  webhook_failover_url: URL,
  webhook_api_version: '2',
  alpha_sender: 'Acme 24',
  daily_spend_limit: '20.00',
  daily_spend_limit_enabled: true,
};

const changeNumber = {
  connection_id: '1684641123236054244',
  tags: ['a', 'b'],
  customer_reference: 'ref 1',
  billing_group_id: UUID,
  address_id: UUID,
  hd_voice_enabled: true,
};

/** A least call of every tool, a full one where it has options, and odd ones. What must not be sent is in calls-refused.ts. */
export const CALLS: readonly Call[] = [
  ...of('send_message', 'POST /messages', [
    {
      what: 'least',
      args: { from: '+13125550001', to: '+13125550002', text: 'Hi' },
    },
    {
      what: 'full',
      args: {
        from: '+1 (312) 555-0001',
        to: '+13125550002',
        messaging_profile_id: UUID,
        text: 'Café ☕ 👩‍👩‍👧\nline',
        media_urls: ['https://media.example.com/a b.png'.replace(' ', '%20')],
        subject: 'Photo',
        type: 'MMS',
        encoding: 'auto',
        auto_detect: false,
        send_at: '2026-01-02T12:00:00Z',
        webhook_url: URL,
        webhook_failover_url: URL,
        use_profile_webhooks: false,
      },
    },
    {
      what: 'letters to a short code',
      args: {
        from: 'Acme',
        to: '12345',
        text: 'Hi',
        messaging_profile_id: UUID,
      },
    },
    { what: 'text that looks like JSON', args: { from: '+13125550001', to: '+13125550002', text: '","to":"+13125550003"}\u0000\r\n' } },
  ]),
  ...of('get_message', 'GET /messages/{id}', [{ what: 'least', args: { id: UUID } }]),
  ...of('list_messaging_profiles', 'GET /messaging_profiles', [
    { what: 'least', args: {} },
    {
      what: 'full',
      args: { name_contains: 'o&p=s', name: 'ops', page: 2, page_size: 250 },
    },
    { what: 'text that looks like a query', args: { name: '"]&page[size]=1000#%2e', page_size: 1 } },
  ]),
  ...of('get_messaging_profile', 'GET /messaging_profiles/{id}', [{ what: 'least', args: { id: UUID } }]),
  ...of('create_messaging_profile', 'POST /messaging_profiles', [
    { what: 'least', args: { name: 'ops', whitelisted_destinations: ['US'] } },
    {
      what: 'full',
      args: { name: 'ops', whitelisted_destinations: ['US', 'CA'], ...profile },
    },
    {
      what: 'all destinations',
      args: { name: 'ops', whitelisted_destinations: ['*'] },
      deviates: ['/requestBody/whitelisted_destinations/0'],
    },
  ]),
  ...of('update_messaging_profile', 'PATCH /messaging_profiles/{id}', [
    { what: 'least', args: { id: UUID, name: 'new' } },
    {
      what: 'full',
      args: {
        id: UUID,
        name: 'new',
        whitelisted_destinations: ['DE'],
        ...profile,
        mms_fall_back_to_sms: true,
        mms_transcoding: true,
        mobile_only: true,
        smart_encoding: true,
        ai_assistant_id: 'assistant-1',
        number_pool_settings: {
          long_code_weight: 1,
          toll_free_weight: 2.5,
          skip_unhealthy: true,
          sticky_sender: true,
          geomatch: true,
        },
        url_shortener_settings: {
          domain: 'example.ex',
          prefix: '',
          replace_blacklist_only: true,
          send_webhooks: false,
        },
      },
    },
    {
      what: 'removes',
      args: {
        id: UUID,
        remove: [
          'webhook_url',
          'webhook_failover_url',
          'alpha_sender',
          'ai_assistant_id',
          'number_pool_settings',
          'url_shortener_settings',
        ],
      },
    },
  ]),
  ...of('list_phone_numbers', 'GET /phone_numbers', [
    { what: 'least', args: {} },
    {
      what: 'full',
      args: {
        phone_number: '+1 312',
        status: 'active',
        number_type: 'toll_free',
        country_iso_alpha2: ['US', 'CA'],
        tag: 'a,b&c',
        connection_id: NUMBER_ID,
        customer_reference: 'ref=1',
        sort: 'purchased_at',
        page: 3,
        page_size: 1,
      },
    },
    { what: 'text that looks like a query', args: { tag: '"]&page[size]=1000#%2e' } },
  ]),
  ...of('get_phone_number', 'GET /phone_numbers/{id}', [{ what: 'least', args: { id: NUMBER_ID } }]),
  ...of('get_phone_number', 'GET /phone_numbers', [{ what: 'by number', args: { id: '+19705555098' } }]),
  ...of('update_phone_number', 'PATCH /phone_numbers/{id}', [{ what: 'least', args: { id: NUMBER_ID, tags: [] } }]),
  ...of('update_phone_number', 'PATCH /phone_numbers/{id}/messaging', [
    {
      what: 'messaging only, unassigned',
      args: { id: NUMBER_ID, messaging_profile_id: '' },
    },
  ]),
  {
    tool: 'update_phone_number',
    what: 'full',
    args: {
      id: NUMBER_ID,
      ...changeNumber,
      messaging_profile_id: UUID,
      messaging_product: 'A2P',
    },
    requests: ['PATCH /phone_numbers/{id}', 'PATCH /phone_numbers/{id}/messaging'],
  },
  ...of('list_available_phone_numbers', 'GET /available_phone_numbers', [
    { what: 'least', args: {} },
    {
      what: 'full',
      args: {
        country_code: 'US',
        national_destination_code: '312',
        locality: 'São Paulo & more',
        administrative_area: 'IL',
        rate_center: 'CHICAGO',
        phone_number_type: 'local',
        features: ['sms', 'mms', 'voice'],
        starts_with: '555',
        ends_with: '0',
        contains: '01',
        best_effort: true,
        quickship: false,
        reservable: true,
        exclude_held_numbers: true,
        limit: 100,
      },
    },
  ]),
  ...of('create_number_order', 'POST /number_orders', [
    {
      what: 'least',
      args: { phone_numbers: [{ phone_number: '+13125550107' }] },
    },
    {
      what: 'full',
      args: {
        phone_numbers: [{ phone_number: '+1 312 555 0107' }, { phone_number: '+492111609539', requirement_group_id: UUID }],
        connection_id: NUMBER_ID,
        messaging_profile_id: UUID,
        billing_group_id: UUID,
        customer_reference: 'ref',
      },
    },
  ]),
  ...of('lookup_number', 'GET /number_lookup/{phone_number}', [
    { what: 'least', args: { phone_number: '+13129457420' } },
    {
      what: 'full',
      args: { phone_number: '+1 (312) 945-7420', type: 'caller-name' },
    },
  ]),
  ...CALL_CONTROL_CALLS,
  ...AI_ASSISTANT_CALLS,
  ...STORAGE_CALLS,
  ...EMBEDDING_CALLS,
  ...INTEGRATION_SECRET_CALLS,
  ...CONNECTION_CALLS,
  ...WEBHOOK_CALLS,
  ...of('get_balance', 'GET /balance', [{ what: 'least', args: {} }]),
  ...of('search_detail_records', 'GET /detail_records', [
    { what: 'least', args: { record_type: 'messaging' } },
    {
      what: 'full',
      args: {
        record_type: 'messaging',
        created_after: '2026-06-22',
        created_before: '2026-06-23T00:00:00+02:00',
        direction: 'inbound',
        status: 'delivered',
        from: '+13125550001',
        to: '+13125550002',
        filters: [
          { field: 'carrier', value: 'A&B, Inc.' },
          { field: 'cld', op: 'ends_with', value: '789' },
        ],
        sort: '-created_at',
        page: 2,
        page_size: 50,
      },
    },
    {
      what: 'a range that the text allows',
      args: { record_type: 'sip-trunking', date_range: 'last_7_days' },
      deviates: ['/query/filter/date_range'],
    },
  ]),
];
