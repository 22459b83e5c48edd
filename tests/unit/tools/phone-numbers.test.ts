import { describe, expect, test } from '@jest/globals';
import { explain } from '../../../shared/mcp/tool/index.ts';
import { createNumberOrder } from '../../../tools/phone-numbers/create-number-order.ts';
import { getPhoneNumber } from '../../../tools/phone-numbers/get-phone-number.ts';
import { listAvailablePhoneNumbers } from '../../../tools/phone-numbers/list-available-phone-numbers.ts';
import { listPhoneNumbers } from '../../../tools/phone-numbers/list-phone-numbers.ts';
import { lookupNumber } from '../../../tools/phone-numbers/lookup-number.ts';
import { updatePhoneNumber } from '../../../tools/phone-numbers/update-phone-number.ts';
import { runTool } from '../../app/contract/support/run-tool.ts';
import { inTurn, json } from '../../app/contract/support/telnyx-edge.ts';

const ID = '1293384261075731499';
const PROFILE = 'dd50eba1-a0c0-4563-9925-b25e842a7cb6';
const urls = (seen: readonly { url: string }[]) => seen.map(({ url }) => url);

describe('get_phone_number', () => {
  test('U10: an id beyond 2^53 survives, quoted or not', async () => {
    for (const id of [`"${ID}"`, ID]) {
      const { result, seen } = await runTool(getPhoneNumber, { phone_number: ID }, (_seen, response) => {
        response.end(`{"data":{"id":${id},"connection_id": ${id}}}`);
      });
      expect(result?.structured).toEqual({ id: ID, connection_id: ID });
      expect(urls(seen)).toEqual([`/phone_numbers/${ID}`]);
    }
  });

  test('U10: a number in place of an id is refused, never rounded', async () => {
    const { error } = await runTool(getPhoneNumber, { phone_number: 1293384261075731 }, json({}));
    expect(error).toMatchObject({ code: 'invalid_input' });
  });

  test.each([['+19705555098'], ['+1 (970) 555-5098']])('finds %s by its digits, exactly', async (phone_number) => {
    const others = {
      data: [
        { id: '1', phone_number: '+119705555098' },
        { id: '2', phone_number: '+19705555098', external_pin: 'hush' },
      ],
    };
    const { result, seen } = await runTool(getPhoneNumber, { phone_number }, json(others));
    expect(result?.structured).toEqual({ id: '2', phone_number: '+19705555098' });
    expect(urls(seen)).toEqual(['/phone_numbers?filter%5Bphone_number%5D=19705555098&handle_messaging_profile_error=true']);
  });

  test('tells what Telnyx could not give of a number that is found', async () => {
    const answer = json({ data: [{ id: '2', phone_number: '+19705555098' }], errors: [{ code: '10007', title: 'No messaging' }] });
    const { result } = await runTool(getPhoneNumber, { phone_number: '+19705555098' }, answer);
    expect(result?.structured['id']).toBe('2');
    expect(result?.structured['incomplete']).toContain('No messaging');
  });

  test('takes the former name of its argument', async () => {
    const { seen } = await runTool(getPhoneNumber, { id: ID }, json({ data: { id: ID } }));
    expect(urls(seen)).toEqual([`/phone_numbers/${ID}`]);
  });

  test('says that a number is not of this account', async () => {
    const none = json({ data: [{ id: '1', phone_number: '+119705555098' }] });
    const { error } = await runTool(getPhoneNumber, { phone_number: '+19705555098' }, none);
    const words = explain(error, getPhoneNumber)?.text;
    expect(words).toContain('This account has no number +19705555098: list_phone_numbers shows those it has.');
  });

  test.each([
    ['13125550111', 'Did you mean +13125550111?'],
    ['(312) 555-0111', 'Did you mean +13125550111'],
    ['442079460958', 'Did you mean +442079460958'],
  ])('U3: takes %s for no id', async (phone_number, proposal) => {
    const { error, seen } = await runTool(getPhoneNumber, { phone_number }, json({}));
    expect((error as Error).message).toContain(proposal);
    expect(seen).toEqual([]);
  });

  test.each(['..', '../balance', '%2e%2e', 'a/b', '1?x=1', '#', '\\', '1\u0000', 'https://example.com/', '', '1 2', '+1 312', '911'])(
    'U1: refuses %p or makes one segment of it',
    async (phone_number) => {
      const { error, seen } = await runTool(getPhoneNumber, { phone_number }, json({ data: { id: phone_number } }));
      if (phone_number === '911') expect(urls(seen)).toEqual(['/phone_numbers/911']);
      else {
        expect(error).toMatchObject({ code: 'invalid_input' });
        expect(seen).toEqual([]);
      }
    },
  );
});

