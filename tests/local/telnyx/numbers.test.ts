import { beforeEach, describe, expect, test } from '@jest/globals';
import { useSimulator } from './harness.ts';

const sim = useSimulator();

const numbers = async (query = '') => (await sim.api('GET', `/phone_numbers${query}`)).json;
const available = async (query: string) => (await sim.api('GET', `/available_phone_numbers?${query}`)).json;
const order = (phoneNumbers: string[], fields: object = {}) =>
  sim.api('POST', '/number_orders', { phone_numbers: phoneNumbers.map((phone_number) => ({ phone_number })), ...fields });

describe('owned numbers', () => {
  test('have ids above 2^53 as strings and carry their pin', async () => {
    const { data } = await numbers();
    expect(data.map((number: { phone_number: string }) => number.phone_number)).toEqual(['+13125550100', '+12125550100', '+18005550100']);
    expect(data[0]).toMatchObject({ id: '1293384261075731499', status: 'active', external_pin: '4321', messaging_profile_name: 'Main' });
  });

  test.each([
    ['filter[phone_number]=312555', 1],
    ['filter[phone_number]=%2B1312', 0],
    ['filter%5Bstatus%5D=active', 3],
    ['filter[status]=deleted', 0],
    ['filter[country_iso_alpha2]=GB,US', 3],
    ['filter[number_type][eq]=toll_free', 1],
    ['handle_messaging_profile_error=true', 3],
  ])('are found by %s', async (query, count) => {
    expect((await numbers(`?${query}`)).meta.total_results).toBe(count);
  });

  test('are paged and sorted', async () => {
    const page = await numbers('?page[size]=2&page[number]=2&sort=phone_number');
    expect(page.data).toMatchObject([{ phone_number: '+18005550100' }]);
    expect(page.meta).toEqual({ page_number: 2, page_size: 2, total_pages: 2, total_results: 3 });
    expect((await numbers('?sort=-phone_number')).data[0].phone_number).toBe('+18005550100');
  });

  test.each(['page[size]=251', 'page[size]=0', 'page[number]=x', 'sort=colour', 'filter[phone_number]=31', 'filter[no_such_filter]=x'])(
    'refuse %s',
    async (query) => {
      const answer = await sim.api('GET', `/phone_numbers?${query}`);
      expect([answer.status, answer.json.errors[0].code]).toEqual([400, '10015']);
    },
  );

  test('are changed only where the change names a field', async () => {
    const path = '/phone_numbers/1293384261075731499';
    const { id } = (await sim.api('GET', '/connections?filter[connection_name][contains]=Desk')).json.data[0];
    const changed = await sim.api('PATCH', path, { tags: ['sales'], connection_id: id, unknown: 1 });
    expect(changed.json.data).toMatchObject({
      tags: ['sales'],
      connection_id: id,
      connection_name: 'Desk phones',
      customer_reference: null,
    });
    expect((await sim.api('PATCH', path, { connection_id: '' })).json.data).toMatchObject({ tags: ['sales'], connection_id: null });
    expect((await numbers('?filter[tag]=sales')).meta.total_results).toBe(1);
    const wrong = await sim.api('PATCH', path, { tags: 'sales' });
    expect([wrong.status, wrong.json.errors[0].source.pointer]).toEqual([422, '/tags']);
  });

  test.each(['connection_id', 'billing_group_id', 'address_id'])('are not given a %s that is not there', async (name) => {
    const answer = await sim.api('PATCH', '/phone_numbers/1293384261075731499', { [name]: '99' });
    expect([answer.status, answer.json.errors[0]]).toMatchObject([422, { code: '10017', source: { pointer: `/${name}` } }]);
    await sim.control('POST', '/portal', { billing_groups: ['99'], addresses: ['99'] });
    const again = await sim.api('PATCH', '/phone_numbers/1293384261075731499', { [name]: '99' });
    expect(again.status).toBe(name === 'connection_id' ? 422 : 200);
  });

  test('are listed without their profiles while those cannot be loaded, or not at all', async () => {
    await sim.control('POST', '/account', { profiles_are_down: true });
    const { data, meta, errors } = await numbers('?handle_messaging_profile_error=true');
    expect([data.length, meta.total_results, errors]).toMatchObject([3, 3, [{ code: '10007', title: 'Unexpected error' }]]);
    expect(data[0]).not.toHaveProperty('messaging_profile_id');
    expect(data[0]).not.toHaveProperty('messaging_profile_name');
    expect((await sim.api('GET', '/phone_numbers')).status).toBe(503);
    await sim.control('POST', '/account', { profiles_are_down: false });
    expect((await numbers()).data[0]).toMatchObject({ messaging_profile_name: 'Main' });
  });

  test('take, keep and lose their messaging profile by id, null and the empty string', async () => {
    const path = '/phone_numbers/1293384261075731499/messaging';
    const profile = (await sim.api('GET', '/messaging_profiles')).json.data[0].id;
    const assigned = async (messaging_profile_id: string | null) =>
      (await sim.api('PATCH', path, { messaging_profile_id })).json.data?.messaging_profile_id;
    expect(await assigned(null)).toBe(profile);
    expect(await assigned('')).toBeNull();
    expect((await sim.api('POST', '/messages', { from: '+13125550100', to: '+13125550142', text: 'x' })).json.errors[0].code).toBe('40305');
    expect(await assigned(profile)).toBe(profile);
    expect((await sim.api('PATCH', path, { messaging_profile_id: 'nobody' })).json.errors[0]).toMatchObject({ code: '10017' });
    expect((await sim.api('PATCH', path, { messaging_product: 'X2X' })).json.errors[0]).toMatchObject({
      code: '10032',
      source: { pointer: '/messaging_product' },
    });
  });

  test('answer 404 for an unknown id', async () => {
    expect((await sim.api('GET', '/phone_numbers/9')).json.errors[0].code).toBe('10005');
  });
});

