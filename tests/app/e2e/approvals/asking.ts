import { z } from 'zod';
import { modern, telnyxControls, type RunningApp } from '../../../support/index.ts';

/** What a client of 2026-07-28 declares. */
export const FORM = { elicitation: {} };
export const URL_ALONE = { elicitation: { url: {} } };
const BOTH = { elicitation: { form: {}, url: {} } };

const Answer = z.object({
  resultType: z.string().optional(),
  isError: z.boolean().optional(),
  content: z.array(z.object({ text: z.string() })).default([]),
  structuredContent: z.record(z.string(), z.unknown()).optional(),
  inputRequests: z.object({ approval: z.object({ params: z.record(z.string(), z.unknown()) }) }).optional(),
  requestState: z.string().optional(),
});
export type Answer = z.output<typeof Answer>;

interface Asking {
  readonly capabilities?: object;
  readonly state?: string | undefined;
  /** To our one question. */
  readonly response?: unknown;
  readonly tool?: string;
}

export const TO = '+13125550111';
export const message = (text: string, to = TO) => ({ from: '+13125550100', to, text });

/** A call of 2026-07-28 with all that belongs to a question. */
export async function callModern(
  app: Pick<RunningApp, 'url'>,
  token: string,
  args: object,
  { capabilities = BOTH, state, response, tool = 'send_message' }: Asking = {},
): Promise<Answer> {
  const params = {
    name: tool,
    arguments: args,
    ...(state !== undefined && { requestState: state }),
    ...(response !== undefined && { inputResponses: { approval: response } }),
  };
  const meta = { 'io.modelcontextprotocol/clientCapabilities': capabilities };
  const answered = await modern(app, 'tools/call', params, { token, meta });
  const body = (await answered.json()) as { result?: unknown };
  if (body.result === undefined) throw new Error(`HTTP ${answered.status} ${JSON.stringify(body)}`);
  return Answer.parse(body.result);
}

/** The same call of a client that wants to be told of progress, and goes away once it is told that a person is waited for. */
export async function callAndLeave(
  app: Pick<RunningApp, 'url'>,
  token: string,
  args: object,
  { state, response }: Pick<Asking, 'state' | 'response'>,
): Promise<void> {
  const leaving = new AbortController();
  const params = { name: 'send_message', arguments: args, requestState: state, inputResponses: { approval: response } };
  const meta = { 'io.modelcontextprotocol/clientCapabilities': BOTH, progressToken: 'leaving' };
  const { body } = await modern(app, 'tools/call', params, { token, meta, signal: leaving.signal });
  let told = '';
  for await (const part of body ?? []) {
    told += Buffer.from(part).toString();
    if (told.includes('Waiting for a person')) break;
  }
  leaving.abort();
  if (!told.includes('Waiting for a person')) throw new Error(`Nobody is waited for: ${told}`);
}

export const textOf = ({ content }: Answer): string => content.map(({ text }) => text).join('\n');

/** @returns what Telnyx was told to do by `work`, without what the server reads */
export async function sentBy(app: Pick<RunningApp, 'telnyx'>, work: () => Promise<unknown>): Promise<unknown[]> {
  const requests = await telnyxControls(app).during(work);
  return requests.filter(({ method }) => method !== 'GET').map(({ body }) => body);
}
