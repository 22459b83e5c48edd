import { describe, expect, test } from '@jest/globals';
import { InputError } from '../../../../shared/mcp/tool/index.ts';
import { tools } from '../../../../tools/index.ts';

const OWN = '+13125550100';

async function errorOf(tool: string, operation_id: string, args: Readonly<Record<string, unknown>>): Promise<string | undefined> {
  try {
    await tools.find(({ name }) => name === tool)?.parse({ operation_id, arguments: args });
    return undefined;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

describe('a call of an operation takes the destinations of a typed call, and no others', () => {
  test.each([
    ['tel:+19005550100', /premium/],
    ['tel:911', /premium|Emergency/],
    ['sip:911@sip.telnyx.com', /Emergency/],
    ['SIP:%39%31%31@example.com', /SIP URI/],
    ['sip:+19005550100@sip.telnyx.com', /Emergency/],
    ['sip:desk:password@example.com', /SIP URI/],
    ['911abc', /./],
    ['desk', /SIP URI/],
    ['desk@example.com,911', /./],
    ['+13125550144,+19005550100@x', /./],
    ['+1 312 555 0144 ext 5', /,5/],
    ['+13125550144;ext=9', /./],
    ['client:bob', /SIP URI/],
  ])('refuses %j', async (to, why) => {
    expect(await errorOf('send_operation', 'DialCall', { to, from: OWN, connection_id: '1' })).toMatch(why);
    expect(await errorOf('send_operation', 'TransferCall', { to, from: OWN, call_control_id: 'a' })).toMatch(why);
    expect(await errorOf('send_operation', 'InitiateTexmlCall', { To: to, From: OWN, account_sid: 'a', ApplicationSid: '1' })).toMatch(why);
  });

  test.each(['+13125550144', '+13125550144,12#', 'sip:desk@example.com'])('takes %j', async (to) => {
    expect(await errorOf('send_operation', 'DialCall', { to, from: OWN, connection_id: '1' })).toBeUndefined();
  });

  test('nobody can tell whom a template reaches', async () => {
    const tools = [{ type: 'transfer', transfer: { from: OWN, targets: [{ name: 'Desk', to: '{{desk}}' }] } }];
    const assistant = { id: 'assistant-1', tools, dynamic_variables: { desk: '+19005550100' } };
    const error = await errorOf('send_operation', 'CallStartAIAssistant', { call_control_id: 'a', assistant });
    expect(error).toBe('assistant.tools[0].transfer.targets[0].to: A template does not say whom this reaches. Write the number.');
  });

  test('a message goes to a telephone number alone', async () => {
    expect(await errorOf('send_operation', 'SendMessage', { to: 'sip:desk@example.com', from: OWN, text: 'Hello' })).toMatch(/E\.164/);
  });
});
