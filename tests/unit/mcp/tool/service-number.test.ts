import { describe, expect, test } from '@jest/globals';
import { isServiceNumber, MessageRecipient, PhoneNumber, type Tool } from '../../../../shared/mcp/tool/index.ts';
import { tools } from '../../../../tools/index.ts';
import { runTool } from '../../../app/contract/support/run-tool.ts';
import { json } from '../../../app/contract/support/telnyx-edge.ts';
import { cpuMs } from '../../../support/cpu-time.ts';

/** Emergency and service numbers wherever they are dialled. */
const SERVICE = [
  ...[
    '911',
    '112',
    '999',
    '9-1-1',
    ' 9 1 1 ',
    '(911)',
    '+911',
    '+1911',
    '+1 911',
    '+44999',
    '９１１',
    '٩١١',
    '9\u200b11',
    'tel:112',
    '911,5',
    '*911',
    '911#',
  ],
  ...[
    'sip:911@h',
    'sips:911@h',
    'sip:9911@h',
    'sip:99911@h',
    'sip:999911@h',
    'sip:00112@h',
    'sip:0112@h',
    'sip:44999@h',
    'sip:1-1-911@h',
    'sip:9.9.1.1@h',
  ],
  ...[
    'sip:*67911@h',
    'sip:*67*911@h',
    'sip:*829112@h',
    'sip:#31#911@h',
    'sip:*31#112@h',
    'sip:*67*829911@h',
    'sip:*67+911@h',
    'sip:**31911@h',
  ],
  ...['sip:911w@h', 'sip:w911@h', 'sip:911p5@h', 'sip:911;x=y@h', 'sip:;911@h', 'sip:%39%31%31@h', 'sip:911:pw@h', '"Desk" <sip:+1-911@h>'],
  ...['+19115551234', '+1 411 555 0100', '+1 900 555 1234', '+1 312 976 0100', '+979123456789', '+44 909 8790123', '+49 900 1234567'],
  ...['sip:19005551234@h', 'sip:01119115551234@h', 'sip:00449098790123@h', 'tel:+1-900-555-1234'],
  ...['sip:0011911@h', 'sip:001911@h', 'sip:0111911@h', 'tel:9911;phone-context=h', 'SIP:911@h', 'sip:933@h', 'sip:211@h'],
];
/** Those where a telephone system dials what it is given. */
const BY_EXCHANGE = ['9911', '1911', '99911', '999911', '*67911', '*82911', '00112', '0911', '11-911', '0111911'];
const HONEST = [
  ...[
    '+13125550100',
    '+1 (312) 555-0911',
    '+442079460112',
    '+493012345112',
    'sip:desk@h',
    'sip:desk911@h',
    'sip:phone-911@h',
    'sip:+13125550911@h',
  ],
  ...[
    'sip:13125550911@h',
    '+1 800 976 0100',
    '+1 312 911 0100',
    'sip:9005551234@h',
    'sip:0013125550112@h',
    'sip:1001@h',
    'sip:0200@h',
    'sip:9120@h',
    'sip:12345@h',
    'sip:9115550@h',
    'Sales 24',
    '',
    'Acme',
  ],
];

describe('isServiceNumber', () => {
  test.each(SERVICE)('D48: %j is one', (address) => {
    expect([isServiceNumber(address), isServiceNumber(address, 'exchange')]).toEqual([true, true]);
  });
  test.each(BY_EXCHANGE)('D48: %j is one to an exchange', (address) => {
    expect(isServiceNumber(address, 'exchange')).toBe(true);
    expect(isServiceNumber(`sip:${address}@pbx.example.com`)).toBe(true);
  });
  test.each(HONEST)('D48: %j is none', (address) => {
    expect([isServiceNumber(address), isServiceNumber(address, 'exchange')]).toEqual([false, false]);
  });
  test('D48: a number of digits is read as it is dialled', () => {
    expect([isServiceNumber(911), isServiceNumber(9911, 'exchange'), isServiceNumber(13125550100)]).toEqual([true, true, false]);
  });
  test.each(['*', '#31', '9', 'w', 'sip:', '%39', ' '])('D7, D48: 100,000 times %j take linear time', (part) => {
    const address = part.repeat(100_000);
    expect(cpuMs(() => isServiceNumber(address, 'exchange'))).toBeLessThan(10_000);
  });
});

const named = (name: string): Tool => {
  const tool = tools.find((one) => one.name === name);
  if (tool === undefined) throw new Error(name);
  return tool;
};
const from = '+13125550101';
const transferTo = (to: unknown) => ({ tools: [{ type: 'transfer', transfer: { from, targets: [{ name: 'x', to }] } }] });
const assistant = { name: 'a', instructions: 'b' };

