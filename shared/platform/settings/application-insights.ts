import { z } from 'zod';
import { isLoopback } from './loopback.ts';

const INGESTION_KEY = 'ingestionendpoint';

/**
 * @param text A connection string of Application Insights (`Name=value;…`).
 * @returns Its members, by name in lower case.
 */
function membersOf(connectionString: string): ReadonlyMap<string, string> {
  return new Map(
    connectionString.split(';').flatMap((member) => {
      const [name = '', ...value] = member.split('=');
      return value.length > 0 ? [[name.trim().toLowerCase(), value.join('=').trim()] as const] : [];
    }),
  );
}

const isUsable = (connectionString: string): boolean => {
  const members = membersOf(connectionString);
  const endpoint = members.get(INGESTION_KEY);
  const goes = endpoint === undefined || (URL.canParse(endpoint) && (endpoint.startsWith('https://') || isLoopback(endpoint)));
  return goes && z.guid().safeParse(members.get('instrumentationkey')).success;
};

/** Where spans go: a connection string as the portal shows it. */
export const ConnectionString = z
  .string()
  .refine(isUsable, 'must be a connection string such as InstrumentationKey=<UUID>;IngestionEndpoint=https://… (http only for localhost)');

/** The base URL of a stand-in on this machine that receives the spans; undefined for Application Insights itself. */
export function loopbackIngestion(connectionString: string | undefined): string | undefined {
  const endpoint = connectionString === undefined ? undefined : membersOf(connectionString).get(INGESTION_KEY);
  return endpoint !== undefined && isLoopback(endpoint) ? endpoint.replace(/(?<!\/)\/+$/, '') : undefined;
}

/** How the Functions host signs in to Application Insights, such as `ClientId=<UUID>;Authorization=AAD`; we do the same. */
export const AuthenticationString = z
  .string()
  .regex(/(^|;)\s*Authorization=AAD\s*(;|$)/i, 'must be Authorization=AAD, with ClientId=<UUID> of the managed identity before it');