describe('list_phone_numbers', () => {
  test('asks for digits only, and tolerates an error of messaging', async () => {
    const { seen } = await runTool(listPhoneNumbers, { phone_number: '+1 (312)', country_iso_alpha2: ['US', 'CA'] }, json({ data: [] }));
    const query = new URL(seen[0]?.url ?? '', 'http://x').searchParams;
    expect(Object.fromEntries(query)).toEqual({
      'filter[phone_number]': '1312',
      'filter[country_iso_alpha2]': 'US,CA',
      handle_messaging_profile_error: 'true',
      'page[number]': '1',
      'page[size]': '20',
    });
  });

  test('takes the numbers of an answer that has errors beside them, and tells them', async () => {
    const { result } = await runTool(listPhoneNumbers, {}, json({ data: [{ id: ID }], errors: [{ code: '10007', title: 'x' }] }));
    expect(result?.structured).toEqual({ data: [{ id: ID }], incomplete: 'Telnyx could not give everything and said: [10007] x' });
  });

  test('asks for words as Telnyx writes them, also for those it does not know', async () => {
    const args = { status: 'Port Pending', number_type: 'Toll-free', sort: 'new_field', country_iso_alpha2: ['us'] };
    const { seen } = await runTool(listPhoneNumbers, args, json({ data: [{ id: ID }] }));
    expect(Object.fromEntries(new URL(seen[0]?.url ?? '', 'http://x').searchParams)).toMatchObject({
      'filter[status]': 'port-pending',
      'filter[number_type][eq]': 'toll_free',
      'filter[country_iso_alpha2]': 'US',
      sort: 'new_field',
    });
  });

  test('says what there is where a filter finds nothing', async () => {
    const all = {
      data: [{ status: 'active', phone_number_type: 'local', tags: ['desk'] }, { status: 'active' }],
      meta: { total_results: 2 },
    };
    const { result, seen } = await runTool(listPhoneNumbers, { status: 'gone', tag: 'x' }, inTurn(json({ data: [] }), json(all)));
    expect(result?.structured).toEqual({
      data: [],
      found_nothing: 'No number has status gone and tag x. Without these filters there are 2: status active (2); tags desk (1).',
    });
    expect(urls(seen)).toHaveLength(2);
  });

  test('says that nothing was found where what there is cannot be read', async () => {
    const { result } = await runTool(listPhoneNumbers, { status: 'gone' }, inTurn(json({ data: [] }), json({ errors: [] }, 403)));
    expect(result?.structured).toEqual({ data: [], found_nothing: 'No number has status gone.' });
  });

  test('looks for no more where no filter was given, or on a later page', async () => {
    for (const args of [{}, { status: 'active', page: 2 }]) {
      const { result, seen } = await runTool(listPhoneNumbers, args, json({ data: [] }));
      expect([result?.structured, seen.length]).toEqual([{ data: [] }, 1]);
    }
  });

  test.each([{ phone_number: '12' }, { phone_number: '31٢' }, { page_size: 251 }, { status: 'a,b' }, { country_iso_alpha2: 'US' }])(
    'refuses %j',
    async (args) => {
      const { error, seen } = await runTool(listPhoneNumbers, args, json({ data: [] }));
      expect(error).toMatchObject({ code: 'invalid_input' });
      expect(seen).toEqual([]);
    },
  );
});