async function expectRefused(name: string, args: object): Promise<void> {
  const { error, seen } = await runTool(named(name), args, json({ data: {} }));
  expect([name, args, (error as Error | undefined)?.message]).toEqual([
    name,
    args,
    expect.stringMatching(/Emergency and service numbers|Expected/),
  ]);
  expect(seen).toEqual([]);
}

describe('every tool', () => {
  test.each([...SERVICE, ...BY_EXCHANGE])('D48: refuses %j wherever somebody would be called', async (to) => {
    await expectRefused('create_call', { connection_id: '1', from, to });
    await expectRefused('create_call', { connection_id: '1', from, to: [from, to] });
    await expectRefused('transfer_call', { call_control_id: 'v3:a', to });
    await expectRefused('start_assistant_call', { assistant_id: 'a', from, to });
    await expectRefused('create_assistant', { ...assistant, ...transferTo(to) });
    await expectRefused('update_assistant', { assistant_id: 'a', advanced: { conversation_flow: { nodes: [transferTo(to)] } } });
  });

  test.each(SERVICE)('D48: refuses %j as the recipient of a message, or as a number', (to) => {
    expect([MessageRecipient.safeParse(to).success, PhoneNumber.safeParse(to).success]).toEqual([false, false]);
  });

  test('D48: a short code may be texted, also one that an exchange would take for something else', () => {
    for (const code of ['12345', '72000', '1911']) expect(MessageRecipient.safeParse(code).success).toBe(true);
  });

  test.each([
    ['{{t}}', { t: '911' }],
    ['{{ t }}', { t: 911 }],
    ['9{{t}}', { t: '11' }],
    ['{{{t}}}', { t: '9911' }],
    ['sip:{{user}}@pbx.example.com', { user: '*67911' }],
    ['{{a}}{{b}}{{c}}', { a: '9', b: 1, c: '1' }],
    ['{{list}}', { list: [{ to: '911' }] }],
    ['{{list}}', { list: '[{"name":"x","to":"112"}]' }],
    ['{{t}}', {}],
    ['{{t}}', { T: from }],
    ['{{t}}', { t: null }],
    ['{{t}}', { t: '{{t}}' }],
    ['{{#if x}}911{{/if}}', { x: from }],
    ['{{constructor}}', {}],
    ['{{telnyx_current_time}}', {}],
  ])('D48: refuses the template %j with the variables %j', async (to, dynamic_variables) => {
    await expectRefused('create_assistant', { ...assistant, ...transferTo(to), dynamic_variables });
    // It reads the assistant first, which may have the template already.
    const args = { assistant_id: 'a', advanced: { conversation_flow: { n: [{ phone_number: to }] } }, dynamic_variables };
    const { error, seen } = await runTool(named('update_assistant'), args, json({ id: 'a' }));
    expect(String(error)).toContain('Emergency and service numbers');
    expect(seen.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test.each([
    ['{{t}}', { t: '+13125550100' }],
    ['sip:{{ user }}@pbx.example.com', { user: 'desk' }],
    ['{{telnyx_end_user_target}}', {}],
  ])('D48: takes the template %j with the variables %j', async (to, dynamic_variables) => {
    const { error } = await runTool(named('create_assistant'), { ...assistant, ...transferTo(to), dynamic_variables }, json({ id: 'a' }));
    expect(error).toBeUndefined();
  });

  const stored = { ...transferTo('9{{t}}'), dynamic_variables: { t: '13125550100' } };
  test.each([
    ['start_assistant_call', { assistant_id: 'a', connection_id: '1', from, to: from, dynamic_variables: { t: '11' } }],
    ['create_call', { connection_id: '1', from, to: from, assistant: { id: 'a', dynamic_variables: { t: '11' } } }],
    ['answer_call', { call_control_id: 'v3:a', assistant: { id: 'a', dynamic_variables: { t: '11' } } }],
    ['update_assistant', { assistant_id: 'a', dynamic_variables: { t: '11' } }],
  ] as const)('D48: %s gives a stored template no value that makes it an emergency number', async (name, args) => {
    const { error, seen } = await runTool(named(name), args, json(stored));
    expect(String(error)).toContain('Emergency and service numbers');
    expect(seen.map(({ method }) => method)).toEqual(['GET']);
    const harmless: unknown = JSON.parse(JSON.stringify(args).replace('"11"', '"13125550100"'));
    expect(
      (await runTool(named(name), harmless, json({ ...stored, id: 'a', call_sid: 'v3:a', call_control_id: 'v3:a', result: 'ok' }))).error,
    ).toBeUndefined();
  });
});
