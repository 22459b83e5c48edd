import { z } from 'zod';
import { AnyArguments, defineTool, field, OpenRecord, smsParts, type Preview } from '../../shared/mcp/tool/index.ts';

const Previewed = z.object({
  would: field.text().describe('read, send, ask (a person, first), refuse, already_done or under_way'),
  why: field.texts(),
  to: field.list(z.object({ address: field.text(), country: field.text(), type: field.text() })),
  parts: field.count().describe('Of the text; each costs'),
  price: field.object({ currency: field.text(), upfront: field.text(), monthly: field.text() }),
  left: field.list(z.object({ limit: field.text(), left: field.count(), of: field.count(), until: field.text() })),
  arguments: OpenRecord.optional().describe('As they would go'),
});

/** Makes no call, whatever it is asked about. */
export const previewAction = defineTool({
  name: 'preview_action',
  title: 'Preview a call',
  risk: 'read',
  description:
    'Tell what a call of any tool would do, without making it: go ahead, ask a person first, or be refused; why, to whom, parts, price, limits left.',
  input: z.object({
    tool: z.string().min(1).max(64),
    arguments: AnyArguments.optional().describe('JSON, as that tool takes them'),
  }),
  // The previewed tool checks them.
  exact: ['arguments'],
  output: Previewed,
  run: async ({ tool, arguments: args = {} }, { preview }) => {
    const foretold = await preview(tool, args);
    return { ...shown(foretold), parts: partsOf(tool, foretold) };
  },
});

function shown({ would, reasons, refusal, recipients, price, left, args }: Preview) {
  return {
    would,
    why: refusal === undefined ? [...reasons] : [refusal],
    to: recipients.length === 0 ? undefined : recipients.map(({ address, country, type }) => ({ address, country, type })),
    price: price && { currency: 'USD', upfront: dollars(price.upfront), monthly: dollars(price.monthly) },
    left: left.map((limit) => ({ ...limit, until: new Date(limit.until).toISOString() })),
    arguments: args,
  };
}

const dollars = (cents: number | undefined) => (cents === undefined ? undefined : (cents / 100).toFixed(2));

/** @returns in how many parts a text message goes, each of which costs; undefined for anything else */
function partsOf(tool: string, { args }: Preview): number | undefined {
  if (tool !== 'send_message' || args === undefined) return undefined;
  const { text, media_urls, subject } = args;
  return typeof text === 'string' && media_urls === undefined && subject === undefined ? smsParts(text).parts : undefined;
}
