import { describe, expect, test } from '@jest/globals';
import { explain } from '../../../shared/mcp/tool/index.ts';
import { runTool } from '../../app/contract/support/run-tool.ts';
import { type Answer } from '../../app/contract/support/telnyx-edge.ts';
import { RECORDS } from '../../tools/index.ts';
import type { ToolRecord } from '../../tools/support/record.ts';

const raw =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_seen, response) =>
    void response.writeHead(status, headers).end(body);

const json = (status: number, value: unknown): Answer => raw(status, JSON.stringify(value), { 'content-type': 'application/json' });

/** The least call of a tool when every request gets this answer. */
async function told({ tool, calls }: ToolRecord, answer: Answer) {
  const { error, result, seen } = await runTool(tool, calls.least.args, answer);
  expect(result).toBeUndefined();
  return { text: explain(error, tool)?.text ?? '', sent: seen.length };
}

const PAGE = '<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title></head><body><h1>Blocked</h1></body></html>';

/** Tools that ask Telnyx. */
const ASKING = RECORDS.filter(({ requests, doesWithout }) => requests.length > 0 && !doesWithout);

describe.each(ASKING.map((record) => [record.tool.name, record] as const))('%s', (_name, record) => {
  // A HEAD has no body.
  const bodies = record.requests.every((request) => !request.startsWith('HEAD'));

  test.each([400, 403, 404, 409, 422])('U8: a page with %d is called that, and gives no advice about keys and ids', async (status) => {
    const { text, sent } = await told(record, raw(status, PAGE, { 'content-type': 'text/html' }));
    if (bodies) expect(text).toContain(`refused this (HTTP ${status}, an HTML page titled “Attention Required! | Cloudflare”)`);
    expect(text).not.toMatch(/lacks the right|list first|get_balance|not one of this account/i);
    expect(sent).toBeLessThanOrEqual(2);
  });

  test.each([{}, [], { ok: false }])('U8: JSON that says nothing gives no advice: %j', async (body) => {
    const { text } = await told(record, json(403, body));
    if (bodies) expect(text).toContain('JSON that gives no reason');
    expect(text).not.toMatch(/lacks the right|list first/i);
  });

  test('U8: an empty 403 is said to have no reason', async () => {
    const { text } = await told(record, raw(403, ''));
    expect(text).toMatch(/gave no reason/);
    expect(text).not.toMatch(/lacks the right/);
  });

  test('U8: a page in place of an answer is called that', async () => {
    // Texts are read as they come, and S3 has answers of its own.
    if (record.s3 || record.answer === 'none') return;
    const { text } = await told(record, raw(200, PAGE, { 'content-type': 'text/html' }));
    expect(text).toMatch(/could not be read\. Something before Telnyx's API sent it \(HTTP 200, an HTML page/);
  });

  test('U8: errors in place of an answer are told', async () => {
    if (record.s3 || record.answer === 'none') return;
    const { text } = await told(record, json(200, { errors: [{ code: '10007', title: 'Unexpected error', detail: 'Of KEY.' }] }));
    expect(text).toMatch(/could not be read\. \(HTTP 200\) \[10007\] “Unexpected error\. Of KEY\.”/);
  });

  test('U5: where the outcome is unknown, the tool that tells it is named', async () => {
    if (record.s3 || record.tool.risk === 'read' || record.tool.name === 'send_dtmf') return;
    const { text } = await told(record, json(408, { errors: [{ code: '10008', title: 'Request timeout' }] }));
    if (text.includes('UNKNOWN')) expect(text).toMatch(/UNKNOWN.*\b(list|get|search|read)_[a-z_]+\b|same conversation_id/);
  });

  test('U7: a revoked key is for the operator, with the reason', async () => {
    const { text } = await told(record, json(401, { errors: [{ code: '20002', title: 'API Key revoked', detail: 'It is not active.' }] }));
    if (bodies) expect(text).toMatch(/“API Key revoked\. It is not active\.”.*operator has to store a valid key/);
  });

  test('U4: an empty account is not asked twice, and not told to wait', async () => {
    const { text, sent } = await told(record, json(429, { errors: [{ code: '20100', title: 'Insufficient Funds' }] }));
    if (bodies) expect(text).toMatch(/\[20100\].*get_balance/);
    if (bodies) expect(text).not.toMatch(/slow down|in a minute/);
    if (bodies) expect(sent).toBeLessThanOrEqual(2);
  });
});
