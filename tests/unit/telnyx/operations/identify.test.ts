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

test.each(['send_fax', 'Send Fax', 'send-fax'])('so does "%s", an id in other letters', async (given) => {
  expect(await idsOf(given)).toEqual(['SendFax']);
});

test('a path alone names what there is at it', async () => {
  expect(await idsOf('/balance')).toEqual(['GetUserBalance']);
  expect(await idsOf('https://api.telnyx.com/v2/balance')).toEqual(['GetUserBalance']);
  expect(await idsOf('/faxes')).toEqual(['ListFaxes', 'SendFax']);
});

test('a path may have values in it', async () => {
  expect(await idsOf('GET /v2/phone_numbers/1293384261075731499')).toEqual(['RetrievePhoneNumber']);
  expect(await idsOf('GET /calls/v3:abc1')).toEqual(['RetrieveCallStatus']);
  expect(await idsOf('POST /messages/schedule')).toEqual(['ScheduleMessage']);
  expect(await idsOf('GET /faxes/list')).toEqual([]);
});

test('an id of two operations names both', async () => {
  expect(await idsOf('ListPhoneNumbers')).toEqual(['GET /phone_numbers', 'GET /v2/whatsapp/phone_numbers']);
});

test('ids that differ in case alone are told apart, and asked about where neither is written', async () => {
  expect(await idsOf('getMdrUsageReports')).toEqual(['getMdrUsageReports']);
  expect(await idsOf('GetMdrUsageReports')).toEqual(['GetMdrUsageReports']);
  expect(await idsOf('getmdrusagereports')).toHaveLength(2);
});

test.each([
  '',
  'SendPigeon',
  '__proto__',
  'PATCH /faxes',
  '/'.repeat(300),
  'GET /faxes/../balance',
  'GET /faxes?page=2',
  '___',
  `GET ${'{'.repeat(10_000)}`,
])('nothing is named "%s"', async (given) => {
  expect(await idsOf(given)).toEqual([]);
});

test('every operation is named by its id, and by its method and path', async () => {
  const operations = await loadOperations();
  const wrong = operations.all.filter((each) =>
    [each.id, `${each.method} ${each.path}`].some((given) => identify(given, operations)[0] !== each),
  );
  expect(wrong.map(({ id }) => id)).toEqual([]);
});
