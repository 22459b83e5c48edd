import { describe, expect, test } from '@jest/globals';
import type { Scope } from '../../../shared/identity/index.ts';
import { createCatalogue } from '../../../shared/mcp/index.ts';
import { fillToolList } from '../../../shared/mcp/tool-list.ts';
import type { Risk } from '../../../shared/mcp/tool/index.ts';
import { tools } from '../../../tools/index.ts';

const ALL: readonly Scope[] = ['telnyx.read', 'telnyx.write', 'telnyx.send', 'telnyx.purchase'];
const ASKS = { 'anthropic/requiresUserInteraction': true };

interface Listed {
  name: string;
  annotations: Record<string, boolean>;
  _meta?: object;
}
const listed = (scopes: readonly Scope[], askAlways: readonly Risk[] = []) =>
  JSON.parse(Buffer.from(createCatalogue(tools, {}, askAlways).listFor(scopes)).toString()) as Listed[];
const asking =
  (...risks: Risk[]) =>
  (scopes: readonly Scope[]) =>
    listed(scopes, risks).flatMap(({ name, _meta }) => (_meta === undefined ? [] : [name]));

describe('the tool list', () => {
  test('tells clients to ask about tools of the risks that the operator names, and about no others', () => {
    expect(listed(ALL, ['purchase', 'credential']).flatMap(({ name, _meta }) => (_meta ? [[name, _meta]] : []))).toEqual([
      ['create_number_order', ASKS],
      ['create_integration_secret', ASKS],
      ['buy_operation', ASKS],
      ['credential_operation', ASKS],
    ]);
    expect(asking()(ALL)).toEqual([]);
    expect(asking('destructive')(ALL)).toEqual(expect.arrayContaining(['delete_file', 'update_assistant']));
  });

  test('tells them so where the arguments alone can have the risk, to whoever may give them', () => {
    expect(asking('outbound')(ALL)).toEqual(expect.arrayContaining(['send_message', 'create_assistant']));
    expect(asking('outbound')(['telnyx.read', 'telnyx.write'])).toEqual([]);
  });

  test('says of a tool what is true of every call that the token can make', () => {
    const hints = (name: string, ...scopes: Scope[]) => listed(scopes).find((tool) => tool.name === name)?.annotations;
    expect(hints('download_file', 'telnyx.read')).toMatchObject({ readOnlyHint: true, idempotentHint: true });
    expect(hints('download_file', 'telnyx.read', 'telnyx.write')).toMatchObject({ readOnlyHint: false, idempotentHint: false });
    expect(hints('answer_call', 'telnyx.write')).toMatchObject({ destructiveHint: false, openWorldHint: false });
    expect(hints('answer_call', 'telnyx.write', 'telnyx.send')).toMatchObject({ destructiveHint: true, openWorldHint: true });
  });

  test('is the same bytes for the same settings', () => {
    const bytes = () => Buffer.from(createCatalogue(tools, {}, ['purchase']).listFor(ALL)).toString('hex');
    expect(bytes()).toBe(bytes());
  });
});

const LIST = Buffer.from('[{"name":"größe"}]');
const answerOf = (text: string, headers = {}) => new Response(text, { status: 200, headers });

describe('the ready tool list', () => {
  test('takes the place of the empty one, and nothing else changes', async () => {
    const empty = { jsonrpc: '2.0', id: 1, result: { tools: [], _meta: { note: 'kept' } } };
    const answer = await fillToolList(answerOf(JSON.stringify(empty), { 'content-type': 'application/json', 'x-kept': 'yes' }), LIST);
    expect(await answer.json()).toEqual({ ...empty, result: { ...empty.result, tools: [{ name: 'größe' }] } });
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('x-kept')).toBe('yes');
  });

  test('is not put into an id that looks like an empty list', async () => {
    const empty = { id: 'x","tools":[],"y":"', result: { tools: [] } };
    const answer = await fillToolList(answerOf(JSON.stringify(empty)), LIST);
    expect(await answer.json()).toEqual({ id: empty.id, result: { tools: [{ name: 'größe' }] } });
  });

  test('goes into the event of a streamed answer', async () => {
    const answer = await fillToolList(answerOf('event: message\ndata: {"id":1,"result":{"tools":[]}}\n\n'), LIST);
    expect(await answer.text()).toBe('event: message\ndata: {"id":1,"result":{"tools":[{"name":"größe"}]}}\n\n');
  });

  test.each([
    ['400', 400, 'application/json', '{"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"no"}}'],
    ['200', 200, 'application/json', '{"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"no"}}'],
    ['an event', 200, 'text/event-stream', 'event: message\ndata: {"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"no"}}\n\n'],
  ])('leaves an error as it is: %s', async (_what, status, type, error) => {
    const answer = await fillToolList(new Response(error, { status, headers: { 'content-type': type } }), LIST);
    expect([answer.status, await answer.text()]).toEqual([status, error]);
  });

  test('leaves an empty answer as it is', async () => {
    const accepted = await fillToolList(new Response(null, { status: 202 }), LIST);
    expect([accepted.status, await accepted.text()]).toEqual([202, '']);
  });

  test.each([
    ['other JSON', 'application/json', '{"jsonrpc":"2.0","id":1,"result":{"tools": []}}'],
    ['no list at all', 'application/json', '{"jsonrpc":"2.0","id":1,"result":{"error":1}}'],
    ['a list that is not empty', 'application/json', '{"jsonrpc":"2.0","id":1,"result":{"tools":[{}]}}'],
    ['an event without the list', 'text/event-stream', 'event: message\ndata: {"id":1,"result":{}}\n\n'],
    ['a stream without an event', 'text/event-stream', ': ping\n\n'],
    ['no JSON', 'text/plain', 'tools'],
  ])('is an error where the answer has no place for it: %s', async (_what, type, text) => {
    await expect(fillToolList(answerOf(text, { 'content-type': type }), LIST)).rejects.toThrow('no place for the tools');
  });
});
