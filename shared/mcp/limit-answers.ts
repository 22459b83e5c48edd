import { isLegacyRequest } from '@modelcontextprotocol/server';
import { clientLabel, type Principal } from '../identity/index.ts';
import { BodyTooLargeError, json, type Logger, readBody } from '../platform/index.ts';
import type { Tool } from './tool/index.ts';
import { servedMethod } from './caller.ts';
import type { Catalogue } from './catalogue.ts';
import { calledTool, readEnvelope } from './read.ts';
import { rpcError } from './rpc-errors.ts';
import { SERVER_INFO } from './server-info.ts';
import { tooManyCalls, tooManyMessages, type Limits } from './limits.ts';

/** Of a message beyond the limit so much is read as tells whether it calls a tool. */
const LARGEST_READ = 64 * 1024;
const SLOWEST_READ_MS = 10_000;

interface Parts {
  readonly holder: Principal;
  readonly catalogue: Catalogue;
  readonly log: Logger;
}

/**
 * Answers a message beyond the limit of all messages, without any SDK: a tool call with a result that a model can read, everything else with
 * HTTP 429.
 */
export async function refuseBeyondLimit(request: Request, seconds: number, { holder, catalogue, log }: Parts): Promise<Response> {
  const body = await messageIn(request);
  const called = body && calledTool(body);
  if (called) return refuseCall(request, body, catalogue.find(called.name), { limit: 'messages', seconds }, { holder, log });
  const method = body && servedMethod(body);
  log.info('message_refused', { subject: holder.subject, client: clientLabel(holder.clientId), method, outcome: 'rate_limited' });
  return rpcError(429, -32000, tooManyMessages(seconds), retryAfter(seconds), body?.['id']);
}

async function messageIn(request: Request): Promise<Record<string, unknown> | undefined> {
  try {
    const envelope = readEnvelope(await readBody(request, LARGEST_READ, SLOWEST_READ_MS));
    return 'body' in envelope ? envelope.body : undefined;
  } catch (error) {
    if (error instanceof BodyTooLargeError) return undefined;
    throw error;
  }
}

interface Excess {
  readonly limit: keyof Limits;
  readonly seconds: number;
}

/** The answer to a tool call beyond a limit: a result as both SDKs would write it, where there is an id to answer to. */
export async function refuseCall(
  request: Request,
  body: Readonly<Record<string, unknown>>,
  tool: Pick<Tool, 'name' | 'risk'> | undefined,
  { limit, seconds }: Excess,
  { holder, log }: Pick<Parts, 'holder' | 'log'>,
): Promise<Response> {
  const era = (await isLegacyRequest(request, body)) ? 'legacy' : 'modern';
  const facts = { client: clientLabel(holder.clientId), tool: tool?.name, risk: tool?.risk, era, outcome: 'rate_limited', limit };
  log.info('tool_call', { ...facts, subject: holder.subject });
  const { id } = body;
  if (typeof id !== 'string' && typeof id !== 'number') return rpcError(429, -32000, tooManyMessages(seconds), retryAfter(seconds));
  const result = { content: [{ type: 'text', text: tooManyCalls(limit, seconds) }], isError: true };
  return json(200, { jsonrpc: '2.0', id, result: era === 'legacy' ? result : { ...result, ...MODERN } });
}

const retryAfter = (seconds: number) => ({ 'retry-after': String(seconds) });

/** What every result of 2026-07-28 has. */
const MODERN = { resultType: 'complete', _meta: { 'io.modelcontextprotocol/serverInfo': SERVER_INFO } } as const;
