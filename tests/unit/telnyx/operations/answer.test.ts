import { describe, expect, test } from '@jest/globals';
import { answerOf, type Answering, type Operation } from '../../../../shared/telnyx/operations/index.ts';
import { made, object } from './made-operation.ts';

interface Came {
  readonly operation?: Operation;
  readonly contentType?: string;
  readonly status?: number;
  readonly method?: string;
}

const NOTHING_DROPPED: Answering['drop'] = () => false;

function answerFor(body: string | Buffer, showing: Partial<Answering> = {}, came: Came = {}) {
  const { operation = made(), contentType = 'application/json', status = 200, method = 'GET' } = came;
  const raw = { method, url: '/things/1?a=b', status, contentType, bytes: Buffer.from(body) };
  return answerOf(operation, raw, { args: {}, drop: NOTHING_DROPPED, ...showing });
}
const of = (value: unknown, showing?: Partial<Answering>, came?: Came) => answerFor(JSON.stringify(value), showing, came);
const length = (value: unknown) => JSON.stringify(value).length;

/** What an answer may have, with the notes and what is beside the data. */
const MOST = 25_000;

describe('an answer', () => {
  test('is what Telnyx gave', () => {
    const data = { id: '1', name: null, tags: [], nested: { a: [1, 2.5, true] } };
    expect(of({ data })).toEqual({ data });
    expect(of({ data, meta: { total_results: 1 } })).toEqual({ data, meta: { total_results: 1 } });
    expect(of({ ...data, record_type: 'thing' })).toEqual({ data: { ...data, record_type: 'thing' } });
    expect(of([data])).toEqual({ data: [data] });
    expect(of('text')).toEqual({ data: 'text' });
  });

  test('keeps ids that no number can hold', () => {
    expect(answerFor('{"data":{"id":1293384261075731499}}')).toEqual({ data: { id: '1293384261075731499' } });
  });

  test('loses what must not be shown, at any depth', () => {
    const drop = (name: string, value: unknown) => name === 'password' && value !== '';
    const record = { id: 'a', password: 'p', inside: [{ password: { a: 1 }, user: 'u' }], pin: '' };
    expect(of({ data: [record], meta: { password: 'x' } }, { drop })).toEqual({
      data: [{ id: 'a', inside: [{ user: 'u' }], pin: '' }],
      meta: {},
    });
    expect(of({ data: record }, { drop, part: 'data.password' })).toEqual({
      note: 'The answer has no part "data.password". Call again without part to see what it has.',
    });
    expect(of({ data: record }, { drop, part: 'data.inside.0' })).toEqual({ data: { user: 'u' } });
  });

  test('without content says so', () => {
    expect(answerFor('', {}, { status: 204, contentType: '' })).toEqual({ note: 'Telnyx answered without content (HTTP 204).' });
  });

  test('that says nothing of a change is no proof of it', () => {
    const note = 'Telnyx answered that it succeeded, and says nothing about what was done: look before you do it again.';
    const operation = made({ method: 'POST', class: 'outbound' });
    expect(of({ data: {} }, {}, { operation })).toEqual({ data: {}, note });
    expect(of({}, {}, { operation })).toEqual({ data: {}, note });
    expect(of({ data: null }, {}, { operation })).toEqual({ data: null, note });
    expect(of({ data: {} })).toEqual({ data: {} });
  });
});

describe('errors beside data', () => {
  test('are told', () => {
    const errors = [{ code: '10007', title: 'Partial', detail: 'No messaging profiles' }];
    expect(of({ data: [{ id: 'a' }], errors })).toEqual({
      data: [{ id: 'a' }],
      note: 'Telnyx could not give everything and said: [10007] Partial No messaging profiles',
    });
  });

  test('that say nothing stay as they are', () => {
    expect(of({ data: [], errors: [] })).toEqual({ data: [] });
    expect(of({ data: [], errors: 5 })).toEqual({ data: [], meta: { errors: 5 } });
  });

  test('without data are no answer', () => {
    expect(() => of({ errors: [{ title: 'Broken' }] })).toThrow(
      expect.objectContaining({ reason: 'unreadable', problems: [{ title: 'Broken' }] }),
    );
  });
});

