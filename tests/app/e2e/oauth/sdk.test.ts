import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { use, useApp } from '../../../support/index.ts';
import { startMetadataHost } from '../../../support/metadata-host.ts';
import { approve, type Choices, sendForm } from '../../../support/oauth/index.ts';
import { needsPerson, v1, v2, type Program } from './sdk/libraries.ts';

const REDIRECT_URI = 'http://localhost:8123/callback';
const CLIENT_HOST = 'judge.example.com';
const DOCUMENT_URL = `https://${CLIENT_HOST}/oauth/client.json`;
const MESSAGE = { from: '+13125550100', to: '+13125550111', text: 'hello' };
const ALL = ['telnyx.read', 'telnyx.write', 'telnyx.send', 'telnyx.purchase'];

const scopesIn = (text: string | null | undefined) => (text ?? '').split(' ').filter(Boolean);

/** Waits for the library to ask for the person, who goes through consent and login; then hands it what came of it. */
async function untilAllowed(program: Program, session: ReturnType<Program['open']>, work: Promise<unknown>, choices: Choices) {
  const asked = await work.then(
    () => false,
    (error: unknown) => {
      if (needsPerson(error)) return true;
      throw error;
    },
  );
  if (!asked) throw new Error('The library did not ask for the person.');
  const url = program.memory.authorizations.at(-1);
  if (!url) throw new Error('The library sent nobody to the browser.');
  const response = await approve(url, choices);
  await session.finish(response.url.searchParams);
}

/** Consent and login, up to the tokens; they are not used yet. */
async function logIn(program: Program, choices: Choices = {}): Promise<void> {
  const session = program.open();
  await untilAllowed(program, session, session.connect(), choices);
  await session.close();
}

async function connected(program: Program) {
  const session = program.open();
  await session.connect();
  return session;
}

const host = use(async () => {
  const started = await startMetadataHost([CLIENT_HOST]);
  started.publish(DOCUMENT_URL, { client_name: 'Judge', redirect_uris: [REDIRECT_URI], token_endpoint_auth_method: 'none' });
  return started;
});
const app = useApp({ settings: () => Promise.resolve({ CLIENT_METADATA_OVERRIDE: host.url, NODE_EXTRA_CA_CERTS: host.caFile }) });

// One library warns when it throws refused tokens away, which is what a test wants of it.
beforeAll(() => void jest.spyOn(console, 'warn').mockReturnValue(undefined));
afterAll(() => void jest.restoreAllMocks());

/** Each part of the OAuth dance on a new grant. */
describe.each([
  ['@modelcontextprotocol/sdk', v1],
  ['@modelcontextprotocol/client, auto', v2('auto')],
  ['@modelcontextprotocol/client, legacy', v2('legacy')],
])('%s', (_name, library) => {
  const program = () => library(`${app.url}/mcp/stream`, REDIRECT_URI);

  test('finds the server by the URL alone, registers itself and lists the tools', async () => {
    const client = program();
    await logIn(client);
    const session = await connected(client);
    expect(await session.tools()).toContain('send_message');
    expect(client.clientId()).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(client.memory.authorizations.map(({ searchParams }) => searchParams.get('resource'))).toEqual([`${app.url}/mcp/stream`]);
    await session.close();
  });

  test('is known by its metadata document, and registers nothing', async () => {
    const client = library(`${app.url}/mcp/stream`, REDIRECT_URI, DOCUMENT_URL);
    await logIn(client);
    const session = await connected(client);
    expect(await session.tools()).toContain('send_message');
    expect(client.clientId()).toBe(DOCUMENT_URL);
    expect(host.requests.map(({ url }) => url)).toContain(DOCUMENT_URL);
    await session.close();
  });

  test('connects at the alias /mcp in the same way', async () => {
    const client = library(`${app.url}/mcp`, REDIRECT_URI);
    await logIn(client);
    const session = await connected(client);
    expect(await session.tools()).toContain('get_balance');
    expect(client.memory.authorizations[0]?.searchParams.get('resource')).toBe(`${app.url}/mcp`);
    await session.close();
  });

  test('gets no more than the role of the person', async () => {
    const client = program();
    await logIn(client, { choice: { user: 'reader' } });
    expect(scopesIn(client.tokens()?.scope)).toEqual(['telnyx.read']);
    const session = await connected(client);
    expect(await session.tools()).not.toContain('send_message');
    await session.close();
  });

  test('refreshes by itself when its access token has run out', async () => {
    const client = program();
    await logIn(client);
    const before = client.tokens();
    client.memory.spoilAccessToken();
    const session = await connected(client);
    expect(await session.tools()).toContain('send_message');
    expect(client.memory.authorizations).toHaveLength(1);
    expect(client.tokens()?.refresh_token).not.toBe(before?.refresh_token);
    await session.close();
  });

  test('T8: comes back for more when a tool needs it, and is let in with it', async () => {
    const client = program();
    await logIn(client, { action: 'read_only' });
    expect(scopesIn(client.tokens()?.scope)).toEqual(['telnyx.read']);
    // A refresh never widens: without a refresh token such a library asks the person.
    if (client.refreshesFirst) client.memory.dropRefreshToken();
    const session = await connected(client);
    expect(await session.tools()).not.toContain('send_message');
    await untilAllowed(client, session, session.call('send_message', MESSAGE), {});
    const asked = scopesIn(client.memory.authorizations.at(-1)?.searchParams.get('scope'));
    expect(asked).toContain('telnyx.send');
    expect(asked).toContain('telnyx.read');
    expect(scopesIn(client.tokens()?.scope).toSorted()).toEqual(asked.filter((scope) => ALL.includes(scope)).toSorted());
    expect(await session.call('send_message', MESSAGE)).toEqual({ isError: false });
    expect(client.memory.authorizations).toHaveLength(2);
    await session.close();
  });

  test('T9: logs in again, as the same client, when its grant was revoked', async () => {
    const client = program();
    await logIn(client);
    const clientId = client.clientId();
    const token = client.tokens()?.refresh_token;
    expect((await sendForm(`${app.url}/revoke`, { token })).status).toBe(200);
    await logIn(client);
    expect(client.clientId()).toBe(clientId);
    expect(client.memory.authorizations).toHaveLength(2);
    const session = await connected(client);
    expect(await session.tools()).toContain('send_message');
    await session.close();
  });

  describe('when the person says no', () => {
    test('gets the refusal, and no tokens', async () => {
      const client = program();
      await expect(logIn(client, { action: 'deny' })).rejects.toThrow();
      expect(client.tokens()).toBeUndefined();
    });
  });
});
