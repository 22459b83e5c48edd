/** What Telnyx's documentation pages show of the answer to one tool, as data, and what a person asks of it. */
export interface Documented {
  /** Below https://developers.telnyx.com/ */
  readonly page: string;
  /** The answer to every request of the least call, or to those whose path begins so. */
  readonly answer?: unknown;
  readonly answers?: Readonly<Record<string, unknown>>;
  /** Arguments, where those of the least call would not do. */
  readonly args?: Readonly<Record<string, unknown>>;
  /** Values that must be in the tool's answer: texts (also as a part of a longer one), numbers, or members with their value. */
  readonly facts: readonly (string | number | Readonly<Record<string, unknown>>)[];
}

/** The word says why the documentation cannot judge a tool. */
export type Entry = Documented | 'S3' | 'no body' | 'ours' | 'as Telnyx gave it';

const ID = '1293384261075731499';
const UUID = '4001932d-9b55-4bb8-9cd1-85de6c4d83d9';
const FROM = '+13125550100';
const TO = '+13125550142';
const HOOK = 'https://hooks.example.com/telnyx';
const AT = '2026-07-01T13:00:00Z';

const MESSAGE = {
  record_type: 'message',
  id: UUID,
  direction: 'outbound',
  type: 'MMS',
  from: { phone_number: FROM, carrier: 'Telnyx', line_type: 'Wireless' },
  to: [{ phone_number: TO, status: 'delivery_failed', carrier: 'T-Mobile USA', line_type: 'Wireless' }],
  subject: 'Menu',
  text: 'Today: soup',
  cc: [{ phone_number: '+13125550143', status: 'queued' }],
  autoresponse_type: 'STOP',
  send_at: '2026-07-01T12:59:00Z',
  media: [{ url: 'https://media.example.com/menu.png', content_type: 'image/png', size: 1024 }],
  messaging_profile_id: '740572b6-099c-44a1-89b9-6c92163bc68d',
  parts: 2,
  cost: { amount: '0.0140', currency: 'USD' },
  cost_breakdown: { rate: { amount: '0.00400', currency: 'USD' }, carrier_fee: { amount: '0.01000', currency: 'USD' } },
  errors: [{ code: '40001', title: 'Not routable', detail: 'The destination is a landline.' }],
  received_at: AT,
  sent_at: '2026-07-01T13:00:01Z',
  completed_at: '2026-07-01T13:00:02Z',
};
const MESSAGE_FACTS = [
  UUID,
  TO,
  'delivery_failed',
  '0.0140',
  'USD',
  '40001',
  'Not routable',
  'Today: soup',
  'menu.png',
  '+13125550143',
  'STOP',
  '12:59',
];

const PROFILE = {
  record_type: 'messaging_profile',
  id: UUID,
  name: 'Main',
  enabled: true,
  webhook_url: HOOK,
  webhook_failover_url: 'https://backup.example.com/telnyx',
  webhook_api_version: '2',
  whitelisted_destinations: ['US', 'CA'],
  daily_spend_limit: '20.00',
  daily_spend_limit_enabled: true,
  alpha_sender: 'ACME',
  v1_secret: 'not for anyone',
  created_at: AT,
};
const PROFILE_FACTS = [UUID, 'Main', HOOK, 'CA', '20.00', { enabled: true }, { daily_spend_limit_enabled: true }];

const NUMBER = {
  record_type: 'phone_number',
  id: ID,
  phone_number: FROM,
  country_iso_alpha2: 'US',
  phone_number_type: 'local',
  status: 'active',
  connection_id: '1583941447772537867',
  connection_name: 'Front desk',
  messaging_profile_id: UUID,
  messaging_profile_name: 'Main',
  customer_reference: 'shop 7',
  tags: ['shop'],
  external_pin: '1234',
  emergency_enabled: true,
  purchased_at: AT,
};
const NUMBER_FACTS = [ID, FROM, 'active', '1583941447772537867', 'Front desk', UUID, 'shop 7', { emergency_enabled: true }];

const APPLICATION = {
  record_type: 'call_control_application',
  id: ID,
  application_name: 'Front desk',
  active: true,
  webhook_event_url: HOOK,
  webhook_event_failover_url: 'https://backup.example.com/telnyx',
  webhook_api_version: '1',
  anchorsite_override: 'Chicago, IL',
  first_command_timeout: true,
  first_command_timeout_secs: 30,
  outbound: { outbound_voice_profile_id: '1293384261075731461', channel_limit: 10 },
  inbound: { channel_limit: 12, shaken_stir_enabled: true, sip_subdomain: 'desk' },
  created_at: AT,
};
const APPLICATION_FACTS = [ID, 'Front desk', HOOK, '1293384261075731461'];

