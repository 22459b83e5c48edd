import { randomUUID } from 'node:crypto';
import type { Grant } from '../../shared/identity/grants/index.ts';

/** A person of whom nobody has heard. */
export const someSubject = (): string => `${randomUUID()}.${randomUUID()}`;

/** A grant that was given just now and lives for a day, but for what is changed. */
export function makeGrant(changes: Partial<Grant> = {}): Grant {
  const now = Math.floor(Date.now() / 1000);
  return {
    subject: someSubject(),
    id: randomUUID(),
    kind: 'oauth',
    clientId: 'https://client.example.com/metadata.json',
    clientName: 'A client',
    scopes: ['telnyx.read', 'telnyx.send'],
    roles: ['Owner'],
    createdAt: now,
    expiresAt: now + 86_400,
    generation: 0,
    rotatedAt: now,
    lastUsedAt: 0,
    confirmedAt: now,
    entraToken: undefined,
    revoked: undefined,
    ...changes,
  };
}
