import { expect, test } from '@jest/globals';
import { withInvalidParams } from '../../../shared/mcp/legacy.ts';

const error = (code: number, message: string) => ({ jsonrpc: '2.0' as const, id: 7, error: { code, message } });
const REPORT = JSON.stringify([
  { expected: 'object', code: 'invalid_type', path: ['params', 'capabilities', 'roots'], message: 'Invalid input: expected object' },
  { code: 'custom', path: ['params', 0], message: 'Invalid input' },
]);

test('a report of a schema becomes one sentence about the first issue, as invalid params', () => {
  expect(withInvalidParams(error(-32603, REPORT))).toEqual(
    error(-32602, 'Invalid params: params.capabilities.roots: Invalid input: expected object'),
  );
});

test('a sentence that a stranger made long is cut', () => {
  const report = JSON.stringify([{ path: ['params', 'x'.repeat(5_000)], message: 'Invalid input' }]);
  expect(JSON.stringify(withInvalidParams(error(-32603, report))).length).toBeLessThan(300);
});

test.each([
  ['a result', { jsonrpc: '2.0' as const, id: 7, result: {} }],
  ['another error', error(-32601, 'Method not found')],
  ['an internal error in words', error(-32603, 'Internal error')],
  ['JSON that is no report', error(-32603, '[1]')],
])('%s stays as it is', (_what, message) => {
  expect(withInvalidParams(message)).toBe(message);
});

test('D3: of many issues the first alone is read, and long names are cut before they are joined', () => {
  const path = ['params', ...Array.from({ length: 60 }, () => 'x'.repeat(50_000))];
  const report = JSON.stringify([{ path, message: 'y'.repeat(50_000) }, ...Array.from({ length: 1_000 }, () => 'no issue at all')]);
  const { error: told } = withInvalidParams(error(-32603, report)) as { error: { code: number; message: string } };
  expect(told.code).toBe(-32602);
  expect(told.message).toMatch(/^Invalid params: params\.x{50}/);
  expect(told.message).toHaveLength(200);
});
