import { expect } from '@jest/globals';
import { createAuditTrail, type Auditor, type AuditTrail } from '../../../../shared/guard/audit/index.ts';
import type { Principal } from '../../../../shared/identity/tokens/index.ts';
import { createLogger } from '../../../../shared/platform/log/index.ts';
import { cacheSecrets } from '../../../../shared/platform/secrets/index.ts';
import { tools } from '../../../../tools/index.ts';
import { makeSecrets } from '../../../support/keys.ts';

export const principal: Principal = {
  subject: 't.o',
  tenantId: 't',
  objectId: 'o',
  clientId: 'claude',
  tokenId: 'j',
  grantId: 'g1',
  roles: ['Owner'],
  scopes: [],
  expiresAt: 0,
};

/** What a hash looks like. */
export const HASH: unknown = expect.stringMatching(/^[0-9a-f]{16}$/);

export function toolOf(name: string) {
  const tool = tools.find((each) => each.name === name);
  if (!tool) throw new Error(name);
  return tool;
}

/** Lines without their hashes, which may hold any digits by chance. */
export const withoutHashes = (lines: readonly string[]): string => lines.join().replaceAll(/"[0-9a-f]{16}"/g, '"…"');

/** A trail with a key, one without, and what they write. */
export async function captureTrail() {
  const lines: string[] = [];
  const log = createLogger((_level, line) => lines.push(line));
  const trail: AuditTrail = createAuditTrail((await makeSecrets()).secrets, log);
  const keyless: AuditTrail = createAuditTrail(
    cacheSecrets(() => Promise.reject(new Error('down'))),
    log,
  );
  const audit: Auditor = await trail.open();
  /** Writes the line of a call that ended. */
  const written = (name: string, args: unknown, outcome = 'ok', result?: unknown) => {
    const tool = toolOf(name);
    audit({ requestId: 'r1', principal, clientName: 'Claude', tool, args, outcome, result });
    return JSON.parse(lines.at(-1) ?? '');
  };
  /** What a number hashes to. */
  const hashOf = (number: string): unknown => written('send_message', { to: number }).to_hash[0];
  return { lines, log, trail, keyless, written, hashOf };
}
