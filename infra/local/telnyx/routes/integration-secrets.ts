import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Collection } from '../collection.ts';
import { listReply, passes } from '../collection.ts';
import { refuse } from '../errors.ts';
import type { Call, Reply, Route } from '../operation.ts';
import { found, parseBody } from '../operation.ts';
import type { IntegrationSecret } from '../state/ai.ts';
import { iso } from '../state/ids.ts';

const Value = z.string().min(1);

const NewSecret = z.discriminatedUnion('type', [
  z.object({ type: z.literal('bearer'), identifier: Value, token: Value }),
  z.object({ type: z.literal('basic'), identifier: Value, username: Value, password: Value }),
]);

const SECRETS: Collection<IntegrationSecret> = {
  filters: { type: (secret, filter) => passes(secret.type, filter) },
  sorts: { created_at: ({ createdAt }) => createdAt },
  usualSort: '-created_at',
  maxPageSize: 250,
};

/** Never with the value. */
const wireSecret = ({ id, identifier, createdAt }: IntegrationSecret) => ({
  record_type: 'integration_secret',
  id,
  identifier,
  created_at: iso(createdAt),
  updated_at: iso(createdAt),
});

function create(call: Call): Reply {
  const { account, now } = call;
  const { type, identifier } = parseBody(call, NewSecret);
  const taken = Array.from(account.ai.secrets.values()).some((secret) => secret.identifier === identifier);
  if (taken) throw refuse(422, '10015', '/identifier', 'The identifier has already been taken.');
  const secret = { id: randomUUID(), identifier, type, createdAt: now };
  account.ai.secrets.set(secret.id, secret);
  return { status: 201, body: { data: wireSecret(secret) } };
}

function remove({ account, param }: Call): Reply {
  const { id } = found(account.ai.secrets.get(param('id')));
  account.ai.secrets.delete(id);
  return { status: 204 };
}

export const integrationSecretRoutes: readonly Route[] = [
  { method: 'GET', path: '/integration_secrets', handle: (call) => listReply(call, call.account.ai.secrets.values(), SECRETS, wireSecret) },
  { method: 'POST', path: '/integration_secrets', handle: create },
  { method: 'DELETE', path: '/integration_secrets/{id}', handle: remove },
];