describe('a long list', () => {
  const records = Array.from({ length: 1_000 }, (_, at) => ({ id: `r${at}`, text: 'x'.repeat(100) }));

  test('is cut between records, and tells where it goes on', () => {
    const answer = of({ data: records, meta: { total_pages: 1 } });
    const shown = answer.data as typeof records;
    expect(shown).toEqual(records.slice(0, shown.length));
    expect(shown.length).toBeGreaterThan(150);
    expect(length(answer)).toBeLessThan(MOST);
    expect(answer.next).toEqual({ skip: shown.length });
    expect(answer.note).toBe(`Records 1 to ${shown.length} of 1000 are shown. For the rest, call again with skip ${shown.length}.`);
  });

  test('goes on after what is skipped', () => {
    const answer = of({ data: records }, { skip: 990 });
    expect(answer).toEqual({ data: records.slice(990) });
    expect(of({ data: records }, { skip: 1_000 })).toEqual({
      data: [],
      note: 'This page has 1000 records: with skip 1000 nothing is left of it.',
    });
  });

  test.each(['records', 'calls'])('may be called %s', (name) => {
    const answer = of({ page: 1, [name]: records, uri: '/x' });
    expect(answer.data).toMatchObject({ page: 1, uri: '/x' });
    expect((answer.data as Record<string, unknown[]>)[name]?.[0]).toEqual(records[0]);
    expect(answer.next?.skip).toBeGreaterThan(150);
  });
});

describe('a record that is too long', () => {
  const long = {
    id: 'a',
    instructions: 'i'.repeat(60_000),
    tools: Array.from({ length: 300 }, (_, at) => ({ name: `t${at}`, text: 'x'.repeat(200) })),
    last: true,
  };

  test('is shown without its long members, which are parts', () => {
    expect(of({ data: long })).toEqual({
      data: {
        id: 'a',
        instructions: '… 60000 characters: ask for part "data.instructions"',
        tools: '… 300 items: ask for part "data.tools"',
        last: true,
      },
    });
    expect(of(long)).toEqual(of({ data: long }));
  });

  test('is one record of a list', () => {
    const answer = of({ data: [{ id: 'first' }, long, { id: 'last' }] });
    expect(answer.data).toEqual([{ id: 'first' }]);
    expect(answer.next).toEqual({ skip: 1 });
    const second = of({ data: [{ id: 'first' }, long, { id: 'last' }] }, { skip: 1 });
    expect(second.data).toEqual([
      {
        id: 'a',
        instructions: '… 60000 characters: ask for part "data.1.instructions"',
        tools: '… 300 items: ask for part "data.1.tools"',
        last: true,
      },
    ]);
    expect(second.next).toEqual({ skip: 2 });
  });

  /** Everything of a part, by asking until nothing is left. */
  function wholePart(part: string): unknown[] {
    const pieces: unknown[] = [];
    let skip: number | undefined = 0;
    while (skip !== undefined) {
      const answer = of({ data: [long] }, { part, skip });
      expect(length(answer)).toBeLessThan(MOST);
      pieces.push(answer.data);
      skip = answer.next?.skip;
    }
    return pieces;
  }

  test('can be read in parts, each to its end', () => {
    expect(wholePart('data.0.instructions').join('')).toBe(long.instructions);
    expect(wholePart('data.0.tools').flat()).toEqual(long.tools);
    expect(of({ data: [long] }, { part: 'data.0.tools.7.name' })).toEqual({ data: 't7' });
  });

  test('is cut between its members where all of them are long', () => {
    const wide = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`m${at}`, 'x'.repeat(1_000)]));
    const pieces: object[] = [];
    let skip: number | undefined = 0;
    while (skip !== undefined) {
      const answer = of({ data: { id: 'a', ...wide } }, { skip });
      expect(length(answer)).toBeLessThan(MOST);
      pieces.push(answer.data as object);
      skip = answer.next?.skip;
    }
    expect(Object.assign({}, ...pieces)).toEqual({ id: 'a', ...wide });
  });

  test.each([
    '',
    '.',
    'data.9',
    'data.0.nothing',
    'data.0.id.length',
    'data.__proto__',
    'data.constructor',
    'data.0.tools.-1',
    'x'.repeat(100_000),
  ])('has no part %#', (part) => {
    expect(of({ data: [long] }, { part })).toMatchObject({ note: expect.stringMatching(/^The answer has no part/) });
  });

  test('is never cut in the middle of a character', () => {
    const { data } = of({ data: { id: 'a', text: `x${'😀'.repeat(40_000)}` } }, { part: 'data.text' });
    expect((data as string).isWellFormed()).toBe(true);
    expect((data as string).length).toBeGreaterThan(10_000);
  });
});

