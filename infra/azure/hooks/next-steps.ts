import { uniqueNameOf, type HookEnvironment } from './environment.ts';

/** What is left where the app is not registered yet. Every command works in the root of the project. */
export const REGISTRATION_LEFT = `When the client id comes back:

  azd -C infra env set ENTRA_CLIENT_ID CLIENT_ID
  azd -C infra up

If you may register applications yourself by now, let the deployment do it:

  azd -C infra env set REGISTER_APP module
  azd -C infra up`;

/** The whole mail to the administrator, with the values of this deployment. */
function administratorMail(environment: HookEnvironment): string {
  const tenant = environment.ENTRA_TENANT_ID ?? environment.AZURE_TENANT_ID ?? 'TENANT-ID';
  const redirect = environment.ENTRA_REDIRECT_URI ?? 'https://YOUR-APP/auth/callback';
  const identity = environment.IDENTITY_PRINCIPAL_ID ?? 'PRINCIPAL-ID-OF-THE-IDENTITY';
  const uniqueName = uniqueNameOf(environment) ?? 'UNIQUE-NAME';
  return `Subject: Please register an application in Microsoft Entra ID

Please register an application in our tenant ${tenant}. It lets our people use our Telnyx
account through AI assistants. It only has to sign them in: no API permissions, no secret, no certificate.

With the two attached files side by side in Azure Cloud Shell (Bash), one command does it:

  bash app-registration.sh --unique-name '${uniqueName}' \\
    --redirect-uri ${redirect} \\
    --identity ${identity}

It creates, or brings up to date, an application with this unique name, and its enterprise application:
  - sign-in for this organization only, redirect URI (Web) ${redirect}
  - access tokens of version 2, and the four app roles of app-roles.json
  - assignment required: nobody can sign in before you assign them
  - a federated credential, so that the managed identity ${identity}
    signs in for it (issuer https://login.microsoftonline.com/${tenant}/v2.0, audience api://AzureADTokenExchange)
It changes nothing of any other application. With --dry-run it only says what it would do.

Then, please:
  1. Enterprise applications → Telnyx for MCP clients → Users and groups: assign me the role Owner.
  2. If people may not consent to applications themselves: Permissions → Grant admin consent.
  3. Send me the Application (client) ID, which the command prints as ENTRA_CLIENT_ID.

Attachments: app-registration.sh, app-roles.json`;
}

/** Where somebody else registers the app: the mail, and what comes after. */
export const registrationSteps = (
  environment: HookEnvironment,
): string => `The app is not registered in Entra ID. Until it is, it runs and serves a page that says so.

Send this to an administrator of Entra ID, with infra/entra/app-registration.sh and infra/entra/app-roles.json attached:

----------------------------------------------------------------------
${administratorMail(environment)}
----------------------------------------------------------------------

${REGISTRATION_LEFT}`;

/** How to connect to the ready app. */
export function connectSteps({ MCP_ENDPOINT: endpoint = '', TEST_PAGE_URL: testPage = '' }: HookEnvironment, tools: string): string {
  return `Ready: ${tools}.

  MCP endpoint  ${endpoint}
  Get a token   ${testPage}
  All clients   ${new URL('/', endpoint).href}

  Claude Code   claude mcp add --transport http telnyx ${endpoint}
  VS Code       code --add-mcp '${JSON.stringify({ name: 'telnyx', type: 'http', url: endpoint })}'
  Cursor        ~/.cursor/mcp.json: ${JSON.stringify({ mcpServers: { telnyx: { url: endpoint } } })}
  claude.ai     Settings → Connectors → Add custom connector → the endpoint

Texts and calls that come in: ask a client for connect_inbox. It tells Telnyx the address of this app; nothing has to be copied.

People need a role (Reader, Operator, Manager, Owner): Entra ID → Enterprise applications → Users and groups.
How to run it: infra/azure/HANDBOOK.md. azd -C infra down removes all of it but the app registration, the vault, which stays soft-deleted, its name taken, for VAULT_RETENTION_DAYS days, and the logs, which can be recovered for 14.`;
}
