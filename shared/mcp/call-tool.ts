import { clientLabel } from '../identity/index.ts';
import type { Session } from './mcp-request.ts';
import { explain, RISKS, type Reach, type Tool, type ToolContext } from './tool/index.ts';

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
  readonly args: unknown;
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
export async function answerCall(session: Session, call: IncomingCall): Promise<CallResult> {
  const { name, args, signal, progressToken, notify, invalidParams } = call;
  const tool = session.catalogue.find(name);
  if (!tool) throw invalidParams(`Unknown tool: ${name.slice(0, 64)}`);
  let step = 0;
  const progress = (message: string) => {
    if (progressToken === undefined) return;
    void notify({ method: 'notifications/progress', params: { progressToken, progress: ++step, message } }).catch(() => undefined);
  };
  return callTool(tool, args, session, { signal, progress });
}

/**
 * Runs a tool, with its span, log line and audit lines. Every error becomes a result that a model can act on; an unexpected error becomes an id
 * in the log. Never rejects.
 */
async function callTool(
  tool: Tool,
  args: unknown,
  session: Session,
  options: Pick<ToolContext, 'signal' | 'progress'>,
): Promise<CallResult> {
  const { principal, requestId, caller, era, log, clock } = session;
  return session.telemetry.span({ name: `tools/call ${tool.name}`, traceparent: caller.traceparent }, async (span) => {
    const startedAt = clock();
    const reach = await tool.reachOf(args);
    const { name, parties } = tool;
    const acting = { name, risk: reach.risk, ...(parties && { parties }) };
    const audited = { requestId, principal, clientName: caller.clientName, tool: acting, args };
    session.audit?.({ ...audited, outcome: 'begun', result: undefined });
    const { result, code } = await attempt(tool, reach, args, session, options);
    const fields = { request: requestId, client: clientLabel(principal.clientId), tool: tool.name, risk: reach.risk, era, outcome: code };
    span.set({ ...fields, client_name: caller.clientName }, !NO_ERROR.has(code));
    log.info('tool_call', { ...fields, subject: principal.subject, ms: Math.round(clock() - startedAt) });
    (session.audit ?? session.auditRead)({ ...audited, outcome: code, result: result.structuredContent });
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
  tool: Tool,
  reach: Reach,
  args: unknown,
  { principal, telnyx, storage, clock, log, requestId }: Session,
  { signal, progress }: Pick<ToolContext, 'signal' | 'progress'>,
): Promise<Outcome> {
  const missing = reach.scopes.filter((scope) => !principal.scopes.includes(scope));
  if (missing.length > 0) return errorResult('not_selected', notSelectedText(tool.name, missing));
  try {
    const { retry } = RISKS[reach.risk];
    const call = { retry, signal, timeoutMs: tool.timeoutMs };
    const context: ToolContext = { principal, clock, signal, progress, telnyx: telnyx(call), storage: storage(call) };
    const { structured, text } = await tool.call(args, context);
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
