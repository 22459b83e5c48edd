import { describe, expect, test } from '@jest/globals';
import { explain } from '../../../shared/mcp/tool/index.ts';
import { createIntegrationSecret } from '../../../tools/integration-secrets/create-integration-secret.ts';
import { deleteIntegrationSecret } from '../../../tools/integration-secrets/delete-integration-secret.ts';
import { listIntegrationSecrets } from '../../../tools/integration-secrets/list-integration-secrets.ts';
import { runTool } from '../../app/contract/support/run-tool.ts';
import { json } from '../../app/contract/support/telnyx-edge.ts';

const record = { record_type: 'integration_secret', id: '1', identifier: 'crm', created_at: '2026-01-05T10:00:00Z' };
const SECRET = 'hush "hush" \\';

describe('create_integration_secret', () => {
  test.each([
    ['bearer without token', { type: 'bearer' }, 'needs token'],
    ['bearer with a password', { type: 'bearer', token: SECRET, password: SECRET }, 'needs token'],
    ['basic without password', { type: 'basic', username: 'me' }, 'needs username and password'],
    ['basic with a token', { type: 'basic', username: 'me', password: SECRET, token: SECRET }, 'needs username and password'],
    ['another type', { type: SECRET, token: SECRET }, 'type: '],
    ['a token with what nobody sees', { type: 'bearer', token: `${SECRET}\u200b` }, 'token: Holds U+200B'],
    ['a password with what nobody sees', { type: 'basic', username: 'me', password: `a\u202e${SECRET}` }, 'password: Holds U+202E'],
    ['a token with a line end', { type: 'bearer', token: `${SECRET}\n` }, 'token: Begins or ends with a space'],
    ['a token that is no text', { type: 'bearer', token: { value: SECRET } }, 'token: '],
  ])('refuses %s, without a word of the secret', async (_what, args, expected) => {
    const { error, seen } = await runTool(createIntegrationSecret, { identifier: 'crm', ...args }, json({ data: record }, 201));
    expect(error).toMatchObject({ code: 'invalid_input' });
    expect((error as Error).message).toContain(expected);
    expect((error as Error).message).not.toContain('hush');
    expect(seen).toEqual([]);
  });

  test('U12: tells no value that Telnyx gives back', async () => {
    const args = { identifier: 'crm', type: 'bearer', token: SECRET };
    const { result } = await runTool(createIntegrationSecret, args, json({ data: { ...record, token: SECRET } }, 201));
    expect(result?.structured).toEqual({ id: '1', identifier: 'crm', created_at: '2026-01-05T10:00:00Z' });
  });

  test.each([
    ['bearer', { type: 'bearer', token: SECRET }],
    ['basic', { type: 'basic', username: 'me', password: SECRET }],
  ])('U12: tells no value that a refusal quotes, %s', async (_type, args) => {
    const refusal = json({ errors: [{ code: '10015', title: 'Bad', detail: `The value ${SECRET} is in use.` }] }, 422);
    const { error } = await runTool(createIntegrationSecret, { identifier: 'crm', ...args }, refusal);
    const text = explain(error, createIntegrationSecret)?.text;
    expect(text).toContain('The value [secret] is in use.');
    expect(text).not.toContain('hush');
  });
});

test('list_integration_secrets filters by type and drops what it does not know', async () => {
  const answer = json({ data: [{ ...record, token: 'hush' }], meta: { page_number: 1, page_size: 1, total_pages: 2, total_results: 2 } });
  const { result, seen } = await runTool(listIntegrationSecrets, { type: 'bearer', page_size: 1 }, answer);
  expect(new URLSearchParams(seen[0]?.url.split('?')[1]).get('filter[type]')).toBe('bearer');
  expect(result?.structured).toEqual({
    data: [{ id: '1', identifier: 'crm', created_at: '2026-01-05T10:00:00Z' }],
    page: 1,
    total_pages: 2,
    total_results: 2,
    next_page: 2,
  });
});

test('delete_integration_secret takes an empty 204 for done', async () => {
  const { result, seen } = await runTool(deleteIntegrationSecret, { secret_id: 'a/b' }, (_seen, response) => response.writeHead(204).end());
  expect(result?.structured).toEqual({ deleted: true });
  expect([seen[0]?.method, seen[0]?.url]).toEqual(['DELETE', '/integration_secrets/a%2Fb']);
});

test('delete_integration_secret says UNKNOWN where Telnyx answers 200 with errors', async () => {
  const answer = json({ errors: [{ code: '10007', title: 'Unexpected error' }] });
  const { error } = await runTool(deleteIntegrationSecret, { secret_id: '1' }, answer);
  expect(explain(error, deleteIntegrationSecret)?.text).toMatch(/\[10007\] “Unexpected error\.” The outcome is UNKNOWN/);
});

test('delete_integration_secret takes its id under the former name', async () => {
  const { seen } = await runTool(deleteIntegrationSecret, { id: '7' }, (_seen, response) => response.writeHead(204).end());
  expect(seen.map(({ url }) => url)).toEqual(['/integration_secrets/7']);
});

test('delete_integration_secret says that there is none', async () => {
  const { error } = await runTool(
    deleteIntegrationSecret,
    { secret_id: '1' },
    json({ errors: [{ code: '10005', title: 'Resource not found' }] }, 404),
  );
  expect(explain(error, deleteIntegrationSecret)?.text).toContain('HTTP 404');
});
