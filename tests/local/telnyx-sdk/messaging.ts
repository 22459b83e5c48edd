import { expect } from '@jest/globals';
import { given, holds, ISO_TIME, UUID, type Judge, type Proofs } from './judge.ts';

const send = ({ telnyx }: Judge) => telnyx.messages.send({ from: '+13125550100', to: '+13125550142', text: 'Hello' });
const create = ({ telnyx }: Judge, name: string) => telnyx.messagingProfiles.create({ name, whitelisted_destinations: ['US'] });

export const messaging: Proofs = {
  'POST /messages': async (judge) => {
    const { data } = await send(judge);
    holds(data, {
      record_type: 'message',
      direction: 'outbound',
      type: 'SMS',
      parts: 1,
      encoding: expect.stringMatching('GSM-7'),
      id: UUID,
    });
    expect(data?.to).toMatchObject([{ phone_number: '+13125550142', status: 'queued' }]);
    expect(data?.cost).toMatchObject({ amount: expect.stringMatching(/^\d+\.\d{4}$/), currency: 'USD' });
  },
  'GET /messages/{id}': async (judge) => {
    const id = given((await send(judge)).data?.id);
    await judge.advance(2_000);
    const { data } = await judge.telnyx.messages.retrieve(id);
    holds(data, { id, text: 'Hello', received_at: ISO_TIME });
    expect(data?.to).toMatchObject([{ status: 'delivered' }]);
  },
  'GET /messaging_profiles': async (judge) => {
    for (const name of ['list a', 'list b', 'list c']) await create(judge, name);
    const page = await judge.telnyx.messagingProfiles.list({ 'filter[name][contains]': 'list', 'page[size]': 2 });
    expect([page.data.length, page.meta, page.hasNextPage()]).toMatchObject([2, { page_number: 1, total_pages: 2 }, true]);
    const names: (string | undefined)[] = [];
    for await (const profile of judge.telnyx.messagingProfiles.list({ 'filter[name][contains]': 'list', 'page[size]': 2 }))
      names.push(profile.name);
    expect(names.sort()).toEqual(['list a', 'list b', 'list c']);
  },
  'GET /messaging_profiles/{id}': async (judge) => {
    const id = given((await create(judge, 'read')).data?.id);
    const { data } = await judge.telnyx.messagingProfiles.retrieve(id);
    holds(data, { id, name: 'read', record_type: 'messaging_profile', enabled: true, whitelisted_destinations: ['US'] });
  },
  'POST /messaging_profiles': async ({ telnyx }) => {
    const { data } = await telnyx.messagingProfiles.create({
      name: 'created',
      whitelisted_destinations: ['US', 'DE'],
      webhook_url: 'https://hooks.example.com/sms',
      daily_spend_limit: '12.50',
      daily_spend_limit_enabled: true,
    });
    holds(data, {
      id: UUID,
      webhook_api_version: '2',
      daily_spend_limit: '12.50',
      webhook_url: 'https://hooks.example.com/sms',
      created_at: ISO_TIME,
    });
  },
  'PATCH /messaging_profiles/{id}': async (judge) => {
    const id = given((await create(judge, 'before')).data?.id);
    const { data } = await judge.telnyx.messagingProfiles.update(id, { name: 'after', alpha_sender: 'ACME', number_pool_settings: null });
    holds(data, { id, name: 'after', alpha_sender: 'ACME', whitelisted_destinations: ['US'], number_pool_settings: null });
  },
};
