import { beforeAll, describe, expect, test } from '@jest/globals';
import { openEndpoint } from './endpoint-under-test.ts';
let app: Awaited<ReturnType<typeof openEndpoint>>;
beforeAll(async () => {
  app = await openEndpoint();
});
const send: typeof app.send = (...message) => app.send(...message);

describe.each([
  ['legacy', false],
  ['modern', true],
])('a call beyond the scopes, %s era', (_era, modern) => {
  test('T8, D9: a call beyond the scopes is 403 with every scope that is needed, where the role allows it', async () => {
    for (const roles of [['Owner'], ['Operator'], ['Reader', 'Manager']] as const) {
      const response = await send('tools/call', { name: 'send', arguments: {} }, { modern, roles, scopes: ['telnyx.read'] });
      expect(response.status).toBe(403);
      expect(response.headers.get('www-authenticate')).toContain('scope="telnyx.read telnyx.send"');
    }
  });

  test.each([
    [['Reader'], 'send', 'This needs telnyx.send, which takes the app role Operator or Manager or Owner; yours is Reader.'],
    [['Operator', 'Manager'], 'buy', 'This needs telnyx.purchase, which takes the app role Owner; yours is Operator and Manager.'],
    [[], 'send', 'This needs telnyx.send, which takes the app role Operator or Manager or Owner; you have none.'],
  ] as const)(
    'D9: a role that lacks the scope (%j, %s) is named, with whom to ask, and nothing is asked for',
    async (roles, name, words) => {
      const response = await send('tools/call', { name, arguments: {} }, { modern, roles, scopes: ['telnyx.read'] });
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([403, null]);
      const body = await response.json();
      expect(body).toEqual({ error: 'insufficient_scope', error_description: expect.stringContaining(words) });
      expect(body.error_description).toContain('ask an administrator of this app in Microsoft Entra to assign you another role');
    },
  );
});