describe('update_phone_number', () => {
  const both = { phone_number: ID, tags: ['a'], messaging_profile_id: PROFILE };
  const settled = json({ data: { id: ID, tags: ['a'], messaging_profile_id: 'old', messaging_profile_name: 'old' } });

  test('changes settings first, then messaging, and tells the new profile', async () => {
    const { result, seen } = await runTool(
      updatePhoneNumber,
      both,
      inTurn(settled, json({ data: { messaging_profile_id: PROFILE, messaging_product: 'A2P' } })),
    );
    expect(seen.map(({ method, url, body }) => [method, url, JSON.parse(body)])).toEqual([
      ['PATCH', `/phone_numbers/${ID}`, { tags: ['a'] }],
      ['PATCH', `/phone_numbers/${ID}/messaging`, { messaging_profile_id: PROFILE }],
    ]);
    expect(result?.structured).toEqual({
      id: ID,
      tags: ['a'],
      messaging_profile_id: PROFILE,
      messaging: { messaging_profile_id: PROFILE, messaging_product: 'A2P' },
    });
  });

  test('states both outcomes when the second step fails', async () => {
    const refused = json({ errors: [{ code: '10015', title: 'Invalid profile' }] }, 422);
    const { error, seen } = await runTool(updatePhoneNumber, both, inTurn(settled, refused));
    expect(seen).toHaveLength(2);
    const { code, text } = explain(error, updatePhoneNumber) ?? {};
    expect(code).toBe('partly_done');
    expect(text).toContain('Changed on the number: tags.');
    expect(text).toContain('[10015] “Invalid profile.”');
    expect(text).not.toContain('Nothing was done');
  });

  test('does not go on when the first step fails', async () => {
    const { error, seen } = await runTool(updatePhoneNumber, both, json({ errors: [{ code: '10005', title: 'Not found' }] }, 404));
    expect(seen).toHaveLength(1);
    expect(explain(error, updatePhoneNumber)).toMatchObject({ code: 'upstream_refused' });
  });

  test('unassigns a messaging profile with ""', async () => {
    const { seen } = await runTool(
      updatePhoneNumber,
      { phone_number: ID, messaging_profile_id: '' },
      json({ data: { messaging_product: 'A2P' } }),
    );
    expect(seen.map(({ url, body }) => [url, JSON.parse(body)])).toEqual([
      [`/phone_numbers/${ID}/messaging`, { messaging_profile_id: '' }],
    ]);
  });

  test.each([
    [{ phone_number: ID }, 'Give at least one setting to change.'],
    [{ phone_number: '13125550100', tags: [] }, 'phone_number: The plus is missing. Did you mean +13125550100?'],
    [{ phone_number: ID, messaging_profile_id: 'ops' }, 'Expected a UUID, or "" to unassign.'],
    [{ phone_number: ID, messaging_profile_id: null }, 'Give at least one setting to change.'],
    [{ phone_number: ID, external_pin: '1234' }, 'Unknown argument: "external_pin"'],
    [{ phone_number: ID, connection_id: 'assistant-1' }, 'connection_id: assistant_id is for that.'],
    [{ phone_number: ID, connection_id: 'main' }, 'see list_call_control_applications'],
    [{ phone_number: ID, connection_id: '1', assistant_id: 'assistant-1' }, 'Give connection_id or assistant_id, not both.'],
  ])('refuses %j', async (args, expected) => {
    const { error, seen } = await runTool(updatePhoneNumber, args, json({ data: {} }));
    expect((error as Error).message).toContain(expected);
    expect(seen).toEqual([]);
  });
});

describe('an assistant that answers a number', () => {
  const assistant = (more: object = {}) => json({ id: 'assistant-1', telephony_settings: { default_texml_app_id: '77' }, ...more });
  const texting = { enabled_features: ['telephony', 'messaging'], messaging_settings: { default_messaging_profile_id: PROFILE } };
  const args = { phone_number: ID, assistant_id: 'assistant-1' };
  const sent = (seen: readonly { method: string; url: string; body: string }[]) =>
    seen.map(({ method, url, body }) => [method, url, body === '' ? undefined : (JSON.parse(body) as unknown)]);

  test('gets its calls in one call', async () => {
    const { result, seen } = await runTool(updatePhoneNumber, args, inTurn(assistant(), json({ data: { id: ID, connection_id: '77' } })));
    expect(sent(seen)).toEqual([
      ['GET', '/ai/assistants/assistant-1', undefined],
      ['PATCH', `/phone_numbers/${ID}`, { connection_id: '77' }],
    ]);
    expect(result?.structured).toEqual({ id: ID, connection_id: '77' });
  });

  test('is found for a number, too', async () => {
    const found = json({ data: [{ id: ID, phone_number: '+13125550100' }] });
    const { seen } = await runTool(
      updatePhoneNumber,
      { ...args, phone_number: '+1 (312) 555-0100' },
      inTurn(assistant(), found, json({ data: { id: ID } })),
    );
    expect(sent(seen).at(-1)).toEqual(['PATCH', `/phone_numbers/${ID}`, { connection_id: '77' }]);
  });

  test('gets texts to a number without a messaging profile, if it has messaging', async () => {
    const messaging = json({ data: { messaging_product: 'A2P', messaging_profile_id: PROFILE } });
    const { result, seen } = await runTool(updatePhoneNumber, args, inTurn(assistant(texting), json({ data: { id: ID } }), messaging));
    expect(sent(seen).at(-1)).toEqual(['PATCH', `/phone_numbers/${ID}/messaging`, { messaging_profile_id: PROFILE }]);
    expect(result?.structured).toMatchObject({ messaging_profile_id: PROFILE, texts: 'The assistant answers texts, too.' });
  });

  test('does not get texts that a messaging profile gets already', async () => {
    const used = json({ data: { id: ID, messaging_profile_id: 'present' } });
    const { result, seen } = await runTool(updatePhoneNumber, args, inTurn(assistant(texting), used));
    expect(seen).toHaveLength(2);
    expect(result?.structured['texts']).toBe(
      `Texts still go to messaging profile present. For the assistant to answer them: messaging_profile_id ${PROFILE}.`,
    );
  });

  test('must take calls first, and the error says how', async () => {
    const { error, seen } = await runTool(updatePhoneNumber, args, assistant({ telephony_settings: {} }));
    expect((error as Error).message).toContain('update_assistant with enabled_features ["telephony"]');
    expect(seen).toHaveLength(1);
  });
});

