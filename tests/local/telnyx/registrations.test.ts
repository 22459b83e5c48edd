import { describe, expect, test } from '@jest/globals';
import { useSimulator } from './harness.ts';

const sim = useSimulator();

const OURS = '+13125550100';
const TOLL_FREE = '+18005550100';

const change = async (body: object) => expect((await sim.control('POST', '/senders', body)).status).toBe(200);
const assignment = (number = OURS) => sim.api('GET', `/10dlc/phone_number_campaigns/${encodeURIComponent(number)}`);
const verifications = (query = '') => sim.api('GET', `/messaging_tollfree/verification/requests?page=1&page_size=20${query}`);

/** What becomes of a text: delivered, or the code of the refusal or of the failed delivery. */
async function outcome(fields: object = {}) {
  const { status, json } = await sim.api('POST', '/messages', { from: OURS, to: '+13125550142', text: 'Hi', ...fields });
  if (status !== 200) return json.errors[0].code;
  await sim.advance(1_500);
  const { to, errors } = (await sim.api('GET', `/messages/${json.data.id}`)).json.data;
  return errors[0]?.code ?? to[0].status;
}

describe('the registry of campaigns', () => {
  test('has the long codes of a new account on an approved campaign, and no toll-free number', async () => {
    const { json } = await assignment();
    expect(json).toMatchObject({ phoneNumber: OURS, assignmentStatus: 'ASSIGNED' });
    expect((await sim.api('GET', `/10dlc/campaign/${json.campaignId}`)).json).toMatchObject({
      campaignStatus: 'MNO_PROVISIONED',
      status: 'ACTIVE',
    });
    expect((await sim.api('GET', `/10dlc/brand/${json.brandId}`)).json).toMatchObject({ status: 'OK', identityStatus: 'VERIFIED' });
    expect((await assignment(TOLL_FREE)).status).toBe(404);
    expect((await sim.api('GET', '/10dlc/campaign/nope')).status).toBe(404);
    expect((await sim.api('GET', '/10dlc/brand/nope')).status).toBe(404);
  });

  test('has the campaign of a partner under the id of the registry alone', async () => {
    await change({ phone_number: OURS, campaign: { shared: true } });
    const { campaignId, telnyxCampaignId, brandId } = (await assignment()).json;
    expect([telnyxCampaignId, brandId]).toEqual(['', '']);
    expect((await sim.api('GET', `/10dlc/partner_campaigns/${campaignId}`)).json).toMatchObject({ tcrCampaignId: campaignId });
    expect((await sim.api('GET', `/10dlc/campaign/${campaignId}`)).status).toBe(404);
    expect(await outcome()).toBe('delivered');
  });

  test.each([
    ['no campaign', null],
    ['an assignment that is pending', { assignment: 'PENDING_ASSIGNMENT' }],
    ['a campaign in review', { campaign_status: 'MNO_PENDING' }],
    ['a campaign that was deactivated', { status: 'EXPIRED' }],
    ['a campaign that is gone', { gone: true }],
    ['a brand that is not registered', { brand: { status: 'REGISTRATION_PENDING' } }],
  ])('lets nobody in the USA be texted with %s', async (_what, campaign) => {
    await change({ phone_number: OURS, campaign });
    expect(await outcome()).toBe('40010');
    expect(await outcome({ to: '+14165550142' })).toBe('delivered');
  });

  test('still has a number that could not be taken off', async () => {
    await change({ phone_number: OURS, campaign: { assignment: 'FAILED_UNASSIGNMENT' } });
    expect(await outcome()).toBe('delivered');
  });
});

describe('the verification of toll-free numbers', () => {
  test('is there for the number of a new account', async () => {
    const { records, total_records } = (await verifications(`&phone_number=${encodeURIComponent(TOLL_FREE)}`)).json;
    expect([total_records, records[0].verificationStatus]).toEqual([1, 'Verified']);
    expect((await verifications(`&phone_number=${encodeURIComponent(OURS)}`)).json.records).toEqual([]);
    expect((await verifications('&status=Rejected')).json.records).toEqual([]);
    expect((await sim.api('GET', '/messaging_tollfree/verification/requests')).status).toBe(422);
  });

  test('decides whether such a number texts', async () => {
    expect(await outcome({ from: TOLL_FREE })).toBe('delivered');
    await change({ phone_number: TOLL_FREE, toll_free: { status: 'In Progress' } });
    expect(await outcome({ from: TOLL_FREE })).toBe('40329');
    await change({ phone_number: TOLL_FREE, toll_free: null });
    expect(await outcome({ from: TOLL_FREE })).toBe('40329');
  });
});

describe('messaging settings of numbers', () => {
  const settings = (query: string) => sim.api('GET', `/phone_numbers/messaging?${query}`);

  test('are listed, also for some numbers', async () => {
    const both = [OURS, TOLL_FREE].map(encodeURIComponent).join(',');
    const { data, meta } = (await settings(`filter[phone_number]=${both}`)).json;
    expect([meta.total_results, data.map(({ type }: { type: string }) => type)]).toEqual([2, ['long-code', 'toll-free']]);
    expect((await settings('filter[phone_number][contains]=212')).json.data).toHaveLength(1);
    expect((await settings('page[size]=2')).json.meta).toMatchObject({ total_pages: 2 });
  });

  test('say what a number cannot do, and a text from it fails so', async () => {
    await change({ phone_number: OURS, features: ['voice'] });
    expect((await settings(`filter[phone_number]=${encodeURIComponent(OURS)}`)).json.data[0].features.sms).toBeNull();
    expect(await outcome()).toBe('40305');
  });

  test('of a hosted number are in a list of their own', async () => {
    await change({ phone_number: '+13125550177', hosted: true, campaign: {} });
    const { data } = (await sim.api('GET', `/messaging_hosted_numbers?filter[phone_number]=${encodeURIComponent('+13125550177')}`)).json;
    expect(data).toMatchObject([{ phone_number: '+13125550177', type: 'long-code' }]);
    expect(await outcome({ from: '+13125550177' })).toBe('delivered');
  });
});

test('a landline gets nothing', async () => {
  const { data } = (await sim.api('GET', '/messaging_profiles')).json;
  await sim.api('PATCH', `/messaging_profiles/${data[0].id}`, { whitelisted_destinations: ['US', 'GB'] });
  expect(await outcome({ to: '+442079460001' })).toBe('40001');
  expect(await outcome({ to: '+447700900123' })).toBe('delivered');
});

test('a short code texts its own country alone', async () => {
  await sim.control('POST', '/portal', { short_codes: ['72000'] });
  expect(await outcome({ from: '72000' })).toBe('delivered');
  expect(await outcome({ from: '72000', to: '+14165550142' })).toBe('40301');
});

test('a control for a number of nobody is refused', async () => {
  expect((await sim.control('POST', '/senders', { phone_number: '+13125550150', status: 'active' })).status).toBe(404);
  expect((await sim.control('POST', '/senders', { phone_number: OURS, campaign: { campaign_status: 'FINE' } })).status).toBe(400);
});