describe('numbers for sale', () => {
  test.each([
    ['filter[country_code]=US&filter[national_destination_code]=312&filter[limit]=5', 5, /^\+1312555/],
    ['filter[country_code]=CA&filter[administrative_area]=BC', 50, /^\+1604555/],
    ['filter[country_code]=US&filter[locality]=austin&filter[limit]=250', 99, /^\+1512555/],
    ['filter[country_code]=GB&filter[phone_number_type]=mobile&filter[limit]=3', 3, /^\+447700900/],
    ['filter[country_code]=US&filter[phone_number][ends_with]=0150&filter[national_destination_code]=415', 1, /^\+14155550150$/],
    ['filter[country_code]=US&filter[phone_number][starts_with]=97055501&filter[limit]=2', 2, /^\+197055501/],
    ['filter[phone_number][contains]=5550123&filter[country_code]=CA', 2, /5550123$/],
    ['filter[features]=sms,mms&filter[country_code]=GB', 0, /^$/],
    ['filter[features]=sms,voice&filter[country_code]=GB&filter[limit]=2', 2, /^\+447700900/],
    ['filter[country_code]=BR', 0, /^$/],
  ])('are found by %s', async (query, count, pattern) => {
    const { data, meta, metadata } = await available(query);
    expect(data).toHaveLength(count);
    for (const offer of data) expect(offer.phone_number).toMatch(pattern);
    expect(meta).toEqual({ total_results: count, best_effort_results: 0 });
    expect(metadata).toEqual(meta);
  });

  test('are the same at every start', async () => {
    const before = await available('filter[country_code]=US&filter[limit]=20');
    await sim.control('POST', '/reset');
    expect(await available('filter[country_code]=US&filter[limit]=20')).toEqual(before);
  });

  test('come from elsewhere only with best_effort, and say so', async () => {
    const { data, meta } = await available(
      'filter[country_code]=US&filter[national_destination_code]=999&filter[best_effort]=true&filter[limit]=4',
    );
    expect(data).toHaveLength(4);
    expect(data.every((offer: { best_effort: boolean }) => offer.best_effort)).toBe(true);
    expect(meta.best_effort_results).toBe(4);
  });

  test.each([
    'filter[country_code]=usa',
    'filter[limit]=0',
    'filter[features]=teleport',
    'filter[phone_number_type]=big',
    'filter[best_effort]=maybe',
    'filter[phone_number][like]=1',
    'filter[locality]=Chicago',
    'filter[country_code]=US&filter[colour]=red',
  ])('refuse %s', async (query) => {
    expect((await sim.api('GET', `/available_phone_numbers?${query}`)).status).toBe(400);
  });
});

/** Searches for numbers of Chicago and New York, which is needed before any can be ordered. */
const search = async () => {
  for (const code of ['312', '212']) await available(`filter[country_code]=US&filter[national_destination_code]=${code}&filter[limit]=99`);
};

