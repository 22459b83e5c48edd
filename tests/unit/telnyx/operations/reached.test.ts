import { describe, expect, test } from '@jest/globals';
import { argumentsOf, reachedBy, reachOf, wordsIn, type Schema } from '../../../../shared/telnyx/operations/index.ts';
import { REACH_TABLE } from '../../../../shared/telnyx/operations/reach-table.ts';
import { INDEX, operation, OPERATIONS } from './operation-list.ts';

function resolve(schema: Schema): Schema {
  const { $ref: name, ...beside } = schema;
  return name === undefined ? schema : { ...resolve(INDEX.schemas[name] ?? {}), ...beside };
}

const argumentNamed = (id: string, name: string) => argumentsOf(operation(id), { resolve }).find((each) => each.name === name);

/** Whether a schema has the members of a way, through lists and variants. */
function leads(schema: Schema, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return true;
  const { items, anyOf = [], properties = {} } = resolve(schema);
  const next = properties[name];
  if (next) return leads(next, rest);
  return [...(items ? [items] : []), ...anyOf].some((each) => leads(each, [name, ...rest]));
}

describe('the table', () => {
  test('has every operation that reaches a person, and every purchase', () => {
    const must = OPERATIONS.filter((each) => each.class === 'outbound' || each.class === 'purchase').map(({ id }) => id);
    expect(must).toHaveLength(74 + 45);
    expect(must.filter((id) => !Object.hasOwn(REACH_TABLE, id))).toEqual([]);
  });

  test('names only operations and arguments of the index', () => {
    for (const [id, row] of Object.entries(REACH_TABLE)) {
      const { to = [], from = [], bought = [], words = [], quantity, each } = row;
      for (const path of [...to, ...from, ...bought, ...words, ...(quantity ?? '').split(' '), ...(each ?? '').split(' ')].filter(
        Boolean,
      )) {
        const [name = '', ...inside] = path.split('.');
        const argument = argumentNamed(id, name);
        if (!argument || !leads(argument.schema, inside)) throw new Error(`${id} has no ${path}`);
      }
    }
  });

  test('says whom an operation reaches, or why nobody knows', () => {
    for (const { id } of OPERATIONS) {
      const { parties } = reachOf(operation(id));
      const known = 'nobody' in parties ? parties.nobody : [...(parties.to ?? []), ...(parties.bought ?? [])].join();
      if (known.length < 2) throw new Error(id);
    }
  });

  test('leaves no argument with a number of somebody unread', () => {
    const E164 = /^(?:to|To|phone_numbers?|destination|telnyx_end_user_target|sip_address|starting_number)$/;
    const unread = OPERATIONS.filter((each) => each.class === 'outbound').flatMap(({ id }) => {
      const { parties } = reachOf(operation(id));
      const read = 'nobody' in parties ? [] : (parties.to ?? []);
      const names = argumentsOf(operation(id), { resolve }).map(({ name }) => name);
      return names.filter((name) => E164.test(name) && !read.includes(name)).map((name) => `${id} ${name}`);
    });
    // E-mail addresses.
    expect(unread).toEqual(['CreateEmailMessage to']);
  });
});

