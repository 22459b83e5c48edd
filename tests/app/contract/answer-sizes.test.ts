import { afterAll, expect, test } from '@jest/globals';
import type { Tool } from '../../../shared/mcp/tool/index.ts';
import { searchDetailRecords } from '../../../tools/account/search-detail-records.ts';
import { listAvailablePhoneNumbers } from '../../../tools/phone-numbers/list-available-phone-numbers.ts';
import { lookupNumber } from '../../../tools/phone-numbers/lookup-number.ts';
import { listWebhookDeliveries } from '../../../tools/webhooks/list-webhook-deliveries.ts';
import { FIVE_DELIVERIES, TEN_MESSAGE_RECORDS } from './fixtures/account.ts';
import { CARRIER_LOOKUP, TEN_NUMBERS_FOR_SALE } from './fixtures/numbers.ts';
import { runTool } from './support/run-tool.ts';
import { json } from './support/telnyx-edge.ts';

const QUARTER = 1 / 4;

/** Answers that models read often, how many characters they had when all that Telnyx sends was passed on, and which share may be left. */
const ANSWERS: readonly (readonly [what: string, tool: Tool, args: object, answer: unknown, before: number, share: number])[] = [
  ['10 numbers', listAvailablePhoneNumbers, {}, TEN_NUMBERS_FOR_SALE, 5_423, QUARTER],
  // The names of carrier and city remain, which no rule can shorten.
  ['1 carrier', lookupNumber, { phone_number: '+14065550100', type: 'carrier' }, CARRIER_LOOKUP, 536, 0.4],
  ['5 events', listWebhookDeliveries, {}, FIVE_DELIVERIES, 5_273, QUARTER],
  ['10 messages', searchDetailRecords, { record_type: 'messaging' }, TEN_MESSAGE_RECORDS, 8_803, QUARTER],
];

const rows: string[] = [];

test.each(ANSWERS)('%s take a small part of the text that they took', async (what, tool, args, answer, before, share) => {
  const { result } = await runTool(tool, args, json(answer));
  const now = result?.text.length ?? 0;
  rows.push(`  ${tool.name.padEnd(30)} ${what.padEnd(14)} ${String(before).padStart(6)} ${String(now).padStart(6)}`);
  expect(now).toBeGreaterThan(0);
  expect(now).toBeLessThanOrEqual(before * share);
});

afterAll(() => {
  process.stdout.write(`Characters of answers, before and now:\n${rows.join('\n')}\n`);
});
