import { describe, expect, test } from '@jest/globals';
import {
  AuthError,
  challengeFor,
  InsufficientScopeError,
  parseScope,
  rolesOf,
  SCOPES,
  scopesOfRoles,
} from '../../../../shared/identity/tokens/index.ts';

const METADATA = 'https://app.example.com/.well-known/oauth-protected-resource/mcp/stream';

describe('roles and scopes', () => {
  test.each([
    [['Reader'], ['telnyx.read']],
    [['Operator'], ['telnyx.read', 'telnyx.send']],
    [['Manager'], ['telnyx.read', 'telnyx.write', 'telnyx.send']],
    [['Owner'], ['telnyx.read', 'telnyx.write', 'telnyx.send', 'telnyx.purchase']],
    [
      ['Operator', 'Reader', 'Unknown'],
      ['telnyx.read', 'telnyx.send'],
    ],
  ])('%p may %p', (claim, scopes) => {
    expect(scopesOfRoles(rolesOf(claim, 'Reader'))).toEqual(scopes);
  });

  test.each([['Auditor'], ['reader'], ['READER'], ['Owner '], ['']])('D16: %p alone gives no role, whatever the default is', (...claim) => {
    expect(rolesOf(claim, 'Owner')).toEqual([]);
  });

  test('D16: an empty claim gives no role either', () => {
    expect(rolesOf([], 'Owner')).toEqual([]);
    expect(scopesOfRoles([])).toEqual([]);
  });

  test('D16, D17: without the claim the default role applies, and without a default no role', () => {
    expect(rolesOf(undefined, 'Reader')).toEqual(['Reader']);
    expect(rolesOf(undefined, undefined)).toEqual([]);
  });

  test('unknown scopes are dropped and the rest put in order', () => {
    expect(parseScope('telnyx.send admin telnyx.read')).toEqual(['telnyx.read', 'telnyx.send']);
  });
});

describe('challenges', () => {
  test('T1: without a token there is no error code, but the URL of the metadata', () => {
    const { status, header } = challengeFor(new AuthError('missing'), METADATA, SCOPES);
    expect(status).toBe(401);
    expect(header).toContain(`resource_metadata="${METADATA}"`);
    expect(header).not.toContain('error=');
  });

  test('T8: a missing scope is 403 and names all scopes that are needed', () => {
    const { status, header } = challengeFor(new InsufficientScopeError(['telnyx.read', 'telnyx.send']), METADATA, SCOPES);
    expect(status).toBe(403);
    expect(header).toContain('error="insufficient_scope"');
    expect(header).toContain('scope="telnyx.read telnyx.send"');
  });
});
