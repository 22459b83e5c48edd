import { expect, test } from '@jest/globals';
import { classify } from '../../../../shared/telnyx/operations/index.ts';
import { operation } from './operation-list.ts';

const refused = (id: string, args: Readonly<Record<string, unknown>>) => classify(operation(id), args).refusal;

test.each([
  'http://example.com/a.mp3',
  'https://localhost/a.mp3',
  'https://10.0.0.1/a.mp3',
  'https://169.254.169.254/latest',
  'https://[::1]/a.mp3',
  'https://2130706433/a.mp3',
  'https://0x7f.1/a.mp3',
  'https://user:password@example.com/a.mp3',
  'https://{{host}}.example.com/a.mp3',
  'https:10.0.0.1/a.mp3',
  'ht\ttps://10.0.0.1/a.mp3',
  ' https://10.0.0.1/a.mp3',
  'https://10.0.0.1.nip.io/a.mp3',
  'https://vault.internal/a.mp3',
  'ftp://example.com/a.mp3',
  'file:///etc/passwd',
  'gopher://example.com/',
])('Telnyx is never told to fetch %j', (url) => {
  const why = 'Expected an https or wss URL on a public host, without user name, password or template in its host.';
  expect(refused('StartCallPlayback', { call_control_id: 'a', audio_url: url })).toBe(`audio_url: ${why}`);
  expect(refused('SendMessage', { to: '+13125550144', media_urls: ['https://example.com/a.png', url] })).toBe(`media_urls[1]: ${why}`);
  const whatsapp_message = { type: 'image', image: { link: url } };
  expect(refused('SendWhatsappMessage', { whatsapp_message })).toBe(`whatsapp_message.image.link: ${why}`);
});

test('a page that people open is a public one, too', () => {
  expect(refused('PostCampaign', { embeddedLinkSample: 'http://10.0.0.1/' })).toMatch(/public host/);
  expect(refused('SendWhatsappMessage', { whatsapp_message: { contacts: [{ urls: [{ url: 'http://localhost' }] }] } })).toMatch(
    /public host/,
  );
});

test('instructions for a call fetch no private URL', () => {
  const play = (url: string) => `<Response><Play>${url}</Play></Response>`;
  expect(refused('UpdateTexmlCall', { call_sid: 'a', Texml: play('http://169.254.169.254/') })).toMatch(/public host/);
  expect(refused('UpdateTexmlCall', { call_sid: 'a', Texml: play('https://example.com/a.mp3') })).toBeUndefined();
});

test.each([
  ['StartCallPlayback', { call_control_id: 'a', audio_url: 'https://example.com/a.mp3' }],
  ['SendMessage', { to: '+13125550144', text: 'http://localhost:7071' }],
  ['CreateBrandPost', { website: 'http://example.com' }],
  ['list_mcp_servers', { url: 'http://localhost' }],
  [
    'PostCampaign',
    { embeddedLinkSample: 'http://example.com/a', privacyPolicyLink: 'http://example.com/privacy', sample1: 'http://example.com' },
  ],
  ['SubmitVerificationRequest', { optInWorkflow: 'http://example.com', optInWorkflowImageURLs: [{ url: 'https://example.com/a.png' }] }],
  [
    'SendRCSMessage',
    { agent_message: { content_message: { suggestions: [{ action: { open_url_action: { url: 'http://example.com' } } }] } } },
  ],
  ['SendWhatsappMessage', { whatsapp_message: { contacts: [{ urls: [{ url: 'http://example.com', type: 'WORK' }] }] } }],
])('takes what leads nowhere private: %s %j', (id, args) => {
  expect(refused(id, args)).toBeUndefined();
});