describe('ordering numbers', () => {
  beforeEach(search);

  test('takes the upfront cost, then turns pending into success and purchase-pending into active', async () => {
    const profile = (await sim.api('GET', '/messaging_profiles')).json.data[0].id;
    const placed = await order(['+13125550107', '+12125550107'], { messaging_profile_id: profile, customer_reference: 'REF 1' });
    expect(placed.json.data).toMatchObject({
      status: 'pending',
      phone_numbers_count: 2,
      customer_reference: 'REF 1',
      phone_numbers: [{ status: 'pending' }, { status: 'pending' }],
    });
    expect((await sim.api('GET', '/balance')).json.data.balance).toBe('97.00');
    expect((await numbers('?filter[status]=purchase-pending')).meta.total_results).toBe(2);
    const early = await sim.api('POST', '/messages', { from: '+13125550107', to: '+13125550142', text: 'x' });
    expect(early.json.errors[0].code).toBe('40320');
    await sim.advance(1000);
    expect((await sim.api('GET', `/number_orders/${placed.json.data.id}`)).json.data).toMatchObject({
      status: 'success',
      phone_numbers: [{ status: 'success' }, { status: 'success' }],
    });
    expect((await numbers('?filter[status]=active')).meta.total_results).toBe(5);
    expect((await sim.api('POST', '/messages', { from: '+13125550107', to: '+13125550142', text: 'x' })).status).toBe(200);
  });

  test('lists orders by their filters, newest first', async () => {
    await order(['+13125550107'], { customer_reference: 'A' });
    await sim.advance(5000);
    await order(['+13125550108', '+13125550109'], { customer_reference: 'B' });
    const list = async (query: string) =>
      (await sim.api('GET', `/number_orders?${query}`)).json.data.map((entry: { customer_reference: string }) => entry.customer_reference);
    expect(await list('')).toEqual(['B', 'A']);
    expect(await list('filter[status]=success')).toEqual(['A']);
    expect(await list('filter[phone_numbers_count]=2')).toEqual(['B']);
    expect(await list('filter[created_at][gt]=2026-07-15T12:00:01Z')).toEqual(['B']);
    expect(await list('filter[customer_reference]=A')).toEqual(['A']);
  });

  test('sells a number once', async () => {
    expect((await order(['+13125550107'])).status).toBe(200);
    const again = await order(['+13125550108', '+13125550107']);
    expect([again.status, again.json.errors]).toMatchObject([409, [{ code: '85001' }]]);
    expect((await available('filter[country_code]=US&filter[phone_number][contains]=3125550107')).data).toEqual([]);
    expect((await sim.api('GET', '/balance')).json.data.balance).toBe('99.00');
  });

  test.each([
    ['no numbers', [], '10033', '/phone_numbers'],
    ['a number that is not for sale', ['+13129457420'], '10027', '/'],
    ['a number that no search has found', ['+13125550107', '+14155550107'], '10027', '/'],
    ['a number asked for twice', ['+13125550107', '+13125550107'], '10027', '/'],
    ['a number that is not in +E.164', ['3125550107'], '10016', '/phone_numbers/0/phone_number'],
  ])('refuses %s', async (_, phoneNumbers, code, pointer) => {
    const answer = await order(phoneNumbers);
    expect([answer.status, answer.json.errors[0]]).toMatchObject([422, { code, source: { pointer } }]);
  });

  test('says which numbers it does not recognize', async () => {
    expect((await order(['+13125550107', '+14155550107', '+14155550108'])).json.errors).toMatchObject([
      {
        title: 'Unprocessable Entity',
        detail: "We don't recognize the number(s) ['+14155550107', '+14155550108']. Did you first search for the number(s)?",
      },
    ]);
  });

  test('forgets a search after half an hour', async () => {
    await sim.advance(30 * 60_000);
    expect((await order(['+13125550107'])).status).toBe(200);
    await sim.advance(1);
    expect((await order(['+13125550108'])).json.errors[0].code).toBe('10027');
    await search();
    expect((await order(['+13125550108'])).status).toBe(200);
  });

  test('knows the searches of its own account alone', async () => {
    const other = { key: 'KEYother' };
    await sim.control('POST', '/keys', { add: other.key });
    const body = { phone_numbers: [{ phone_number: '+13125550107' }] };
    expect((await sim.api('POST', '/number_orders', body, other)).json.errors[0].code).toBe('10027');
    await sim.api('GET', '/available_phone_numbers?filter[country_code]=US&filter[national_destination_code]=312', undefined, other);
    expect((await sim.api('POST', '/number_orders', body, other)).status).toBe(200);
    expect((await order(['+13125550107'])).json.errors[0].code).toBe('10027');
  });

  test('is possible once on a trial account', async () => {
    await sim.control('POST', '/account', { level: 'trial' });
    expect((await order(['+13125550107'])).status).toBe(200);
    const again = await order(['+13125550108']);
    expect([again.status, again.json.errors[0]]).toMatchObject([403, { code: '10039', detail: expect.stringMatching(/^Only 1 order/) }]);
  });

  test.each([
    [{ connection_id: '9' }, '/connection_id'],
    [{ billing_group_id: '9' }, '/billing_group_id'],
    [{ messaging_profile_id: '9' }, '/messaging_profile_id'],
    [{ phone_numbers: [{ phone_number: '+13125550107', requirement_group_id: '9' }] }, '/phone_numbers/0/requirement_group_id'],
  ])('refuses %j, which is not there', async (fields, pointer) => {
    const answer = await order(['+13125550107'], fields);
    expect([answer.status, answer.json.errors]).toMatchObject([422, [{ code: '10017', source: { pointer } }]]);
  });

  test('refuses with 402 what the balance does not cover, and sells nothing', async () => {
    await sim.control('POST', '/account', { balance: '1.50' });
    const answer = await order(['+13125550107', '+13125550108']);
    expect([answer.status, answer.json.errors[0].code]).toEqual([402, '20100']);
    expect((await available('filter[country_code]=US&filter[phone_number][contains]=3125550107')).data).toHaveLength(1);
  });
});
