import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { createSealer } from '../../../../../shared/identity/tokens/index.ts';
import { createEntraTokens } from '../../../../../shared/identity/entra/index.ts';
import type { SignedIn } from '../../../../../shared/identity/login/index.ts';
import { Code } from '../../../../../shared/identity/oauth/token/redeem-code.ts';
import type { GrantStore } from '../../../../../shared/identity/grants/index.ts';
import { CHALLENGE, CLAUDE, CURSOR, GOOD, pageOf, redirectOf, startAuthorize, type AuthorizeServer } from './authorize-server.ts';

type PendingToken = Parameters<GrantStore['keepPending']>[0];

const person = (roles: SignedIn['roles']): SignedIn => ({ tenantId: 'tid', objectId: 'oid', name: 'The Owner', roles });

/** Requests authorization with these changes, ticks every scope, and returns the state of the login. */
async function consent({ open, post, consented }: AuthorizeServer, changes: Record<string, string | undefined> = {}): Promise<unknown> {
  const { sealed, cookie } = await open(changes);
  const boxes = ['read', 'write', 'send', 'purchase'].map((each) => ['scope', `telnyx.${each}`] as const);
  return consented(await post([['request', sealed], ...boxes, ['action', 'allow']], { cookie }));
}

const open = ({ secrets, origin }: AuthorizeServer, code: string | undefined, purpose: 'code' | 'login' = 'code') =>
  createSealer(secrets, purpose, origin).open(code ?? '', Code);

