import { lazily } from '../platform/index.ts';
import type { McpRequest, ServedCall } from './mcp-request.ts';
import { LEGACY_VERSIONS, NEWEST_LEGACY_VERSION, type PlainRequest } from './plain.ts';
import { CAPABILITIES, INSTRUCTIONS, LIST_CACHE, metaOfResult } from './server-info.ts';
import { withToolList } from './tool-list.ts';

/**
 * Answers a plain request as the SDK of its era does, byte for byte, without the server, the transport and the schemas that an SDK makes for each
 * request: they are more than half of the time of a call.
 *
 * @returns undefined for what takes an SDK: an unknown tool, and a call that does more than read, about which a person may have to be asked
 */
export async function answerDirectly(plain: PlainRequest, request: McpRequest): Promise<Response | undefined> {
  const { call, catalogue, principal, serverInfo } = request;
  switch (plain.method) {
    case 'initialize':
      return answer(
        write(
          plain,
          { protocolVersion: agreed(plain.protocolVersion), capabilities: CAPABILITIES, serverInfo, instructions: INSTRUCTIONS },
          request,
        ),
      );
    case 'notifications/initialized':
      return new Response(null, { status: 202 });
    case 'ping':
      return answer(write(plain, {}, request));
    case 'tools/list':
      return answerList(plain, catalogue.listFor(principal.scopes), request);
    case 'tools/call':
      return call && !call.audit ? answerCall(plain, call, request) : undefined;
  }
}

/** The version that the client asked for, or the newest that this handshake can agree on (MCP specification 2025-11-25, lifecycle). */
const agreed = (version: string): string => (LEGACY_VERSIONS.has(version) ? version : NEWEST_LEGACY_VERSION);

/** With the first call: lists need nothing of it. */
const loadCallTool = lazily(() => import('./call-tool.ts'));

async function answerCall(plain: PlainRequest, call: ServedCall, request: McpRequest): Promise<Response> {
  // Only since 2026-07-28 does a client that disconnects cancel its request.
  const signal = plain.era === 'modern' ? request.disconnected : new AbortController().signal;
  const { callTool } = await loadCallTool();
  const result = await callTool(call, request, { signal, progress: () => undefined, client: undefined });
  return signal.aborted ? new Response(null, { status: 499 }) : answer(write(plain, result, request));
}

function answerList(plain: PlainRequest, list: Uint8Array, request: McpRequest): Response {
  return answer(withToolList(write(plain, { tools: [] }, request, LIST_CACHE), list));
}

/** @param cache what a result of 2026-07-28 says about caching */
function write({ era, id }: PlainRequest, result: object, { serverInfo }: McpRequest, cache: object = {}): string {
  const whole = era === 'legacy' ? result : { ...result, resultType: 'complete', ...cache, _meta: metaOfResult(serverInfo) };
  return JSON.stringify({ result: whole, jsonrpc: '2.0', id });
}

const answer = (body: BodyInit | undefined) => new Response(body, { headers: { 'content-type': 'application/json' } });
