import { beforeAll, describe, expect, test } from '@jest/globals';
import { GUARD_DEFAULTS_ON, telnyxControls, useApp, useClient } from '../../support/index.ts';

const OWN = '+13125550100';
/** The first texts of ten minutes to one person need nobody's word. */
const app = useApp({
  settings: { ...GUARD_DEFAULTS_ON, DEFAULT_ROLE: 'Owner', LIMIT_RECIPIENT: '2/10minutes 20/day', LIMIT_MESSAGES: 'off' },
});
const client = useClient(app);
const telnyx = () => telnyxControls(app);

let people = 0;
const somebody = () => `+1312555${String(6_000 + people++)}`;
const send = async (to: string, text: string) => {
  const { structuredContent, text: words } = await client.call('send_message', { from: OWN, to, text });
  return structuredContent?.['sent'] === false || structuredContent?.['id'] === undefined ? words : 'sent';
};
const hear = (peer: string) => client.call('wait_for', { own: OWN, peer, types: ['message.received'], seconds: 30 });

describe('I20: before anything is connected', () => {
  test.each([
    ['list_conversations', {}],
    ['get_conversation', { own: OWN, peer: '+13125556999' }],
    ['wait_for', { own: OWN, peer: '+13125556999', seconds: 1 }],
    ['get_call', { call_session_id: '9d1c1f2e-0000-4000-8000-000000000000' }],
  ])('%s says what is missing, and offers to connect', async (name, args) => {
    const { isError, text } = await client.call(name, args);
    expect(isError).not.toBe(true);
    expect(text).toMatch(/connect_inbox/);
  });

  test('a foreign address stays, unless a person says otherwise on the page', async () => {
    const asked = await client.call('connect_inbox', { replace: true });
    expect(asked.text).toMatch(/\/approvals\//);
    const { text } = await client.call('connect_inbox', {});
    expect(text).toMatch(/"left":\["https:\/\/example\.com\/telnyx\/calls"\]/);
    const { text: applications } = await client.call('list_call_control_applications', {});
    expect(applications).toMatch(/https:\/\/example\.com\/telnyx\/calls/);
    const waited = await client.call('wait_for', { call_session_id: '9d1c1f2e-0000-4000-8000-000000000001', seconds: 1 });
    expect(waited.text).toMatch(/No call control application of the account sends its events to this inbox/);
  });
});

describe('once the inbox is connected', () => {
  beforeAll(async () => {
    await client.call('connect_inbox', {});
  });

  test('I21: an answer begins the count of texts in ten minutes anew', async () => {
    const [silent, talking] = [somebody(), somebody()];
    for (const peer of [silent, talking]) {
      await expect(send(peer, `one ${peer}`)).resolves.toBe('sent');
      await expect(send(peer, `two ${peer}`)).resolves.toBe('sent');
    }
    await telnyx().receive({ from: talking, to: OWN, text: 'Tell me more' });
    await hear(talking);
    await expect(send(talking, `three ${talking}`)).resolves.toBe('sent');
    await expect(send(silent, `three ${silent}`)).resolves.toMatch(/\/approvals\//);
  });

  test('I7: a preview of a text to whoever said STOP foretells the refusal', async () => {
    const peer = somebody();
    await telnyx().receive({ from: peer, to: OWN, text: 'STOP' });
    await hear(peer);
    const { text } = await client.call('preview_action', { tool: 'send_message', arguments: { from: OWN, to: peer, text: 'Hi' } });
    expect(text).toMatch(/"would":"refuse"/);
    expect(text).toMatch(/answered STOP/);
  });
});
