import { z } from 'zod';
import { adviceForCode, DisclosedRecord, field, OpenRecord } from '../../../shared/mcp/tool/index.ts';
import { without } from './without.ts';

/** An object in whose place some answers have the text of one member alone. */
const objectOrText = <Shape extends z.ZodRawShape>(member: keyof Shape & string, shape: Shape) =>
  z.preprocess(
    (given) => (typeof given === 'string' ? { [member]: given } : given),
    z.object(shape).overwrite((members) => withoutEmpty(members)),
  );

const Party = objectOrText('phone_number', {
  phone_number: field.text(),
  status: field.text(),
  carrier: field.text(),
  line_type: field.text(),
  agent_id: field.text(),
  agent_name: field.text(),
});

/** A list, in whose place some answers have its one item: WhatsApp has one recipient. */
const oneOrMore = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((given) => (Array.isArray(given) || given === null || given === undefined ? given : [given]), field.list(item)).optional();

const Disclosed = OpenRecord.overwrite((record) => DisclosedRecord.parse(record))
  .optional()
  .catch(undefined);

const Price = objectOrText('amount', { amount: field.text(), currency: field.text() }).optional().catch(undefined);

/** A message, outbound or inbound, as Telnyx sends it. */
export const Message = z.object({
  id: field.text(),
  direction: field.text(),
  type: field.text(),
  from: Party.optional().catch(undefined),
  to: oneOrMore(Party).describe('status: scheduled, queued, sending, sent, delivered, delivery_failed, cancelled, …'),
  cc: oneOrMore(Party),
  text: field.text(),
  subject: field.text(),
  body: Disclosed.describe('Of RCS and WhatsApp'),
  media: oneOrMore(objectOrText('url', { url: field.text(), content_type: field.text(), size: field.count() })),
  autoresponse_type: field.text().describe('STOP, START, HELP: the keyword to which Telnyx replied'),
  is_spam: field.flag(),
  parts: field.count(),
  encoding: field.text(),
  smart_encoding_applied: field.flag(),
  cost: Price,
  cost_breakdown: field.object({ carrier_fee: Price, rate: Price }),
  send_at: field.text(),
  received_at: field.text(),
  sent_at: field.text(),
  completed_at: field.text(),
  valid_until: field.text(),
  wait_seconds: field.count(),
  messaging_profile_id: field.text(),
  tcr_campaign_id: field.text(),
  tcr_campaign_registered: field.text(),
  tags: field.texts(),
  webhook_url: field.text(),
  webhook_failover_url: field.text(),
  errors: oneOrMore(
    objectOrText('detail', {
      code: field.text(),
      title: field.text(),
      detail: field.text(),
      meta: Disclosed,
      advice: field.text().describe('What it means, and what to do'),
    }).overwrite((error) => withoutEmpty({ ...error, advice: adviceForCode(error.code ?? '')?.text })),
  ),
});

type Message = z.output<typeof Message>;

/** The same for a model: without what says nothing, and with a note on what follows from it. */
export const ShownMessage = z.object({ note: field.text(), ...Message.shape }).overwrite(({ note, ...message }) =>
  withoutEmpty({
    note: [note, optNote(message)].filter((text) => text !== undefined).join(' '),
    ...message,
    cost_breakdown: withoutRepeats(message),
  }),
);

/** Letters in the place of a number. */
const nameOf = (from: string | undefined) => (from !== undefined && /\p{L}/u.test(from) ? from : undefined);

/** @returns the parts of a message that its sender wrote or chose. */
export const wordsOf = ({ from, text, subject, body, media = [] }: Message): readonly unknown[] =>
  [nameOf(from?.phone_number), text, subject, body, ...media].filter((part) => part !== undefined && part !== '');

const saysNothing = (value: unknown) =>
  value === undefined || value === '' || value === false || value === 0 || (Array.isArray(value) && value.length === 0);

const withoutEmpty = <Members extends object>(members: Members): Members => without(members, saysNothing);

/** The parts of a price. They have its currency. */
function withoutRepeats({ cost, cost_breakdown: { carrier_fee, rate } = {} }: Message): Message['cost_breakdown'] {
  const part = (price: Message['cost']) => {
    if (Number(price?.amount ?? 0) === 0) return undefined;
    return price?.currency === cost?.currency ? { amount: price?.amount } : price;
  };
  const parts = withoutEmpty({ carrier_fee: part(carrier_fee), rate: part(rate) });
  return Object.keys(parts).length === 0 ? undefined : parts;
}

/** @see https://developers.telnyx.com/docs/messaging/messages/advanced-opt-in-out/index */
const OPT_OUT_WORDS: readonly string[] = ['STOP', 'STOPALL', 'STOP ALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT'];

const NOTES: Readonly<Record<string, string>> = {
  STOP: 'This person opted out. Do not text them again from any number of this messaging profile until they send START.',
  START: 'This person opted in again after an opt-out: they may be texted from this messaging profile.',
  HELP: 'This person asked for help. Telnyx replied with the help text of the messaging profile, if it has one.',
};

/** What an inbound message says about whether its sender may be texted. An opt-out counts even if Telnyx does not name it. */
function optNote({ direction, autoresponse_type: kind = '', text = '' }: Message): string | undefined {
  if (direction === 'outbound') return undefined;
  const isOptOut = [kind, text].some((word) => OPT_OUT_WORDS.includes(word.trim().toUpperCase()));
  return NOTES[isOptOut ? 'STOP' : kind.trim().toUpperCase()];
}
