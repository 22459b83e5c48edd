import { isLegacyRequest } from '@modelcontextprotocol/server';
import { clientLabel, type Principal } from '../identity/index.ts';
import { BodyTooLargeError, json, type Logger, readBody } from '../platform/index.ts';
import { servedMethod } from './caller.ts';
import type { Catalogue } from './catalogue.ts';
import { tooManyCalls, tooManyMessages, type Limits } from './limits.ts';
import { calledTool, readEnvelope, type Message } from './read.ts';
import { rpcError } from './rpc-errors.ts';
import { SERVER_INFO } from './server-info.ts';
import type { Tool } from './tool/index.ts';

/** Beyond the limit, a body is read only so far as it tells whether it calls a tool. */
const LARGEST_BODY_BYTES = 64 * 1024;
const SLOWEST_BODY_MS = 10_000;

interface AnswerOptions {
  readonly holder: Principal;
  readonly catalogue: Catalogue;
  readonly log: Logger;
}

/**
 * Answers a message beyond the limit of all messages, without an SDK: a tool call with a result that a model can read, any other message with
 * HTTP 429.
 *
 * @param seconds until the next message is accepted
 */
export async function answerBeyondLimit(request: Request, seconds: number, { holder, catalogue, log }: AnswerOptions): Promise<Response> {
  const message = await messageIn(request);
  const called = message && calledTool(message);
  if (called) return answerCallBeyondLimit(request, message, catalogue.find(called.name), { limit: 'messages', seconds }, { holder, log });
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

interface Excess {
  readonly limit: keyof Limits;
  /** Until the next call is accepted. */
  readonly seconds: number;
}

/** Answers a tool call beyond a limit with a result as the SDK of its era would write it; without an id, with HTTP 429. */
export async function answerCallBeyondLimit(
  request: Request,
  message: Message,
  tool: Pick<Tool, 'name' | 'risk'> | undefined,
  { limit, seconds }: Excess,
  { holder, log }: Pick<AnswerOptions, 'holder' | 'log'>,
): Promise<Response> {
  const era = (await isLegacyRequest(request, message)) ? 'legacy' : 'modern';
  const fields = { client: clientLabel(holder.clientId), tool: tool?.name, risk: tool?.risk, era, outcome: 'rate_limited', limit };
  log.info('tool_call', { ...fields, subject: holder.subject });
  const { id } = message;
  if (typeof id !== 'string' && typeof id !== 'number') {
    return rpcError(429, -32000, tooManyMessages(seconds), { headers: retryAfter(seconds) });
  }
  const result = { content: [{ type: 'text', text: tooManyCalls(limit, seconds) }], isError: true };
  return json(200, { jsonrpc: '2.0', id, result: era === 'legacy' ? result : { ...result, ...MODERN } });
}

const retryAfter = (seconds: number) => ({ 'retry-after': String(seconds) });

/** The members of every result of 2026-07-28. */
const MODERN = { resultType: 'complete', _meta: { 'io.modelcontextprotocol/serverInfo': SERVER_INFO } } as const;
