import { clientLabel } from '../identity/index.ts';
import { explain, RISKS, type Reach, type Tool, type ToolContext } from './tool/index.ts';
import type { Session } from './session.ts';

/** A result of tools/call, as both SDKs take it. */
export interface CallResult {
  [key: string]: unknown;
  content: { type: 'text'; text: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: true;
}

interface CallOptions {
  /** Fires when the client goes away from what only reads. */
  readonly signal: AbortSignal;
  readonly progress: (message: string) => void;
}

/**
 * Runs one tool for one request. Every failure becomes a result that a model can act on; what nobody foresaw becomes an id in
 * the log. Never rejects.
 */
export async function callTool(tool: Tool, args: unknown, session: Session, options: CallOptions): Promise<CallResult> {
  const { principal, requestId, caller, era, log, clock } = session;
  return session.telemetry.span({ name: `tools/call ${tool.name}`, traceparent: caller.traceparent }, async (span) => {
    const startedAt = clock();
    const reach = await tool.reachOf(args);
    const { name, parties } = tool;
    const acting = { name, risk: reach.risk, ...(parties && { parties }) };
    const audited = { requestId, principal, clientName: caller.clientName, tool: acting, args };
    session.audit?.({ ...audited, outcome: 'begun', result: undefined });
    const { result, code } = await attempt(tool, reach, args, session, options);
    const facts = { request: requestId, client: clientLabel(principal.clientId), tool: tool.name, risk: reach.risk, era, outcome: code };
    span.set({ ...facts, client_name: caller.clientName }, !NO_FAULT.has(code));
    log.info('tool_call', { ...facts, subject: principal.subject, ms: Math.round(clock() - startedAt) });
    (session.audit ?? session.auditRead)({ ...audited, outcome: code, result: result.structuredContent });
    return result;
  });
}

interface Outcome {
  readonly result: CallResult;
  /** Stable, for logs and traces. */
  readonly code: string;
}

/** A client that changes its mind is no fault. */
const NO_FAULT: ReadonlySet<string> = new Set(['ok', 'cancelled']);

async function attempt(
  tool: Tool,
  reach: Reach,
  args: unknown,
  { principal, telnyx, storage, clock, log, requestId }: Session,
  { signal, progress }: CallOptions,
): Promise<Outcome> {
  const missing = reach.scopes.filter((scope) => !principal.scopes.includes(scope));
  if (missing.length > 0) return outOfReach(tool.name, missing);
  try {
    const { retry } = RISKS[reach.risk];
    const call = { retry, signal, timeoutMs: tool.timeoutMs };
    const context: ToolContext = { principal, clock, signal, progress, telnyx: telnyx(call), storage: storage(call) };
    const { structured, text } = await tool.call(args, context);
    return { result: { content: [{ type: 'text', text }], structuredContent: { ...structured } }, code: 'ok' };
  } catch (error) {
    const known = explain(error, tool);
    if (!known) log.error('tool_failed', error, { request: requestId, tool: tool.name });
    const { text, code } = known ?? { code: 'internal', text: internal(requestId) };
    return { result: { content: [{ type: 'text', text }], isError: true }, code };
  }
}

/** The endpoint lets nobody come here but where the selection of tools leaves a part of a tool. */
function outOfReach(name: string, missing: readonly string[]): Outcome {
  const text = `With these arguments, ${name} needs the scope ${missing.join(' ')}, which the tools chosen for this server or URL leave out. Nothing was done.`;
  return { result: { content: [{ type: 'text', text }], isError: true }, code: 'not_selected' };
}

const internal = (id: string) =>
  `Something failed inside this server (id ${id}). Whether Telnyx carried the request out is unknown: check before you try again, ` +
  'and give the id to the operator.';
