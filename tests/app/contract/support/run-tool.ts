import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { SCOPES, type Scope } from '../../../../shared/identity/tokens/index.ts';
import { createStorage, createTelnyx } from '../../../../shared/telnyx/index.ts';
import { RISKS, type Tool, type ToolContext, type ToolResult } from '../../../../shared/mcp/tool/index.ts';
import { type Answer, type Seen, startEdge } from './telnyx-edge.ts';
import { callTool } from '../../../support/call-tool.ts';
import { EMPTY_INBOX } from '../../../support/fake-inbox.ts';

/** The API key of these tests, which no answer may contain. */
export const KEY = 'KEY0123456789ABCDEF_secretsecret';

const Arguments = z.record(z.string(), z.unknown());

/** The context of one call, with the real client. */
export function contextFor(tool: Pick<Tool, 'risk'>, baseUrl: string, scopes: readonly Scope[] = SCOPES): ToolContext {
  const signal = new AbortController().signal;
  const { retry } = RISKS[tool.risk];
  const apiKey = () => Promise.resolve(KEY);
  const call = { retry, signal, timeoutMs: 10_000 };
  let now = 1_767_225_600_000;
  return {
    principal: {
      subject: 'tenant.person',
      tenantId: 'tenant',
      objectId: 'person',
      clientId: 'test-auth',
      tokenId: 'token',
      grantId: 'grant',
      roles: ['Owner'],
      scopes,
      expiresAt: 4_102_444_800,
    },
    telnyx: createTelnyx({ baseUrl, apiKey })(call),
    storage: createStorage({ urlTemplate: `${baseUrl}/_s3/{region}`, apiKey })(call),
    inbox: EMPTY_INBOX,
    reachable: () => Promise.resolve(() => true),
    attempt: randomUUID(),
    clock: () => now,
    // Only waiting takes time.
    wait: (ms) => {
      now += ms;
      return Promise.resolve();
    },
    signal,
    progress: () => undefined,
    preview: (_tool, args) => Promise.resolve({ would: 'send', reasons: [], recipients: [], left: [], args: Arguments.parse(args) }),
  };
}

export interface Run {
  readonly result?: ToolResult;
  readonly error?: unknown;
  readonly seen: readonly Seen[];
}

/** Calls a tool once, with the real client, against a server that gives `answer`. */
export async function runTool(tool: Tool, args: unknown, answer: Answer, scopes?: readonly Scope[]): Promise<Run> {
  const edge = await startEdge(answer);
  try {
    const result = await callTool(tool, args, contextFor(tool, edge.baseUrl, scopes));
    return { result, seen: edge.seen };
  } catch (error) {
    return { error, seen: edge.seen };
  } finally {
    await edge.stop();
  }
}