const CONNECTION = {
  record_type: 'ip_connection',
  id: ID,
  connection_name: 'PBX',
  active: true,
  webhook_event_url: HOOK,
  webhook_api_version: '2',
  outbound_voice_profile_id: '1293384261075731461',
  tags: ['office'],
  created_at: AT,
};
const CONNECTION_FACTS = [ID, 'PBX', 'ip_connection', HOOK, '1293384261075731461', 'office', { active: true }];

const ASSISTANT = {
  id: 'assistant-a80a9d4a-0000-4000-8000-000000000000',
  name: 'Front desk',
  model: 'moonshotai/Kimi-K2.6',
  instructions: 'You answer for a shop.',
  greeting: 'Hello',
  enabled_features: ['telephony'],
  tools: [{ type: 'hangup', hangup: { description: 'Ends the call' } }],
  telephony_settings: { default_texml_app_id: ID, time_limit_secs: 1800 },
  voice_settings: { voice: 'Telnyx.KokoroTTS.af', background_audio: { type: 'predefined_media', value: 'office' } },
  transcription: { model: 'deepgram/flux', language: 'en', settings: { eot_threshold: 0.8 } },
  created_at: AT,
};
const ASSISTANT_FACTS = [ASSISTANT.id, 'Front desk', 'moonshotai/Kimi-K2.6'];

const COMMAND = { data: { result: 'ok' } };
const COMMAND_FACTS = ['ok'];

const list = (record: object) => ({ data: [record], meta: { page_number: 1, page_size: 20, total_pages: 3, total_results: 55 } });
const LIST_FACTS = [{ total_results: 55 }, { next_page: 2 }];

