import { expect, test } from '@jest/globals';
import Telnyx from 'telnyx';
import { LOCAL_API_KEY } from '../../../infra/local/telnyx/server.ts';
import { useSimulator } from './harness.ts';
import { isSigned, useReceiver } from './webhook-receiver.ts';

const MINE = '+13125550100';
const THEIRS = '+13125550142';

const hook = useReceiver();
const sim = useSimulator({ apiKeys: [LOCAL_API_KEY, 'OTHER'], clock: Date.now });

const publicKey = async (key?: string): Promise<string> =>
  (await sim.api('GET', '/public_key', undefined, key ? { key } : {})).json.data.public;
const control = async (body: object) => (await sim.control('POST', '/webhooks/send', { url: hook.url(), ...body })).json;
const setUrl = async (settings: object = {}) => {
  const [{ id }] = (await sim.api('GET', '/messaging_profiles')).json.data;
  await sim.api('PATCH', `/messaging_profiles/${id}`, { webhook_url: hook.url(), ...settings });
};
const text = (words: string) => sim.control('POST', '/messages/inbound', { from: THEIRS, to: MINE, text: words });
const last = () => {
  const one = hook.received().at(-1);
  if (!one) throw new Error('nothing arrived');
  return one;
};

test('the public key is 32 bytes in base64, one for each organization, and only for who has its API key', async () => {
  const key = await publicKey();
  expect(key).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  expect(Buffer.from(key, 'base64')).toHaveLength(32);
  expect(await publicKey()).toBe(key);
  expect(await publicKey('OTHER')).not.toBe(key);
  expect((await sim.api('GET', '/public_key', undefined, { key: null })).status).toBe(401);
});

test('an event is signed over its timestamp and its bytes, as Telnyx and its SDK have it', async () => {
  await setUrl();
  await text('Grüße 🚗');
  await hook.until(1);
  const { headers, body, json } = last();
  expect(headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'telnyx-webhooks' });
  expect(Math.abs(Number(headers['telnyx-timestamp']) - Date.now() / 1000)).toBeLessThan(60);
  expect(json).toMatchObject({
    data: { record_type: 'event', event_type: 'message.received', payload: { text: 'Grüße 🚗', to: [{ status: 'webhook_delivered' }] } },
    meta: { attempt: 1, delivered_to: hook.url() },
  });
  expect(isSigned(last(), await publicKey())).toBe(true);
  expect(isSigned(last(), await publicKey('OTHER'))).toBe(false);
  const { webhooks } = new Telnyx({ apiKey: LOCAL_API_KEY });
  const event = await webhooks.unwrap(body.toString(), { headers: headers as Record<string, string>, key: await publicKey() });
  expect(event).toMatchObject({ data: { event_type: 'message.received' } });
});

test.each([
  ['good', {}, true],
  ['wrong key', {}, false],
  ['altered', {}, false],
])('a body is sent with a signature that is %s', async (sign, more, isTrue) => {
  expect(await control({ body: { data: { id: '1' } }, sign, ...more })).toMatchObject({ statuses: [200] });
  expect(isSigned(last(), await publicKey())).toBe(isTrue);
});

test('a body is sent unsigned, and with an old timestamp that is signed', async () => {
  await control({ raw: '{"a":1}', sign: 'none' });
  expect(last().headers['telnyx-signature-ed25519']).toBeUndefined();
  await control({ raw: '{"a":1}', sign: 'old', offset_secs: -400 });
  expect(Date.now() / 1000 - Number(last().headers['telnyx-timestamp'])).toBeGreaterThanOrEqual(399);
  expect(isSigned(last(), await publicKey())).toBe(true);
});

test('forms, bytes and other headers are sent as they are given', async () => {
  await control({ form: { CallSid: 'v3:x', To: MINE } });
  expect(last().headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(last().body.toString()).toBe('CallSid=v3%3Ax&To=%2B13125550100');
  const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0xff, 0x00]);
  await control({ raw_base64: bytes.toString('base64'), content_type: 'text/odd', headers: { 'x-more': '1', 'user-agent': null } });
  expect(last().body).toEqual(bytes);
  expect(last().headers).toMatchObject({ 'content-type': 'text/odd', 'x-more': '1' });
  expect(last().headers).not.toHaveProperty('user-agent');
  expect(isSigned(last(), await publicKey())).toBe(true);
});

test('nothing is sent to another machine, and a control with two bodies or none is refused', async () => {
  expect((await sim.control('POST', '/webhooks/send', { url: 'https://example.com/x', body: {} })).status).toBe(400);
  expect((await sim.control('POST', '/webhooks/send', { url: hook.url() })).status).toBe(400);
  expect((await sim.control('POST', '/webhooks/send', { url: hook.url(), raw: 'a', body: {} })).status).toBe(400);
});

test('after a rotation the new key is shown, and for an hour both keys sign', async () => {
  const old = await publicKey();
  const { id, public: next } = (await sim.api('POST', '/inactive_key')).json.data;
  expect(await publicKey()).toBe(old);
  expect((await sim.api('POST', `/inactive_key/${id}/activate`)).json.data).toEqual({ id, public: next });
  expect(await publicKey()).toBe(next);
  const signers = async () => {
    const before = hook.received().length;
    await control({ raw: 'x', times: 4 });
    return hook
      .received()
      .slice(before)
      .map((one) => (isSigned(one, old) ? 'old' : isSigned(one, next) ? 'new' : 'none'));
  };
  expect(await signers()).toEqual(['old', 'new', 'old', 'new']);
  await sim.advance(60 * 60_000);
  expect(await signers()).toEqual(['new', 'new', 'new', 'new']);
  expect((await sim.api('POST', `/inactive_key/${id}/activate`)).status).toBe(404);
  expect((await sim.control('POST', '/webhook-keys', { rotate: true })).json.public).toBe(await publicKey());
});

test('version 1 is flat, with an HMAC in place of the signature', async () => {
  await setUrl({ webhook_api_version: '1' });
  await text('Hello!');
  await hook.until(1);
  expect(last().json).toMatchObject({ direction: 'inbound', from: THEIRS, to: MINE, body: 'Hello!' });
  expect(last().headers['telnyx-signature-ed25519']).toBeUndefined();
  expect(last().headers['x-telnyx-signature']).toMatch(/^t=\d+,h=[A-Za-z0-9+/]{43}=$/);
});