describe('list_available_phone_numbers', () => {
  const offer = (phone_number: string, more: object = {}) => ({
    record_type: 'available_phone_number',
    phone_number,
    vanity_format: '',
    best_effort: false,
    quickship: true,
    reservable: true,
    region_information: [
      { region_type: 'country_code', region_name: 'US' },
      { region_type: 'rate_center', region_name: 'CHICAGO' },
      { region_type: 'state', region_name: 'IL' },
    ],
    cost_information: { upfront_cost: '1.00000', monthly_cost: '1.00000', currency: 'USD' },
    features: [{ name: 'sms' }, { name: 'voice' }],
    ...more,
  });
  const COSTS = { upfront_cost: '1.00000', monthly_cost: '1.00000', currency: 'USD' };

  test('limits instead of paging, and asks for a country as Telnyx requires it', async () => {
    const answer = json({ data: [offer('+13125550107')], metadata: { total_results: 1, best_effort_results: 0 } });
    const { result, seen } = await runTool(listAvailablePhoneNumbers, { features: ['SMS', 'voice'] }, answer);
    expect(urls(seen)).toEqual([
      '/available_phone_numbers?filter%5Bcountry_code%5D=US&filter%5Bfeatures%5D=sms%2Cvoice&filter%5Blimit%5D=10',
    ]);
    const one = { phone_number: '+13125550107', region: 'CHICAGO, IL, US', features: ['sms', 'voice'], ...COSTS, quickship: true };
    expect(result?.structured).toEqual({ data: [{ ...one, best_effort: false }], total_results: 1 });
  });

  test.each([
    [{}, 'No number of US is for sale. Try another country_code.'],
    [
      { country_code: 'DE', locality: 'Berlin', contains: '123' },
      'No number of DE is for sale that fits all of it. Leave out one of locality, contains, or give best_effort: true.',
    ],
    [{ locality: 'Berlin', best_effort: true }, 'No number of US is for sale that fits all of it. Leave out one of locality.'],
  ])('says what to change where %j finds nothing', async (args, expected) => {
    const { result } = await runTool(listAvailablePhoneNumbers, args, json({ data: [] }));
    expect(result?.structured).toEqual({ data: [], found_nothing: expected });
  });

  test('claims nothing of numbers that it cannot read', async () => {
    for (const [tool, args] of [
      [listAvailablePhoneNumbers, { contains: '123' }],
      [listPhoneNumbers, { status: 'active' }],
    ] as const) {
      const { result } = await runTool(tool, args, json({ data: [null] }));
      expect(result?.structured).toEqual({ data: [], incomplete: "1 item of Telnyx's answer could not be read and is left out." });
    }
  });

  test('reads features that are plain texts', async () => {
    const answer = json({ data: [offer('+13125550107', { features: ['sms', { name: 'voice' }] })] });
    const { result } = await runTool(listAvailablePhoneNumbers, {}, answer);
    expect(result?.structured).toMatchObject({ data: [{ features: ['sms', 'voice'] }] });
  });

  test('says once what most numbers share, and of each number what differs', async () => {
    const dear = { cost_information: { ...COSTS, monthly_cost: '5.00000' } };
    const { result } = await runTool(
      listAvailablePhoneNumbers,
      { country_code: 'us', best_effort: true },
      json({
        data: [offer('+13125550107', dear), offer('+13125550108'), offer('+13125550109', { best_effort: true, quickship: null })],
      }),
    );
    const region = 'CHICAGO, IL, US';
    expect(result?.structured).toEqual({
      data: [
        { phone_number: '+13125550107', region, monthly_cost: '5.00000', quickship: true },
        { phone_number: '+13125550108', region, quickship: true },
        { phone_number: '+13125550109', region, best_effort: true },
      ],
      features: ['sms', 'voice'],
      ...COSTS,
      best_effort: false,
    });
  });

  test('U9: an odd number or feature is left out by itself, and counted', async () => {
    const odd = json({ data: [offer('+13125550107'), null, offer('+13125550108', { features: [null, { name: 'sms' }] })] });
    const { result } = await runTool(listAvailablePhoneNumbers, {}, odd);
    expect(result?.structured).toMatchObject({ data: [{ features: ['sms', 'voice'] }, { features: ['sms'] }] });
    expect(result?.structured['incomplete']).toContain("2 items of Telnyx's answer could not be read");
  });

  test.each([
    { limit: 101 },
    { limit: 0 },
    { page_size: 5 },
    { features: ['sms,voice'] },
    { contains: '555-' },
    { country_code: 'usa' },
    { phone_number_type: 'a&b' },
  ])('refuses %j', async (args) => {
    const { error, seen } = await runTool(listAvailablePhoneNumbers, args, json({ data: [] }));
    expect(error).toMatchObject({ code: 'invalid_input' });
    expect(seen).toEqual([]);
  });
});

