import { z } from 'zod';

const optional = z
  .string()
  .optional()
  .transform((value) => (value === '' ? undefined : value));
const seconds = (standard: number) => z.coerce.number().positive().max(3_600).default(standard);

const Environment = z.object({
  KEY_VAULT_NAME: optional,
  KEY_VAULT_URL: optional,
  MCP_ENDPOINT: z.url().optional(),
  TEST_PAGE_URL: z.url().optional(),
  HEALTH_URL: z.url().optional(),
  AZURE_ENV_NAME: optional,
  AZURE_SUBSCRIPTION_ID: optional,
  AZURE_TENANT_ID: optional,
  ENTRA_TENANT_ID: optional,
  ENTRA_CLIENT_ID: optional,
  ENTRA_APP_ID: optional,
  ENTRA_UNIQUE_NAME: optional,
  ENTRA_REDIRECT_URI: optional,
  REGISTER_APP: z.enum(['', 'module', 'script', 'no']).optional(),
  IDENTITY_PRINCIPAL_ID: optional,
  /** Microsoft Graph, or a stand-in on this machine. */
  HOOK_GRAPH_URL: z
    .string()
    .regex(/^http:\/\/127\.0\.0\.1:\d+$/)
    .default('https://graph.microsoft.com'),
  // Role assignments and a first start take minutes.
  HOOK_PATIENCE_SECONDS: seconds(900),
  HOOK_RETRY_SECONDS: seconds(10),
});

/** The outputs of the template, and the values of `azd env set`. */
export type HookEnvironment = z.output<typeof Environment>;

/** The message says what to do. */
export class HookError extends Error {
  override readonly name = 'HookError';
  readonly code = 'hook';
}

/** @throws HookError that names the variable, and not its value */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): HookEnvironment {
  const parsed = Environment.safeParse(variables);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new HookError(`Invalid environment. ${names.join('; ')}`);
}

/** KEY_VAULT_URL, or the URL of KEY_VAULT_NAME in public Azure. */
export function vaultUrlOf({ KEY_VAULT_URL: url, KEY_VAULT_NAME: name }: HookEnvironment): string {
  if (url !== undefined) return url;
  if (name !== undefined) return `https://${name}.vault.azure.net`;
  throw new HookError('KEY_VAULT_NAME is not set. Run this through azd: azd -C infra provision, or azd -C infra hooks run postprovision.');
}

/** Unique name of the environment's registration: that of the template, which the first deployment does not know yet. */
export function uniqueNameOf({
  ENTRA_UNIQUE_NAME: name,
  AZURE_ENV_NAME: environment,
  AZURE_SUBSCRIPTION_ID: subscription,
}: HookEnvironment) {
  if (name !== undefined) return name;
  return environment === undefined || subscription === undefined ? undefined : `telnyx-mcp-${environment}-${subscription.slice(0, 8)}`;
}
