import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import fc from '../../support/fast-check.ts';
import { withWrongInsides } from './mutation.ts';
import { oddHeader, oddText, oddValue } from './values.ts';

/** How a body is signed: `good` as Telnyx does, the rest so that it must be refused. */
export const SIGNATURES = ['good', 'wrong key', 'altered', 'old', 'ahead', 'odd time', 'odd signature', 'none'] as const;

/** One request to the routes of the webhooks. */
export interface WebhookCase {
  readonly path: string;
  readonly body: Buffer;
  readonly signature: (typeof SIGNATURES)[number];
  /** Seconds, of a good signature. */
  readonly offset: number;
  readonly type: string;
  /** In place of a time or a signature. */
  readonly odd: string;
}

const FOLDER = join(import.meta.dirname, '..', 'cases', 'webhooks');
const Case = z.object({ body: z.record(z.string(), z.unknown()), content_type: z.string().optional() });
const CASES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((file) => Case.parse(JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))));
const isForm = ({ content_type: type }: z.output<typeof Case>) => type !== undefined;
const FORM = 'application/x-www-form-urlencoded';

const json = (value: unknown) => Buffer.from(JSON.stringify(value));

/** Another event than the one it was made of. */
function renamed(body: unknown, id: string): unknown {
  const { success, data: whole } = z.looseObject({ data: z.looseObject({}) }).safeParse(body);
  return success ? { ...whole, data: { ...whole.data, id } } : body;
}

const mutated = fc
  .tuple(withWrongInsides(fc.constantFrom(...CASES.filter((one) => !isForm(one)).map(({ body }) => body)), 0, 5), fc.boolean())
  .map(([body, isOther]) => json(isOther ? renamed(body, randomUUID()) : body));

/** An object may have members of any name, `toString` among them. */
const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));

const mutatedForm = withWrongInsides(fc.constantFrom(...CASES.filter(isForm).map(({ body }) => body)), 0, 5).map((body) => {
  const members = z.record(z.string(), z.unknown()).safeParse(body).data ?? {};
  return Buffer.from(new URLSearchParams(Object.entries(members).map(([name, value]) => [name, asText(value).toWellFormed()])).toString());
});

/** An event of any type about anything. */
const invented = fc
  .record({ event_type: oddText, id: oddValue, occurred_at: oddValue, payload: oddValue, record_type: fc.constantFrom('event', null) })
  .map((data) => json({ data }));

const deep = fc
  .tuple(fc.constantFrom('[', '{"a":', '{"data":', '{"payload":['), fc.constantFrom(50, 5_000, 100_000))
  .map(([opening, depth]) => Buffer.from(opening.repeat(depth)));

const wide = fc.constantFrom(
  json({ data: { event_type: 'message.received', payload: { text: 'x'.repeat(1_500_000) } } }),
  json({ data: { event_type: 'message.received', payload: { to: Array(100_000).fill({ phone_number: '+13125550111' }) } } }),
  json({ data: { event_type: 'call.hangup', payload: Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`m${at}`, at])) } }),
  Buffer.alloc(2 * 1024 ** 2 + 1, 'x'),
  Buffer.alloc(1024 ** 2 + 1, ' '),
);

const bytes = fc.uint8Array({ maxLength: 300 }).map((some) => Buffer.from(some));

const body: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 24, arbitrary: mutated },
  { weight: 3, arbitrary: mutatedForm },
  { weight: 8, arbitrary: invented },
  { weight: 4, arbitrary: oddValue.map(json) },
  { weight: 3, arbitrary: fc.json().map((text) => Buffer.from(text)) },
  { weight: 3, arbitrary: bytes },
  { weight: 2, arbitrary: mutated.map((some) => Buffer.concat([Buffer.from('\ufeff'), some])) },
  { weight: 2, arbitrary: fc.tuple(mutated, fc.nat()).map(([some, at]) => some.subarray(0, at % (some.length + 1))) },
  { weight: 2, arbitrary: oddText.map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: deep },
);

const request = (of: fc.Arbitrary<Buffer>): fc.Arbitrary<WebhookCase> =>
  fc.record({
    path: fc.constantFrom('/webhooks/telnyx', '/webhooks/telnyx/failover'),
    body: of,
    signature: fc.oneof(
      { weight: 40, arbitrary: fc.constant('good' as const) },
      {
        weight: 8,
        arbitrary: fc.constantFrom('old' as const, 'ahead' as const, 'odd time' as const, 'odd signature' as const, 'none' as const),
      },
      // Each of these may cost a question to Telnyx, which is asked once a second.
      { weight: 1, arbitrary: fc.constantFrom('wrong key' as const, 'altered' as const) },
    ),
    offset: fc.integer({ min: -280, max: 280 }),
    type: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('application/json', FORM, 'text/plain', '') },
      { weight: 1, arbitrary: oddHeader },
    ),
    odd: oddHeader,
  });

export const webhookRequests: fc.Arbitrary<WebhookCase> = fc.oneof(
  { weight: 60, arbitrary: request(body) },
  { weight: 1, arbitrary: request(wide) },
);