describe('links that open without a login', () => {
  const note = 'Links open without a login: they are for the person alone, and this server never follows them.';

  test('are named', () => {
    const signed = 'https://s3.amazonaws.com/a.mp3?X-Amz-Date=1&X-Amz-Signature=abc';
    const data = [
      { id: 'a', download_urls: { mp3: signed }, media_url: 'https://example.com/a', other: signed, site: 'https://example.com' },
    ];
    expect(of({ data })).toEqual({ data, links: ['data.download_urls.mp3', 'data.media_url', 'data.other'], note });
  });

  test.each(['download_link', 'stored_media_url', 'preview_url'])('are also those of a report or a fax: %s', (name) => {
    const data = [{ id: 'a', [name]: 'https://files.example.com/a.png?Expires=1&Signature=abcdefghijkl0123456789' }];
    expect(of({ data })).toEqual({ data, links: [`data.${name}`], note });
  });

  test('are not what is no URL', () => {
    expect(of({ data: { id: 'a', report_url: null, media_url: '' } })).toEqual({ data: { id: 'a', report_url: null, media_url: '' } });
  });
});

describe('what is no JSON', () => {
  test('is told by its type and size, and never shown', () => {
    const came = { contentType: 'application/pdf', operation: made({ answers: ['application/pdf'] }) };
    expect(answerFor(Buffer.alloc(70_000, 1), {}, came)).toEqual({
      data: { type: 'application/pdf', bytes: 70_000 },
      note: 'This is a file, which is not shown. The person can fetch it with GET https://api.telnyx.com/v2/things/1 and the API key, or find it in the Telnyx portal.',
    });
  });

  test('is shown by lines where it is text', () => {
    const lines = Array.from({ length: 120 }, (_, at) => `${at},a,b`);
    const came = { contentType: 'text/csv', operation: made({ answers: ['text/csv'] }) };
    const first = answerFor(`${lines.join('\r\n')}\r\n`, {}, came);
    expect(first).toEqual({
      data: lines.slice(0, 50).join('\n'),
      next: { skip: 50 },
      note: 'Lines 1 to 50 of 120 are shown. For the rest, call again with skip 50.',
    });
    expect(answerFor(`${lines.join('\n')}\n`, { skip: 100 }, came)).toEqual({ data: lines.slice(100).join('\n') });
  });

  test('is not shown where the text is a secret', () => {
    const came = { contentType: 'text/plain', operation: made({ answers: ['text/plain'], class: 'credential', method: 'POST' }) };
    expect(answerFor('eyJhbGciOi', {}, came)).toEqual({ note: 'Telnyx answered with a text that is a secret, so it is not shown.' });
  });

  test.each([
    ['JSON that breaks off', '{"data":[', 'application/json'],
    ['an HTML page', '<!doctype html><html><title>Sign in</title></html>', 'text/html'],
    ['a page without a type', '<html></html>', ''],
    ['a text where JSON was due', 'upstream timed out', 'text/plain'],
  ])('is an error: %s', (_what, body, contentType) => {
    expect(() => answerFor(body, {}, { contentType })).toThrow(
      expect.objectContaining({ name: 'UpstreamUnavailableError', reason: 'unreadable' }),
    );
  });

  test.each(['text/plain', '', 'application/octet-stream'])('may be JSON with the type %j', (contentType) => {
    expect(answerFor('{"data":{"id":"a"}}', {}, { contentType })).toEqual({ data: { id: 'a' } });
  });
});