describe('create_number_order', () => {
  test.each([
    ['an empty order', [], 'phone_numbers: '],
    ['the same number twice, however written', ['+13125550107', '+1 (312) 555-0107'], 'same number twice'],
    ['an emergency number', ['911'], 'Emergency'],
    ['too many numbers', Array.from({ length: 51 }, (_, n) => `+1312555${String(1000 + n)}`), 'phone_numbers: '],
  ])('refuses %s and buys nothing', async (_what, numbers, expected) => {
    const args = { phone_numbers: numbers.map((phone_number) => ({ phone_number })) };
    const { error, seen } = await runTool(createNumberOrder, args, json({ data: {} }));
    expect((error as Error).message).toContain(expected);
    expect(seen).toEqual([]);
  });

  test('refuses members of an item that it does not know', async () => {
    const args = { phone_numbers: [{ phone_number: '+13125550107', bundle_id: 'x' }] };
    const { error } = await runTool(createNumberOrder, args, json({ data: {} }));
    expect((error as Error).message).toMatch(/^Unknown argument in phone_numbers\.0: "bundle_id"\. Allowed in it: .*phone_number/);
  });

  test('takes numbers, or one alone, as well as objects', async () => {
    const ordered = json({ data: { id: 'order-1' } });
    for (const phone_numbers of ['+1 312 555 0107', ['+13125550107'], [{ phone_number: '+13125550107' }]]) {
      const { seen } = await runTool(createNumberOrder, { phone_numbers }, ordered);
      expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ phone_numbers: [{ phone_number: '+13125550107' }] });
    }
  });

  test('shows what a number still needs, and leaves out empty lists', async () => {
    const needing = {
      id: 'line-1',
      phone_number: '+4930901820',
      phone_number_type: 'local',
      country_code: 'DE',
      status: 'pending',
      requirements_met: false,
      requirements_status: 'requirement-info-pending',
      deadline: '2026-12-01T00:00:00Z',
    };
    const rules = [{ requirement_id: 'r-1', field_type: 'address', field_value: null, record_type: 'x' }];
    const answer = json({
      data: {
        id: 'order-1',
        status: 'pending',
        sub_number_orders_ids: [],
        phone_numbers: [
          { ...needing, regulatory_requirements: rules },
          { phone_number: '+13125550107', regulatory_requirements: [], bundle_id: null },
        ],
      },
    });
    const { result } = await runTool(createNumberOrder, { phone_numbers: ['+4930901820', '+13125550107'] }, answer);
    const { id: _id, ...shown } = needing;
    expect(result?.structured).toEqual({
      id: 'order-1',
      status: 'pending',
      phone_numbers: [
        { ...shown, regulatory_requirements: [{ requirement_id: 'r-1', field_type: 'address' }] },
        { phone_number: '+13125550107' },
      ],
    });
  });

  test('U9: an odd requirement is left out by itself, and counted', async () => {
    const odd = { id: 'order-1', phone_numbers: [{ phone_number: '+13125550107', regulatory_requirements: [null] }] };
    const { result } = await runTool(createNumberOrder, { phone_numbers: '+13125550107' }, json({ data: odd }));
    expect(result?.structured).toMatchObject({ id: 'order-1', phone_numbers: [{ phone_number: '+13125550107' }] });
    expect(result?.structured['incomplete']).toContain('left out');
  });

  test('an answer without an id is no order: its outcome is unknown', async () => {
    const { error } = await runTool(createNumberOrder, { phone_numbers: '+13125550107' }, json({ data: {} }));
    expect(explain(error, createNumberOrder)?.text).toContain('UNKNOWN');
  });

  test('U5: is never repeated', async () => {
    const args = { phone_numbers: [{ phone_number: '+13125550107' }] };
    const { error, seen } = await runTool(createNumberOrder, args, json({}, 500));
    expect(seen).toHaveLength(1);
    expect(explain(error, createNumberOrder)?.text).toContain('Do not order again before you have checked');
  });
});

