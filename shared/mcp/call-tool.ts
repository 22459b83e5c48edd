import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { InputRequiredResult } from '@modelcontextprotocol/server';
import type { GuardedCall } from '../guard/index.ts';
import { clientLabel } from '../identity/index.ts';
import { approve, type ClientSide } from './approval/index.ts';
import type { AuthorizedCall } from './authorize.ts';
import { inboxForTool } from './inbox-reads.ts';
import type { Operation } from '../telnyx/index.ts';
import type { McpRequest, ServedCall } from './mcp-request.ts';
import { previewCall } from './preview.ts';
import { notSelectedText, unknownTool } from './refusals.ts';
import {
  didNothing,
  saysOptedOut,
  explain,
  howToCheck,
  resultOf,
  RISKS,
  type AcceptedArguments,
  type ToolContext,
  type ToolResult,
} from './tool/index.ts';

/** The result of `tools/call`, as both SDKs take it. */
interface CallResult {
  [key: string]: unknown;
  content: { type: 'text'; text: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: true;
}

/** What answers `tools/call`. Only clients that said how they can be asked are asked for something first. */
export type CallAnswer = CallResult | InputRequiredResult;

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
  /** Undefined in the legacy era, whose clients cannot be asked within a call. */
  readonly client?: ClientSide;
  readonly notify: (notification: ProgressNotification) => Promise<void>;
  /** Makes the SDK's error that is answered with -32602. */
  readonly invalidParams: (message: string) => Error;
}

/**
 * Answers `tools/call` for the servers of both SDKs.
 *
 * @throws what `invalidParams` makes, for a name of no tool
 */
export async function answerCall(request: McpRequest, incoming: IncomingCall): Promise<CallAnswer> {
  const { name, signal, progressToken, client, notify, invalidParams } = incoming;
  if (!request.call) throw invalidParams(unknownTool(name));
  let step = 0;
  const progress = (message: string) => {
    if (progressToken === undefined) return;
    void notify({ method: 'notifications/progress', params: { progressToken, progress: ++step, message } }).catch(() => undefined);
  };
  return callTool(request.call, request, { signal, progress, client });
}

/** What a call has of its client. */
interface CallOptions extends Pick<ToolContext, 'signal' | 'progress'> {
  readonly client: ClientSide | undefined;
}

/**
 * Runs a tool, with its span, log line and audit lines. Every error becomes a result that a model can act on; an unexpected error becomes an id
 * in the log. Never rejects.
 */
export async function callTool(call: ServedCall, request: McpRequest, options: CallOptions): Promise<CallAnswer> {
  const { tool, args, reach } = call;
  const { principal, requestId, caller, era, log, clock } = request;
  return request.telemetry.span({ name: `tools/call ${tool.name}`, traceparent: caller.traceparent }, async (span) => {
    const startedAt = clock();
    const { name, parties } = tool;
    const { carried } = reach;
    const acting = { name, risk: reach.risk, ...(parties && { parties }), ...(carried && { parties: carried.parties }) };
    const audited = { requestId, principal, clientName: caller.clientName, tool: acting, args: carried?.args ?? args };
    call.audit?.({ ...audited, outcome: 'begun', result: undefined });
    const { result, code } = await attempt(call, request, options);
    const fields = { request: requestId, client: clientLabel(principal.clientId), tool: tool.name, risk: reach.risk, era, outcome: code };
    span.set({ ...fields, client_name: caller.clientName }, !NO_ERROR.has(code));
    log.info('tool_call', { ...fields, subject: principal.subject, ms: Math.round(clock() - startedAt) });
    (call.audit ?? call.auditRead)({ ...audited, outcome: code, result: structureOf(result) });
    return result;
  });
}

interface Outcome {
  readonly result: CallAnswer;
  /** Stable, for logs and traces. */
  readonly code: string;
}

/** A client that cancels its call is no error. */
const NO_ERROR: ReadonlySet<string> = new Set(['ok', 'cancelled', 'needs_approval', 'duplicate']);

