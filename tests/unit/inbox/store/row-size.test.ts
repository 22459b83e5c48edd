import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { eventId, readEvent } from '../../../../shared/inbox/event/index.ts';
import { rowsOf } from '../../../../shared/inbox/store/rows-of.ts';
import { createDigests } from '../../../../shared/inbox/store/row-keys.ts';
import { createSealedRows } from '../../../../shared/inbox/store/sealed-rows.ts';
import { makeSecrets } from '../../../support/keys.ts';

const ROW_LIMIT = 1024 ** 2;
const TRANSACTION_LIMIT = 4 * 1024 ** 2;
const BINARY_LIMIT = 64 * 1024;

/** Bytes of a row, as Azure counts them: learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model. */
function sizeOf(rowKey: string, properties: Readonly<Record<string, string | Uint8Array>>): number {
  const values = Object.entries(properties).map(([name, value]) => {
    const content = typeof value === 'string' ? value.length * 2 + 4 : value.byteLength + 4;
    return 8 + name.length * 2 + content;
  });
  return 4 + (1 + rowKey.length) * 2 + values.reduce((sum, size) => sum + size, 0);
}

/** Text that hardly gets smaller: the worst that can be sealed. */
const incompressible = (bytes: number) =>
  randomBytes(Math.ceil(bytes * 0.75))
    .toString('base64')
    .slice(0, bytes);

const message = (text: string) => ({
  data: {
    event_type: 'message.received',
    id: 'a',
    occurred_at: '2026-11-27T10:00:00Z',
    payload: { from: { phone_number: '+13125550111' }, to: [{ phone_number: '+13125550100' }], text, received_at: '2026-11-27T10:00:00Z' },
  },
});

const call = (text: string) => ({
  data: {
    event_type: 'call.hangup',
    id: 'b',
    occurred_at: '2026-11-27T10:00:00Z',
    payload: {
      call_session_id: 's',
      call_control_id: 'v3:x',
      from: '+13125550111',
      to: '+13125550100',
      custom_headers: [{ name: 'x', value: text }],
    },
  },
});

const many = (text: string) => ({
  data: { event_type: 'message.received', id: 'c', payload: { from: '+13125550111', to: '+13125550100', tags: text.match(/.{1,40}/g) } },
});

describe('Azure Tables takes at most 1 MiB a row, 64 KiB a property and 4 MiB a transaction; Azurite takes more', () => {
  test.each([
    ['a long text', message],
    ['a long call', call],
    ['a long list', many],
  ])('I14: %s fits, whatever its length, and says that it was cut', async (_what, bodyOf) => {
    const { secrets } = await makeSecrets();
    const sealed = createSealedRows(secrets);
    const digests = await createDigests(secrets)();
    for (const bytes of [1_000, 65_536, 900_000, 983_040, 1_048_576, 2_000_000]) {
      const body = bodyOf(incompressible(bytes));
      const event = readEvent(body);
      const { rows } = rowsOf({ id: eventId(body), event, body, sentAt: Date.parse('2026-11-27T10:00:01Z') }, digests, 30);
      const made = await Promise.all(
        rows.map(async ({ rowKey, content }) => ({ rowKey, content, properties: content ? await sealed.seal(content, rowKey) : {} })),
      );
      for (const { rowKey, properties } of made) {
        expect(sizeOf(rowKey, properties)).toBeLessThan(ROW_LIMIT);
        for (const value of Object.values(properties))
          if (typeof value !== 'string') expect(value.byteLength).toBeLessThanOrEqual(BINARY_LIMIT);
      }
      // Binary properties travel as base64.
      const travelling = made.reduce((sum, { rowKey, properties }) => sum + sizeOf(rowKey, properties) * 1.4 + 1_000, 0);
      expect(travelling).toBeLessThan(TRANSACTION_LIMIT);
      const full = made.find(({ rowKey }) => rowKey.startsWith('s~'));
      expect(full?.content).toMatchObject(bytes > 1_000_000 ? { cut: true } : {});
      const opened = await sealed.open({ ...full?.properties }, full?.rowKey ?? '');
      expect(readEvent((opened as { body: unknown }).body)).toMatchObject({ type: event.type, kind: event.kind });
    }
  });
});
