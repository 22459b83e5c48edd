import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { expect, test } from '@jest/globals';
import { login, use, useApp } from '../../../support/index.ts';
import { callModern, FORM, message, sentBy } from './asking.ts';

const app = useApp({ settings: { CONFIRM_OUTBOUND: 'page', DUPLICATES: '' } });
const byForm = use(() => app.startInstance({ CONFIRM_OUTBOUND: 'form' }));
const owner = use(async () => ({ token: await login(app, { user: 'owner' }) }));
const NOT_YET = { sent: false, needs_approval: { next: expect.stringContaining('Not sent yet.') } };

test('G14: a client that opens the URL while nobody presses anything waits once, is asked no second time and sends nothing', async () => {
  const client = new Client(
    { name: 'e2e', version: '1.0.0' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } }, capabilities: { elicitation: { form: {}, url: {} } } },
  );
  const opened: unknown[] = [];
  client.setRequestHandler('elicitation/create', ({ params }) => {
    opened.push(params.mode);
    return { action: 'accept' };
  });
  const headers = { authorization: `Bearer ${owner.token}` };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${app.url}/mcp`), { requestInit: { headers } }));
  const sent = await sentBy(app, async () => {
    const { structuredContent } = await client.callTool({ name: 'send_message', arguments: message('Nobody presses') });
    expect(structuredContent).toMatchObject(NOT_YET);
  });
  await client.close();
  expect(opened).toEqual(['url']);
  expect(sent).toEqual([]);
}, 120_000);

test('G11, G12: the same call with a forged state, a yes without a state, or one of another grant waits for the page and sends nothing', async () => {
  const args = message('Forged');
  const { requestState = '' } = await callModern(byForm, owner.token, args, { capabilities: FORM });
  const at = requestState.length - 5;
  const forged = `${requestState.slice(0, at)}${requestState[at] === 'A' ? 'B' : 'A'}${requestState.slice(at + 1)}`;
  const yes = { response: { action: 'accept', content: { decision: 'once' } }, capabilities: FORM };
  const otherGrant = await login(app, { user: 'owner' });
  const sent = await sentBy(byForm, async () => {
    const answers = await Promise.all([
      callModern(byForm, owner.token, args, yes),
      callModern(byForm, owner.token, args, { ...yes, state: forged }),
      callModern(byForm, owner.token, args, { ...yes, state: 'nonsense' }),
      callModern(byForm, otherGrant, args, { ...yes, state: requestState }),
    ]);
    for (const { structuredContent } of answers) expect(structuredContent).toMatchObject(NOT_YET);
  });
  expect(sent).toEqual([]);
}, 120_000);