describe('what a call counts as', () => {
  test.each([
    ['SendMessage', 'messages', 600_000],
    ['SendWhatsappMessage', 'messages', 600_000],
    ['CreateEmailMessage', 'messages', 600_000],
    ['CreateVerificationSms', 'messages', 120_000],
    ['CreateVerificationCall', 'calls', 120_000],
    ['DialCall', 'calls', 120_000],
    ['InitiateTexmlAICall', 'calls', 600_000],
    ['SendFax', 'calls', 600_000],
    ['TransferCall', 'calls', 10_000],
    ['BridgeCall', 'calls', 10_000],
    ['SpeakCall', 'changes', 10_000],
    ['SendDTMF', 'changes', 10_000],
    ['CreateNumberOrder', 'numbers', 86_400_000],
    ['EnableSimCard', 'numbers', 600_000],
    ['LookupNumber', 'lookups', 0],
    ['generateSpeech', 'lookups', 0],
    ['UpdateMessagingProfile', 'changes', 0],
    ['HangupCall', 'changes', 0],
  ] as const)('%s: %s, and an identical call within %i ms is the same', (id, counts, windowMs) => {
    expect(reachOf(operation(id))).toMatchObject({ counts, windowMs });
  });

  test('every purchase counts as numbers, every paid read as a lookup, and both ways of sending take a request key', () => {
    for (const each of OPERATIONS) {
      const { counts, keyed, aside, windowMs } = reachOf(each);
      if (each.class === 'purchase') expect([each.id, counts]).toEqual([each.id, 'numbers']);
      if (each.class === 'paid_read') expect([each.id, counts]).toEqual([each.id, 'lookups']);
      expect([each.id, keyed]).toEqual([each.id, ['outbound', 'purchase'].includes(each.class)]);
      if (windowMs > 0) expect(aside).toContain('client_state');
    }
  });

  test('what is left aside are arguments that Telnyx has', () => {
    const names = new Set(OPERATIONS.flatMap((each) => argumentsOf(each, { resolve }).map(({ name }) => name)));
    expect(reachOf(operation('DialCall')).aside.filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('whom a call reaches', () => {
  const none = { to: [], from: [], bought: [], amount: 1 };
  const A = '+13125550100';
  const B = '+13125550101';
  const C = '+13125550102';

  test.each([
    ['SendMessage', { to: A, from: B, text: C }, { to: [A], from: [B] }],
    ['CreateGroupMmsMessage', { to: [A, B, A], from: C }, { to: [A, B], from: [C], amount: 2 }],
    ['DialCall', { to: [A, 'sip:x@example.com'], from: B }, { to: [A, 'sip:x@example.com'], from: [B], amount: 2 }],
    ['SendRCSMessage', { to: A, sms_fallback: { from: B, text: 'x' }, mms_fallback: { from: C } }, { to: [A], from: [B, C] }],
    ['create_scheduled_event', { telnyx_end_user_target: A, telnyx_agent_target: B }, { to: [A], from: [B] }],
    [
      'submitDirReferences',
      { business_references: [{ phone_e164: A }, { phone_e164: B }], financial_reference: { phone_e164: C } },
      { to: [A, B, C], amount: 3 },
    ],
    ['InviteATestNumberToRCS', { id: 'a', phone_number: A }, { to: [A] }],
    ['ReferCall', { sip_address: 'sip:x@example.com' }, { to: ['sip:x@example.com'] }],
    ['CreateEmailMessage', { to: ['a@example.com'] }, {}],
    [
      'CreateEmailMessage',
      { to: ['a@example.com', { email: 'b@example.com' }], cc: 'c@example.com', bcc: 'd@example.com, e@example.com' },
      { amount: 5 },
    ],
    ['CreateEmailMessageBatch', { messages: [{ to: ['a@example.com', 'b@example.com'] }, { to: ['a@example.com'] }] }, { amount: 3 }],
    ['create_assistant_test_public_assistants_tests_post', { destination: A }, { to: [A] }],
  ])('%s %j', (id, args, reached) => {
    expect(reachedBy(operation(id), args)).toEqual({ ...none, ...reached });
  });

  test.each([
    ['UpdatePhoneNumberVoiceSettings', { call_forwarding: { forwards_to: A, forwarding_type: 'always' } }, [A]],
    ['UpdatePhoneNumberVoiceSettings', { translated_number: '312 555 0100' }, ['312 555 0100']],
    ['UpdatePhoneNumberVoiceSettings', { call_forwarding: { forwards_to: '９１１' } }, ['９１１']],
    ['CreateNotificationChannels', { channel_type_id: 'sms', channel_destination: A }, [A]],
    ['CreateNotificationChannels', { channel_type_id: 'email', channel_destination: 'a@example.com' }, []],
    ['create_tool_post', { refer: { targets: [{ name: 'Desk', sip_address: 'sip:x@example.com' }] } }, ['sip:x@example.com']],
    ['CreateNotificationChannels', { channel_type_id: 'webhook', channel_destination: 'https://example.com/x' }, []],
    ['UpdateMessagingProfile', { name: A }, []],
  ])('%s %j in its settings', (id, args, to) => {
    expect(reachedBy(operation(id), args).to).toEqual(to);
  });

  test('a transfer of an assistant names both ends, wherever it is', () => {
    const tools = [
      { type: 'transfer', transfer: { from: B, targets: [{ name: 'Sales', to: A }, { to: '{{customer}}' }], custom_headers: [] } },
    ];
    expect(reachedBy(operation('DialCall'), { to: C, from: B, assistant: { id: 'a', tools } })).toEqual({
      ...{ to: [C, A], from: [B], bought: [], amount: 2 },
    });
  });

  test('instructions for a call are read for whom they dial', () => {
    const Texml = `<Response><Dial callerId="${B}">&#43;13125550100</Dial><Dial><Number>${C}</Number><Sip>sip:x@example.com</Sip></Dial></Response>`;
    expect(reachedBy(operation('UpdateTexmlCall'), { call_sid: 'a', Texml })).toMatchObject({ to: [A, C, 'sip:x@example.com'], from: [B] });
  });

  test('a namespace hides nobody', () => {
    const Texml = `<x:Response xmlns:x="urn:x"><x:Dial x:callerId="${B}"><x:Number>${C}</x:Number></x:Dial></x:Response>`;
    expect(reachedBy(operation('UpdateTexmlCall'), { call_sid: 'a', Texml })).toMatchObject({ to: [C], from: [B] });
  });
});

describe('what a call buys', () => {
  test.each([
    ['CreateNumberOrder', { phone_numbers: [{ phone_number: '+13125550100' }, { phone_number: '+13125550101' }] }, 2],
    ['CreateNumberBlockOrder', { starting_number: '+13125550100', range: 10 }, 10],
    ['CreateInexplicitNumberOrder', { ordering_groups: [{ count_requested: '3' }, { count_requested: '4' }, {}] }, 7],
    ['create_advanced_order_v2', { quantity: 1.5 }, 2],
    ['create_advanced_order_v2', { quantity: -5 }, 1],
    // Limits count numbers. A person sees how many of anything else are ordered.
    ['CreateUserBundlesBulk', { items: [{ quantity: 2 }] }, 1],
    ['PurchaseESim', { amount: 12 }, 1],
    ['RegisterSimCards', { registration_codes: ['123456', '234567'] }, 1],
    ['CreateSimCardOrder', { quantity: 10 }, 1],
    ['EnableSimCard', { id: 'a' }, 1],
    ['ListRCSCapabilitiesOfAPhoneNumbersBatch', { phone_numbers: ['+13125550100', '+13125550101'] }, 2],
  ])('%s %j counts as %i', (id, args, amount) => {
    expect(reachedBy(operation(id), args).amount).toBe(amount);
  });

  test('the numbers that have a price are those of an order', () => {
    const given = { phone_numbers: [{ phone_number: '+13125550100' }], starting_number: '+13125550101' };
    const bought = OPERATIONS.filter((each) => reachedBy(each, given).bought.length > 0).map(({ id }) => id);
    expect(bought).toEqual(['CreateNumberBlockOrder', 'CreateNumberOrder']);
    expect(reachedBy(operation('CreateNumberOrder'), given).bought).toEqual(['+13125550100']);
  });
});

describe('the words of a call', () => {
  test.each([
    ['SendMessage', { to: '+13125550100', text: 'Hi', subject: '' }, [{ name: 'text', text: 'Hi' }]],
    [
      'GatherUsingSpeak',
      { payload: 'Press 1', invalid_payload: 'No' },
      ['Press 1', 'No'].map((text, at) => ({ name: at ? 'invalid_payload' : 'payload', text })),
    ],
    [
      'SendWhatsappMessage',
      { whatsapp_message: { type: 'text', text: { body: 'Hi' }, context: 'a' }, to: '+13125550100' },
      [{ name: 'whatsapp_message.text.body', text: 'Hi' }],
    ],
    [
      'SendRCSMessage',
      {
        agent_message: { content_message: { text: 'Hi', suggestions: [{ reply: { text: 'Yes', postback_data: 'x' } }] } },
        sms_fallback: { text: 'Ho' },
      },
      [
        { name: 'agent_message.content_message.text', text: 'Hi' },
        { name: 'agent_message.content_message.suggestions[0].reply.text', text: 'Yes' },
        { name: 'sms_fallback.text', text: 'Ho' },
      ],
    ],
    [
      'CreateEmailMessageBatch',
      { messages: [{ to: ['a@example.com'], subject: 'A', text_body: 'B' }] },
      [
        { name: 'messages[0].subject', text: 'A' },
        { name: 'messages[0].text_body', text: 'B' },
      ],
    ],
    ['UpdateMessagingProfile', { name: 'My words' }, []],
  ])('%s %j', (id, args, words) => {
    expect(wordsIn(operation(id), args)).toEqual(words);
  });
});
