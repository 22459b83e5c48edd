import { describe, expect, test } from '@jest/globals';
import { readProblems } from '../../../shared/telnyx/rest/error-body.ts';
import { parseJson } from '../../../shared/telnyx/rest/json.ts';
import { json } from '../../app/contract/support/telnyx-edge.ts';
import { get, askTelnyx } from './ask-telnyx.ts';

describe('readProblems', () => {
  test('U8: reads every entry of errors[], with code and place', () => {
    const body = {
      errors: [
        { code: '10015', title: 'Invalid', detail: 'Bad to', source: { pointer: '/to' }, meta: { url: 'https://example.com' } },
        { code: 10032, title: 'Enum', source: { parameter: 'filter[status]' } },
        { title: 7, source: 'x' },
      ],
    };
    expect(readProblems(JSON.stringify(body))).toEqual([
      { code: '10015', title: 'Invalid', detail: 'Bad to', at: '/to' },
      { code: '10032', title: 'Enum', at: 'filter[status]' },
      {},
    ]);
  });

  test('U8: reads every entry of detail[]', () => {
    const body = { detail: [{ loc: ['body', 'tools', 0], msg: 'field required', type: 'value_error.missing' }, { msg: 'x' }] };
    expect(readProblems(JSON.stringify(body))).toEqual([
      { title: 'value_error.missing', detail: 'field required', at: '/body/tools/0' },
      { detail: 'x' },
    ]);
  });

  test('U8: reads the XML of storage', () => {
    const body = '<?xml version="1.0"?>\n<Error><Code>NoSuchBucket</Code><Message>Not there</Message><BucketName>b</BucketName></Error>';
    expect(readProblems(body)).toEqual([{ code: 'NoSuchBucket', detail: 'Not there' }]);
  });

  test.each([
    [{ detail: 'Not allowed' }, 'Not allowed'],
    [{ message: 'no Route matched' }, 'no Route matched'],
  ])('reads %j', (body, detail) => {
    expect(readProblems(JSON.stringify(body))).toEqual([{ detail }]);
  });

  test.each([
    '',
    ' ',
    '<html><body>502</body></html>',
    'text',
    '{',
    'null',
    '5',
    '[]',
    '{}',
    '{"errors":[]}',
    '{"errors":"x"}',
    '{"errors":[5]}',
  ])('U8: finds nothing in %p, and bears it', (body) => {
    expect(readProblems(body)).toEqual([]);
  });

  test('cuts what is too long', () => {
    const [problem] = readProblems(JSON.stringify({ errors: [{ code: '1', title: 'x'.repeat(100_000) }] }));
    expect(problem?.title).toHaveLength(500);
  });

  test.each([402, 403, 404, 422])('U8: a %d comes with its problems', async (status) => {
    const { error } = await askTelnyx(json({ errors: [{ code: '10005', title: 'Not found' }] }, status), { ask: get });
    expect(error).toMatchObject({ code: 'upstream_refused', status, problems: [{ code: '10005', title: 'Not found' }] });
  });
});

describe('parseJson', () => {
  test.each([
    ['{"id":1293384261075731499}', { id: '1293384261075731499' }],
    ['{"id": -1293384261075731499}', { id: '-1293384261075731499' }],
    ['[1293384261075731499,1]', ['1293384261075731499', 1]],
    ['{"id":"1293384261075731499","n":9007199254740991}', { id: '1293384261075731499', n: 9007199254740991 }],
    ['{"n":9007199254740993}', { n: '9007199254740993' }],
    ['{"n":0.1234567890123456789,"m":1e30}', { n: 0.12345678901234568, m: 1e30 }],
    ['{"text":": 1293384261075731499"}', { text: ': 1293384261075731499' }],
  ])('U10: reads %s without rounding an id', (text, expected) => {
    expect(parseJson(text)).toEqual(expected);
  });

  test('refuses what is no JSON', () => {
    expect(() => parseJson('{"id":1293384261075731499')).toThrow(SyntaxError);
  });
});
