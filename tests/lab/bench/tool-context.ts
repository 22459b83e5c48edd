import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { SCOPES } from '../../../shared/identity/tokens/index.ts';
import { createStorage, type TelnyxCall, type TelnyxClient } from '../../../shared/telnyx/index.ts';
import type { ToolContext } from '../../../shared/mcp/tool/index.ts';
import { EMPTY_INBOX } from '../../support/fake-inbox.ts';

const NOBODY = { subject: 'bench', tenantId: 'bench', objectId: 'bench', clientId: 'bench', tokenId: 'bench', grantId: 'bench' };
const PRINCIPAL = { ...NOBODY, roles: [], scopes: SCOPES, expiresAt: Number.MAX_SAFE_INTEGER };

/** @returns what one call of a tool runs on where nobody has logged in. */
export function createToolContexts(telnyx: (call: TelnyxCall) => TelnyxClient): () => ToolContext {
  const apiKey = () => Promise.reject(new Error('No storage here.'));
  const storage = createStorage({ urlTemplate: 'http://localhost/{region}', apiKey });
  return () => {
    const call = { retry: 'transient', signal: new AbortController().signal, timeoutMs: 25_000 } as const;
    const ways = { telnyx: telnyx(call), storage: storage(call) };
    const preview = () => Promise.reject(new Error('No guard here.'));
    const rest = {
      clock: Date.now,
      wait,
      signal: call.signal,
      progress: () => undefined,
      inbox: EMPTY_INBOX,
      preview,
      reachable: () => Promise.resolve(() => true),
    };
    return { principal: PRINCIPAL, attempt: randomUUID(), ...ways, ...rest };
  };
}
