import { expect, test } from '@jest/globals';
import { call, login, use, useApp } from '../../../support/index.ts';
import { message, sentBy } from './asking.ts';
import { decide } from './person.ts';

const app = useApp({ settings: { CONFIRM_PURCHASE: 'page', DUPLICATES: '', LIMIT_MESSAGES: '1000/minute 10/day' } });
const owner = use(async () => ({ token: await login(app, { user: 'owner' }) }));
const tool = (name: string, args: object) => call(app, owner.token, name, args);
const linkIn = ({ structuredContent }: Awaited<ReturnType<typeof call>>) =>
  (structuredContent?.['needs_approval'] as { open?: string } | undefined)?.open;

test('an order waits for the person, and "go on" makes it once', async () => {
  const found = await tool('list_available_phone_numbers', { country_code: 'US', features: ['sms'], limit: 1 });
  const [{ phone_number } = { phone_number: '' }] = found.structuredContent?.['data'] as { phone_number: string }[];
  const order = { phone_numbers: [{ phone_number }] };
  const orders = await sentBy(app, async () => {
    const asked = await tool('create_number_order', order);
    expect(asked.structuredContent).toMatchObject({ sent: false });
    expect(await decide(linkIn(asked), 'owner', 'once')).toMatch(/^Approved/);
    expect((await tool('create_number_order', order)).structuredContent).toHaveProperty('id');
    expect((await tool('create_number_order', order)).structuredContent).toHaveProperty('duplicate_of');
  });
  expect(orders).toHaveLength(1);
});

test('a no stands: the same call is refused and not asked about again', async () => {
  const found = await tool('list_available_phone_numbers', { country_code: 'US', features: ['sms'], limit: 2 });
  const [, { phone_number } = { phone_number: '' }] = found.structuredContent?.['data'] as { phone_number: string }[];
  const order = { phone_numbers: [{ phone_number }] };
  const orders = await sentBy(app, async () => {
    expect(await decide(linkIn(await tool('create_number_order', order)), 'owner', 'no')).toBe('Not bought');
    for (const _ of [1, 2])
      expect(await tool('create_number_order', order)).toMatchObject({
        isError: true,
        text: expect.stringContaining('The person said no'),
      });
  });
  expect(orders).toEqual([]);
});

test('a loop of thirty texts stops at ten and says until when; "I mean it" sends the same text twice', async () => {
  const texts = await sentBy(app, async () => {
    const first = await tool('send_message', message('Loop 0'));
    expect(first.structuredContent).toHaveProperty('id');
    expect((await tool('send_message', message('Loop 0'))).structuredContent).toHaveProperty('duplicate_of');
    const again = await tool('send_message', { ...message('Loop 0'), request_key: 'on purpose' });
    expect(again.structuredContent).not.toHaveProperty('duplicate_of');
    for (let at = 1; at < 29; at++) {
      const { isError = false, text } = await tool('send_message', message(`Loop ${at}`));
      expect([isError, text]).toEqual([
        at > 8,
        at > 8 ? expect.stringMatching(/^Limit reached: 10 messages a day.*Free again /) : expect.any(String),
      ]);
    }
  });
  expect(texts).toHaveLength(10);
});
