import { describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../shared/identity/index.ts';
import { admit } from '../../../shared/mcp/admit.ts';
import { origin } from './endpoint-under-test.ts';
import { answerOf, callOf, catalogue, post, stepOptions } from './step-inputs.ts';

describe('admit', () => {
  test('tells who sent the request, and which tools and scopes it can use', async () => {
    const { options, happened } = stepOptions();
    const request = post();
    request.headers.set('authorization', 'Bearer x');
    expect(await admit(request, options)).toEqual({
      holder: expect.objectContaining({ subject: 't.o', scopes: ['telnyx.read', 'telnyx.send'] }),
      principal: expect.objectContaining({ subject: 't.o', scopes: ['telnyx.read', 'telnyx.send'] }),
      catalogue,
    });
    expect(happened).toEqual(['verify Bearer x']);
  });

  test('narrows the tools and the scopes to the selection of the URL, and keeps the scopes of the token apart', async () => {
    const admitted = await admit(post('', '?tools=picky,leaky'), stepOptions().options);
    expect(admitted).toMatchObject({
      holder: { scopes: ['telnyx.read', 'telnyx.send'] },
      principal: { scopes: ['telnyx.read'] },
      catalogue: { counts: { tools: 2, more: 0 }, scopes: ['telnyx.read'] },
    });
  });

  test.each(['GET', 'DELETE', 'PUT'])('answers 405 to %s before it looks at the token', async (method) => {
    const { options, happened } = stepOptions();
    const response = await admit(new Request(`${origin}/mcp/stream?readOnly=1`, { method }), options);
    expect(await answerOf(response)).toMatchObject([405, { id: null, error: { code: -32000 } }]);
    expect((response as Response).headers.get('allow')).toBe('POST, OPTIONS');
    expect(happened).toEqual([]);
  });

  test('checks the token before the rate of messages, and that before the selection', async () => {
    const { options } = stepOptions();
    const refused = new AuthError('missing');
    const messageLimit = () => 5;
    const bad = () => post('', '?readOnly=1');
    await expect(admit(bad(), { ...options, messageLimit, verify: () => Promise.reject(refused) })).rejects.toBe(refused);
    expect(await answerOf(await admit(bad(), { ...options, messageLimit }))).toMatchObject([429, { id: null }]);
    await expect(admit(bad(), options)).rejects.toMatchObject({ code: 'invalid_selection' });
  });

  test('D4: counts messages by person, and answers a call beyond the limit with a result', async () => {
    const { options, lines } = stepOptions();
    const asked: string[] = [];
    const messageLimit = (key: string) => {
      asked.push(key);
      return 5;
    };
    const response = await admit(post(callOf('send')), { ...options, messageLimit });
    expect(await answerOf(response)).toMatchObject([200, { id: 7, result: { isError: true } }]);
    expect(asked).toEqual(['t.o']);
    expect(lines).toMatchObject([{ event: 'tool_call', outcome: 'rate_limited' }]);
  });
});
