import { beforeEach, describe, expect, test } from '@jest/globals';
import { use } from '../../../support/use.ts';
import { until } from '../../../support/until.ts';
import { HASH, captureTrail, principal, toolOf, withoutHashes } from './captured-trail.ts';

const captured = use(captureTrail);
beforeEach(() => void (captured.lines.length = 0));

describe('D53: a read names what was read', () => {
  test.each([
    ['get_message', { id: '40017a5d-0001' }, { given: ['id=40017a5d-0001'] }],
    ['get_phone_number', { phone_number: '1293384261075731499' }, { given: ['phone_number=1293384261075731499'] }],
    ['get_phone_number', { phone_number: '+13125550111' }, { given: [], about: ['+131***11'] }],
    ['get_phone_number', { id: '+13125550111' }, { given: [], about: ['+131***11'] }],
    ['lookup_number', { phone_number: '+1 (312) 555-0111' }, { about: ['+131***11'] }],
    ['lookup_number', { phone_number: 'tel:＋1 (312)\u200b555−0111' }, { about: ['+131***11'] }],
    ['get_assistant', { assistant_id: 'assistant-1', from: '+13125550111' }, { given: ['assistant_id=assistant-1'], about: ['+131***11'] }],
    ['search_detail_records', { record_type: 'messaging', to: '13125550111' }, { about: ['+131***11'] }],
    ['search_detail_records', { record_type: 'messaging', from: '+13125550111', date_range: 'today' }, { about: ['+131***11'] }],
    [
      'search_detail_records',
      {
        record_type: 'messaging',
        created_after: '2026-01-31',
        filters: [
          { field: 'cli', op: 'contains', value: '13125550111' },
          { field: 'call_leg_id', value: '4000eba1-a0c0-4563-9925-b25e842a7cb6' },
        ],
      },
      { about: ['+131***11'], given: ['call_leg_id=4000eba1-a0c0-4563-9925-b25e842a7cb6'] },
    ],
    ['list_phone_numbers', { phone_number: '+1 312 555 0111' }, { about: ['+131***11'] }],
    ['list_webhook_deliveries', { webhook_contains: '13125550111' }, { about: ['+131***11'] }],
    ['list_files', { bucket_name: 'calls', prefix: 'Jane Doe/' }, { given: ['bucket_name=calls'], file: ['***'], file_hash: [HASH] }],
    [
      'download_file',
      { bucket_name: 'calls', key: 'Jane Doe.PDF' },
      { given: ['bucket_name=calls'], file: ['***.pdf'], file_hash: [HASH] },
    ],
  ])('%s %j', (name, args, expected) => {
    const line = captured.written(name, args);
    expect(line).toMatchObject({ tool: name, risk: 'read', outcome: 'ok', ...expected });
    if ('about' in expected) expect(line.about_hash).toEqual([captured.hashOf('+13125550111')]);
    expect(withoutHashes(captured.lines)).not.toMatch(/312555|Jane|Doe/);
  });

  test('a part of a number is told by its hash alone', () => {
    const line = captured.written('list_phone_numbers', { phone_number: '312-555' });
    expect(line).toMatchObject({ about: ['short code'], about_hash: [HASH] });
    expect(withoutHashes(captured.lines)).not.toMatch(/312.?555/);
  });

  test('a call that is searched for is named; words that are searched for are not', () => {
    const call = 'v3:MdI91X4lWFEs7IgbBEOT9M4AigoY08M0WWZFISt1Yw2axZ_IiE4pqg';
    expect(captured.written('list_webhook_deliveries', { webhook_contains: call }).given).toEqual([`webhook_contains=${call}`]);
    expect(captured.written('list_messaging_profiles', { name_contains: 'hunter2' }).given).toEqual([]);
    expect(captured.lines.join()).not.toContain('hunter2');
  });

  test('the answer tells whose message it was, and never what it said', () => {
    const line = captured.written('get_message', { id: 'm1' }, 'ok', {
      id: 'm1',
      from: { phone_number: '+13125550111' },
      to: [{ phone_number: '+13125550122' }, { phone_number: '+13125550111' }],
      text: '+13125550133',
      created_at: '2026-01-31T12:00:00Z',
    });
    expect(line).toMatchObject({
      found: ['id=m1'],
      seen: ['+131***11', '+131***22'],
      seen_hash: [captured.hashOf('+13125550111'), captured.hashOf('+13125550122')],
    });
    expect(line).not.toHaveProperty('made');
  });

  test('of a long list the first fifty numbers are told, and how many more there were', () => {
    const data = Array.from({ length: 250 }, (_value, index) => ({ cld: `1312555${1000 + index}`, cost: '0.0040', uuid: 'x' }));
    const line = captured.written('search_detail_records', { record_type: 'messaging' }, 'ok', { data });
    expect([line.seen.length, line.seen_hash.length, line.seen_more]).toEqual([50, 50, 200]);
    expect(line).not.toHaveProperty('cut');
  });

  test('a line is written whatever the answer looks like', () => {
    const deep = Array.from({ length: 20_000 }).reduce<unknown>((inner) => [inner], '+13125550111');
    expect(
      captured.written('search_detail_records', { record_type: 'messaging' }, 'ok', { data: deep, text: ' '.repeat(1_000_000) }),
    ).toMatchObject({
      event: 'audit',
      outcome: 'ok',
    });
    const odd = {
      get data(): unknown {
        throw new Error('hunter2');
      },
    };
    expect(captured.written('search_detail_records', { record_type: 'messaging' }, 'ok', odd)).toMatchObject({
      event: 'audit_failed',
      request: 'r1',
      subject: 't.o',
      tool: 'search_detail_records',
    });
    expect(captured.lines.join()).not.toContain('hunter2');
  });

  test('without the key the line is written without hashes, and the read goes on', async () => {
    const tool = toolOf('get_phone_number');
    const call = {
      requestId: 'r1',
      principal,
      clientName: undefined,
      tool,
      args: { id: '+13125550111' },
      outcome: 'ok',
      result: {},
    };
    // The line is written once the key was asked for.
    const written = async (count: number) => {
      await until(() => captured.lines.length >= count);
      return JSON.parse(captured.lines[count - 1] ?? '');
    };
    captured.keyless.ofRead(call);
    expect(await written(1)).toMatchObject({ event: 'audit', about: ['+131***11'] });
    expect(captured.lines.join()).not.toMatch(/_hash|hash_key/);
    captured.trail.ofRead(call);
    expect(await written(2)).toMatchObject({ about: ['+131***11'], about_hash: [HASH], hash_key: 's1' });
  });
});
