import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { HookEnvironment } from './environment.ts';
import { openGraph, type Graph } from './graph.ts';
import { retryUntil } from './retry.ts';

const Roles = z.array(z.object({ id: z.string(), value: z.string() }));
const Found = z.object({ id: z.string() });
const Assignments = z.object({ value: z.array(z.object({ appRoleId: z.string() })) });

/** Entra shows a new service principal everywhere within a minute or two. */
const PATIENCE_SECONDS = 120;

const BY_HAND = `Give it to somebody: Entra ID → Enterprise applications → All applications → Telnyx for MCP clients → Users and groups
→ Add user/group, role Owner. Without one of the four roles nobody has access.`;

/**
 * Gives the role Owner to whoever deploys, where nobody has it. Never rejects.
 * @returns a sentence for the user
 */
export async function ensureOwner(environment: HookEnvironment, clientId: string): Promise<string> {
  try {
    const graph = await openGraph(environment);
    if (graph.claims.idtyp === 'app') return `Role Owner: a program deploys, so it goes to nobody. ${BY_HAND}`;
    return await giveIfMissing(graph, environment, clientId);
  } catch (error) {
    return `Role Owner: it could not be given to you (${error instanceof Error ? error.message : 'unknown error'}). ${BY_HAND}`;
  }
}

async function giveIfMissing(graph: Graph, environment: HookEnvironment, clientId: string): Promise<string> {
  const owner =
    Roles.parse(JSON.parse(readFileSync('infra/entra/app-roles.json', 'utf8'))).find(({ value }) => value === 'Owner')?.id ?? '';
  const { HOOK_PATIENCE_SECONDS: seconds, HOOK_RETRY_SECONDS: between } = environment;
  const found = await retryUntil({ seconds: Math.min(seconds, PATIENCE_SECONDS), between, say: console.log }, async () => {
    const principal = await graph.get(`servicePrincipals(appId='${clientId}')?$select=id`, Found);
    return principal ? { value: principal.id } : { pending: 'Entra ID does not show the registration yet' };
  });
  if ('pending' in found) return `Role Owner: ${found.pending}. ${BY_HAND}`;
  const given = await graph.get(`servicePrincipals/${found.value}/appRoleAssignedTo?$select=appRoleId&$top=999`, Assignments);
  if (given?.value.some(({ appRoleId }) => appRoleId === owner) === true) return 'Role Owner: somebody has it already, unchanged.';
  const me = await graph.get('me?$select=id', Found);
  await graph.post(`servicePrincipals/${found.value}/appRoleAssignedTo`, {
    principalId: me?.id,
    resourceId: found.value,
    appRoleId: owner,
  });
  return 'Role Owner: given to you, because nobody had it.';
}
