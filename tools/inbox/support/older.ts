import { z } from 'zod';
import { attempted, field, pageOf, pageQuery, path, type ToolContext } from '../../../shared/mcp/tool/index.ts';
import { costWords, plain, type Dated } from './lines.ts';

const MessageRecord = z.object({
  uuid: field.text(),
  id: field.text(),
  status: field.text(),
  cost: field.text(),
  currency: field.text(),
  errors: field.texts(),
  created_at: z.string().refine((time) => !Number.isNaN(Date.parse(time))),
});
type MessageRecord = z.output<typeof MessageRecord>;
const Records = pageOf(MessageRecord);

/** Telnyx's words in records of messages, as people say it. */
const STATES: Readonly<Record<string, string>> = {
  delivered: 'delivered',
  failed: 'failed',
  dlr_unconfirmed: 'sent, not confirmed',
  dlr_timeout: 'sent, no report came',
  gw_timeout: 'not sent: the network did not answer',
  gw_reject: 'not sent: the network refused it',
};

function wordsOf({ status = '', cost, currency = 'USD', errors = [] }: MessageRecord, fromUs: boolean): string {
  if (!fromUs) return 'they: (text not kept)';
  const state = [STATES[status] ?? plain(status), ...errors.map(plain)].filter((part) => part !== '').join(' ');
  const told = [state, cost === undefined ? '' : costWords({ amount: cost, currency })].filter((part) => part !== '').join(', ');
  return `we: (text not kept)${told === '' ? '' : ` [${told}]`}`;
}

interface Older {
  /** Oldest first. */
  readonly lines: readonly Dated[];
  /** There are older ones than these. */
  readonly more: boolean;
}

/**
 * The newest messages between two numbers as Telnyx's detail records know them, which hold no texts.
 *
 * @param before milliseconds since the epoch
 */
export async function recordedMessages(
  { telnyx }: Pick<ToolContext, 'telnyx'>,
  {
    own,
    peer,
    before,
    limit,
  }: { readonly own: string; readonly peer: string; readonly before: number | undefined; readonly limit: number },
): Promise<Older | { readonly error: Error }> {
  const ask = (from: string, to: string) =>
    attempted(
      telnyx.get(path`/detail_records`, {
        query: {
          'filter[record_type]': 'messaging',
          'filter[cli]': from,
          'filter[cld]': to,
          'filter[created_at][lt]': before === undefined ? undefined : new Date(before).toISOString(),
          ...pageQuery({ page: 1, page_size: limit }),
        },
        answer: Records,
      }),
    );
  const [ours, theirs] = await Promise.all([ask(own, peer), ask(peer, own)]);
  if ('error' in ours) return ours;
  if ('error' in theirs) return theirs;
  const lines = [
    ...ours.value.data.map((record) => lineOf(record, true)),
    ...theirs.value.data.map((record) => lineOf(record, false)),
  ].sort((one, other) => one.at - other.at);
  return { lines, more: ours.value.next_page !== undefined || theirs.value.next_page !== undefined };
}

const lineOf = (record: MessageRecord, fromUs: boolean): Dated => ({
  at: Date.parse(record.created_at),
  messageId: record.uuid ?? record.id,
  words: wordsOf(record, fromUs),
});
