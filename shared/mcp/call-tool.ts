import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { clientLabel } from '../identity/index.ts';
import type { AuthorizedCall } from './authorize.ts';
import { cutText, visibleText } from '../platform/index.ts';
import type { McpRequest } from './mcp-request.ts';
import { presentName } from './selection.ts';
import { explain, RISKS, type ToolContext } from './tool/index.ts';

/** The result of `tools/call`, as both SDKs take it. */
export interface CallResult {
  [key: string]: unknown;
  content: { type: 'text'; text: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: true;
}

interface ProgressNotification {
  method: 'notifications/progress';
  params: { progressToken: string | number; progress: number; message: string };
}

/** A `tools/call` message as the SDK of its era hands it over. */
interface IncomingCall {
  readonly name: string;
  /** Aborts when the client of a read has disconnected. */
  readonly signal: AbortSignal;
  /** Undefined where the client did not ask for progress. */
  readonly progressToken: string | number | undefined;
  readonly notify: (notification: ProgressNotification) => Promise<void>;
  /** Makes the SDK's error that is answered with -32602. */
  readonly invalidParams: (message: string) => Error;
}

/**
 * Answers `tools/call` for the servers of both SDKs.
 *
 * @throws what `invalidParams` makes, for a name of no tool
 */
export async function answerCall(request: McpRequest, incoming: IncomingCall): Promise<CallResult> {
  const { name, signal, progressToken, notify, invalidParams } = incoming;
  if (!request.call) throw invalidParams(unknownTool(name));
  let step = 0;
  const progress = (message: string) => {
    if (progressToken === undefined) return;
    void notify({ method: 'notifications/progress', params: { progressToken, progress: ++step, message } }).catch(() => undefined);
  };
  return callTool(request.call, request, { signal, progress });
}

function unknownTool(name: string): string {
  const present = presentName(name);
  return `Unknown tool: ${visibleText(cutText(name, 64))}.${present === name ? '' : ` It is called ${present} now.`}`;
}

/**
 * Runs a tool, with its span, log line and audit lines. Every error becomes a result that a model can act on; an unexpected error becomes an id
 * in the log. Never rejects.
 */
async function callTool(call: AuthorizedCall, request: McpRequest, options: Pick<ToolContext, 'signal' | 'progress'>): Promise<CallResult> {
  const { tool, args, reach } = call;
  const { principal, requestId, caller, era, log, clock } = request;
  return request.telemetry.span({ name: `tools/call ${tool.name}`, traceparent: caller.traceparent }, async (span) => {
    const startedAt = clock();
    const { name, parties } = tool;
    const acting = { name, risk: reach.risk, ...(parties && { parties }) };
    const audited = { requestId, principal, clientName: caller.clientName, tool: acting, args };
    request.audit?.({ ...audited, outcome: 'begun', result: undefined });
    const { result, code } = await attempt(call, request, options);
    const fields = { request: requestId, client: clientLabel(principal.clientId), tool: tool.name, risk: reach.risk, era, outcome: code };
    span.set({ ...fields, client_name: caller.clientName }, !NO_ERROR.has(code));
    log.info('tool_call', { ...fields, subject: principal.subject, ms: Math.round(clock() - startedAt) });
    (request.audit ?? request.auditRead)({ ...audited, outcome: code, result: result.structuredContent });
    return result;
  });
}

interface Outcome {
  readonly result: CallResult;
  /** Stable, for logs and traces. */
  readonly code: string;
}

/** A client that cancels its call is no error. */
const NO_ERROR: ReadonlySet<string> = new Set(['ok', 'cancelled']);

async function attempt(
  { tool, args, reach }: AuthorizedCall,
  { principal, telnyx, storage, clock, log, requestId }: McpRequest,
  { signal, progress }: Pick<ToolContext, 'signal' | 'progress'>,
): Promise<Outcome> {
  const missing = reach.scopes.filter((scope) => !principal.scopes.includes(scope));
  if (missing.length > 0) return errorResult('not_selected', notSelectedText(tool.name, missing));
  try {
    const { retry } = RISKS[reach.risk];
    const call = { retry, signal, timeoutMs: tool.timeoutMs };
    const context: ToolContext = {
      principal,
      attempt: randomUUID(),
      clock,
      wait,
      signal,
      progress,
      telnyx: telnyx(call),
      storage: storage(call),
    };
    const { structured, text } = await tool.run(await tool.parse(args), context);
    return { result: { content: [{ type: 'text', text }], structuredContent: { ...structured } }, code: 'ok' };
  } catch (error) {
    const known = explain(error, tool);
    if (known) return errorResult(known.code, known.text);
    log.error('tool_failed', error, { request: requestId, tool: tool.name });
    return errorResult('internal', internalText(requestId));
  }
}

const errorResult = (code: string, text: string): Outcome => ({ code, result: { content: [{ type: 'text', text }], isError: true } });

/** Only a selection of tools that allows a part of a tool leads here: the endpoint rejects every other call without its scopes. */
const notSelectedText = (name: string, missing: readonly string[]) =>
  `With these arguments, ${name} needs the scope ${missing.join(' ')}, which the tools chosen for this server or URL leave out. Nothing was done.`;

const internalText = (id: string) =>
  `Something failed inside this server (id ${id}). Whether Telnyx carried the request out is unknown: check before you try again, ` +
  'and give the id to the operator.';
