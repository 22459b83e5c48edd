import { z } from 'zod';

const Optional = z.string().optional();

/** Names of the tools that carry out operations of Telnyx: their calls are shown as the operation. */
export const CALLER = /^[a-z]+_operation$/;

/** What the page shows of a call that waits for a person. Sealed in its row. */
export const Shown = z.object({
  /** Decides the layout: a text message, a phone call, an order of numbers, anything else. */
  what: z.enum(['text', 'call', 'order', 'other']),
  tool: z.string(),
  title: z.string(),
  risk: z.enum(['purchase', 'outbound', 'destructive', 'credential', 'write', 'read']),
  /** As the client calls itself; not verified. */
  clientName: Optional,
  clientId: z.string(),
  recipients: z.array(
    z.object({
      address: z.string(),
      country: Optional,
      /** ms since the epoch of the first and last message or call to it; undefined: never */
      firstAt: z.number().optional(),
      lastAt: z.number().optional(),
      zones: z.array(z.string()),
    }),
  ),
  /** Undefined: the tool chooses it. */
  sender: Optional,
  /** What people read or hear, exactly as it goes. */
  words: z.array(z.object({ name: z.string(), text: z.string() })),
  media: z.array(z.string()),
  /** ISO 8601; undefined: now */
  sendAt: Optional,
  /** Numbers that are bought. */
  numbers: z.array(z.string()),
  /** US cents; undefined: not known in advance. */
  price: z.object({ upfront: z.number().optional(), monthly: z.number().optional() }).optional(),
  newWebhookHosts: z.array(z.string()),
  /** The other arguments, as JSON. Secrets are hidden. */
  others: z.array(z.object({ name: z.string(), value: z.string() })),
  reasons: z.array(z.object({ code: z.string(), what: z.string() })),
  /** May be allowed for an hour: a message or call to one number. */
  mayRepeat: z.boolean(),
});

export type Shown = z.output<typeof Shown>;
