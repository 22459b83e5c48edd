import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export const ME = 'a0000000-0000-4000-8000-000000000003';
export const SOMEBODY = 'a0000000-0000-4000-8000-000000000004';
const APPLICATION = '10000000-0000-4000-8000-000000000001';
const PRINCIPAL = '20000000-0000-4000-8000-000000000001';

/** A tenant, as far as the hooks look at it and change it. */
export interface FakeTenant {
  /** Whether people may register applications by default. */
  allowedToCreateApps: boolean;
  userType: 'Member' | 'Guest';
  /** Template ids of my directory roles. */
  roles: string[];
  /** The registration of the environment, with who owns it. */
  made: { uniqueName: string; clientId: string; owners: string[] } | undefined;
  assignments: { principalId: string; appRoleId: string; resourceId?: string }[];
  /** Paths that are refused with 403, by their beginning. */
  forbidden: string[];
}

/** Microsoft Graph v1.0, for one token: what it does not know it refuses. */
export async function startGraph(token: string, tenant: FakeTenant) {
  const changes: string[] = [];
  const looks = (path: string): object | undefined => {
    const { made } = tenant;
    if (path === 'me') return { id: ME, userType: tenant.userType };
    if (path === 'me/transitiveMemberOf/microsoft.graph.directoryRole')
      return { value: tenant.roles.map((roleTemplateId) => ({ roleTemplateId })) };
    if (path === 'policies/authorizationPolicy') return { defaultUserRolePermissions: { allowedToCreateApps: tenant.allowedToCreateApps } };
    if (path === `applications(uniqueName='${made?.uniqueName ?? ''}')`) return { id: APPLICATION, appId: made?.clientId };
    if (path === `applications/${APPLICATION}/owners`) return { value: made?.owners.map((id) => ({ id })) ?? [] };
    if (path === `servicePrincipals(appId='${made?.clientId ?? ''}')`) return { id: PRINCIPAL };
    if (path === `servicePrincipals/${PRINCIPAL}/appRoleAssignedTo`) return { value: tenant.assignments };
    return undefined;
  };
  const server = createServer((request, response) => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const path = decodeURI(new URL(request.url ?? '', 'http://localhost').pathname).replace(/^\/v1\.0\//, '');
    if (request.headers.authorization !== `Bearer ${token}`) answer(401, {});
    else if (tenant.forbidden.some((start) => path.startsWith(start))) answer(403, { error: { code: 'Authorization_RequestDenied' } });
    else if (request.method === 'GET') {
      const found = looks(path);
      answer(found ? 200 : 404, found ?? { error: { code: 'Request_ResourceNotFound' } });
    } else {
      changes.push(`${request.method ?? ''} ${path}`);
      void text(request).then((body) => {
        tenant.assignments.push(JSON.parse(body) as FakeTenant['assignments'][number]);
        answer(201, {});
      });
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    changes,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
