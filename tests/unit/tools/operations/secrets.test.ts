import { describe, expect, test } from '@jest/globals';
import { explain } from '../../../../shared/mcp/tool/index.ts';
import { tools } from '../../../../tools/index.ts';
import { runTool } from '../../../app/contract/support/run-tool.ts';

const toolNamed = (name: string) => {
  const tool = tools.find((each) => each.name === name);
  if (!tool) throw new Error(`No tool ${name}`);
  return tool;
};

const SECRET = 'correct-horse-battery';
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwZXJzb24ifQ.c2lnbmF0dXJlMTIz';

/** All that a client gets of a call, as a text. */
async function told(
  tool: string,
  args: object,
  body: unknown,
  more: { readonly status?: number; readonly type?: string } = {},
): Promise<string> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const { result, error } = await runTool(toolNamed(tool), args, (_seen, response) => {
    response.writeHead(more.status ?? 200, { 'content-type': more.type ?? 'application/json' }).end(text);
  });
  return result ? JSON.stringify(result) : JSON.stringify(explain(error, toolNamed(tool)));
}

describe('a secret that was sent comes back in no error and no answer', () => {
  const call = {
    operation_id: 'CreateCredentialConnection',
    arguments: { connection_name: 'Desk', user_name: 'desk12345', password: SECRET },
  };

  test('of a refusal', async () => {
    const errors = [{ code: '10015', title: 'Bad password', detail: `"${SECRET}" is too weak`, source: { pointer: '/password' } }];
    const text = await told('credential_operation', call, { errors }, { status: 422 });
    expect(text).toContain('too weak');
    expect(text).not.toContain(SECRET);
  });

  test('of an answer', async () => {
    const text = await told('credential_operation', call, { data: { id: '1', note: `The password is now ${SECRET}.` } });
    expect(text).toContain('The password is now');
    expect(text).not.toContain(SECRET);
  });

  test('a short secret breaks no number of an answer', async () => {
    const pin = { operation_id: 'CreateVoicemail', arguments: { phone_number_id: '1', pin: '1234' } };
    expect(await told('credential_operation', pin, '{"data":{"count":512345}}')).toContain('512345');
  });
});

describe('what an operation that makes secrets answers without names is not shown', () => {
  const call = { operation_id: 'CreateTelephonyCredentialToken', arguments: { id: 'a' } };
  test.each([
    [JWT, 'text/plain'],
    [JSON.stringify(SECRET), 'application/json'],
    [JSON.stringify({ data: SECRET }), 'application/json'],
    [JSON.stringify({ data: [SECRET] }), 'application/json'],
  ])('%s', async (body, type) => {
    const text = await told('credential_operation', call, body, { type });
    expect(text).toContain('is a secret, so it is not shown');
    expect(text).not.toMatch(/correct-horse|eyJ/);
  });
});

describe('a read shows no secret', () => {
  const webhook = {
    headers: [{ name: 'X-Custom', value: SECRET }, `X-Other: ${SECRET}`],
    pairs: [{ name: 'X-Api-Key', value: SECRET }],
    url: `https://example.com/hook?padding=${'a'.repeat(50)}&api_key=${SECRET}`,
    dynamic_variables: { note: `the password is ${SECRET}` },
    password: SECRET,
    request: JSON.stringify({ deep: { api_key: SECRET } }),
    jwt_in_words: JWT,
    key_file: `-----BEGIN RSA PRIVATE KEY-----\n${SECRET}`,
    config: `[Interface]\nPrivateKey = ${SECRET}`,
  };
  const parts = [
    ...[undefined, 'data', 'data.0', 'data.0.headers', 'data.0.headers.0', 'data.0.headers.0.value', 'data.0.headers.1', 'data.0.pairs'],
    ...[
      'data.0.pairs.0',
      'data.0.pairs.0.value',
      'data.0.url',
      'data.0.dynamic_variables',
      'data.0.dynamic_variables.note',
      'data.0.password',
    ],
    ...['data.0.request', 'data.0.jwt_in_words', 'data.0.key_file', 'data.0.config'],
  ];

  test.each(parts.flatMap((part) => [0, 1, 9, 30].map((skip) => [part, skip] as const)))(
    'in the part %s, from %i on',
    async (part, skip) => {
      const call = { operation_id: 'ListFaxApplications', skip, ...(part !== undefined && { part }) };
      const text = await told('read_operation', call, { data: [webhook] });
      expect(text).not.toMatch(/correct-horse|battery|eyJhb/);
    },
  );
});
