import { expect, test } from '@jest/globals';
import { isAccountRead } from '../../../support/account-reads.ts';
import { askAccount, list } from './ask-account.ts';

test('all that the guard reads of an account is told from what tools send', async () => {
  const { urls } = await askAccount({
    answers: { '/phone_numbers': list() },
    ask: async (account) => {
      await account.owns('+13125550100');
      await account.profileOf('72000');
      await account.webhookHosts();
      await account.prices(['+13125550199']);
      await account.optOuts(0);
    },
  });
  expect(urls.length).toBeGreaterThan(8);
  expect(urls.filter((url) => !isAccountRead({ method: 'GET', url: `/v2${url}` }))).toEqual([]);
});

const PAGE = 'page[number]=1&page[size]=250';

test.each([
  ['POST', '/v2/messages'],
  ['POST', `/v2/phone_numbers?${PAGE}`],
  ['GET', '/v2/phone_numbers/1?page[number]=1&page[size]=250'],
  ['GET', '/v2/phone_numbers?page[number]=1&page[size]=20'],
  ['GET', '/v2/phone_numbers?filter[status]=active&page[size]=250'],
  ['GET', `/v2/phone_numbers?filter[status]=active&${PAGE}`],
  ['GET', `/v2/call_control_applications?sort=connection_name&${PAGE}`],
  ['GET', `/v2/call_events?filter[leg_id]=1&${PAGE}`],
  ['GET', '/v2/ai/assistants'],
  ['GET', `/v2/integration_secrets?${PAGE}`],
  ['GET', '/v2/available_phone_numbers?filter[limit]=100'],
  ['GET', '/_s3/us-east-1/phone_numbers?page[number]=1&page[size]=250'],
])('what a tool sends is no read of the guard: %s %s', (method, url) => {
  expect(isAccountRead({ method, url })).toBe(false);
});