describe('after consent and login', () => {
  test('RFC6749-4.1.2a, RFC9207-2: the client gets a code, its state and iss; the code holds what it was issued for', async () => {
    const server = await startAuthorize();
    const response = await server.continuation.loggedIn(person(['Owner']), await consent(server));
    const { status, target, parameters } = redirectOf(response);
    expect([status, target]).toEqual([303, GOOD.redirect_uri]);
    expect(parameters).toEqual({ code: expect.any(String), state: GOOD.state, iss: server.origin });
    expect(await open(server, parameters['code'])).toEqual({
      grantId: expect.stringMatching(/^[\da-f-]{36}$/),
      subject: 'tid.oid',
      clientHash: createHash('sha256').update(CLAUDE.id).digest('base64url'),
      clientName: 'Claude',
      redirectUri: GOOD.redirect_uri,
      challenge: CHALLENGE,
      audience: server.names.audience,
      scopes: ['telnyx.read', 'telnyx.send'],
      roles: ['Owner'],
      issuedAt: Date.UTC(2026, 10, 22) / 1000,
      lifetime: 60,
    });
    expect(await open(server, parameters['code'], 'login')).toBeUndefined();
  });

  test('each code becomes a grant of its own', async () => {
    const server = await startAuthorize();
    const state = await consent(server);
    const ids = [];
    for (let round = 0; round < 2; round++) {
      const { parameters } = redirectOf(await server.continuation.loggedIn(person(['Owner']), state));
      ids.push((await open(server, parameters['code']))?.grantId);
    }
    expect(new Set(ids).size).toBe(2);
  });

  test('O2: the role narrows the consented scopes', async () => {
    const server = await startAuthorize();
    const state = await consent(server, { scope: undefined });
    const response = await server.continuation.loggedIn(person(['Operator']), state);
    const page = await pageOf(response, 200);
    for (const words of ['Connected as <bdi>The Owner</bdi>', 'your role is Operator', 'Change', 'Buy numbers'])
      expect(page).toContain(words);
    // The client opened this page in a popup and waits for it.
    expect(response.headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
    const [, href = ''] = /<a class="btn main" href="([^"]+)"/.exec(page) ?? [];
    const link = new URL(href.replaceAll('&amp;', '&'));
    expect(link.origin + link.pathname).toBe(GOOD.redirect_uri);
    expect(link.searchParams.get('state')).toBe(GOOD.state);
    const code = await open(server, link.searchParams.get('code') ?? '');
    expect(code?.scopes).toEqual(['telnyx.read', 'telnyx.send']);
    // A person needs time to read.
    expect(code?.lifetime).toBe(300);
  });

  test('if the role allows none of the scopes, the client gets an error and no code', async () => {
    const server = await startAuthorize();
    const state = await consent(server, { scope: 'telnyx.purchase' });
    const { parameters } = redirectOf(await server.continuation.loggedIn(person(['Reader']), state));
    expect(parameters).toEqual({
      error: 'access_denied',
      error_description: 'The role of this person (Reader) allows only telnyx.read, and none of it was granted.',
      state: GOOD.state,
      iss: server.origin,
    });
  });

  test('declining at Microsoft is a denial', async () => {
    const server = await startAuthorize();
    const response = await server.continuation.declined?.(await consent(server, { state: undefined }));
    const { target, parameters } = redirectOf(response ?? new Response());
    expect(target).toBe(GOOD.redirect_uri);
    expect(parameters).toEqual({ error: 'access_denied', error_description: expect.any(String), iss: server.origin });
  });

  test('the code reaches a custom scheme', async () => {
    const server = await startAuthorize();
    const redirect = { client_id: CURSOR.id, redirect_uri: CURSOR.redirectUris[0] };
    const { location } = redirectOf(await server.continuation.loggedIn(person(['Owner']), await consent(server, redirect)));
    expect(location).toMatch(/^cursor:\/\/anysphere\.cursor-mcp\/oauth\/callback\?code=[\w.-]+&state=/);
    expect(location.length).toBeLessThan(2_000);
  });

  test('D27: Entra’s token is stored in a row of its own, sealed and bound to the grant, for the lifetime of the code; never in the URL', async () => {
    const kept: PendingToken[] = [];
    const grants = { keepPending: (pending: PendingToken) => Promise.resolve(void kept.push(pending)) } as GrantStore;
    const server = await startAuthorize({ grants });
    const response = await server.continuation.loggedIn(person(['Owner']), await consent(server), 'the token of Entra');
    const code = await open(server, redirectOf(response).parameters['code']);
    expect(kept).toEqual([
      { subject: 'tid.oid', id: code?.grantId, until: Date.UTC(2026, 10, 22) / 1000 + 60, entraToken: expect.any(String) },
    ]);
    const tokens = createEntraTokens(server.secrets, server.origin);
    const [pending] = kept;
    expect(await tokens.open(pending?.entraToken ?? '', { subject: 'tid.oid', id: code?.grantId ?? '' })).toBe('the token of Entra');
    expect(JSON.stringify(code)).not.toContain('the token');
    expect(server.lines.join()).not.toContain(pending?.entraToken);
  });

  test('T10: without the tables no code is issued, because its grant could never be confirmed', async () => {
    const server = await startAuthorize();
    const state = await consent(server);
    await expect(server.continuation.loggedIn(person(['Owner']), state, 'the token of Entra')).rejects.toThrow();
  });

  test('O3: a state that is not our consent gives no code', async () => {
    const { continuation } = await startAuthorize();
    for (const state of [undefined, {}, { redirectUri: 'https://evil.example/' }]) {
      await expect(continuation.loggedIn(person(['Owner']), state)).rejects.toBeInstanceOf(z.ZodError);
    }
  });

  test('the log has the person, client and scopes; never state, code or redirect URI', async () => {
    const server = await startAuthorize();
    const { parameters } = redirectOf(await server.continuation.loggedIn(person(['Owner']), await consent(server)));
    const line = server.lines.find((each) => each.includes('code_issued')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ event: 'code_issued', subject: 'tid.oid', scopes: ['telnyx.read', 'telnyx.send'] });
    for (const secret of [GOOD.state, parameters['code'] ?? '', 'auth_callback']) expect(server.lines.join()).not.toContain(secret);
  });
});
