import { beforeAll, describe, expect, test } from '@jest/globals';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { isRecord } from '../../../../shared/platform/index.ts';
import { argumentsOf } from '../../../../shared/telnyx/operations/index.ts';
import {
  describeArguments,
  describeField,
  loadOperations,
  notesOf,
  type Operation,
  type Operations,
} from '../../../../shared/telnyx/index.ts';

/** Tokens of the arguments; what else is said of an operation has the rest of 1,500. */
const MOST_TOKENS = 1_350;

let operations: Operations;
beforeAll(async () => {
  operations = await loadOperations();
});

function named(id: string): Operation {
  const operation = operations.one(id);
  if (!operation) throw new Error(`No operation ${id}.`);
  return operation;
}

const argumentsFor = (id: string) => describeArguments(named(id), operations).arguments;
const tokensOf = (shown: unknown) => countTokens(JSON.stringify(shown));

/** An operation of the index, with another body. */
const withBody = (body: Operation['body']): Operation => ({ ...named('SendFax'), ...(body && { body }) });

function fieldOf(operation: Operation, field: string): unknown {
  const shown = describeField(operation, field, operations);
  if ('unknown' in shown) throw new Error(`${operation.id} has no ${shown.unknown} in ${field}: ${shown.known.join()}.`);
  return shown.arguments[field];
}

const NOTES = /^(?:\(required\)|more)$/;

/** Paths to all that is cut, with how many members each has. */
function cutsIn(shown: unknown, path: readonly string[] = []): { readonly path: string; readonly more: number }[] {
  if (Array.isArray(shown)) return shown.slice(0, 1).flatMap((item) => cutsIn(item, [...path, '0']));
  if (!isRecord(shown)) return [];
  if (typeof shown['more'] === 'number') return [{ path: path.join('.'), more: shown['more'] }];
  return Object.entries(shown).flatMap(([name, inner]) =>
    name.startsWith('one of') && isRecord(inner)
      ? Object.entries(inner).flatMap(([variant, each]) => cutsIn(each, [...path, variant]))
      : cutsIn(inner, [...path, name]),
  );
}

/** How many members or variants something shows at its top. */
function sizeOf(shown: unknown): number {
  if (Array.isArray(shown)) return sizeOf(shown[0]);
  if (!isRecord(shown)) return 0;
  const [union] = Object.entries(shown).filter(([name]) => name.startsWith('one of'));
  return Object.keys(isRecord(union?.[1]) ? union[1] : shown).filter((name) => !NOTES.test(name)).length;
}

