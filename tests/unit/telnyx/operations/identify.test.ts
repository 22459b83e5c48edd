import { expect, test } from '@jest/globals';
import { identify, loadOperations } from '../../../../shared/telnyx/index.ts';

const idsOf = async (given: string) => identify(given, await loadOperations()).map(({ id }) => id);

test.each(['SendFax', 'sendfax', ' SENDFAX ', 'POST /faxes', 'post /faxes', 'POST /v2/faxes', 'POST https://api.telnyx.com/v2/faxes'])(
  '"%s" names an operation',
  async (given) => {
    expect(await idsOf(given)).toEqual(['SendFax']);
  },
);

test('the names of the values in a path do not matter', async () => {
  expect(await idsOf('get /faxes/{fax_id}')).toEqual(['ViewFax']);
  expect(await idsOf('GET /whatsapp/phone_numbers')).toEqual(['GET /v2/whatsapp/phone_numbers']);
});

test('an id of two operations names both', async () => {
  expect(await idsOf('ListPhoneNumbers')).toEqual(['GET /phone_numbers', 'GET /v2/whatsapp/phone_numbers']);
});

test('ids that differ in case alone are told apart, and asked about where neither is written', async () => {
  expect(await idsOf('getMdrUsageReports')).toEqual(['getMdrUsageReports']);
  expect(await idsOf('GetMdrUsageReports')).toEqual(['GetMdrUsageReports']);
  expect(await idsOf('getmdrusagereports')).toHaveLength(2);
});

test.each(['', 'SendPigeon', '__proto__', 'PATCH /faxes', 'GET /faxes/../balance', `GET ${'{'.repeat(10_000)}`])(
  'nothing is named "%s"',
  async (given) => {
    expect(await idsOf(given)).toEqual([]);
  },
);

test('every operation is named by its id, and by its method and path', async () => {
  const operations = await loadOperations();
  const wrong = operations.all.filter((each) =>
    [each.id, `${each.method} ${each.path}`].some((given) => identify(given, operations)[0] !== each),
  );
  expect(wrong.map(({ id }) => id)).toEqual([]);
});
