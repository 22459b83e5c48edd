import { expect, test } from '@jest/globals';
import { LOCAL_API_KEY } from '../../../infra/local/telnyx/server.ts';
import { ROUTES } from '../../../infra/local/telnyx/routes/index.ts';
import { mistakesOf, useSimulator } from './harness.ts';

const sim = useSimulator();

// Every answer of every test of this folder is compared with the document; here each operation succeeds at least once.
test('every operation answers as the document has it', async () => {
  const asked = new Set<string>();
  const ask = async (operation: string, ids: Record<string, string> = {}, body?: object, query = '') => {
    const [method = '', template = ''] = operation.split(' ');
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? ''));
    const { status, json } = await sim.api(method, path + query, body);
    expect([operation, status < 300]).toEqual([operation, true]);
    asked.add(operation);
    return json?.data ?? json;
  };
  const authorization = `AWS4-HMAC-SHA256 Credential=${LOCAL_API_KEY}/20260715/us-west-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`;
  await sim.send('PUT', '/_s3/us-west-1/docs', undefined, { key: null, headers: { authorization } });
  const [from, to] = ['+13125550100', '+13125550142'];

  const sent = await ask('POST /messages', {}, { from, to, text: 'hello', media_urls: ['https://example.com/a.png'] });
  const failing = await ask('POST /messages', {}, { from, to: '+13125550199', text: 'hello' });
  const order = await ask('POST /number_orders', {}, { phone_numbers: [{ phone_number: '+13125550107' }], customer_reference: 'x' });
  const pending = await ask('GET /phone_numbers', {}, undefined, '?filter[status]=purchase-pending');
  const inbound = (await sim.control('POST', '/messages/inbound', { from: to, to: from, text: 'hi' })).json.data;
  await sim.advance(3000);
  for (const { id } of [sent, failing, inbound]) await ask('GET /messages/{id}', { id });
  const profile = await ask('POST /messaging_profiles', {}, { name: 'ops', whitelisted_destinations: ['US'] });
  await ask('GET /messaging_profiles');
  await ask('GET /messaging_profiles/{id}', profile);
  await ask('PATCH /messaging_profiles/{id}', profile, { alpha_sender: 'ACME' });
  await ask('GET /phone_numbers/{id}', pending[0]);
  await ask('PATCH /phone_numbers/{id}', pending[0], { tags: ['a'], connection_id: '1684641123236054244' });
  await ask('PATCH /phone_numbers/{id}/messaging', pending[0], { messaging_profile_id: profile.id });
  await ask('GET /available_phone_numbers', {}, undefined, '?filter[limit]=250');
  await ask('GET /number_orders');
  await ask('GET /number_orders/{number_order_id}', { number_order_id: order.id });
  for (const type of ['', '?type=carrier', '?type=caller-name'])
    await ask('GET /number_lookup/{phone_number}', { phone_number: '+13129457420' }, undefined, type);
  await ask('GET /balance');
  await ask('GET /detail_records', {}, undefined, '?filter[record_type]=messaging');

  const [application] = await ask('GET /call_control_applications');
  const router = { application_name: 'router', webhook_event_url: 'https://example.com/' };
  const created = await ask('POST /call_control_applications', {}, router);
  await ask('GET /call_control_applications/{id}', created);
  await ask('PATCH /call_control_applications/{id}', created, { ...router, webhook_timeout_secs: 5, inbound: { channel_limit: 3 } });
  await ask('GET /connections');
  await ask('GET /connections/{id}', application);
  const call = await ask(
    'POST /calls',
    {},
    { connection_id: application.id, from, to, record: 'record-from-answer', client_state: 'QQ==' },
  );
  const ringing = (await sim.control('POST', '/calls/inbound', { from: to, to: '+12125550100' })).json.data;
  await ask('GET /calls/{call_control_id}', call);
  await sim.advance(2000);
  const command = (name: string, body: object = {}, leg = call) => ask(`POST /calls/{call_control_id}/actions/${name}`, leg, body);
  await command('speak', { payload: 'Hi', voice: 'male' });
  await command('playback_start', { media_name: 'hold' });
  await command('playback_stop');
  await command('send_dtmf', { digits: '1' });
  await command('transfer', { to: '+13125550150' });
  await command('answer', { record: 'record-from-answer' }, ringing);
  await command('hangup');
  await ask('GET /calls/{call_control_id}', call);
  await ask('GET /webhook_deliveries', {}, undefined, '?page[size]=250');

  const tools = [{ type: 'hangup', hangup: {} }];
  const desk = { name: 'Front desk', instructions: 'You answer.', enabled_features: ['telephony', 'messaging'], tools };
  const { id: assistant_id, telephony_settings: telephony } = await ask('POST /ai/assistants', {}, desk);
  const { id: conversation_id } = await ask('POST /ai/conversations', {}, { name: 'Chat', metadata: { assistant_id } });
  await ask('GET /ai/assistants');
  await ask('GET /ai/assistants/{assistant_id}', { assistant_id });
  await ask('GET /ai/assistants/{assistant_id}/texml', { assistant_id });
  await ask('POST /ai/assistants/{assistant_id}', { assistant_id }, { greeting: 'Hello', version_name: 'v' });
  await ask('POST /ai/assistants/{assistant_id}/chat', { assistant_id }, { content: 'Hi', conversation_id });
  const connection_id = telephony.default_texml_app_id;
  await ask('POST /texml/ai_calls/{connection_id}', { connection_id }, { From: from, To: to, AIAssistantId: assistant_id });
  await ask('DELETE /ai/assistants/{assistant_id}', { assistant_id });
  const task = await ask('POST /ai/embeddings', {}, { bucket_name: 'docs' });
  await ask('POST /ai/embeddings/url', {}, { bucket_name: 'docs', url: 'https://example.com/' });
  await sim.advance(2_000);
  await ask('GET /ai/embeddings/{task_id}', task);
  await ask('GET /ai/embeddings/buckets');
  const secret = await ask('POST /integration_secrets', {}, { identifier: 'crm', type: 'bearer', token: 'x' });
  await ask('GET /integration_secrets');
  await ask('DELETE /integration_secrets/{id}', secret);
  const object = { bucketName: 'docs', objectName: 'a/b' };
  await ask('POST /storage/buckets/{bucketName}/{objectName}/presigned_url', object, { ttl: 60 });

  expect([...asked].sort()).toEqual(Object.keys(ROUTES).sort());
});

test('a wrong type, a wrong word, a missing and an unknown field are found', () => {
  const found = (path: string, json: object) => mistakesOf('GET', path, { status: 200, json });
  expect(found('/balance', { data: { balance: 5, blance: '5', record_type: 'money' } })).toHaveLength(3);
  expect(found('/messaging_profiles', { data: [], meta: { page_number: 1, page_size: 20, total_pages: 0 } })).toEqual([
    expect.stringMatching('^/meta/total_results: '),
  ]);
});