describe('an answer of any shape stays short', () => {
  const nested = (open: string, close: string, levels: number) => `${open.repeat(levels)}1${close.repeat(levels)}`;

  test.each([
    ['a thousand levels of lists', nested('[', ']', 1_000)],
    ['a thousand levels of objects', nested('{"a":', '}', 1_000)],
    ['100,000 levels', nested('[', ']', 100_000)],
    ['100,000 levels with a long number', nested('{"a":', '}', 100_000).replace('1', '1293384261075731499')],
    ['100,000 records', JSON.stringify({ data: Array.from({ length: 100_000 }, (_, id) => ({ id })) })],
    ['100,000 members', JSON.stringify(Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`m${at}`, at])))],
    ['a text of 5 MiB', JSON.stringify({ data: { id: 'x'.repeat(5_000_000) } })],
    ['a name of 5 MiB', JSON.stringify({ data: { id: 'a', ['x'.repeat(5_000_000)]: 1 } })],
    ['control characters', JSON.stringify({ data: { id: 'a', text: '\u0001'.repeat(100_000) } })],
    ['100,000 errors', JSON.stringify({ data: [], errors: Array.from({ length: 100_000 }, (_, at) => ({ code: String(at) })) })],
    ['a large meta', JSON.stringify({ data: [], meta: { a: Array.from({ length: 100_000 }, () => 'x') } })],
    [
      'long records',
      JSON.stringify({
        data: Array.from({ length: 50 }, (_, at) =>
          Object.fromEntries(Array.from({ length: 300 }, (_, m) => [`m${m}`, 'x'.repeat(at * 10)])),
        ),
      }),
    ],
  ])('%s', (_what, text) => {
    let answer: unknown;
    try {
      answer = answerFor(text);
    } catch (error) {
      expect(error).toMatchObject({ reason: 'unreadable' });
      return;
    }
    expect(length(answer)).toBeLessThan(MOST + 2_000);
  });
});

describe('the answer to a change', () => {
  const operation = made({ method: 'POST', class: 'purchase' });
  const note = 'Parts of the answer are left out. Do not repeat this call to see them: read_operation reads what there is now.';

  test.each([
    ['a record', { data: { id: 'a', text: 'x'.repeat(30_000) } }, { id: 'a', text: '… 30000 characters' }],
    ['a list with a record', { data: [{ id: 'a', text: 'x'.repeat(30_000) }] }, [{ id: 'a', text: '… 30000 characters' }]],
  ])('that is %s is cut, and nothing asks for another call', (_what, answer, data) => {
    expect(of(answer, {}, { operation })).toEqual({ data, note });
  });

  test('that is a long list neither', () => {
    const records = Array.from({ length: 1_000 }, (_, id) => ({ id, text: 'x'.repeat(100) }));
    const answer = of({ data: records, meta: { page_number: 1, total_pages: 2 } }, {}, { operation });
    expect(answer).toEqual({ data: records.slice(0, (answer.data as unknown[]).length), meta: { page_number: 1, total_pages: 2 }, note });
  });

  test('that is whole has no note', () => {
    expect(of({ data: { id: 'a' } }, {}, { operation })).toEqual({ data: { id: 'a' } });
  });
});

describe('the answer to a look at what holds secrets', () => {
  const operation = made({ class: 'credential', query: object({ page: object({ number: { type: 'integer' } }) }) });
  const record = (id: number) => ({ id, text: 'x'.repeat(100) });

  test('says how to ask for the next page', () => {
    const answer = of({ data: [record(1)], meta: { page_number: 1, total_pages: 2 } }, {}, { operation });
    expect(answer.next).toEqual({ arguments: { page: { number: 2 } } });
    expect(answer.note).toBe('There may be more: call again with these arguments, without skip.');
  });

  test('that is cut says how to get the rest, with nothing that its tool does not take', () => {
    const records = Array.from({ length: 1_000 }, (_, id) => record(id));
    const answer = of({ data: records, meta: { page_number: 1, total_pages: 2 } }, {}, { operation });
    expect(answer.next).toBeUndefined();
    expect(answer.note).toBe(
      'Parts of the answer are left out. To see them, call again for fewer records: with a filter, or smaller pages.',
    );
  });
});
