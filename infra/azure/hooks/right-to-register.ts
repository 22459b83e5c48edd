import { z } from 'zod';
import type { Graph } from './graph.ts';

/** Roles of Entra that may create any application and change any (learn.microsoft.com/entra/identity/role-based-access-control). */
const OVER_ALL = [
  '62e90394-69f5-4237-9190-012177145e10', // Global Administrator
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3', // Application Administrator
  '158c047a-c907-4556-b7ef-446551a6b5f7', // Cloud Application Administrator
  '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2', // Hybrid Identity Administrator
];
const APPLICATION_DEVELOPER = 'cf1c38e5-3621-4004-a7cb-879624dced7c';
/** Permissions of a pipeline. */
const OF_PROGRAMS = ['Application.ReadWrite.All', 'Application.ReadWrite.OwnedBy'];

const Me = z.object({ id: z.string(), userType: z.string().nullish() });
const Policy = z.object({ defaultUserRolePermissions: z.object({ allowedToCreateApps: z.boolean() }) });
const Roles = z.object({ value: z.array(z.object({ roleTemplateId: z.string() })) });
const Application = z.object({ id: z.string(), appId: z.string() });
const Owners = z.object({ value: z.array(z.object({ id: z.string() })) });

/**
 * `register`: may make the registration, or change the one that there is. `keep`: there is one, which others may change. `no`: may make
 * none. `unknown`: Graph does not say.
 */
export type Right = { readonly right: 'register' | 'no' | 'unknown' } | { readonly right: 'keep'; readonly clientId: string };

/**
 * Only reads, and never rejects.
 * @param uniqueName of the environment's registration; undefined where it is not known yet
 */
export async function askRight(graph: Graph, uniqueName: string | undefined): Promise<Right> {
  try {
    return await rightOf(graph, uniqueName);
  } catch {
    return { right: 'unknown' };
  }
}

async function rightOf(graph: Graph, uniqueName: string | undefined): Promise<Right> {
  const made =
    uniqueName === undefined ? undefined : await graph.get(`applications(uniqueName='${uniqueName}')?$select=id,appId`, Application);
  const isProgram = graph.claims.idtyp === 'app';
  const [mayCreate, mayChange] = isProgram ? rightsOfProgram(graph) : await rightsOfPerson(graph, made?.id);
  if (made) return mayChange ? { right: 'register' } : { right: 'keep', clientId: made.appId };
  return { right: mayCreate ? 'register' : 'no' };
}

type Rights = readonly [mayCreate: boolean, mayChange: boolean];

function rightsOfProgram({ claims }: Graph): Rights {
  const [all = '', owned = ''] = OF_PROGRAMS;
  return [claims.roles.some((role) => role === all || role === owned), claims.roles.includes(all)];
}

async function rightsOfPerson(graph: Graph, application: string | undefined): Promise<Rights> {
  const me = await graph.get('me?$select=id,userType', Me);
  const held = await graph.get('me/transitiveMemberOf/microsoft.graph.directoryRole?$select=roleTemplateId', Roles);
  const roles = held?.value.map(({ roleTemplateId }) => roleTemplateId) ?? [];
  if (roles.some((role) => OVER_ALL.includes(role))) return [true, true];
  const owners = application === undefined ? undefined : await graph.get(`applications/${application}/owners?$select=id`, Owners);
  const mayChange = owners?.value.some(({ id }) => id === me?.id) ?? false;
  if (roles.includes(APPLICATION_DEVELOPER)) return [true, mayChange];
  const policy = await graph.get('policies/authorizationPolicy?$select=defaultUserRolePermissions', Policy);
  // Guests have no share in what people may do by default.
  const byDefault = policy?.defaultUserRolePermissions.allowedToCreateApps === true && me?.userType !== 'Guest';
  return [byDefault, mayChange];
}