describe('every operation', () => {
  test('is described in the budget, with the names of all its arguments', () => {
    const wrong = operations.all.flatMap((operation) => {
      const { arguments: shown } = describeArguments(operation, operations);
      const missing = argumentsOf(operation, operations).filter(({ name }) => !Object.hasOwn(shown, name));
      const tokens = tokensOf(shown);
      return tokens > MOST_TOKENS || missing.length > 0 ? [{ id: operation.id, tokens, missing }] : [];
    });
    expect(operations.all).toHaveLength(1_156);
    expect(wrong).toEqual([]);
  });

  test('tells which arguments it requires', () => {
    const wrong = operations.all.filter((operation) => {
      const required = argumentsOf(operation, operations).filter((argument) => argument.required);
      const { '(required)': told } = describeArguments(operation, operations).arguments;
      return (told ?? '') !== required.map(({ name }) => name).join(', ');
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  test('shows what it cut if it is asked for that, in the budget, down to the last of it', () => {
    // Those that take the most are the deepest.
    const size = ({ body, query }: Operation) => JSON.stringify([body && operations.resolve(body), query]).length;
    const cut = operations.all.filter((operation) => cutsIn(describeArguments(operation, operations).arguments).length > 0);
    const large = [...operations.all].sort((a, b) => size(b) - size(a)).slice(0, 30);
    const sample = [...new Set([...cut, ...large])];
    let walked = 0;
    for (const operation of sample) {
      const waiting = cutsIn(describeArguments(operation, operations).arguments);
      const shapes = new Set<string>();
      for (const { path, more } of waiting) {
        const shown = fieldOf(operation, path);
        walked++;
        expect({ path, tokens: Math.min(tokensOf(shown), MOST_TOKENS) }).toEqual({ path, tokens: tokensOf(shown) });
        expect({ path, size: sizeOf(shown) }).toEqual({ path, size: more });
        const shape = JSON.stringify(shown);
        // What holds itself never ends.
        if (!shapes.has(shape)) waiting.push(...cutsIn(shown, [path]));
        shapes.add(shape);
      }
    }
    expect(sample.length).toBeGreaterThanOrEqual(30);
    expect(walked).toBeGreaterThan(100);
  });
});

describe('the notation', () => {
  test('of a fax', () => {
    expect(argumentsFor('SendFax')).toMatchObject({
      '(required)': 'connection_id, from, to',
      to: '+E.164 number',
      quality: 'normal | high | very_high | ultra_light | ultra_dark, default high',
      monochrome: 'boolean, default false',
      black_threshold: 'integer 1–100, default 95',
    });
  });

  test('of a query in brackets', () => {
    expect(argumentsFor('ListFaxes')).toMatchObject({ page: { number: 'integer' }, filter: expect.any(Object) });
  });

  test.each([
    [{ type: 'string', format: 'date-time', nullable: true }, 'time, ISO 8601, or null'],
    [{ type: 'string', minLength: 2, maxLength: 2 }, 'string, 2 characters'],
    [{ type: 'integer', maximum: 2_147_483_647 }, 'integer'],
    [{ type: 'integer', minimum: 0, maximum: 5 }, 'integer ≤ 5'],
    [{}, 'anything'],
    [{ type: 'array', items: { type: 'string' }, maxItems: 10 }, ['string', '(≤ 10 items)']],
    [{ type: 'object', additionalProperties: { type: 'number' } }, { '<name>': 'number' }],
    [{ anyOf: [{ type: 'string' }, { type: 'integer' }] }, 'string or integer'],
    [{ anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] }, { 'one of': { '1': 'string', '2': ['string'] } }],
  ] as const)('of %j', (schema, shown) => {
    expect(describeArguments(withBody({ type: 'object', properties: { it: schema } }), operations).arguments['it']).toEqual(shown);
  });

  test('names the variants of a union by what tells them apart, whether the document says so or not', () => {
    const variant = (kind: string, member: string) =>
      ({ type: 'object', properties: { kind: { type: 'string', enum: [kind] }, [member]: { type: 'string' } } }) as const;
    const body = { type: 'object', properties: { it: { anyOf: [variant('a', 'x'), variant('b', 'y')] } } } as const;
    const { it } = describeArguments(withBody(body), operations).arguments;
    expect(it).toEqual({ 'one of, by kind': { a: { kind: 'a', x: 'string' }, b: { kind: 'b', y: 'string' } } });
  });

  test('keeps the names of variants where it cuts them', () => {
    const { tools } = argumentsFor('update_assistant_public_assistants__assistant_id__post');
    expect(tools).toEqual([{ 'one of, by type': expect.arrayContaining(['webhook', 'transfer', 'hangup']), more: 12 }]);
  });

  test('ends where a schema holds itself', () => {
    const operation = named('update_assistant_public_assistants__assistant_id__post');
    const path = 'conversation_flow.edges.0.condition.expression.expression';
    expect(JSON.stringify(fieldOf(operation, path))).toContain('"more":');
    expect(fieldOf(operation, `${path}.comparison.left.comparison.left.comparison`)).toEqual(fieldOf(operation, `${path}.comparison`));
  });
});

describe('a field', () => {
  const assistant = () => named('update_assistant_public_assistants__assistant_id__post');

  test.each(['tools.0.webhook', 'tools.webhook', 'tools[0].webhook', 'tools[].webhook'])('is found by %s', (path) => {
    expect(fieldOf(assistant(), path)).toMatchObject({ '(required)': 'type, webhook', webhook: { url: 'string' } });
  });

  test('is found without the name of its variant, where one has it', () => {
    expect(fieldOf(assistant(), 'tools.0.retrieval.bucket_ids')).toEqual(['string']);
    expect(fieldOf(named('DialCall'), 'to.1')).toBe('string');
  });

  test('is found by a name with dots', () => {
    expect(fieldOf(named('GET /phone_numbers'), 'filter.voice.connection_name')).toBeDefined();
    expect(fieldOf(named('GetSimCardOrders'), 'filter.address.country_code')).toBe('string');
  });

  test('may have any name in a map', () => {
    expect(fieldOf(named('SearchDetailRecords'), 'filter.cli')).toBe('anything');
  });

  test.each([
    ['wings', 'wings', 'connection_id'],
    ['to.inside', 'inside', undefined],
    ['constructor.name', 'constructor', 'to'],
    ['__proto__', '__proto__', 'to'],
  ])('%s is unknown, and what there is instead is told', (path, unknown, known) => {
    const found = describeField(named('SendFax'), path, operations);
    expect(found).toMatchObject({ unknown, known: known === undefined ? [] : expect.arrayContaining([known]) });
  });

  test('shows every value that a cut list has', () => {
    const language = fieldOf(named('StartCallRecord'), 'transcription_language');
    expect(language).not.toContain('more');
  });
});

describe('what raises a call', () => {
  const raisedBy = (name: string, depth: number) => (name === 'webhook_url' ? `outbound at ${depth}` : undefined);

  test('is told by name, at any depth', () => {
    expect(describeArguments(named('SendFax'), operations, raisedBy).raises).toEqual({ webhook_url: 'outbound at 1' });
    const body = { type: 'object', properties: { settings: { type: 'object', properties: { webhook_url: { type: 'string' } } } } } as const;
    expect(describeArguments(withBody(body), operations, raisedBy).raises).toEqual({ webhook_url: 'outbound at 2' });
    expect(describeField(withBody(body), 'settings.webhook_url', operations, raisedBy)).toMatchObject({
      raises: { webhook_url: 'outbound at 2' },
    });
  });

  test('is nothing that only names or lists', () => {
    const any = () => 'delete';
    expect(describeArguments(named('ViewFax'), operations, any).raises).toEqual({});
    expect(describeArguments(named('ListFaxes'), operations, any).raises).toEqual({});
    expect(describeField(named('ListFaxes'), 'filter.to', operations, any)).toMatchObject({ raises: {} });
  });
});

describe('notes', () => {
  test.each([
    ['ListFaxes', ['It answers in pages: page.number, page.size.']],
    ['GetBrands', ['It answers in pages: page, recordsPerPage.']],
    ['GetUsageReports', expect.arrayContaining(['Beta: it may change.'])],
    ['PostWhatsappProfilePhoto', ['It takes an uploaded file, which this server does not send.']],
    ['audio_public_audio_transcriptions_post', ['This server sends no file: give file_url, and Telnyx fetches it.']],
    ['GetPortingOrderLoaTemplate', ['It answers with application/pdf, not JSON.']],
    ['SendFax', []],
  ])('of %s', (id, notes) => {
    expect(notesOf(named(id), operations)).toEqual(notes);
  });
});
