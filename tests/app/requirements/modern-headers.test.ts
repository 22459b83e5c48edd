import { expect, test } from '@jest/globals';
import { exchange, telnyxKnobs, useApp, useClient } from '../../support/index.ts';
import { sendModern } from './modern-message.ts';

const app = useApp();
const owner = useClient(app);

const BALANCE = { name: 'get_balance', arguments: {} };
const encoded = (text: string) => `=?base64?${Buffer.from(text).toString('base64')}?=`;

test.each([
  ['MCP26-HEADER-1: no version', { 'mcp-protocol-version': undefined }],
  ['MCP26-HEADER-1: the version of the old era', { 'mcp-protocol-version': '2025-11-25' }],
  ['MCP26-HEADER-3: no method', { 'mcp-method': undefined }],
  ['MCP26-HEADER-3: another method', { 'mcp-method': 'tools/list' }],
  ['MCP26-HEADER-4: no name', { 'mcp-name': undefined }],
  ['MCP26-HEADER-4: another name', { 'mcp-name': 'send_message' }],
  ['MCP26-HEADER-5: another name in Base64', { 'mcp-name': encoded('send_message') }],
  ['MCP26-HEADER-5: what is no Base64', { 'mcp-name': '=?base64?%%%?=' }],
  ['MCP26-HEADER-5: the mark of Base64 in capitals', { 'mcp-name': encoded('get_balance').replace('base64', 'BASE64') }],
  ['MCP26-HEADER-6: the method in capitals', { 'mcp-method': 'TOOLS/CALL' }],
  ['MCP26-HEADER-6: the name in capitals', { 'mcp-name': 'GET_BALANCE' }],
])('%s is 400 with -32020, and nothing is called', async (_what, headers) => {
  const requests = await telnyxKnobs(app).during(async () => {
    const response = await sendModern(app, 'tools/call', { token: owner.token, params: BALANCE, headers });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ id: 1, error: { code: -32020, message: expect.any(String) } });
  });
  expect(requests).toEqual([]);
});

test('MCP26-HEADER-5: a name in Base64 is the name', async () => {
  const response = await sendModern(app, 'tools/call', {
    token: owner.token,
    params: BALANCE,
    headers: { 'mcp-name': encoded('get_balance') },
  });
  expect(await response.json()).toMatchObject({ result: { structuredContent: { currency: 'USD' } } });
});

test('MCP26-HEADER-6: names of headers may be written in any case', async () => {
  const _meta = { 'io.modelcontextprotocol/protocolVersion': '2026-07-28', 'io.modelcontextprotocol/clientCapabilities': {} };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { ...BALANCE, _meta } });
  const lines = [
    'POST /mcp/stream HTTP/1.1',
    'HOST: localhost',
    `AUTHORIZATION: Bearer ${owner.token}`,
    'CONTENT-TYPE: application/json',
    'MCP-PROTOCOL-VERSION: 2026-07-28',
    'mCP-mETHOD: tools/call',
    'MCP-NAME: get_balance',
    `CONTENT-LENGTH: ${body.length}`,
    '',
    body,
  ];
  expect((await exchange(app.url, lines.join('\r\n'))).status).toBe(200);
});
