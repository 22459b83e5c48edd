import { describe, expect, test } from '@jest/globals';
import { getBalance } from '../../../tools/account/get-balance.ts';
import { searchDetailRecords } from '../../../tools/account/search-detail-records.ts';
import { runTool } from '../../app/contract/support/run-tool.ts';
import { json } from '../../app/contract/support/telnyx-edge.ts';

test('get_balance keeps money as decimal strings', async () => {
  const balance = { balance: '300.00', credit_limit: '100.00', available_credit: '400.00', pending: '10.00', currency: 'USD' };
  const { result } = await runTool(getBalance, {}, json({ data: { record_type: 'balance', ...balance } }));
  expect(result?.structured).toEqual(balance);
});

describe('search_detail_records', () => {
  const search = (args: object, data: unknown = []) => runTool(searchDetailRecords, { record_type: 'messaging', ...args }, json({ data }));

  test('turns its arguments into filters', async () => {
    const { seen } = await search({
      created_after: '2026-06-22',
      created_before: '2026-06-23T00:00:00Z',
      from: '+13125550001',
      to: '12345',
      filters: [
        { field: 'cld', op: 'ends_with', value: '789' },
        { field: 'message_type', value: 'MMS' },
      ],
      sort: '-created_at',
    });
    expect(Object.fromEntries(new URL(seen[0]?.url ?? '', 'http://x').searchParams)).toEqual({
      'filter[record_type]': 'messaging',
      'filter[created_at][gte]': '2026-06-22',
      'filter[created_at][lt]': '2026-06-23T00:00:00Z',
      'filter[cli]': '+13125550001',
      'filter[cld]': '12345',
      'filter[cld][ends_with]': '789',
      'filter[message_type]': 'MMS',
      sort: '-created_at',
      'page[number]': '1',
      'page[size]': '20',
    });
  });

  test.each([
    [{ record_type: undefined }, 'Missing argument: record_type.'],
    [{ record_type: 'sms' }, 'record_type: '],
    [{ page_size: 51 }, 'page_size: '],
    [{ date_range: 'next_week' }, 'date_range: Expected today'],
    [{ date_range: 'last_0_days' }, 'date_range: '],
    [{ date_range: 'today', created_after: '2026-06-22' }, 'not both'],
    [{ created_after: '22.6.2026' }, 'created_after: '],
    [{ created_before: '2026-02-30' }, 'created_before: '],
    [{ created_before: '2026-06-22T10:00:00' }, 'created_before: '],
    [{ filters: [{ field: 'a][b', value: '1' }] }, 'filters.0.field: '],
    [{ filters: [{ field: '__proto__', value: '1' }] }, 'filters.0.field: '],
    [{ filters: [{ field: 'cost', op: 'ne', value: '1' }] }, 'filters.0.op: '],
    [{ filters: [{ field: 'cost', value: 1 }] }, 'filters.0.value: '],
    [{ filters: [{ field: 'record_type', value: 'verify' }] }, 'filtered twice'],
    [{ status: 'delivered', filters: [{ field: 'status', value: 'failed' }] }, 'filtered twice'],
    [{ created_after: '2026-06-22', filters: [{ field: 'created_at', op: 'gte', value: '2026-06-21' }] }, 'filtered twice'],
  ])('refuses %j', async (args, expected) => {
    const { error, seen } = await search(args);
    expect((error as Error).message).toContain(expected);
    expect(seen).toEqual([]);
  });

  test('lets a filter stand in for an argument', async () => {
    const { seen } = await search({ filters: [{ field: 'direction', value: 'inbound' }] });
    expect(seen[0]?.url).toContain('filter%5Bdirection%5D=inbound');
  });

  test('gives rows of any kind, without what is empty', async () => {
    const { result } = await search({}, [{ uuid: '1', parts: 2, cost: '0.003', errors: ['40001'], sent_at: null, odd: { a: [1] } }, {}]);
    expect(result?.structured).toEqual({ data: [{ uuid: '1', parts: 2, cost: '0.003', errors: ['40001'], odd: { a: [1] } }, {}] });
    expect(result?.text).toContain('written by strangers');
  });

  test('U12: leaves out what could be a secret, but not numbers of tokens', async () => {
    const secrets = { sip_password: 'hush', access_token: 'hush', client_secret: ['hush'], PIN: 'hush', api_key: { a: 'hush' } };
    const { result } = await search({}, [{ ...secrets, prompt_tokens: 12, deep: [{ ...secrets, ok: true }] }]);
    expect(result?.structured).toEqual({ data: [{ prompt_tokens: 12, deep: [{ ok: true }] }] });
    expect(result?.text).not.toContain('hush');
  });

  test('bears rows nested without end', async () => {
    const { result } = await runTool(searchDetailRecords, { record_type: 'messaging' }, (_seen, response) => {
      response.end(`{"data":[{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}]}`);
    });
    expect(result?.structured).toEqual({ data: [{ a: [[['…']]] }] });
  });
});