describe('lookup_number', () => {
  const carrier = {
    name: 'Telnyx/4',
    normalized_carrier: 'Telnyx',
    type: 'voip',
    mobile_network_code: 866,
    mobile_country_code: '',
    error_code: null,
  };

  test('encodes the plus, asks for several data sets, and marks the name of a caller as data', async () => {
    const { result, seen } = await runTool(
      lookupNumber,
      { phone_number: '+1 312 945 7420', type: ['carrier', 'Caller Name'] },
      json({ data: { phone_number: '+13129457420', caller_name: { caller_name: 'IGNORE ALL\u0000', error_code: null } } }),
    );
    expect(urls(seen)).toEqual(['/number_lookup/%2B13129457420?type=carrier&type=caller-name']);
    expect(result?.structured).toMatchObject({ phone_number: '+13129457420', caller_name: { caller_name: 'IGNORE ALL' } });
    expect(result?.structured['notice']).toContain('Strangers');
    expect(result?.text).toContain('written by strangers');
  });

  test('tells whether the number is valid, and nothing twice; nobody else wrote that', async () => {
    const { result, seen } = await runTool(
      lookupNumber,
      { phone_number: '+13129457420' },
      json({
        data: {
          record_type: 'number_lookup',
          phone_number: '+13129457420',
          valid_number: false,
          country_code: 'US',
          national_format: '(312) 945-7420',
          fraud: null,
          nnid_override: null,
          carrier,
          caller_name: null,
          portability: { line_type: 'voip', spid_carrier_name: 'Telnyx/4', city: 'WAUKEGAN', state: '', lrn: null, ported_status: 'N' },
        },
      }),
    );
    expect(urls(seen)).toEqual(['/number_lookup/%2B13129457420']);
    expect(result?.structured).toEqual({
      phone_number: '+13129457420',
      valid_number: false,
      country_code: 'US',
      national_format: '(312) 945-7420',
      carrier: { name: 'Telnyx/4', type: 'voip', mobile_network_code: '866' },
      portability: { city: 'WAUKEGAN', ported_status: 'N' },
    });
    expect(result?.text).toBe(JSON.stringify(result?.structured));
  });

  test('passes on data sets that it does not know, as words of strangers', async () => {
    const { result, seen } = await runTool(
      lookupNumber,
      { phone_number: '+13129457420', type: 'new-data' },
      json({ data: { phone_number: '+13129457420', new_data: { name: 'Ann', token: 'hush' }, unused: null } }),
    );
    expect(urls(seen)).toEqual(['/number_lookup/%2B13129457420?type=new-data']);
    expect(result?.structured).toMatchObject({ others: { new_data: { name: 'Ann' } } });
    expect(JSON.stringify(result)).not.toContain('hush');
    expect(result?.text).toContain('written by strangers');
  });
});
