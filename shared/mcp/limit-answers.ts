import { clientLabel, type Principal } from '../identity/index.ts';
import { BodyTooLargeError, json, type Logger, readBody } from '../platform/index.ts';
import { servedMethod } from './caller.ts';
import type { Catalogue } from './catalogue.ts';
import { eraOf } from './era.ts';
import { calledTool, readEnvelope, type Message } from './read.ts';
import { rpcError } from './rpc-errors.ts';
import { metaOfResult, type ServerInfo } from './server-info.ts';
import type { Tool } from './tool/index.ts';

/** Beyond the limit, a body is read only so far as it tells whether it calls a tool. */
const LARGEST_BODY_BYTES = 64 * 1024;
const SLOWEST_BODY_MS = 10_000;

interface AnswerOptions {
  readonly holder: Principal;
  readonly serverInfo: ServerInfo;
  readonly catalogue: Catalogue;
  readonly log: Logger;
}

/**
 * Answers a message beyond the limit of all messages, without an SDK: a tool call with a result that a model can read, any other message with
 * HTTP 429.
 *
 * @param seconds until the next message is accepted
 */
export async function answerBeyondLimit(request: Request, seconds: number, options: AnswerOptions): Promise<Response> {
  const { holder, catalogue, log } = options;
  const message = await messageIn(request);
  const called = message && calledTool(message);
  if (called) return answerCallBeyondLimit(request, message, catalogue.find(called.name), seconds, options);
  const method = message && servedMethod(message);
  log.info('message_refused', { subject: holder.subject, client: clientLabel(holder.clientId), method, outcome: 'rate_limited' });
  return rpcError(429, -32000, tooManyMessages(seconds), { id: message?.['id'], headers: retryAfter(seconds) });
}

async function messageIn(request: Request): Promise<Message | undefined> {
  try {
    const envelope = readEnvelope(await readBody(request, LARGEST_BODY_BYTES, SLOWEST_BODY_MS));
    return 'body' in envelope ? envelope.body : undefined;
  } catch (error) {
    if (error instanceof BodyTooLargeError) return undefined;
    throw error;
  }
}

/** Answers a tool call with a result as the SDK of its era would write it; without an id, with HTTP 429. */
async function answerCallBeyondLimit(
  request: Request,
  message: Message,
  tool: Pick<Tool, 'name' | 'risk'> | undefined,
  seconds: number,
  { holder, serverInfo, log }: AnswerOptions,
): Promise<Response> {
  const era = await eraOf(request, message);
  const fields = { client: clientLabel(holder.clientId), tool: tool?.name, risk: tool?.risk, era, outcome: 'rate_limited' };
  log.info('tool_call', { ...fields, subject: holder.subject });
  const { id } = message;
  if (typeof id !== 'string' && typeof id !== 'number') {
    return rpcError(429, -32000, tooManyMessages(seconds), { headers: retryAfter(seconds) });
  }
  const result = { content: [{ type: 'text', text: tooManyCalls(seconds) }], isError: true };
  return json(200, {
    jsonrpc: '2.0',
    id,
    result: era === 'legacy' ? result : { ...result, resultType: 'complete', _meta: metaOfResult(serverInfo) },
  });
}

const secondsOf = (seconds: number) => `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;

/** The text for a model whose tool call is beyond the limit. */
const tooManyCalls = (seconds: number): string =>
  `Too many tool calls in one minute. Nothing was done. Wait ${secondsOf(seconds)}, then call again.`;

/** The text for a client whose other message is beyond the limit. */
const tooManyMessages = (seconds: number): string => `Too many messages in one minute. Wait ${secondsOf(seconds)}, then send again.`;

const retryAfter = (seconds: number) => ({ 'retry-after': String(seconds) });
