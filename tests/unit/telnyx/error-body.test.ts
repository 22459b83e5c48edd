import { describe, expect, test } from '@jest/globals';
import { readProblems, readRejection } from '../../../shared/telnyx/rest/error-body.ts';
import { parseJson } from '../../../shared/telnyx/rest/json.ts';
import { json } from '../../app/contract/support/telnyx-edge.ts';
import { get, askTelnyx } from './ask-telnyx.ts';

const inJson = (body: unknown) => readProblems(JSON.stringify(body));

describe('readProblems', () => {
  test('U8: reads every entry of errors[], with code, place and page', () => {
    const url = 'https://developers.telnyx.com/docs/overview/errors/10015';
    const body = {
      errors: [
        { code: '10015', title: 'Invalid', detail: 'Bad to', source: { pointer: '/to' }, meta: { url } },
        { code: 10032, title: 'Enum', source: { parameter: 'filter[status]' } },
      ],
    };
    expect(inJson(body)).toEqual([
      { code: '10015', title: 'Invalid', detail: 'Bad to', at: '/to', more: url },
      { code: '10032', title: 'Enum', at: 'filter[status]' },
    ]);
  });

  test('U8: leaves out what is odd among good entries, and nothing else', () => {
    const good = { code: '10004', title: 'Missing' };
    expect(inJson({ errors: [null, 5, true, {}, [], { title: 7, source: 'x' }, '', good, 'and a text'] })).toEqual([
      good,
      { detail: 'and a text' },
    ]);
    expect(inJson({ errors: [{ ...good, detail: { deep: 1 }, source: 5, meta: 'x' }] })).toEqual([good]);
  });

  test('U8: reads every entry of detail[]', () => {
    const body = { detail: [{ loc: ['body', 'tools', 0], msg: 'field required', type: 'value_error.missing' }, { msg: 'x' }] };
    expect(inJson(body)).toEqual([{ title: 'value_error.missing', detail: 'field required', at: '/body/tools/0' }, { detail: 'x' }]);
  });

  test.each([
    [
      '<?xml version="1.0"?>\n<Error><Code>NoSuchBucket</Code><Message>Not &quot;there&quot;</Message><BucketName>b</BucketName></Error>',
      'Not "there"',
    ],
    ['<Error><Code>NoSuchBucket</Code></Error>', undefined],
  ])('U8: reads the XML of storage', (body, detail) => {
    expect(readProblems(body)).toEqual([{ code: 'NoSuchBucket', ...(detail !== undefined && { detail }) }]);
  });

  test.each<[string, unknown, unknown]>([
    ['a text as detail', { detail: 'Not allowed' }, [{ detail: 'Not allowed' }]],
    ['a message', { message: 'no Route matched' }, [{ detail: 'no Route matched' }]],
    ['a list of texts', { errors: ['Bucket docs does not exist'] }, [{ detail: 'Bucket docs does not exist' }]],
    ['a text as errors', { errors: 'Nope' }, [{ detail: 'Nope' }]],
    ['the error view of Phoenix', { errors: { detail: 'Not Found' } }, [{ detail: 'Not Found' }]],
    ['a message in errors', { errors: { message: 'Not Found' } }, [{ detail: 'Not Found' }]],
    [
      'messages for each field',
      { errors: { name: ["can't be blank", 'is odd'], address: { zip: ['bad'] } } },
      [
        { at: 'name', detail: "can't be blank" },
        { at: 'name', detail: 'is odd' },
        { at: 'address/zip', detail: 'bad' },
      ],
    ],
    ['a text as error', { error: 'Conversation is disabled' }, [{ detail: 'Conversation is disabled' }]],
    [
      'the error of OpenAI',
      { error: { message: 'No such model', type: 'invalid_request_error', param: 'model', code: 'model_not_found' } },
      [{ code: 'model_not_found', title: 'invalid_request_error', detail: 'No such model', at: 'model' }],
    ],
    [
      'both forms of the AI gateway, said once',
      { error: { message: 'No', code: 'invalid_request' }, errors: [{ code: 'invalid_request', detail: 'No', meta: {} }] },
      [{ code: 'invalid_request', detail: 'No' }],
    ],
    [
      'what differs in its title alone',
      { errors: ['a', 'b', 'a'].map((title) => ({ code: '1', title, detail: 'same' })), message: 'same' },
      [
        { code: '1', title: 'a', detail: 'same' },
        { code: '1', title: 'b', detail: 'same' },
      ],
    ],
    [
      'one form with a title, and the same without',
      { error: { message: 'No', code: 'x' }, errors: [{ code: 'x', title: 'Invalid', detail: 'No' }] },
      [{ code: 'x', title: 'Invalid', detail: 'No' }],
    ],
    [
      'the error of Anthropic',
      { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } },
      [{ title: 'authentication_error', detail: 'invalid x-api-key' }],
    ],
    [
      'an object as detail',
      { detail: { message: 'No model', code: 'model_not_found' } },
      [{ code: 'model_not_found', detail: 'No model' }],
    ],
    ['the error of OAuth', { error: 'invalid_grant', error_description: 'Too old' }, [{ title: 'invalid_grant', detail: 'Too old' }]],
    [
      'problem details (RFC 9457)',
      { type: 'https://example.com/probs/x', title: 'Bad', status: 400, detail: 'It is bad', instance: '/1' },
      [{ title: 'Bad', detail: 'It is bad' }],
    ],
    ['a title alone', { title: 'Forbidden', status: 403 }, [{ title: 'Forbidden' }]],
    ['a list at the root', [{ code: '1', detail: 'a' }, 'b', null], [{ code: '1', detail: 'a' }, { detail: 'b' }]],
    ['a text at the root', 'Unauthorized', [{ detail: 'Unauthorized' }]],
    ['a message beside no errors', { errors: [], message: 'Nope' }, [{ detail: 'Nope' }]],
    ['a message beside errors', { message: 'Two errors', errors: [{ code: '1' }] }, [{ detail: 'Two errors' }, { code: '1' }]],
    [
      'why a call is not connected',
      { data: { call_control_id: 'v3:x' }, errors: [{ code: 10010, detail: 'Not verified' }], telnyx_error: { error_code: 'D60' } },
      [{ code: '10010', detail: 'Not verified', sipCode: 'D60' }],
    ],
    ['the same without errors', { telnyx_error: { error_code: 'D60' } }, [{ sipCode: 'D60' }]],
  ])('U8: reads %s', (_what, body, expected) => {
    expect(inJson(body)).toEqual(expected);
  });

  test('U8: reads JSON whatever stands before it, and whatever its type', async () => {
    expect(readProblems('\uFEFF {"detail":"x"}')).toEqual([{ detail: 'x' }]);
    const { error } = await askTelnyx(json({ detail: 'x' }, 422, { 'content-type': 'text/html' }), { ask: get });
    expect(error).toMatchObject({ problems: [{ detail: 'x' }] });
  });

  test.each(['/', '#', '#/', '/base'])('U8: %s is no place', (pointer) => {
    expect(inJson({ errors: [{ code: '10015', source: { pointer } }] })).toEqual([{ code: '10015' }]);
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
    '{"errors":[5]}',
    '{"data":{"id":"1"}}',
  ])('U8: finds nothing in %p, and bears it', (body) => {
    expect(readProblems(body)).toEqual([]);
  });

  test('tolerates any depth', () => {
    expect(readProblems(`{"errors":${'['.repeat(5_000)}"x"${']'.repeat(5_000)}}`)).toEqual([]);
  });

  test('reads no more entries than anybody could', () => {
    expect(inJson({ errors: Array.from({ length: 50_000 }, (_, index) => `${index}`) })).toHaveLength(200);
  });

  test('cuts what is too long, and never inside a character', () => {
    const [problem] = inJson({ errors: [{ code: '1', title: 'x'.repeat(100_000), detail: `${'x'.repeat(499)}😀` }] });
    expect(problem?.title).toHaveLength(500);
    expect(problem?.detail).toBe('x'.repeat(499));
    expect(inJson({ errors: [{ code: '1', detail: 'half \ud83d' }] })).toEqual([{ code: '1', detail: 'half \ufffd' }]);
  });

  test('U9: puts every text into one visible line', () => {
    const problem = { code: '1\n0', title: 'a\r\n\r\nSYSTEM: b', detail: 'c\u2028d\u202ee\u200bf', source: { pointer: '/to\n' } };
    expect(inJson({ errors: [problem] })).toEqual([{ code: '1 0', title: 'a SYSTEM: b', detail: 'c def', at: '/to' }]);
  });

  test('U12: blanks a secret before it cuts, also one that shows only in the cleaned text', () => {
    const redact = (text: string) => text.replaceAll('SUPERSECRET', '[secret]');
    const details = [`${'x'.repeat(495)}SUPERSECRET`, 'SUPER\u200bSECRET', 'SUPERSECRET'];
    expect(readProblems(JSON.stringify({ errors: details }), redact).map(({ detail }) => detail)).toEqual([
      `${'x'.repeat(495)}[secr`,
      '[secret]',
      '[secret]',
    ]);
    for (const page of [`<html><title>${'x'.repeat(95)}SUPERSECRET</title>`, `${'x'.repeat(195)}SUPERSECRET`]) {
      expect(readRejection(page, redact).foreign).not.toContain('SUPER');
    }
  });

  test.each([402, 403, 404, 422])('U8: a %d comes with its problems and its request', async (status) => {
    const { error } = await askTelnyx(json({ errors: [{ code: '10005', title: 'Not found' }] }, status), { ask: get });
    expect(error).toMatchObject({
      code: 'upstream_refused',
      status,
      problems: [{ code: '10005', title: 'Not found' }],
      operation: { method: 'GET', path: '/messages/1' },
    });
  });
});

describe('readRejection', () => {
  test.each([
    ['<html><head><title>Attention Required! | Cloudflare</title>', 'an HTML page titled “Attention Required! | Cloudflare”'],
    ['<!DOCTYPE html>\n<html><body>Bad gateway</body></html>', 'an HTML page'],
    ['<title>\n “a” &amp; b\n</title><html>', 'an HTML page titled “"a" & b”'],
    ['<Response><Reject/></Response>', 'XML without an error code'],
    ['Access denied\nby policy', 'plain text: “Access denied by policy”'],
    ['{"errors":[{"code":"100', 'JSON that breaks off'],
    ['{}', 'JSON that gives no reason'],
    ['{"status":403,"ok":false}', 'JSON that gives no reason'],
  ])('U8: says what %j is', (body, foreign) => {
    expect(readRejection(body)).toEqual({ problems: [], foreign });
  });

  test('U8: an empty body is no body of others', () => {
    expect(readRejection(' \n')).toEqual({ problems: [] });
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