async function attempt(call: ServedCall, request: McpRequest, options: CallOptions): Promise<Outcome> {
  const { tool, args, reach } = call;
  const { principal, log, requestId, catalogue } = request;
  const missing = reach.scopes.filter((scope) => !principal.scopes.includes(scope));
  if (missing.length > 0) return errorResult('not_selected', notSelectedText(tool.name, missing));
  try {
    const beyond = reach.carried && (await catalogue.wholeApi.refusals())(reach.carried.operation);
    if (beyond !== undefined) return errorResult('not_selected', beyond);
    const accepted = await tool.parse(args);
    // What was not known when scopes and lists were checked is not carried out.
    if (accepted.carried && accepted.carried.risk !== reach.carried?.risk) throw new Error('A call became another one.');
    const run = (attemptId: string) => tool.run(accepted, contextOf(call, request, options, attemptId));
    // Reads pay nothing for the guard.
    if (reach.risk === 'read' && !reach.paid) return success(await run(randomUUID()));
    return await guarded(guardedCall(call, request, accepted), call, { ...options, disconnected: request.disconnected }, run);
  } catch (error) {
    const needs = reach.carried?.operation.needs;
    const known = explain(error, needs === undefined ? tool : { ...tool, needs });
    if (known) return errorResult(known.code, known.text);
    log.error('tool_failed', error, { request: requestId, tool: tool.name });
    return errorResult('internal', internalText(requestId));
  }
}

function contextOf(
  { tool, reach, guard, telnyx, storage, inbox }: ServedCall,
  request: McpRequest,
  { signal, progress }: Pick<ToolContext, 'signal' | 'progress'>,
  attemptId: string,
): ToolContext {
  const { principal, catalogue, clock } = request;
  const { retry } = RISKS[reach.risk];
  const call = { retry, signal, timeoutMs: tool.timeoutMs };
  const ways = { telnyx: telnyx(call), storage: storage(call) };
  const forecast = (other: AuthorizedCall, accepted: AcceptedArguments) => guard.preview(guardedCall(other, request, accepted));
  const preview: ToolContext['preview'] = (name, args) => previewCall(name, args, { principal, catalogue, forecast });
  const reachable = async () => {
    const refusal = await catalogue.wholeApi.refusals();
    return (operation: Operation) => refusal(operation) === undefined;
  };
  return { principal, attempt: attemptId, clock, wait, signal, progress, ...ways, inbox: inboxForTool(inbox), preview, reachable };
}

function guardedCall(
  { tool, reach }: AuthorizedCall,
  { requestId, principal, caller }: McpRequest,
  accepted: AcceptedArguments,
): GuardedCall {
  const { name, timeoutMs } = tool;
  const { title, parties, rules } = accepted.carried ?? { ...tool, rules: tool.guard };
  const check = howToCheck({ ...tool, risk: reach.risk });
  const facts = { name, title, risk: reach.risk, parties, rules, timeoutMs, howToCheck: check };
  const { args, requestKey, carried } = accepted;
  return { requestId, principal, clientName: caller.clientName, tool: facts, args: carried?.args ?? args, requestKey };
}

/** Carries out a call that the guard lets go ahead, and tells the guard how it ended. */
async function guarded(
  call: GuardedCall,
  { guard, questions: sealer }: ServedCall,
  { progress, client, disconnected }: CallOptions & Pick<McpRequest, 'disconnected'>,
  run: (attemptId: string) => Promise<ToolResult>,
): Promise<Outcome> {
  const outcome = await approve(call, { guard, sealer, presence: { signal: disconnected, progress }, client });
  switch (outcome.kind) {
    case 'refuse':
      return errorResult(outcome.refusal.code, outcome.refusal.text);
    case 'waits':
      return success(outcome.result, 'needs_approval');
    case 'input_required':
      return { result: outcome.result, code: 'needs_approval' };
    case 'receipt':
      return success(resultOf({ ...outcome.receipt, duplicate_of: outcome.duplicateOf }), 'duplicate');
    case 'go': {
      try {
        const result = await run(outcome.attempt);
        await outcome.settle({ kind: 'done', receipt: result.structured });
        return success(result);
      } catch (error) {
        const code = explain(error, call.tool)?.code ?? 'internal';
        await outcome.settle(didNothing(error) ? { kind: 'nothing', code, optedOut: saysOptedOut(error) } : { kind: 'unknown', code });
        throw error;
      }
    }
  }
}

const structureOf = (result: CallAnswer) => ('structuredContent' in result ? result.structuredContent : undefined);

const success = ({ structured, text }: ToolResult, code = 'ok'): Outcome => ({
  result: { content: [{ type: 'text', text }], structuredContent: { ...structured } },
  code,
});

const errorResult = (code: string, text: string): Outcome => ({ code, result: { content: [{ type: 'text', text }], isError: true } });

const internalText = (id: string) =>
  `Something failed inside this server (id ${id}). Whether Telnyx carried the request out is unknown: check before you try again, ` +
  'and give the id to the operator.';
