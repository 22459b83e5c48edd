const UUID = '4000eba1-a0c0-4563-9925-b25e842a7cb6';
const DOTS = { call_control_id: '..' };
const METADATA = 'http://169.254.169.254/latest/meta-data/';
const ONE_TOO_MANY = { page_size: 251 };

/**
 * Hostile calls of every tool that must be refused before anything is sent: by tool and by what they try. Each is the tool's least call with
 * this change. Hostile values that may be sent, safely encoded, are among the other calls.
 */
export const REFUSED: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>> = {
  send_message: {
    'many recipients': { to: ['+13125550002', '+13125550003'] },
    'an emergency number': { to: '9-1-1' },
    'events to the own network': { webhook_url: METADATA },
    'a member of the body': { 'to[]': '+13125550003' },
  },
  get_message: { 'a path': { id: '../balance' }, 'a path behind an id': { id: `${UUID}/../../balance` } },
  list_messaging_profiles: { 'an operator': { name: { contains: '' } }, 'a key of the query': { 'filter[name][eq]': 'x' } },
  get_messaging_profile: { 'a path': { id: '..' }, 'a query behind an id': { id: `${UUID}?page[size]=1` } },
  create_messaging_profile: { 'a secret to choose': { v1_secret: 'mine' }, 'events to the own network': { webhook_url: METADATA } },
  update_messaging_profile: {
    'a path': { id: '../phone_numbers/1' },
    'a setting to remove that is none': { remove: ['whitelisted_destinations'] },
  },
  list_phone_numbers: {
    'a key of the query': { 'page[size]': 1000 },
    'a page too large': ONE_TOO_MANY,
    'a wildcard': { phone_number: '*' },
  },
  get_phone_number: {
    'a path': { id: '1/../2' },
    'a query behind a number': { id: '+19705555098&filter[tag]=a' },
    'a line break': { id: '1\n' },
  },
  update_phone_number: { 'a path': { id: '1/voice' }, 'a number where digits may be lost': { id: 2 ** 60 } },
  list_available_phone_numbers: { 'two countries': { country_code: 'US,CA' }, 'a feature that is none': { features: ['sms,voice'] } },
  create_number_order: { nothing: { phone_numbers: [] }, 'an emergency number': { phone_numbers: [{ phone_number: '+112' }] } },
  lookup_number: { 'a path': { phone_number: '+13129457420/../../balance' }, 'an emergency number': { phone_number: '112' } },
  create_call: {
    'an emergency number': { to: '911' },
    'an emergency number as SIP': { to: 'sip:9-1-1@pbx.example.com' },
    'events to the own network': { webhook_url: METADATA },
  },
  answer_call: { 'a path': DOTS, 'events to the own network': { webhook_url: 'https://localhost/' } },
  hangup_call: { 'a path': DOTS, 'a line break': { call_control_id: 'v3:a\r\nHost: b' } },
  transfer_call: { 'a path': DOTS, 'an emergency number': { to: '+911' } },
  speak_text: { 'a path': DOTS, 'no end of a million': { loop: 1_000_000 } },
  start_playback: { 'a path': DOTS, 'a file': { audio_url: 'file:///etc/passwd' } },
  stop_playback: { 'a path': DOTS, 'a leg that is none': { stop: 'everything' } },
  send_dtmf: { 'a path': DOTS, letters: { digits: '1;drop' } },
  list_call_control_applications: { 'a page too large': ONE_TOO_MANY, 'an order of its own': { sort: 'id;drop' } },
  create_call_control_application: { 'events to the own network': { webhook_event_url: METADATA } },
  update_call_control_application: { 'a path': { id: '../calls' }, 'events to the own network': { webhook_event_url: METADATA } },
  create_assistant: { 'a webhook in the own network': { dynamic_variables_webhook_url: METADATA }, 'a key of the body': { id: 'mine' } },
  list_assistants: { 'an operator': { name_contains: { $ne: '' } }, 'a key of the query': { 'page[size]': 1000 } },
  get_assistant: { 'a path': { assistant_id: '..' }, 'a line break': { assistant_id: 'a\nb' } },
  update_assistant: { 'a path': { assistant_id: '..' }, 'a webhook in the own network': { dynamic_variables_webhook_url: METADATA } },
  delete_assistant: { 'a path': { assistant_id: '..' }, 'all of them': { assistant_id: ['a', 'b'] } },
  chat_with_assistant: { 'a path': { assistant_id: '..', conversation_id: UUID } },
  start_assistant_call: { 'an emergency number': { to: '911' }, 'a path': { connection_id: '../calls' } },
  list_buckets: { 'a path': { bucket_name: '../other' } },
  create_bucket: { 'a path': { bucket_name: 'a/../b' }, 'a host of its own': { region: 'evil.example.com/' } },
  list_files: { 'a path': { bucket_name: 'docs/../other' }, 'a cursor of its own': { cursor: '&prefix=' } },
  upload_file: { 'a path': { key: 'a/../../other/b' }, 'a header': { content_type: 'text/plain\r\nx-amz-acl: public-read' } },
  download_file: { 'a path': { key: '../other/a' }, 'a host of its own': { bucket_name: 'evil.example.com:443' } },
  delete_file: { 'a path': { key: '..' }, 'half a character': { key: 'a\ud800' } },
  list_embedded_buckets: { 'an argument where there is none': { bucket_name: 'docs' } },
  create_embeddings: { 'a page of the own network': { url: METADATA }, 'a path': { bucket_name: '../docs' } },
  list_integration_secrets: { 'a page too large': ONE_TOO_MANY, 'the values too': { include: 'token' } },
  create_integration_secret: { 'the value of another type': { type: 'basic' }, 'an operator': { identifier: { $ne: '' } } },
  delete_integration_secret: { 'a path': { id: '..' }, 'all of them': { id: '' } },
  list_connections: { 'a page too large': ONE_TOO_MANY, 'a key of the query': { 'filter[fqdn]': 'x' } },
  get_connection: { 'a path': { id: '1/../2' }, 'a collection of its own': { connection_type: 'credential_connections' } },
  list_webhook_deliveries: { 'a page too large': ONE_TOO_MANY, 'no moment': { started_after: "2026-07-01' or 1=1" } },
  get_balance: { 'an argument where there is none': { account_id: '1' } },
  search_detail_records: {
    'a key of the query': { filters: [{ field: 'cld]&page[size', value: '1000' }] },
    'a page too large': { page_size: 51 },
  },
};