/** An entry for every tool. Written from the pages' descriptions and examples: facts, not texts. */
export const DOCUMENTATION: Readonly<Record<string, Entry>> = {
  send_message: { page: 'api-reference/messages/send-a-message', answer: { data: MESSAGE }, facts: MESSAGE_FACTS },
  get_message: { page: 'api-reference/messages/retrieve-a-message', answer: { data: MESSAGE }, facts: MESSAGE_FACTS },
  cancel_message: {
    page: 'api-reference/messages/cancel-a-scheduled-message',
    answer: { data: { ...MESSAGE, to: [{ phone_number: TO, status: 'cancelled' }], errors: [] } },
    facts: [UUID, 'cancelled'],
  },
  list_messaging_profiles: {
    page: 'api-reference/profiles/list-messaging-profiles',
    answer: list(PROFILE),
    facts: [...PROFILE_FACTS, ...LIST_FACTS],
  },
  get_messaging_profile: { page: 'api-reference/profiles/retrieve-a-messaging-profile', answer: { data: PROFILE }, facts: PROFILE_FACTS },
  create_messaging_profile: { page: 'api-reference/profiles/create-a-messaging-profile', answer: { data: PROFILE }, facts: PROFILE_FACTS },
  update_messaging_profile: { page: 'api-reference/profiles/update-a-messaging-profile', answer: { data: PROFILE }, facts: PROFILE_FACTS },
  list_phone_numbers: {
    page: 'api-reference/phone-number-configurations/list-phone-numbers',
    answer: list(NUMBER),
    facts: [ID, FROM, 'active', '1583941447772537867', UUID, ...LIST_FACTS],
  },
  get_phone_number: {
    page: 'api-reference/phone-number-configurations/retrieve-a-phone-number',
    answer: { data: NUMBER },
    facts: NUMBER_FACTS,
  },
  update_phone_number: {
    page: 'api-reference/phone-number-configurations/update-a-phone-number',
    answer: { data: NUMBER },
    facts: NUMBER_FACTS,
  },
  list_available_phone_numbers: {
    page: 'api-reference/phone-number-search/list-available-phone-numbers',
    answer: {
      data: [
        {
          record_type: 'available_phone_number',
          phone_number: FROM,
          best_effort: false,
          quickship: true,
          reservable: true,
          region_information: [
            { region_type: 'country_code', region_name: 'US' },
            { region_type: 'rate_center', region_name: 'CHICAGO' },
            { region_type: 'state', region_name: 'IL' },
          ],
          cost_information: { upfront_cost: '1.50', monthly_cost: '2.75', currency: 'USD' },
          features: [{ name: 'sms' }, { name: 'emergency' }],
        },
      ],
      meta: { total_results: 100, best_effort_results: 50 },
    },
    facts: [FROM, 'CHICAGO', 'IL', '1.50', '2.75', 'USD', 'sms', 'emergency', { total_results: 100 }],
  },
  create_number_order: {
    page: 'api-reference/phone-number-orders/create-a-number-order',
    answer: {
      data: {
        record_type: 'number_order',
        id: UUID,
        status: 'pending',
        phone_numbers_count: 1,
        phone_numbers: [
          {
            id: 'dc8e4d67-33a0-4cbb-af74-7b58f05bd494',
            phone_number: FROM,
            status: 'pending',
            requirements_met: false,
            requirements_status: 'pending',
          },
        ],
        requirements_met: false,
        messaging_profile_id: 'abc85f64-5717-4562-b3fc-2c9600000000',
        connection_id: ID,
        customer_reference: 'shop 7',
        created_at: AT,
      },
    },
    facts: [UUID, 'pending', FROM, 'abc85f64-5717-4562-b3fc-2c9600000000', ID, 'shop 7', { requirements_met: false }],
  },
  lookup_number: {
    page: 'api-reference/number-lookup/lookup-phone-number-data',
    answer: {
      data: {
        record_type: 'number_lookup',
        phone_number: TO,
        valid_number: true,
        country_code: 'US',
        national_format: '(312) 555-0142',
        carrier: { name: 'T-MOBILE USA, INC.', type: 'mobile', mobile_country_code: '310', mobile_network_code: '260' },
        caller_name: { caller_name: 'WIRELESS CALLER' },
        portability: { line_type: 'mobile', city: 'CHICAGO', state: 'Illinois', ported_status: 'Y', ported_date: '2020-01-31' },
      },
    },
    facts: [
      TO,
      { valid_number: true },
      'US',
      '(312) 555-0142',
      'T-MOBILE',
      'mobile',
      '310',
      '260',
      'WIRELESS CALLER',
      'CHICAGO',
      'Illinois',
      '2020-01-31',
    ],
  },
  create_call: {
    page: 'api-reference/call-commands/dial',
    answer: {
      data: {
        record_type: 'call',
        call_control_id: 'v3:MdI91X4lWFEs7IgbBEOT9M4AigoY08M0WWZFISt1Yw2axZ_IiE4pqg',
        call_leg_id: '2dc6fc34-f9e0-11ea-b68e-02420a0f7768',
        call_session_id: '2dc1b3c8-f9e0-11ea-bc5a-02420a0f7768',
        is_alive: false,
      },
    },
    facts: ['v3:MdI91X4lWFEs7IgbBEOT9M4AigoY08M0WWZFISt1Yw2axZ_IiE4pqg'],
  },
  answer_call: { page: 'api-reference/call-commands/answer-call', answer: COMMAND, facts: COMMAND_FACTS },
  hangup_call: { page: 'api-reference/call-commands/hangup-call', answer: COMMAND, facts: COMMAND_FACTS },
  transfer_call: { page: 'api-reference/call-commands/transfer-call', answer: COMMAND, facts: COMMAND_FACTS },
  speak_text: { page: 'api-reference/call-commands/speak-text', answer: COMMAND, facts: COMMAND_FACTS },
  start_playback: { page: 'api-reference/call-commands/play-audio-url', answer: COMMAND, facts: COMMAND_FACTS },
  stop_playback: { page: 'api-reference/call-commands/stop-audio-playback', answer: COMMAND, facts: COMMAND_FACTS },
  send_dtmf: { page: 'api-reference/call-commands/send-dtmf', answer: COMMAND, facts: COMMAND_FACTS },
  list_call_control_applications: {
    page: 'api-reference/call-control-applications/list-call-control-applications',
    answer: list(APPLICATION),
    facts: [...APPLICATION_FACTS, ...LIST_FACTS],
  },
  create_call_control_application: {
    page: 'api-reference/call-control-applications/create-a-call-control-application',
    answer: { data: APPLICATION },
    facts: APPLICATION_FACTS,
  },
  update_call_control_application: {
    page: 'api-reference/call-control-applications/update-a-call-control-application',
    answer: { data: APPLICATION },
    facts: APPLICATION_FACTS,
  },
  create_assistant: { page: 'api-reference/assistants/create-an-assistant', answer: ASSISTANT, facts: ASSISTANT_FACTS },
  list_assistants: { page: 'api-reference/assistants/list-assistants', answer: { data: [ASSISTANT] }, facts: ASSISTANT_FACTS },
  get_assistant: {
    page: 'api-reference/assistants/get-an-assistant',
    answer: ASSISTANT,
    facts: [...ASSISTANT_FACTS, 'You answer for a shop.', 'Hello', 'telephony', ID, 1800, 'office', 'deepgram/flux', 0.8, 'Ends the call'],
  },
  update_assistant: { page: 'api-reference/assistants/update-an-assistant', answer: ASSISTANT, facts: ASSISTANT_FACTS },
  delete_assistant: {
    page: 'api-reference/assistants/delete-an-assistant',
    answer: { id: ASSISTANT.id, object: 'assistant', deleted: true },
    facts: [ASSISTANT.id, { deleted: true }],
  },
  chat_with_assistant: {
    page: 'api-reference/assistants/assistant-chat-beta',
    answers: { '/ai/conversations': { id: UUID, name: 'chat', metadata: {} }, '/ai/assistants': { content: 'We are open until six.' } },
    facts: ['We are open until six.', UUID],
  },
  start_assistant_call: {
    page: 'api-reference/texml-rest-commands/initiate-an-outbound-ai-call',
    answers: {
      '/ai/assistants': ASSISTANT,
      '/texml/ai_calls': { from: FROM, to: TO, call_sid: 'v3:KBnLO0ZKRzK', conversation_id: UUID, status: 'queued' },
    },
    facts: ['v3:KBnLO0ZKRzK', 'queued'],
  },
  list_buckets: 'S3',
  create_bucket: 'S3',
  list_files: 'S3',
  upload_file: 'S3',
  download_file: 'S3',
  delete_file: 'S3',
  list_embedded_buckets: {
    page: 'api-reference/embeddings/list-embedded-buckets',
    answer: { data: { buckets: ['docs', 'manuals'] } },
    facts: ['docs', 'manuals'],
  },
  create_embeddings: {
    page: 'api-reference/embeddings/embed-documents',
    answer: { data: { task_id: UUID, task_name: 'embedding', status: 'pending', created_at: AT, user_id: ID } },
    facts: [UUID, 'pending'],
  },
  list_integration_secrets: {
    page: 'api-reference/integration-secrets/list-integration-secrets',
    answer: list({ record_type: 'integration_secret', id: UUID, identifier: 'crm', created_at: AT, updated_at: AT }),
    facts: [UUID, 'crm', ...LIST_FACTS],
  },
  create_integration_secret: {
    page: 'api-reference/integration-secrets/create-a-secret',
    answer: { data: { record_type: 'integration_secret', id: UUID, identifier: 'crm', created_at: AT, updated_at: AT } },
    facts: [UUID, 'crm'],
  },
  delete_integration_secret: 'no body',
  list_connections: {
    page: 'api-reference/connections/list-connections',
    answer: list(CONNECTION),
    facts: [...CONNECTION_FACTS, ...LIST_FACTS],
  },
  get_connection: { page: 'api-reference/connections/retrieve-a-connection', answer: { data: CONNECTION }, facts: CONNECTION_FACTS },
  list_webhook_deliveries: {
    page: 'api-reference/webhooks/list-webhook-deliveries',
    answer: list({
      record_type: 'webhook_delivery',
      id: UUID,
      status: 'failed',
      webhook: {
        record_type: 'event',
        event_type: 'call_hangup',
        occurred_at: AT,
        payload: {
          call_control_id: 'v3:abc',
          from: TO,
          to: FROM,
          hangup_cause: 'user_busy',
          hangup_source: 'callee',
          start_time: AT,
          end_time: '2026-07-01T13:01:30Z',
          recording_urls: { mp3: 'https://recordings.example.com/1.mp3?signature=abc' },
        },
      },
      started_at: AT,
      finished_at: AT,
      attempts: [
        {
          status: 'failed',
          http: { request: { url: HOOK, headers: [['Accept', '*/*']] }, response: { status: 404, body: 'Oops. Not found.' } },
          errors: [75499, { code: '75001', title: 'Could not resolve name' }],
        },
      ],
    }),
    facts: [
      'call_hangup',
      AT,
      'failed',
      'v3:abc',
      TO,
      FROM,
      'user_busy',
      'callee',
      90,
      'signature=abc',
      HOOK,
      404,
      'Oops. Not found.',
      '75499',
      '75001',
      ...LIST_FACTS,
    ],
  },
  get_balance: {
    page: 'api-reference/billing/get-user-balance-details',
    answer: { data: { balance: '300.00', credit_limit: '100.00', available_credit: '400.00', pending: '10.00', currency: 'USD' } },
    facts: ['300.00', '100.00', '400.00', '10.00', 'USD'],
  },
  search_detail_records: {
    page: 'api-reference/detail-records/search-detail-records',
    answer: list({
      record_type: 'message_detail_record',
      uuid: UUID,
      direction: 'outbound',
      message_type: 'MMS',
      cli: FROM,
      cld: TO,
      status: 'gw_reject',
      errors: ['40010'],
      parts: 2,
      cost: '0.008',
      currency: 'USD',
      created_at: AT,
    }),
    facts: [UUID, 'outbound', 'MMS', FROM, TO, 'gw_reject', '40010', { parts: 2 }, '0.008', 'USD', AT, ...LIST_FACTS],
  },
  get_spend: {
    page: 'docs/reporting/usage-reports',
    answers: {
      '/usage_reports/options': {
        data: [
          {
            product: 'sip-trunking',
            product_dimensions: ['date', 'currency', 'direction'],
            product_metrics: ['connected', 'cost', 'completed', 'billed_sec'],
          },
        ],
      },
      '/usage_reports': { data: [{ product: 'sip-trunking', currency: 'USD', cost: 1911.624, completed: 883_930, billed_sec: 60 }] },
      '/charges_summary': {
        data: {
          currency: 'USD',
          total: {
            grand_total: '12.50',
            existing_mrc: '10.00',
            new_mrc: '1.00',
            new_otc: '1.50',
            other: '0',
            credits: '0',
            ledger_adjustments: '0',
          },
          summary: { lines: [{ type: 'simple', name: 'Emergency', alias: 'e911', amount: '1.50', quantity: 1 }], adjustments: [] },
        },
      },
    },
    facts: ['sip-trunking', '1911.624', 'USD', 883_930, '12.50', '11.00', 'Emergency', '1.50'],
  },
  check_sending: {
    page: 'api-reference/phone-number-campaigns/get-single-phone-number-campaign',
    args: { from: FROM, to: TO },
    answers: {
      '/balance': { data: { balance: '300.00', credit_limit: '100.00', available_credit: '400.00', pending: '10.00', currency: 'USD' } },
      '/phone_numbers': list({ phone_number: FROM, status: 'active', messaging_profile_id: UUID }),
      '/phone_numbers/messaging': list({
        phone_number: FROM,
        messaging_profile_id: UUID,
        type: 'longcode',
        features: { sms: { domestic_two_way: true, international_inbound: true, international_outbound: true }, mms: null },
      }),
      '/messaging_profiles': { data: { id: UUID, name: 'Summer Campaign', enabled: true, whitelisted_destinations: ['US'] } },
      '/messaging_optouts': list({ to: '+15559999999', from: FROM, keyword: 'STOP', created_at: '2025-04-28 12:00:38.631252+00:00' }),
      '/10dlc/phone_number_campaigns': {
        phoneNumber: FROM,
        campaignId: '<string>',
        brandId: '7ba705b7-22af-493f-addc-ac04b7ca071c',
        tcrBrandId: 'BBRAND1',
        tcrCampaignId: 'CCAMPA1',
        telnyxCampaignId: '3008dd9f-66d7-40e0-bf23-bf2d8d1a96ba',
        assignmentStatus: 'ASSIGNED',
        failureReasons: '<string>',
      },
      '/10dlc/campaign': {
        campaignId: '<string>',
        brandId: '<string>',
        status: 'ACTIVE',
        campaignStatus: 'TCR_ACCEPTED',
        failureReasons: '<string>',
      },
      '/10dlc/brand': { displayName: 'ABC Mobile', status: 'OK', identityStatus: 'VERIFIED' },
    },
    facts: [{ verdict: 'no' }, FROM, '400.00 USD', 'Summer Campaign', 'TCR_ACCEPTED', 'VERIFIED', 'not approved yet'],
  },
  preview_action: 'ours',
  find_operations: 'ours',
  read_operation: 'as Telnyx gave it',
  change_operation: 'as Telnyx gave it',
  send_operation: 'as Telnyx gave it',
  buy_operation: 'as Telnyx gave it',
  delete_operation: 'as Telnyx gave it',
  credential_operation: 'as Telnyx gave it',
  describe_operation: 'ours',
  list_conversations: 'ours',
  get_conversation: 'ours',
  wait_for: 'ours',
  get_call: 'ours',
  connect_inbox: 'ours',
};
